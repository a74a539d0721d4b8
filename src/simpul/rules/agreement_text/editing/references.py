"""References of a text: found in words, and brought to the numbers that their clauses have now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from simpul.rules.agreement_text.structure import AgreementText, Article, Item, Paragraph, Reference

_MENTION = re.compile(
    r"\b(?P<word>[Pp]asal) (?P<article>\d{1,3})(?: ayat (?P<of>\(\d{1,2}\)))?(?!\w)|\bayat (?P<ayat>\(\d{1,2}\))"
)
_OF_A_LAW = re.compile(r"^(?:,? huruf [a-z])?\s+(?:Undang|Peraturan|Kitab|KUH|Keputusan|UU\b|PP\b)")


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name a number: ``start:end`` the number alone ("Pasal 7" or "(2)"), ``target`` its clause."""

    start: int
    end: int
    target: str


def found_in(text: str, home: str, clauses: Mapping[tuple[str, str], str]) -> tuple[Reference, ...]:
    """References in ``text`` of article number ``home``; ``clauses`` has ids by (article, "" or "(2)")."""
    return tuple(Reference(one.start, one.end, one.target) for one in _mentions(text, home, clauses))


def _mentions(text: str, home: str, clauses: Mapping[tuple[str, str], str]) -> Iterator[Mention]:
    for match in _MENTION.finditer(text):
        if _OF_A_LAW.match(text[match.end() :]):
            continue
        article, ayat = match["article"] or home, match["of"] or match["ayat"]
        owner, clause = clauses.get((article, "")), clauses.get((article, ayat or ""))
        if match["article"] and owner and (clause or not ayat):
            yield Mention(match.start(), match.end("article"), owner)
        if ayat and clause:
            yield Mention(match.start("of" if match["of"] else "ayat"), match.end(), clause)


def numbers_of(text: AgreementText) -> dict[tuple[str, str], str]:
    """Ids by (article, "" or "(2)"), as ``found_in`` wants them."""
    found = {(str(article.number), ""): article.id for article in text.articles}
    return found | {
        (str(article.number), f"({paragraph.number})"): paragraph.id
        for article in text.articles
        for paragraph in article.paragraphs
    }


class _Numbers:
    """What each clause is called now."""

    def __init__(self, text: AgreementText) -> None:
        word = "Article" if text.language == "en" else "Pasal"
        self.articles = {article.id: f"{word} {article.number}" for article in text.articles}
        self.ayat = {each.id: f"({each.number})" for article in text.articles for each in article.paragraphs}
        self.home = {each.id: article.id for article in text.articles for each in article.paragraphs}

    def brought(self, text: str, references: tuple[Reference, ...], home: str) -> tuple[str, tuple[Reference, ...]]:
        out, kept, at = "", list[Reference](), 0
        for place, one in enumerate(references):
            shown = text[one.start : one.end]
            out += text[at : one.start]
            at = one.end
            if shown.startswith("("):
                out, kept, shown = self._with_article(out, kept, one.target, home, shown)
                target = one.target if one.target in self.ayat else ""
            else:
                following = references[place + 1] if place + 1 < len(references) else None
                target = self._owner(text, one, following)
                shown = self._article(target, shown)
                target = target if target in self.articles else ""
            if target:
                kept.append(Reference(len(out), len(out) + len(shown), target))
            out += shown
        return out + text[at:], tuple(kept)

    def _owner(self, text: str, one: Reference, following: Reference | None) -> str:
        """The article named before "ayat (2)" is the one in which that paragraph stands now."""
        if following and text[one.end : following.start] == " ayat " and following.target in self.home:
            return self.home[following.target]
        return one.target

    def _article(self, target: str, shown: str) -> str:
        now = self.articles.get(target, shown)
        return now if shown[:1].isupper() else now[:1].lower() + now[1:]

    def _with_article(
        self, out: str, kept: list[Reference], target: str, home: str, shown: str
    ) -> tuple[str, list[Reference], str]:
        """ "ayat (2)" of a paragraph that stands in another article now is named with that article."""
        owner = self.home.get(target)
        alone = out.endswith("ayat ") and not (kept and kept[-1].end == len(out) - len(" ayat "))
        if owner and owner != home and alone:
            start = len(out) - len("ayat ")
            name = self.articles[owner]
            kept = [*kept, Reference(start, start + len(name), owner)]
            out = f"{out[:start]}{name} ayat "
        return out, kept, self.ayat.get(target, shown)


def brought_up_to_date(text: AgreementText) -> AgreementText:
    """Every reference names the number of its clause; one to a clause that is gone becomes plain words."""
    numbers = _Numbers(text)

    def items(given: tuple[Item, ...], home: str = "") -> tuple[Item, ...]:
        return tuple(_item(numbers, one, home) for one in given)

    def paragraph(one: Paragraph, home: str) -> Paragraph:
        words, references = numbers.brought(one.text, one.references, home)
        return replace(one, text=words, references=references, items=items(one.items, home))

    def article(one: Article) -> Article:
        return replace(one, paragraphs=tuple(paragraph(each, one.id) for each in one.paragraphs))

    annexes = []
    for annex in text.annexes:
        lead, references = numbers.brought(annex.lead, annex.references, "")
        annexes.append(replace(annex, lead=lead, references=references, notes=items(annex.notes)))
    return replace(
        text,
        after_parties=items(text.after_parties),
        considerations=items(text.considerations),
        bases=items(text.bases),
        articles=tuple(map(article, text.articles)),
        annexes=tuple(annexes),
    )


def _item(numbers: _Numbers, item: Item, home: str) -> Item:
    words, references = numbers.brought(item.text, item.references, home)
    return replace(item, text=words, references=references)


def references_of(text: AgreementText) -> Iterator[tuple[str, tuple[Reference, ...]]]:
    """(id, references) of every clause; the lead of an annex is "@<annex>_lead"."""
    for article in text.articles:
        for paragraph in article.paragraphs:
            yield paragraph.id, paragraph.references
            yield from ((item.id, item.references) for item in paragraph.items)
    for item in (*text.after_parties, *text.considerations, *text.bases):
        yield item.id, item.references
    for annex in text.annexes:
        yield f"@{annex.id}_lead", annex.references
        yield from ((note.id, note.references) for note in annex.notes)
