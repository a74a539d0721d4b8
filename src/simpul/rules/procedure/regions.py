"""Which steps lie inside which parallel branch: the one fact from which the engine knows what waits at a join.

Plain graph work over step ids. Returns are set aside first; a step then lies in branch ``i`` of a fork when it is
reached from that branch's head without passing the join, and only by way of the fork.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Mapping
from dataclasses import dataclass

Ways = Mapping[str, tuple[str, ...]]
Above = Mapping[str, frozenset[str]]
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
    if start in avoid:
        return frozenset()
    seen, waiting = {start}, [start]
    while waiting:
        for target in ways.get(waiting.pop(), ()):
            if target not in seen and target not in avoid:
                seen.add(target)
                waiting.append(target)
    return frozenset(seen)


def forward(start: str, ways: Ways) -> dict[str, tuple[str, ...]]:
    """``ways`` without returns: without edges that lead to a step of the same circle that comes no later.

    Steps come in the order in which they are printed, as far as they have been reached by then. What is left has no
    circles and still reaches every step that could be reached.
    """
    rank = _ranks(start, ways)
    ahead = {step: reach(step, ways) for step in rank}
    return {
        step: tuple(to for to in targets if step not in rank or rank[to] > rank[step] or step not in ahead[to])
        for step, targets in ways.items()
    }


def dominators(start: str, ways: Ways) -> dict[str, frozenset[str]]:
    """Step -> the steps that stand on every way from ``start`` to it, itself included."""
    known = reach(start, ways)
    found: dict[str, set[str]] = {step: {step} for step in known}
    for blocker in known:
        for step in known - reach(start, ways, (blocker,)):
            found[step].add(blocker)
    return {step: frozenset(above) for step, above in found.items()}


def branches(fork: Fork, onward: Ways, above: Above) -> tuple[frozenset[str], ...]:
    """The steps of each branch in the order of its heads; ``onward``: the ways without returns."""
    return tuple(
        frozenset(step for step in reach(head, onward, (fork.join,)) if fork.step in above.get(step, ()))
        for head in fork.heads
    )


def places(start: str, ways: Ways, forks: Mapping[str, Fork]) -> dict[str, tuple[Place, ...]]:
    """Step -> the branches it lies in, outermost first."""
    onward = forward(start, ways)
    above = dominators(start, onward)
    inside: dict[str, list[tuple[int, Place]]] = {step: [] for step in ways}
    for fork in forks.values():
        for number, steps in enumerate(branches(fork, onward, above)):
            for step in steps:
                # An outer fork stands above its inner forks, so it has fewer steps above itself.
                inside[step].append((len(above[fork.step]), (fork.step, number)))
    return {step: tuple(place for _, place in sorted(found)) for step, found in inside.items()}


def _ranks(start: str, ways: Ways) -> dict[str, int]:
    """The order of the steps: of those next to what has been reached, always the one printed first."""
    printed = {step: number for number, step in enumerate(ways)}
    rank: dict[str, int] = {}
    waiting = [(printed[start], start)]
    while waiting:
        _, step = heapq.heappop(waiting)
        if step not in rank:
            rank[step] = len(rank)
            for target in ways[step]:
                heapq.heappush(waiting, (printed[target], target))
    return rank
