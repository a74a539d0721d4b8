"""What a person accepts of a comparison, as edits of our text; what is refused stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from simpul.rules.agreement_text.comparing.compare import Change, Comparison
from simpul.rules.agreement_text.comparing.parts import Part
from simpul.rules.agreement_text.editing.edited import edited
from simpul.rules.agreement_text.editing.edits import Edit
from simpul.rules.agreement_text.editing.references import found_in, numbers_of, references_of
from simpul.rules.agreement_text.structure import AgreementText, Reference
from simpul.rules.refusals import N_

_ROOTS = {"article": "@articles", "annex": "@annexes", "party": "@parties", "signature": "@signatures",
          "closing": "@closings"}  # fmt: skip
_LISTS = {"@considerations_lead": "@considerations", "@bases_lead": "@bases"}
_NEAR = 8  # how many neighbours before it a clause is placed by


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A change that was accepted but has no place in our form of a text; ``why`` is a msgid."""

    key: str
    why: str


@dataclass(frozen=True, slots=True)
class Taken:
    """``ids``: the clause of ours that each part of the newer text is, or becomes by these edits."""

    edits: tuple[Edit, ...]
    left_out: tuple[LeftOut, ...]
    ids: Mapping[str, str]


def apply(base: AgreementText, comparison: Comparison, decisions: Mapping[str, bool]) -> AgreementText:
    """The next version: ``base`` with every accepted change. Ids stay, new clauses get new ones, numbers follow.

    ``base`` is the old text of the comparison, or a later one of ours made from it (three ways).
    """
    return edited(base, taken(base, comparison, decisions).edits)


def taken(base: AgreementText, comparison: Comparison, decisions: Mapping[str, bool], prefix: str = "baru") -> Taken:
    """``decisions``: key of a change -> accepted; what is not named is refused. ``prefix`` begins new ids.

    A clause inside an added or removed part goes with it unless it is named itself; it never comes without its part.
    """
    work = _Taking(base, comparison, decisions, prefix)
    edits = (*work.words(), *work.places(), *work.removed())
    return Taken(edits, tuple(work.left_out), work.ids)


def why_unfit(change: Change, comparison: Comparison) -> str:
    """Why our form of a text has no place for a change, as a msgid; empty where it has."""
    part = change.new
    if part is None:
        return ""
    if len(part.tables) > 1:
        return N_("Several tables below one clause cannot be taken over; add them by hand.")
    above = next((each for each in comparison.changes if each.new and each.new.ref == part.parent), None)
    in_article = above is not None and above.part.kind == "article"
    if part.tables and part.kind != "annex" and not in_article and change.old is None:
        return N_("A table below a letter cannot be taken over; add it by hand.")
    if part.kind == "annex" and change.old is None and not part.tables:
        return N_("An annex without a table cannot be taken over; add it by hand.")
    return ""


