"""What every check is handed: the text, the case it belongs to, the institution's positions and the day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from simpul.rules.agreement_text.judging.dossier import Dossier, Passage
from simpul.rules.agreement_text.judging.phrases import Phrase, phrase
from simpul.rules.agreement_text.judging.positions import Position, Positions
from simpul.rules.agreement_text.judging.setting import Setting

DEFINITIONS = (phrase("definisi|pengertian|istilah"), phrase("ketentuan umum"))


@dataclass(frozen=True, slots=True)
class Brief:
    dossier: Dossier
    setting: Setting
    positions: Positions
    today: date

    def recognised(self, position: Position) -> list[Passage]:
        """Titles and clauses in which the clause of a position is recognised, in reading order."""
        titles = set(self.dossier.holding(position.titles)) if position.titles else set()
        bodies = set(self.dossier.holding(position.bodies)) if position.bodies else set()
        explained = self.articles_titled(DEFINITIONS)  # what a word means is not yet what is agreed
        return [
            passage
            for passage in self.dossier.passages
            if (passage.kind == "heading" and passage in titles)
            or (passage.kind in ("clause", "closing") and passage in bodies and passage.article not in explained)
        ]

    def articles_titled(self, phrases: tuple[Phrase, ...]) -> set[int]:
        """Positions of the articles whose title holds one of these phrases."""
        return {each.article for each in self.dossier.holding(phrases) if each.kind == "heading"}

    def clauses_of(self, articles: set[int]) -> Iterator[Passage]:
        return (each for each in self.dossier.of("clause") if each.article in articles)

    def scope(self, position: Position) -> list[Passage]:
        """All clauses that the position is about: whole articles by their title, and clauses by their words."""
        found = self.recognised(position)
        titled = {each.article for each in found if each.kind == "heading"}
        refs = {each.ref for each in found}
        return [
            each
            for each in self.dossier.of("heading", "clause", "closing")
            if each.article in titled or each.ref in refs
        ]
