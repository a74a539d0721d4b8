"""Which clause of a text that was read is which clause of ours: by bookmark, place or likeness, else shown as doubt.

Nothing is guessed: a pair enters ``matches`` only where one witness is clear. What could be several, or lost its words
under a bookmark of ours, stands in ``doubts`` with its candidates and is for a person to decide. Words of ours that are
no clause (opening, parties, leads, closing) are named "@opening" and the like.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from simpul.rules.agreement_text.reading.likeness import likeness
from simpul.rules.agreement_text.reading.ours import as_read
from simpul.rules.agreement_text.reading.text import ReadText
from simpul.rules.agreement_text.reading.units import Unit, by_words, units
from simpul.rules.agreement_text.structure import AgreementText

By = Literal["bookmark", "text", "position", "likeness", "content"]
Why = Literal["split", "merged", "rewritten", "several", "faint"]
_REWRITTEN = 0.2  # below it the words under a bookmark are taken for other words
_PLACED = 0.35  # enough for the only clause left between two known neighbours
_ALIKE = 0.6
_FAINT = 0.45  # worth showing a person
_MARGIN = 0.12  # how far the best must lie before the second
_CANDIDATES = 3


@dataclass(frozen=True, slots=True)
class Match:
    """``ref`` of the text read is our ``clause``; ``likeness`` of their words, 1.0 for unchanged."""

    ref: str
    clause: str
    by: By
    likeness: float


@dataclass(frozen=True, slots=True)
class Candidate:
    clause: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Doubt:
    """``split``: one of ours lies in several; ``merged``: several of ours in one; ``rewritten``: our bookmark over
    other words; ``several``: equally like more than one of ours; ``faint``: a little like one.
    """

    ref: str
    why: Why
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """Every ref stands in matches, doubts or added; every clause of ours in matches, as a candidate, or in missing.

    A ``merged`` ref stands in matches with the clause it resembles most and in doubts with the others. ``second``: the
    same for the second language, where both texts have one.
    """

    matches: tuple[Match, ...]
    doubts: tuple[Doubt, ...]
    added: tuple[str, ...]
    missing: tuple[str, ...]
    second: Identity | None = None


def identify(base: AgreementText | ReadText, read: ReadText) -> Identity:
    """``base`` is what the text answers, mostly a draft of ours; ``read`` one view of what came back."""
    ours = as_read(base) if isinstance(base, AgreementText) else base
    found = _identify(ours, read)
    if ours.second is None or read.second is None:
        return found
    return replace(found, second=_identify(ours.second, read.second))


def _identify(ours: ReadText, read: ReadText) -> Identity:
    matching = _Matching(list(units(ours)), list(units(read)))
    matching.by_bookmark()
    matching.by_text()
    matching.by_content()
    matching.by_position()
    matching.by_likeness()
    matching.by_content()
    matching.by_position()
    matching.show_faint()
    return matching.result()


class _Matching:
    def __init__(self, ours: list[Unit], theirs: list[Unit]) -> None:
        self.ours = {unit.key: unit for unit in ours}
        self.theirs = {unit.key: unit for unit in theirs}
        self.matches: dict[str, Match] = {}
        self.taken: dict[str, str] = {}
        self.doubts: dict[str, Doubt] = {}
        self._alike: dict[str, list[Candidate]] = {}

    def by_bookmark(self) -> None:
        """The pair with the most words in common keeps the bookmark; what is left of it is doubt."""
        pairs = [
            (likeness(unit.words, self.ours[share.clause].words), share.characters, unit.key, share.clause)
            for unit in self.theirs.values()
            for share in unit.shares
            if share.clause in self.ours and self.ours[share.clause].kind == unit.kind
        ]
        pairs.sort(key=lambda pair: (-pair[0], -pair[1]))
        rest = []
        for alike, _, ref, clause in pairs:
            if ref in self.matches or clause in self.taken:
                rest.append((alike, ref, clause))
            else:
                self._match(ref, clause, "bookmark", alike)
        self._doubt_rewritten()
        for alike, ref, clause in rest:
            if ref not in self.matches and ref not in self.doubts:
                self._doubt(ref, "split", [Candidate(clause, alike)])
            elif clause not in self.taken:
                self._doubt(ref, "merged", [Candidate(clause, alike)])

    def _doubt_rewritten(self) -> None:
        """A bookmark can be left behind on words it never marked; in the article where it belongs it is believed."""
        for match in list(self.matches.values()):
            ours, theirs = self.ours[match.clause], self.theirs[match.ref]
            at_home = bool(ours.parent) and self.taken.get(ours.parent) == theirs.parent
            if match.likeness < _REWRITTEN and not at_home:
                del self.matches[match.ref], self.taken[match.clause]
                self._doubt(match.ref, "rewritten", [Candidate(match.clause, match.likeness)])

    def by_text(self) -> None:
        """The same words, once on each side."""
        ours, theirs = by_words(self._free_ours()), by_words(self._free_theirs())
        for unit in self._free_theirs():
            same = [one for one in ours.get((unit.kind, unit.words.order), ()) if one.key not in self.taken]
            twins = [one for one in theirs[unit.kind, unit.words.order] if one.key not in self.matches]
            at_home = [one for one in same if self.taken.get(one.parent) == unit.parent]
            if len(same) == len(twins) == 1 and unit.words.order:
                self._match(unit.key, same[0].key, "text", 1.0)
            elif len(at_home) == 1 and sum(twin.parent == unit.parent for twin in twins) == 1:
                self._match(unit.key, at_home[0].key, "text", 1.0)

    def by_content(self) -> None:
        """A part under another title is the one from which most of its known clauses came, if these are most of it."""
        votes: dict[str, Counter[str]] = {}
        back: dict[str, Counter[str]] = {}
        for match in self.matches.values():
            theirs, ours = self.theirs[match.ref].parent, self.ours[match.clause].parent
            votes.setdefault(theirs, Counter())[ours] += 1
            back.setdefault(ours, Counter())[theirs] += 1
        for unit in self._free_theirs():
            for clause, count in votes.get(unit.key, Counter()).most_common(1):
                ours_free = clause in self.ours and clause not in self.taken and self.ours[clause].kind == unit.kind
                most = 2 * count > votes[unit.key].total() and 2 * count > back[clause].total()
                if ours_free and most:
                    self._match(unit.key, clause, "content", likeness(unit.words, self.ours[clause].words))

    def by_position(self) -> None:
        """The only clause left on each side between two neighbours that are known."""
        parents = [("", "")] + [(match.ref, match.clause) for match in self.matches.values()]
        for their_parent, our_parent in parents:
            theirs = [unit for unit in self.theirs.values() if unit.parent == their_parent]
            ours = [unit for unit in self.ours.values() if unit.parent == our_parent]
            for gap_theirs, gap_ours in self._gaps(theirs, ours):
                if len(gap_theirs) == len(gap_ours) == 1 and gap_theirs[0].kind == gap_ours[0].kind:
                    alike = likeness(gap_theirs[0].words, gap_ours[0].words)
                    if alike >= _PLACED:
                        self._match(gap_theirs[0].key, gap_ours[0].key, "position", alike)

    def _gaps(self, theirs: list[Unit], ours: list[Unit]) -> Iterator[tuple[list[Unit], list[Unit]]]:
        """What is free on both sides between neighbours that are matched with each other in this order."""
        place = {unit.key: at for at, unit in enumerate(ours)}
        start, held = 0, list[Unit]()
        for unit in theirs:
            match = self.matches.get(unit.key)
            if match is None:
                if unit.key not in self.doubts:
                    held.append(unit)
                continue
            at = place.get(match.clause, -1)
            if at >= start:
                yield held, [one for one in ours[start:at] if one.key not in self.taken]
                start = at + 1
            held = []
        yield held, [one for one in ours[start:] if one.key not in self.taken]

    def by_likeness(self) -> None:
        """The best of each other, clearly before the second; close seconds make a doubt."""
        scores = {unit.key: self._scored(unit) for unit in self._free_theirs()}
        best_of_ours: dict[str, float] = {}
        for found in scores.values():
            for one in found:
                best_of_ours[one.clause] = max(best_of_ours.get(one.clause, 0.0), one.likeness)
        for ref, found in sorted(scores.items(), key=lambda entry: -(entry[1][0].likeness if entry[1] else 0.0)):
            if not found or found[0].likeness < _ALIKE or found[0].clause in self.taken:
                continue
            second = found[1].likeness if len(found) > 1 else 0.0
            rivals = sum(
                any(one.clause == found[0].clause and one.likeness > found[0].likeness - _MARGIN for one in other)
                for other in scores.values()
            )
            if found[0].likeness - second >= _MARGIN and rivals == 1:
                self._match(ref, found[0].clause, "likeness", found[0].likeness)
            elif found[0].likeness == best_of_ours[found[0].clause]:
                self._doubt(ref, "several", found)

    def show_faint(self) -> None:
        for unit in self._free_theirs():
            if found := self._scored(unit):
                self._doubt(unit.key, "faint" if len(found) == 1 else "several", found)

    def result(self) -> Identity:
        named = {candidate.clause for doubt in self.doubts.values() for candidate in doubt.candidates}
        return Identity(
            matches=tuple(self.matches[ref] for ref in self.theirs if ref in self.matches),
            doubts=tuple(self.doubts[ref] for ref in self.theirs if ref in self.doubts),
            added=tuple(ref for ref in self.theirs if ref not in self.matches and ref not in self.doubts),
            missing=tuple(clause for clause in self.ours if clause not in self.taken and clause not in named),
        )

    def _scored(self, unit: Unit) -> list[Candidate]:
        """What is still free of ours and at least faintly like it, the best first."""
        if unit.key not in self._alike:
            found = [
                Candidate(one.key, alike)
                for one in self._free_ours()
                if one.kind == unit.kind and (alike := likeness(unit.words, one.words, _FAINT)) >= _FAINT
            ]
            self._alike[unit.key] = sorted(found, key=lambda one: -one.likeness)
        return [one for one in self._alike[unit.key] if one.clause not in self.taken]

    def _free_ours(self) -> list[Unit]:
        return [unit for unit in self.ours.values() if unit.key not in self.taken]

    def _free_theirs(self) -> list[Unit]:
        return [u for u in self.theirs.values() if u.key not in self.matches and u.key not in self.doubts]

    def _match(self, ref: str, clause: str, by: By, alike: float) -> None:
        self.matches[ref] = Match(ref, clause, by, round(alike, 3))
        self.taken[clause] = ref

    def _doubt(self, ref: str, why: Why, candidates: list[Candidate]) -> None:
        known = self.doubts[ref].candidates if ref in self.doubts else ()
        rounded = tuple(Candidate(one.clause, round(one.likeness, 3)) for one in candidates[:_CANDIDATES])
        self.doubts[ref] = Doubt(ref, why, known + rounded)
