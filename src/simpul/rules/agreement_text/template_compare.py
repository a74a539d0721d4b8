"""Two versions of a template clause by clause: words, variants, conditions and reasons, each under its id."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from simpul.rules.agreement_text.comparing.marks import Piece, marked
from simpul.rules.agreement_text.structure import AgreementText
from simpul.rules.agreement_text.template import ArticleTemplate, Line, ParagraphTemplate, TextTemplate

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


@dataclass(frozen=True, slots=True)
class Telling:
    """How a version is told: ``numbers`` of the articles and paragraphs that stand in its example, ``said`` conditions
    in words."""

    numbers: Mapping[str, int]
    said: Callable[[tuple[str, ...]], str]


def numbers_in(text: AgreementText) -> dict[str, int]:
    """Ids of the articles and paragraphs of a text with their numbers."""
    paragraphs = {each.id: each.number for article in text.articles for each in article.paragraphs}
    return {article.id: article.number for article in text.articles} | paragraphs


def differences(
    old: TextTemplate, new: TextTemplate, old_telling: Telling, new_telling: Telling
) -> tuple[ClauseChange, ...]:
    """What differs, in the order of the new version; what was removed comes last."""
    return changes_between(words_of(old, old_telling), words_of(new, new_telling))


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


def words_of(template: TextTemplate, telling: Telling) -> Iterator[Words]:
    """Every part of the template under its id, those of the second language too."""
    yield from _Teller(telling).template(template)
    if template.translation is not None:
        other = words_of(template.translation, telling)
        yield from (Words(f"{each.id}@en", f"{each.place} (EN)", each.text) for each in other)


class _Teller:
    """One run over a template."""

    def __init__(self, telling: Telling) -> None:
        self.numbers, self.said = telling.numbers, telling.said

    def template(self, template: TextTemplate) -> Iterator[Words]:
        yield from self._head(template)
        for article in template.articles:
            place = self._article(article)
            words = self._joined(article.title, article.when, article.reason, article.source)
            yield Words(article.id, place, words)
            for position, paragraph in enumerate(article.paragraphs, 1):
                yield from self._paragraph(paragraph, f"{place}, {self._place(article, paragraph, position)}")
        for annex in template.annexes:
            yield Words(annex.id, annex.title.capitalize(), self._joined(annex.lead, annex.when, annex.table))
            yield from self._lines(annex.notes, annex.title.capitalize())

    def _article(self, article: ArticleTemplate) -> str:
        """By the number it has in the example; one that the example lacks is named by its title alone."""
        number, title = self.numbers.get(article.id), article.title.capitalize()
        return f"Pasal {number} {title}" if number else f"Pasal {title} (bersyarat)"

    def _place(self, article: ArticleTemplate, paragraph: ParagraphTemplate, position: int) -> str:
        """In an article that the example lacks, paragraphs are counted as in the file."""
        if article.id not in self.numbers:
            return f"ayat ({position})"
        number = self.numbers.get(paragraph.id)
        return f"ayat ({number})" if number else f"ayat bersyarat “{paragraph.id.removeprefix(f'{article.id}_')}”"

    def _head(self, template: TextTemplate) -> Iterator[Words]:
        yield Words("@nama", "Nama", self._joined(template.name, (), template.about))
        yield Words("@pembukaan", "Pembukaan", template.opening)
        yield from (Words(f"@komparisi_{key}", f"Komparisi {key}", text) for key, text in template.parties.items())
        yield Words("@kesepakatan", "Kesepakatan", template.agreed)
        for name, lines in (
            ("Sebutan", template.after_parties), ("Pertimbangan", template.considerations),
            ("Dasar hukum", template.bases), ("Penutup", template.closing),
        ):  # fmt: skip
            yield from self._lines(lines, name)

    def _lines(self, lines: tuple[Line, ...], place: str) -> Iterator[Words]:
        for line in lines:
            yield Words(line.id, place, self._joined(line.text or f"daftar {line.repeat}", line.when))

    def _paragraph(self, paragraph: ParagraphTemplate, place: str) -> Iterator[Words]:
        own = self._joined(paragraph.text, paragraph.when, paragraph.reason, paragraph.source)
        yield Words(paragraph.id, place, own)
        yield from self._lines(paragraph.items, f"{place}, rincian")
        for variant in paragraph.variants:
            items = " ".join(item.text for item in variant.items)
            words = self._joined(f"{variant.text} {items}".strip(), (), variant.reason)
            yield Words(f"{paragraph.id}#{variant.id}", f"{place}, {variant.standing} {variant.id}", words)

    def _joined(self, text: str, when: tuple[str, ...], *more: str) -> str:
        """The words, with their condition before and what is said about them behind."""
        head = f"({self.said(when)}) " if when else ""
        return head + " · ".join(part for part in (text, *more) if part)
