"""What the text has beside its template: clauses worded by an officer, and changes taken over from the partner.

Both are kept with the request, by ids. A clause that is worded here no longer follows the values of the case, and the
references of an officer's own words are plain words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace

from simpul.features.agreements.models import Request
from simpul.rules.agreement_text.codec import plain, read_as
from simpul.rules.agreement_text.columns import SECOND, in_step
from simpul.rules.agreement_text.editing.edited import edited
from simpul.rules.agreement_text.editing.edits import Edit
from simpul.rules.agreement_text.slots import MissingValue
from simpul.rules.agreement_text.structure import AgreementText, Article, Item, Paragraph
from simpul.rules.refusals import N_, Conflict

WORDED = "bunyi"  # clause id -> text
ADDED = "ayat_tambahan"  # article id -> texts of paragraphs that follow those of the template
MORE = "tambahan"  # the entry of all added paragraphs together
TAKEN = "perubahan_mitra"  # edits accepted from the partner's versions, in their order


def worded(answers: Mapping[str, object]) -> dict[str, str]:
    """The officer's own words by clause id."""
    found = answers.get(WORDED)
    return {str(key): str(text) for key, text in found.items()} if isinstance(found, dict) else {}


def added(answers: Mapping[str, object]) -> dict[str, list[str]]:
    """Paragraphs added to an article, by its id."""
    found = answers.get(ADDED)
    if not isinstance(found, dict):
        return {}
    return {str(key): [str(text) for text in texts] for key, texts in found.items() if isinstance(texts, list)}


def taken_over(answers: Mapping[str, object]) -> tuple[Edit, ...]:
    """The changes accepted from the partner so far."""
    found = answers.get(TAKEN)
    return read_as(tuple[Edit, ...], found) if isinstance(found, list) else ()


def with_own_wording(text: AgreementText, answers: Mapping[str, object]) -> AgreementText:
    """The template's text with the added paragraphs, the partner's accepted changes and the officer's own words."""
    own, more = worded(answers), added(answers)
    if more:
        text = replace(text, articles=tuple(_extended(each, more.get(each.id, [])) for each in text.articles))
    text = edited(text, taken_over(answers))
    return replace(text, articles=tuple(_worded(each, own) for each in text.articles)) if own else text


def in_both_languages(
    text: AgreementText, answers: Mapping[str, object]
) -> tuple[AgreementText, tuple[MissingValue, ...]]:
    """The second column in step with the first one, and what still has no words there."""
    own = worded(answers)
    english = {name.removesuffix(SECOND): words for name, words in own.items() if name.endswith(SECOND)}
    worded_anew = {edit.clause for edit in taken_over(answers) if edit.kind == "words" or edit.text}
    anew = {name for name in own if not name.endswith(SECOND)} | worded_anew
    return in_step(text, english, anew)


def _extended(article: Article, more: list[str]) -> Article:
    kept = article.paragraphs
    extra = tuple(
        Paragraph(f"{article.id}_tambahan_{number}", len(kept) + number, words) for number, words in enumerate(more, 1)
    )
    return replace(article, paragraphs=kept + extra)


def _worded(article: Article, own: Mapping[str, str]) -> Article:
    return replace(article, paragraphs=tuple(_paragraph(each, own) for each in article.paragraphs))


def _paragraph(paragraph: Paragraph, own: Mapping[str, str]) -> Paragraph:
    items = tuple(_item(item, own) for item in paragraph.items)
    if paragraph.id not in own:
        return replace(paragraph, items=items)
    return replace(paragraph, text=own[paragraph.id], references=(), items=items)


def _item(item: Item, own: Mapping[str, str]) -> Item:
    return replace(item, text=own[item.id], references=()) if item.id in own else item


class WordingConflict(Conflict):
    """A colleague worded the same clauses meanwhile; ``standing``: what these entries say now, by name.

    ``mine``: what the officer has changed.
    """

    def __init__(self, standing: Mapping[str, str], mine: Mapping[str, str]) -> None:
        super().__init__(
            "NSK-23",
            N_(
                "A colleague has changed the same words meanwhile. What stands now is shown beside yours; nothing was "
                "overwritten. Send again to keep yours."
            ),
        )
        self.standing, self.mine = standing, mine


