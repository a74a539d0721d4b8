"""Both sides changed the same text: who changed what since their common ancestor, and where they contradict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from simpul.rules.agreement_text.comparing.compare import Change, Comparison
from simpul.rules.agreement_text.comparing.marks import tidy

Who = Literal["ours", "theirs", "same", "conflict"]
"""``same``: both made the same change; ``conflict``: they changed the same clause to different things."""


@dataclass(frozen=True, slots=True)
class Both:
    """One clause of the ancestor, or one that a side added; a side that did not change it is None."""

    key: str
    who: Who
    ours: Change | None
    theirs: Change | None


def three_ways(ours: Comparison, theirs: Comparison) -> tuple[Both, ...]:
    """Every change of either side. Both comparisons are against the same ancestor, whose refs are the keys."""
    return tuple(_both(ours, theirs))


def _both(ours: Comparison, theirs: Comparison) -> Iterator[Both]:
    mine = {change.key: change for change in ours.differing}
    met: set[str] = set()
    for change in theirs.differing:
        own = _same_addition(change, mine) if change.kind == "added" else mine.get(change.key)
        if own is not None:
            met.add(own.key)
        yield Both(change.key, _who(own, change), own, change)
    for change in ours.differing:
        if change.key not in met:
            yield Both(change.key, _who(change, None), change, None)


def _same_addition(change: Change, mine: dict[str, Change]) -> Change | None:
    """Both sides added a clause with the same words."""
    words = tidy(change.part.text)
    return next((own for own in mine.values() if own.kind == "added" and tidy(own.part.text) == words), None)


def _who(ours: Change | None, theirs: Change | None) -> Who:
    if ours is None or theirs is None:
        return "theirs" if ours is None else "ours"
    if ours.kind == theirs.kind and _outcome(ours) == _outcome(theirs):
        return "same"
    # one only moved what the other only reworded: both can stand
    if {ours.kind, theirs.kind} == {"moved", "changed"}:
        return "theirs"
    return "conflict"


def _outcome(change: Change) -> tuple[object, ...]:
    part = change.new
    if part is None:
        return ()
    return tidy(part.text), part.tables, part.place if change.is_moved else ""
