"""Filling places in a sentence, and the plan of numbers that references are resolved by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from simpul.rules.agreement_text.conditions import holds
from simpul.rules.agreement_text.slots import MissingValue, due_stage, gap, slots_in
from simpul.rules.agreement_text.structure import Item, Reference
from simpul.rules.agreement_text.template import SLOT, ArticleTemplate, Joiner, TextTemplate
from simpul.rules.agreement_text.values import AgreementValues, Language
from simpul.rules.agreement_text.words import roman

Piece = tuple[str, str]  # text, id of the clause whose number it is ("" for plain words)


@dataclass(frozen=True, slots=True)
class Tongue:
    """The words by which one language names the parts of a text and joins the ends of a list."""

    article: str
    paragraph: str
    annex: str
    joiners: Mapping[str, str]


TONGUES: Mapping[Language, Tongue] = {
    "id": Tongue("Pasal", "ayat", "Lampiran", {"dan": "dan", "atau": "atau"}),
    "en": Tongue("Article", "paragraph", "Annex", {"dan": "and", "atau": "or"}),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """Which clause has which number once the conditions are applied. ``names``: "Pasal 6", "(2)", "Lampiran I"."""

    names: dict[str, str]
    article_of: dict[str, str]
    tongue: Tongue

    @classmethod
    def of(cls, template: TextTemplate, values: AgreementValues) -> Plan:
        names: dict[str, str] = {}
        article_of: dict[str, str] = {}
        tongue = TONGUES[values.language]
        for number, article in enumerate(standing(template.articles, values), 1):
            names[article.id] = f"{tongue.article} {number}"
            kept = [paragraph for paragraph in article.paragraphs if holds(paragraph.when, values)]
            for position, paragraph in enumerate(kept, 1):
                names[paragraph.id] = f"({position})"
                article_of[paragraph.id] = article.id
        annexes = [annex.id for annex in template.annexes if holds(annex.when, values)]
        for number, annex_id in enumerate(annexes, 1):
            names[annex_id] = f"{tongue.annex} {roman(number)}" if len(annexes) > 1 else tongue.annex
        return cls(names, article_of, tongue)

    def pieces(self, target: str, article: str) -> list[Piece]:
        """Words for a reference to ``target`` from inside ``article``: "Pasal 6 ayat (2)", or "ayat (2)" at home."""
        name = self.names.get(target)
        if name is None:  # its conditions do not hold here: an open place is seen, a wrong number is not
            return [(gap(target), "")]
        owner = self.article_of.get(target)
        if owner is None:
            # an annex is not numbered by the article list, so its name is plain words
            return [(name, target if name.startswith(f"{self.tongue.article} ") else "")]
        head: list[Piece] = [] if owner == article else [(self.names[owner], owner), (" ", "")]
        return [*head, (f"{self.tongue.paragraph} ", ""), (name, target)]


class Filler:
    """Fills sentences for one run and remembers each missing field with the first place where it was wanted."""

    def __init__(self, values: AgreementValues, plan: Plan) -> None:
        self.values = values
        self.plan = plan
        self.missing: dict[str, MissingValue] = {}

    def report(self, missing: MissingValue) -> None:
        self.missing.setdefault(missing.field, missing)

    def plain(self, text: str, where: str) -> str:
        return self.fill(text, where)[0]

    def fill(self, text: str, where: str, article: str = "") -> tuple[str, tuple[Reference, ...]]:
        """Values are put in once and never read again as places, whatever they contain."""
        out, references, position = "", [], 0
        for match in SLOT.finditer(text):
            out += text[position : match.start()]
            for words, target in self._pieces(match[1], match[2], where, article):
                if target:
                    references.append(Reference(len(out), len(out) + len(words), target))
                out += words
            position = match.end()
        return out + text[position:], tuple(references)

    def _pieces(self, sign: str, name: str, where: str, article: str) -> list[Piece]:
        if sign:
            return self.plan.pieces(name, article)
        slot = slots_in(self.values.language)[name]
        value = slot.read(self.values)
        if not value:
            self.report(MissingValue(slot.field, slot.label, where, due_stage(slot, self.values)))
        return [(value or gap(slot.label), "")]


def standing(articles: Sequence[ArticleTemplate], values: AgreementValues) -> list[ArticleTemplate]:
    """The articles whose conditions hold."""
    return [article for article in articles if holds(article.when, values)]


def joined(items: list[Item], joiner: Joiner, tongue: Tongue = TONGUES["id"]) -> tuple[Item, ...]:
    """The ends of listed items: "; … ; dan … ." by the drafting custom, or a full stop or semicolon after each."""
    last = len(items) - 1
    return tuple(
        replace(item, text=item.text.rstrip(" .;") + _end(joiner, last - number, tongue))
        for number, item in enumerate(items)
    )


def _end(joiner: Joiner, following: int, tongue: Tongue) -> str:
    if following == 0 or joiner == "titik":
        return "."
    return f"; {tongue.joiners[joiner]}" if following == 1 and joiner in tongue.joiners else ";"