def entries_of(
    request: Request, article: Article, second: Mapping[str, str] | None = None, rows: int = 0
) -> dict[str, str]:
    """What each entry of an article says now, by its name: its clauses, in the second language too, and the added ones.

    ``rows``: how many added paragraphs are counted at the least.
    """
    own, more = worded(request.answers), added(request.answers).get(article.id, [])
    found = {clause: own.get(clause, text) for clause, text in _plain(article).items()}
    if second is not None:
        extra = [f"{article.id}_tambahan_{number}" for number in range(1, max(len(more), rows) + 2)]
        found |= {
            f"{clause}{SECOND}": own.get(f"{clause}{SECOND}", second.get(clause, "")) for clause in [*found, *extra]
        }
    return {**found, MORE: "\n".join(more)}


def marks_of(entries: Mapping[str, str]) -> str:
    """What an open form carries, by which a save knows what its officer has changed and what a colleague has."""
    return " ".join(f"{name}:{_mark(text)}" for name, text in entries.items())


def rebased(entries: Mapping[str, str], given: Mapping[str, str], opened: str) -> dict[str, str]:
    """The entries that the officer changed since the form was ``opened``; what was left alone stays as it is now.

    Raises WordingConflict where somebody else changed one of the same entries to other words.
    """
    marks = dict(part.rsplit(":", 1) for part in opened.split() if ":" in part)
    mine = {name: text for name, text in given.items() if marks.get(name) != _mark(text)}
    crossed = {
        name: entries[name] for name, text in mine.items()
        if name in entries and name in marks and _mark(entries[name]) not in (marks[name], _mark(text))
    }  # fmt: skip
    if crossed:
        raise WordingConflict(crossed, mine)
    return mine


def mark_of(texts: Iterable[str]) -> str:
    """One mark of several words."""
    return _mark("\n".join(texts))


def _mark(text: str) -> str:
    tidy = "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())
    return hashlib.sha256(tidy.encode()).hexdigest()[:12]


def _plain(article: Article) -> dict[str, str]:
    """The words of every clause of an article, by its id."""
    found = {paragraph.id: paragraph.text for paragraph in article.paragraphs}
    return found | {item.id: item.text for paragraph in article.paragraphs for item in paragraph.items}


def word_article(
    request: Request,
    article: Article,
    words: Mapping[str, str],
    more: list[str] | None,
    second: Mapping[str, str] | None = None,
) -> None:
    """Keep the wording of one article. ``article`` is as the template words it: equal or empty words go back to it.

    ``more``: the added paragraphs, None to leave them. ``second``: the words of its clauses in the second language,
    where there is one; entries for it end in ``__en``.
    """
    standing = _plain(article)
    if second is not None:
        rows = max(len(more or ()), len(added(request.answers).get(article.id, [])))
        added_ids = [f"{article.id}_tambahan_{number}" for number in range(1, rows + 1)]
        standing |= {f"{clause}{SECOND}": second.get(clause, "") for clause in [*standing, *added_ids]}
    own = worded(request.answers)
    for clause, text in words.items():
        tidy = " ".join(text.split())
        if clause in standing and tidy and tidy != " ".join(standing[clause].split()):
            own[clause] = tidy
        else:
            own.pop(clause, None)
    additions = added(request.answers)
    if more is not None:
        additions[article.id] = [tidy for text in more if (tidy := " ".join(text.split()))]
    request.answers = {**request.answers, WORDED: own, ADDED: {key: texts for key, texts in additions.items() if texts}}
    request.save(update_fields=["answers"])


def take_over(request: Request, edits: Iterable[Edit], second: Mapping[str, str] | None = None) -> None:
    """Keep accepted changes; where they word a clause anew, an officer's earlier words for it are gone.

    ``second``: the words of clauses in the second language from now on.
    """
    listed = list(edits)
    own = worded(request.answers)
    for edit in listed:
        if edit.kind == "words":
            own.pop(edit.clause, None)
    own |= {f"{clause}{SECOND}": words for clause, words in (second or {}).items()}
    kept = request.answers.get(TAKEN, [])
    request.answers = {**request.answers, WORDED: own, TAKEN: [*kept, *(plain(edit) for edit in listed)]}
    request.save(update_fields=["answers"])