class _Taking:
    def __init__(self, base: AgreementText, comparison: Comparison, decisions: Mapping[str, bool], prefix: str) -> None:
        self.comparison = comparison
        self.left_out: list[LeftOut] = []
        self.accepted = frozenset(self._accepted(decisions))
        self.base_numbers = numbers_of(base)
        self.parts = {change.new.ref: change.new for change in comparison.changes if change.new}
        self.ids = self._with_new_ids(base, prefix)
        self.numbers = dict(self._their_numbers())
        self.old_references = dict(references_of(base))

    def _accepted(self, decisions: Mapping[str, bool]) -> Iterator[str]:
        found: set[str] = set()
        for change in self.comparison.differing:
            asked = decisions.get(change.key, decisions.get(self._outermost(change), False))
            inside_added = change.within.startswith("+") and change.within not in found
            if not asked or inside_added:
                continue
            if why := why_unfit(change, self.comparison):
                self.left_out.append(LeftOut(change.key, why))
            else:
                found.add(change.key)
        return iter(found)

    def _outermost(self, change: Change) -> str:
        while change.within:
            change = self.comparison.by_key[change.within]
        return change.key

    def _with_new_ids(self, base: AgreementText, prefix: str) -> dict[str, str]:
        """The id of ours for every part of the newer text that is ours or becomes so."""
        given = dict(self.comparison.pairs)
        used = {clause for clause, _ in base.clauses()} | {note.id for annex in base.annexes for note in annex.notes}
        used |= {item.id for item in base.after_parties}
        free = (name for number in count(1) if (name := f"{prefix}_{number}") not in used)
        for change in self.comparison.changes:
            if change.kind != "added" or change.key not in self.accepted or change.new is None:
                continue
            ref = change.new.ref
            annex = change.new.parent if change.new.kind == "lead" else ""
            given[ref] = f"@{given.get(annex, annex)}_lead" if annex else next(free)
        return given

    def _their_numbers(self) -> Iterator[tuple[tuple[str, str], str]]:
        """Ids of ours by the numbers of the newer text."""
        for ref, part in self.parts.items():
            clause = self.ids.get(ref)
            above = self.parts.get(part.parent)
            if clause and part.kind == "article":
                yield (part.number, ""), clause
            elif clause and above and above.kind == "article" and part.number:
                yield (above.number, f"({part.number})"), clause

    def words(self) -> Iterator[Edit]:
        for change in self.comparison.differing:
            if not change.is_reworded or change.key not in self.accepted:
                continue
            assert change.new
            if change.marks:
                yield Edit("words", change.key, change.new.text, references=self._references(change))
            if any(table.differs for table in change.tables):
                rows = change.new.tables[0].rows if change.new.tables else ()
                yield Edit("cells", change.key, rows=rows)

    def _references(self, change: Change) -> tuple[Reference, ...]:
        """To the clauses that the newer text means, or the older one where its numbers were left standing."""
        assert change.new
        theirs = found_in(change.new.text, self._home(change.new), self.numbers)
        before = [one.target for one in self.old_references.get(change.key, ())]
        if change.old is None or [one.target for one in theirs] == before:
            return theirs
        left = found_in(change.new.text, self._home(change.old, old=True), self.base_numbers)
        return left if [one.target for one in left] == before else theirs

    def _home(self, part: Part, *, old: bool = False) -> str:
        changes = self.comparison.changes
        parts = {each.old.ref: each.old for each in changes if each.old} if old else self.parts
        while part.kind != "article" and part.parent in parts:
            part = parts[part.parent]
        return part.number if part.kind == "article" else ""

    def places(self) -> Iterator[Edit]:
        """Added and moved parts in reading order, each behind those of its list that stand before it."""
        before: dict[str, list[str]] = {}
        for change in self.comparison.changes:
            part = change.new
            inside = self._inside(part) if part else ""
            if part is None or not inside:
                continue
            arrives = change.key in self.accepted and (change.is_moved or change.kind == "added")
            if arrives:
                yield self._put(change, part, inside, before.get(inside, []))
            if arrives or change.kind in ("unchanged", "renumbered", "changed"):
                before.setdefault(inside, []).append(self.ids[part.ref])

    def _put(self, change: Change, part: Part, inside: str, before: list[str]) -> Edit:
        after = tuple(reversed(before[-_NEAR:]))
        if change.is_moved:
            return Edit("put", change.key, inside=inside, after=after)
        rows = part.tables[0].rows if part.tables else ()
        clause = self.ids[part.ref]
        if part.kind == "lead" and part.parent:
            return Edit("words", clause, part.text, references=self._references(change))
        return Edit("put", clause, part.text, inside, after, self._references(change), rows, part.label)

    def _inside(self, part: Part) -> str:
        """The list of ours in which a part stands; empty where it stands in none, or its own part was refused."""
        if part.kind in ("title", "caption"):
            return ""
        if part.kind in _ROOTS:
            return _ROOTS[part.kind]
        above = self.parts.get(part.parent)
        if above is None:
            return "@after_parties"
        if above.ref not in self.ids:
            return ""
        if above.kind in ("article", "annex"):
            return self.ids[above.ref]
        if above.kind == "lead":
            return _LISTS.get(self.ids[above.ref], "@after_parties")
        outer = self.parts.get(above.parent)
        # a third level stands among the letters: our texts have two
        return self.ids[above.ref] if outer is not None and outer.kind == "article" else self._inside(above)

    def removed(self) -> Iterator[Edit]:
        gone = [change for change in self.comparison.changes if change.kind == "removed"]
        for change in reversed(gone):
            if change.key in self.accepted:
                yield Edit("remove", change.key)
