"""A comparison of a text in two languages: the changes of both columns joined, clause by clause.

The same clause has the same id in both columns. Clauses that are new in both are joined where as many came in the same
place of each; where their numbers differ nothing is guessed, and each stands for itself as a change in one language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from simpul.rules.agreement_text.columns import SECOND
from simpul.rules.agreement_text.comparing.compare import Change, Comparison

Only = Literal["", "first", "second"]
_Gap = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Twin:
    """What one clause became in each language, None where that language left it as it was.

    ``key`` is that of the first language, else that of the second with ``__en``. ``only``: the language that alone was
    changed; empty where both were, and in a text of one language.
    """

    key: str
    first: Change | None
    second: Change | None
    only: Only = ""

    @property
    def change(self) -> Change:
        found = self.first or self.second
        assert found is not None
        return found

    @property
    def changes(self) -> tuple[Change, ...]:
        return tuple(each for each in (self.first, self.second) if each is not None)

    @property
    def is_inner(self) -> bool:
        """Whether it goes with an article or a clause that came or went as a whole."""
        return all(each.within for each in self.changes)


def twins(comparison: Comparison) -> tuple[Twin, ...]:
    """Every change in the order of the first language; one of the second alone behind what stands before it there."""
    if comparison.second is None:
        # a file that lost its second column changed the first one only
        only: Only = "first" if comparison.old.second is not None else ""
        return tuple(Twin(change.key, change, None, only) for change in comparison.differing)
    return tuple(_joined(comparison, comparison.second))


def everything(comparison: Comparison) -> tuple[Twin, ...]:
    """As ``twins``, with what is the same in both texts."""
    listed = {twin.key: twin for twin in twins(comparison)}
    out: dict[str, Twin] = {}
    for change in comparison.changes:
        for key in (change.key, f"{change.key}{SECOND}"):
            if key in listed:
                out[key] = listed[key]
        if change.key not in out and f"{change.key}{SECOND}" not in out:
            other = comparison.second.by_key.get(change.key) if comparison.second is not None else None
            out[change.key] = Twin(change.key, change, other)
    return (*out.values(), *(twin for key, twin in listed.items() if key not in out))


def _joined(first: Comparison, second: Comparison) -> Iterator[Twin]:
    same = same_keys(first, second)
    theirs = {same.get(change.key, ""): change for change in second.differing}
    alone: dict[str, list[Change]] = {}
    behind = ""
    for change in second.changes:
        own = same.get(change.key, "")
        if own:
            behind = own
        elif change.differs:
            alone.setdefault(behind, []).append(change)
    yield from (_alone(each) for each in alone.get("", ()))
    for change in first.changes:
        other = theirs.get(change.key)
        together = other is not None and _agree(change, other)
        if change.differs:
            yield Twin(change.key, change, other if together else None, "" if together else "first")
        if other is not None and not together:
            yield Twin(f"{change.key}{SECOND}", None, other, "second")
        yield from (_alone(each) for each in alone.get(change.key, ()))


def _agree(one: Change, other: Change) -> bool:
    """Whether both languages did the same kind of thing; what one moved and the other removed is no one change."""
    return one.differs and (one.kind == other.kind or (one.is_reworded and other.is_reworded))


def _alone(change: Change) -> Twin:
    return Twin(f"{change.key}{SECOND}", None, change, "second")


def same_keys(first: Comparison, second: Comparison) -> dict[str, str]:
    """Key of the second language -> key of the first."""
    same = {change.key: change.key for change in second.changes if change.old and change.key in first.by_key}
    while True:
        ours, theirs = _gaps(first, {}), _gaps(second, same)
        found = {
            one: other
            for gap, keys in theirs.items()
            if len(keys) == len(ours.get(gap, ()))
            for one, other in zip(keys, ours[gap], strict=True)
        }
        if not found.keys() - same.keys():
            return same
        same |= found


def _gaps(comparison: Comparison, same: Mapping[str, str]) -> dict[_Gap, list[str]]:
    """New parts by where they came: in which part, behind which known one, of which kind."""
    found: dict[_Gap, list[str]] = {}
    behind: dict[str, str] = {}
    for change in comparison.changes:
        part = change.new
        if part is None:
            continue
        parent = comparison.pairs.get(part.parent, f"+{part.parent}") if part.parent else ""
        home = same.get(parent, parent)
        if change.kind == "added":
            found.setdefault((home, behind.get(home, ""), part.kind), []).append(change.key)
        else:
            behind[home] = change.key
    return found


def outermost(twin: Twin, comparison: Comparison, by_key: Mapping[str, Twin]) -> Twin:
    """The change that is decided, of which this one is a part."""
    if not twin.is_inner:
        return twin
    compared = comparison if twin.first is not None else comparison.second
    assert compared is not None
    change = twin.change
    while change.within:
        change = compared.by_key[change.within]
    return next(each for each in by_key.values() if change in (each.first, each.second))
