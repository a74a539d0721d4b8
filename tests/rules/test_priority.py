"""Whose request for a sampling date goes first: the cases of the SOP, and a second way of computing the same."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.rules.priority import Claim, Ground, judge

DAY = date(2026, 11, 2)


def claim(kind: str, days: int) -> Claim:
    return Claim(kind == "internal", DAY + timedelta(days))


@pytest.mark.parametrize(
    ("mine", "other", "first", "settled", "ground"),
    [
        (("internal", 0), ("eksternal", 0), True, True, Ground.INTERNAL),
        (("internal", 7), ("eksternal", 0), True, True, Ground.INTERNAL),
        (("eksternal", 0), ("internal", 7), False, True, Ground.INTERNAL),
        (("eksternal", 7), ("internal", 0), False, True, Ground.INTERNAL),
        (("internal", 8), ("eksternal", 0), False, False, Ground.SILENT),
        (("eksternal", 0), ("internal", 13), True, False, Ground.SILENT),
        (("internal", 0), ("eksternal", 13), True, False, Ground.SILENT),
        (("eksternal", 0), ("internal", 14), True, True, Ground.EARLIER),
        (("internal", 0), ("eksternal", 14), True, True, Ground.EARLIER),
        (("internal", 60), ("eksternal", 0), False, True, Ground.EARLIER),
        (("eksternal", 0), ("eksternal", 1), True, True, Ground.SAME_KIND),
        (("internal", 10), ("internal", 0), False, True, Ground.SAME_KIND),
        (("internal", 3), ("internal", 3), None, False, Ground.SAME_DAY),
    ],
)
def test_the_rule_of_the_sop(
    mine: tuple[str, int], other: tuple[str, int], first: bool | None, settled: bool, ground: Ground
) -> None:
    verdict = judge(claim(*mine), claim(*other))
    assert (verdict.mine, verdict.settled, verdict.ground) == (first, settled, ground)
    assert verdict.days == abs(mine[1] - other[1])


def naive(mine: tuple[str, int], other: tuple[str, int]) -> tuple[str, bool]:
    """Days counted one by one on a line, kinds as words: who goes first, and whether the SOP itself says so."""
    if mine == other:
        return "nobody", False
    days, step = 0, min(mine[1], other[1])
    while step != max(mine[1], other[1]):
        days, step = days + 1, step + 1
    early = "mine" if mine[1] < other[1] else "other"
    kinds = {mine[0]: "mine", other[0]: "other"}
    if len(kinds) == 1 or days > 13:
        return early, True
    return (early, False) if days in (8, 9, 10, 11, 12, 13) else (kinds["internal"], True)


requests = st.tuples(st.sampled_from(["internal", "eksternal"]), st.integers(-40, 40))


@given(requests, requests)
def test_it_agrees_with_a_naive_count_and_never_depends_on_the_order(
    mine: tuple[str, int], other: tuple[str, int]
) -> None:
    words = {True: "mine", False: "other", None: "nobody"}
    here, there = judge(claim(*mine), claim(*other)), judge(claim(*other), claim(*mine))
    assert (words[here.mine], here.settled) == naive(mine, other)
    assert there.mine == (None if here.mine is None else not here.mine)
    assert (there.settled, there.ground, there.days) == (here.settled, here.ground, here.days)
