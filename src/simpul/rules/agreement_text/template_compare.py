"""Two versions of a template clause by clause: words, variants, conditions and reasons, each under its id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from simpul.rules.agreement_text.comparing.marks import Piece, marked
from simpul.rules.agreement_text.template import Line, ParagraphTemplate, TextTemplate

Kind = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class Words:
    """Everything a text says in one place. ``place`` is where it stands in the file's own words."""

    id: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """``pieces``: the new words against the old ones, word by word."""

    id: str
    place: str
    kind: Kind
    pieces: tuple[Piece, ...]


def differences(old: TextTemplate, new: TextTemplate) -> tuple[ClauseChange, ...]:
    """What differs, in the order of the new version; what was removed comes last."""
    return changes_between(words_of(old), words_of(new))


def changes_between(old: Iterable[Words], new: Iterable[Words]) -> tuple[ClauseChange, ...]:
    """The same of any two rows of words, each known again by its id."""
    before = {words.id: words for words in old}
    now = {words.id: words for words in new}
    changes = [_change(before.get(key), words) for key, words in now.items() if _text(before.get(key)) != words.text]
    gone = [
        ClauseChange(key, words.place, "removed", marked(words.text, ""))
        for key, words in before.items()
        if key not in now
    ]
    return (*changes, *gone)


def _text(words: Words | None) -> str | None:
    return words.text if words is not None else None


def _change(before: Words | None, now: Words) -> ClauseChange:
    if before is None:
        return ClauseChange(now.id, now.place, "added", marked("", now.text))
    return ClauseChange(now.id, now.place, "changed", marked(before.text, now.text))


def words_of(template: TextTemplate) -> Iterator[Words]:
    """Every part of the template under its id, those of the second language too."""
    yield from _head(template)
    for number, article in enumerate(template.articles, 1):
        yield Words(article.id, f"Pasal {number}", _joined(article.title, article.when, article.reason, article.source))
        for position, paragraph in enumerate(article.paragraphs, 1):
            yield from _paragraph(paragraph, f"Pasal {number} ayat ({position})")
    for annex in template.annexes:
        yield Words(annex.id, annex.title.capitalize(), _joined(annex.lead, annex.when, annex.table))
        yield from _lines(annex.notes, annex.title.capitalize())
    if template.translation is not None:
        yield from (Words(f"{each.id}@en", f"{each.place} (EN)", each.text) for each in words_of(template.translation))


def _head(template: TextTemplate) -> Iterator[Words]:
    yield Words("@nama", "Nama", _joined(template.name, (), template.about))
    yield Words("@pembukaan", "Pembukaan", template.opening)
    yield from (Words(f"@komparisi_{key}", f"Komparisi {key}", text) for key, text in template.parties.items())
    yield Words("@kesepakatan", "Kesepakatan", template.agreed)
    for name, lines in (
        ("Sebutan", template.after_parties), ("Pertimbangan", template.considerations),
        ("Dasar hukum", template.bases), ("Penutup", template.closing),
    ):  # fmt: skip
        yield from _lines(lines, name)


def _lines(lines: tuple[Line, ...], place: str) -> Iterator[Words]:
    yield from (Words(line.id, place, _joined(line.text or f"daftar {line.repeat}", line.when)) for line in lines)


def _paragraph(paragraph: ParagraphTemplate, place: str) -> Iterator[Words]:
    own = _joined(paragraph.text, paragraph.when, paragraph.reason, paragraph.source)
    yield Words(paragraph.id, place, own)
    yield from _lines(paragraph.items, f"{place}, rincian")
    for variant in paragraph.variants:
        items = " ".join(item.text for item in variant.items)
        words = _joined(f"{variant.text} {items}".strip(), (), variant.reason)
        yield Words(f"{paragraph.id}#{variant.id}", f"{place}, {variant.standing} {variant.id}", words)


def _joined(text: str, when: tuple[str, ...], *more: str) -> str:
    """The words, with their condition before and what is said about them behind."""
    head = f"(jika {' dan '.join(when)}) " if when else ""
    return head + " · ".join(part for part in (text, *more) if part)
