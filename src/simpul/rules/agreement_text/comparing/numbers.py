"""References in words ("Pasal 7 ayat (2)") that follow a renumbering are no change of the clause they stand in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from simpul.rules.agreement_text.comparing.marks import tidy
from simpul.rules.agreement_text.comparing.parts import Part

REFERENCE = re.compile(r"\b(?:[Pp]asal (?P<article>\d{1,3})(?: ayat \((?P<of>\d{1,2})\))?|ayat \((?P<ayat>\d{1,2})\))")


class Numbers:
    """Where the articles and ayat of the old text stand in the new one."""

    def __init__(self, old: Mapping[str, Part], new: Mapping[str, Part], pairs: Mapping[str, str]) -> None:
        self._old, self._new, self._pairs = old, new, pairs

    @cached_property
    def _articles(self) -> dict[str, str]:
        """Old number -> new number."""
        return {
            self._old[old].number: self._new[new].number
            for new, old in self._pairs.items()
            if self._old[old].kind == "article"
        }

    @cached_property
    def _ayat(self) -> dict[tuple[str, str], tuple[str, str]]:
        """(article, ayat) of the old text -> the same of the new one."""
        found = {}
        for new, old in self._pairs.items():
            before, after = self._old[old], self._new[new]
            home, there = self._old.get(before.parent), self._new.get(after.parent)
            if home and there and home.kind == there.kind == "article":
                found[home.number, before.number] = (there.number, after.number)
        return found

    def followed(self, before: Part, after: Part) -> bool:
        """Whether the new words are the old ones with every reference brought to its new number."""
        if not REFERENCE.search(before.text):
            return False
        home = self._article_of(before)
        there = self._article_of(after, new=True)
        return tidy(REFERENCE.sub(lambda found: self._brought(found, home, there), before.text)) == tidy(after.text)

    def _brought(self, found: re.Match[str], home: str, there: str) -> str:
        if found["ayat"]:
            article, ayat = self._ayat.get((home, found["ayat"]), (there, found["ayat"]))
            return f"ayat ({ayat})" if article == there else f"Pasal {article} ayat ({ayat})"
        word = found[0][0]
        number, ayat = found["article"], found["of"]
        if not ayat:
            return f"{word}asal {self._articles.get(number, number)}"
        article, place = self._ayat.get((number, ayat), (self._articles.get(number, number), ayat))
        return f"{word}asal {article} ayat ({place})"

    def _article_of(self, part: Part, *, new: bool = False) -> str:
        parts = self._new if new else self._old
        while part.kind != "article" and part.parent in parts:
            part = parts[part.parent]
        return part.number if part.kind == "article" else ""
