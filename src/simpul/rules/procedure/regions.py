"""Which steps lie inside which parallel branch: the one fact from which the engine knows what waits at a join.

Plain graph work over step ids. A step lies in branch ``i`` of a fork when it is reached from that branch's head without
passing the join, and only by way of the fork. Returns are edges whose target stands on every way to their source.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

Ways = Mapping[str, tuple[str, ...]]
Place = tuple[str, int]
"""(id of the step that opens the fork, number of the branch counted from 0)"""


@dataclass(frozen=True, slots=True)
class Fork:
    """The step that opens the branches, the first step of each, and the step that waits for all."""

    step: str
    heads: tuple[str, ...]
    join: str


def reach(start: str, ways: Ways, avoid: Collection[str] = ()) -> frozenset[str]:
    """Steps that can be reached from ``start`` (itself included) without entering one of ``avoid``."""
    return _spread(start, ways, avoid, {})


def dominators(start: str, ways: Ways) -> dict[str, frozenset[str]]:
    """Step -> the steps that stand on every way from ``start`` to it, itself included."""
    known = reach(start, ways)
    found: dict[str, set[str]] = {step: {step} for step in known}
    for blocker in known:
        for step in known - reach_from_start(start, ways, blocker):
            found[step].add(blocker)
    return {step: frozenset(above) for step, above in found.items()}


def reach_from_start(start: str, ways: Ways, without: str) -> frozenset[str]:
    """What is left of the procedure when ``without`` is taken out."""
    return frozenset() if start == without else reach(start, ways, (without,))


def branch_reach(fork: Fork, head: str, ways: Ways, above: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Steps reached from the branch's head going forward only, neither through the join nor the fork again."""
    return _spread(head, ways, (fork.join, fork.step), above)


def branches(fork: Fork, ways: Ways, above: Mapping[str, frozenset[str]]) -> tuple[frozenset[str], ...]:
    """The steps of each branch in the order of its heads."""
    return tuple(
        frozenset(step for step in branch_reach(fork, head, ways, above) if fork.step in above.get(step, ()))
        for head in fork.heads
    )


def places(start: str, ways: Ways, forks: Mapping[str, Fork]) -> dict[str, tuple[Place, ...]]:
    """Step -> the branches it lies in, outermost first."""
    above = dominators(start, ways)
    inside: dict[str, list[tuple[int, Place]]] = {step: [] for step in ways}
    for fork in forks.values():
        for number, steps in enumerate(branches(fork, ways, above)):
            for step in steps:
                # An outer fork stands above its inner forks, so it has fewer steps above itself.
                inside[step].append((len(above[fork.step]), (fork.step, number)))
    return {step: tuple(place for _, place in sorted(found)) for step, found in inside.items()}


def _spread(start: str, ways: Ways, avoid: Collection[str], above: Mapping[str, frozenset[str]]) -> frozenset[str]:
    if start in avoid:
        return frozenset()
    seen, waiting = {start}, [start]
    while waiting:
        step = waiting.pop()
        for target in ways.get(step, ()):
            if target not in seen and target not in avoid and target not in above.get(step, ()):
                seen.add(target)
                waiting.append(target)
    return frozenset(seen)
