"""Which of a row of things left their order: the fewest whose leaving explains it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def out_of_order(places: Sequence[int]) -> list[int]:
    """Indices of those outside a longest rising run of ``places`` (all different)."""
    ends: list[int] = []
    lasts: list[int] = []
    before: list[int] = []
    for index, place in enumerate(places):
        at = bisect_left(ends, place)
        before.append(lasts[at - 1] if at else -1)
        if at == len(ends):
            ends.append(place)
            lasts.append(index)
        else:
            ends[at], lasts[at] = place, index
    kept: set[int] = set()
    index = lasts[-1] if lasts else -1
    while index >= 0:
        kept.add(index)
        index = before[index]
    return [index for index in range(len(places)) if index not in kept]
