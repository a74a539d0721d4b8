"""Wordings to look for, written as data and never as patterns of characters: their cost is bounded by construction.

``keadaan kahar|memaksa``: words in this order, ``|`` between alternatives. ``selambat*``: words that begin so.
``...``: up to ten words between. ``{pihak}``: one party by its label; ``{para_pihak}``: the parties together.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

GAP = 10
MOST = 2_000  # places at which a phrase is tried; only a hostile text has more
TOGETHER = "@para_pihak"
ORDINALS: Mapping[str, int] = {
    "PERTAMA": 1, "KESATU": 1, "SATU": 1, "I": 1, "1": 1,
    "KEDUA": 2, "DUA": 2, "II": 2, "2": 2,
    "KETIGA": 3, "TIGA": 3, "III": 3, "3": 3,
    "KEEMPAT": 4, "EMPAT": 4, "IV": 4, "4": 4,
    "KELIMA": 5, "LIMA": 5, "V": 5, "5": 5,
    "KEENAM": 6, "ENAM": 6, "VI": 6, "6": 6,
    "KETUJUH": 7, "KEDELAPAN": 8, "KESEMBILAN": 9, "KESEPULUH": 10,
}  # fmt: skip
_ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True))
LABEL = re.compile(rf"\b(?:PIHAK|[Pp]ihak)[ \t]+({_ORDINAL}|{_ORDINAL.title()})\b")
_TOKEN = re.compile(
    rf"\b(?:PIHAK|[Pp]ihak)[ \t]+(?P<who>{_ORDINAL}|{_ORDINAL.title()})\b"
    r"|\b(?P<all>(?:PARA|[Pp]ara)[ \t]+(?:PIHAK|[Pp]ihak)|[Kk]edua [Bb]elah [Pp]ihak)\b"
    r"|(?P<word>\w+(?:[-’']\w+)*)|(?P<end>[.;!?](?=\s|$))"
)
_SYNTAX = re.compile(r"\.\.\.|\{pihak\}|\{para_pihak\}|[\w|*‰%-]+")


def number_of(ordinal: str) -> int:
    """Which party a word after PIHAK means, whatever its case."""
    return ORDINALS[ordinal.upper()]


def tokens(text: str) -> list[str]:
    """Words in small letters; a party's label is one word, "@1", however written; the end of a sentence is empty."""
    found = []
    for match in _TOKEN.finditer(text):
        if match["word"]:
            found.append(match["word"].lower())
        elif match["end"]:
            found.append("")
        else:
            found.append(f"@{number_of(match['who'])}" if match["who"] else TOGETHER)
    return found


class PhraseFault(ValueError):
    """A phrase that cannot be read; the text says why."""


@dataclass(frozen=True, slots=True)
class _Word:
    exact: frozenset[str]
    prefixes: tuple[str, ...]
    gap: bool = False  # up to GAP words may stand before it

    def fits(self, token: str) -> bool:
        return token in self.exact or (bool(self.prefixes) and token.startswith(self.prefixes))


@dataclass(frozen=True, slots=True)
class Phrase:
    """Read from its source by ``phrase``."""

    source: str
    words: tuple[_Word, ...]


def phrase(source: str) -> Phrase:
    """Raises PhraseFault for signs that are none of the notation, an empty alternative or a gap at an end."""
    parts = _SYNTAX.findall(source)
    if " ".join(parts) != " ".join(source.split()) or not parts:
        raise PhraseFault(source)
    words: list[_Word] = []
    gap = False
    for part in parts:
        if part == "...":
            if gap or not words:
                raise PhraseFault(source)
            gap = True
            continue
        words.append(_word(part, gap, source))
        gap = False
    if gap:
        raise PhraseFault(source)
    return Phrase(source, tuple(words))


def _word(part: str, gap: bool, source: str) -> _Word:
    if part == "{pihak}":
        return _Word(frozenset(f"@{number}" for number in range(1, 11)), (), gap)
    if part == "{para_pihak}":
        return _Word(frozenset({TOGETHER}), (), gap)
    alternatives = part.lower().split("|")
    if any(not each.strip("*") or "*" in each[:-1] for each in alternatives):
        raise PhraseFault(source)
    exact = frozenset(each for each in alternatives if not each.endswith("*"))
    return _Word(exact, tuple(each[:-1] for each in alternatives if each.endswith("*")), gap)


class WordIndex:
    """All clauses of a text as one row of words, and where each word stands."""

    def __init__(self, clauses: Sequence[str]) -> None:
        self.row: list[str] = []
        self.starts: list[int] = []
        places: dict[str, list[int]] = {}
        for text in clauses:
            self.starts.append(len(self.row))
            for token in tokens(text):
                if token:
                    places.setdefault(token, []).append(len(self.row))
                self.row.append(token)
            self.row.append("")  # no phrase runs from one sentence or clause into the next
        self._ends = [at for at, token in enumerate(self.row) if not token]
        self._places = places
        self._known = sorted(places)

    def clause_at(self, position: int) -> int:
        at = bisect_left(self.starts, position)
        return at if at < len(self.starts) and self.starts[at] == position else at - 1

    def sentence_at(self, position: int) -> int:
        """Which sentence of the whole text holds a word."""
        return bisect_left(self._ends, position)

    def find(self, wanted: Phrase) -> Iterator[tuple[int, int, int]]:
        """(clause, first word, word after the last) of each place, in the order of the text."""
        dead: set[tuple[int, int]] = set()
        for start in self._candidates(wanted.words[0]):
            end = self._follow(wanted.words, 1, start + 1, dead)
            if end:
                yield self.clause_at(start), start, end

    def clauses(self, wanted: Sequence[Phrase]) -> list[int]:
        """The clauses in which any of these phrases stands, in order."""
        return sorted({clause for each in wanted for clause, _, _ in self.find(each)})

    def _candidates(self, word: _Word) -> list[int]:
        found = [place for token in word.exact for place in self._places.get(token, ())]
        for prefix in word.prefixes:
            at = bisect_left(self._known, prefix)
            while at < len(self._known) and self._known[at].startswith(prefix):
                found += self._places[self._known[at]]
                at += 1
        return sorted(found)[:MOST]

    def _follow(self, words: tuple[_Word, ...], number: int, at: int, dead: set[tuple[int, int]]) -> int:
        """Where the rest of a phrase ends that is to go on at ``at``; 0 when it does not.

        ``dead``: where which rest was looked for in vain: nothing is tried twice, however many gaps a phrase has.
        """
        if number == len(words):
            return at
        if (number, at) in dead:
            return 0
        word = words[number]
        for place in range(at, min(at + (GAP if word.gap else 0) + 1, len(self.row))):
            token = self.row[place]
            if not token:
                break
            if word.fits(token) and (end := self._follow(words, number + 1, place + 1, dead)):
                return end
        dead.add((number, at))
        return 0
