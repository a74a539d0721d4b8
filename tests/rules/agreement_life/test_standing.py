"""Where an agreement stands after its acts, against a second, naive way of counting: day by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.rules.agreement_life.consequences import Due, check_act, consequences
from simpul.rules.agreement_life.hierarchy import Node, check_above, outliving
from simpul.rules.agreement_life.standing import Act, Dates, Kind, Status, standing
from simpul.rules.refusals import Refusal

START, END = date(2026, 1, 5), date(2027, 12, 31)
DATES = Dates(sign_by=date(2025, 12, 20), effective_on=START, ends_on=END)
RENEWED = Act(Kind.RENEWAL, END, ends_on=date(2029, 12, 31))
ENDED = Act(Kind.TERMINATION, date(2026, 6, 30))
WITHDRAWN = Act(Kind.TERMINATION, date(2025, 12, 24))
MENDED = Act(Kind.ADDENDUM, WITHDRAWN.on, ends_on=END)
REPLACED = Act(Kind.REPLACEMENT, date(2026, 9, 1), by_slug="baru")


@pytest.mark.parametrize(
    ("acts", "day", "status", "ends_on"),
    [
        ((), date(2026, 1, 4), Status.COMING, END),
        ((), START, Status.IN_FORCE, END),
        ((), END, Status.IN_FORCE, END),
        ((), date(2028, 1, 1), Status.EXPIRED, END),
        ((RENEWED,), date(2028, 1, 1), Status.IN_FORCE, date(2029, 12, 31)),
        ((RENEWED,), date(2030, 1, 1), Status.EXPIRED, date(2029, 12, 31)),
        ((ENDED,), date(2026, 6, 30), Status.IN_FORCE, date(2026, 6, 30)),
        ((ENDED,), date(2026, 7, 1), Status.CLOSED, date(2026, 6, 30)),
        ((RENEWED, REPLACED), date(2026, 9, 2), Status.REPLACED, date(2026, 9, 1)),
        ((Act(Kind.ADDENDUM, START),), date(2026, 2, 1), Status.IN_FORCE, END),
        ((WITHDRAWN,), date(2025, 12, 23), Status.COMING, WITHDRAWN.on),
        ((WITHDRAWN,), date(2025, 12, 24), Status.CLOSED, WITHDRAWN.on),
        ((WITHDRAWN,), START, Status.CLOSED, WITHDRAWN.on),
        ((replace(REPLACED, on=WITHDRAWN.on),), date(2026, 1, 3), Status.REPLACED, WITHDRAWN.on),
        ((WITHDRAWN, MENDED), date(2025, 12, 28), Status.COMING, END),
        ((WITHDRAWN, MENDED), START, Status.IN_FORCE, END),
    ],
)
def test_status_and_dates(acts: Sequence[Act], day: date, status: Status, ends_on: date) -> None:
    found = standing(DATES, acts, day)
    assert (found.status, found.dates.ends_on) == (status, ends_on)
    assert found.dates.sign_by == DATES.sign_by
    assert found.dates.effective_on == START


@pytest.mark.parametrize("act", [WITHDRAWN, replace(REPLACED, on=WITHDRAWN.on)])
def test_what_was_signed_can_be_ended_before_it_begins_but_not_before_it_was_signed(act: Act) -> None:
    check_act(standing(DATES, (), date(2025, 12, 22)), act, signed_on=date(2025, 12, 20))
    with pytest.raises(Refusal, match="PJJ-22"):
        check_act(standing(DATES, (), date(2025, 12, 22)), act, signed_on=date(2025, 12, 25))
    found = consequences(DATES, (), act, obligations=(Due(1, "laporan", date(2025, 12, 23)), Due(2, "evaluasi", END)))
    assert found.never
    assert found.late == (2,)
    assert not consequences(DATES, (), ENDED).never


def test_what_never_comes_into_force_is_not_renewed_and_a_slip_is_mended_by_an_addendum() -> None:
    ended = standing(DATES, (WITHDRAWN,), START)
    with pytest.raises(Refusal, match="PJJ-23"):
        check_act(ended, Act(Kind.RENEWAL, WITHDRAWN.on, date(2029, 1, 1)))
    check_act(ended, MENDED)


def test_without_an_end_nothing_is_outlived() -> None:
    open_ended = replace(DATES, ends_on=None)
    assert standing(open_ended, (), date(2099, 1, 1)).status is Status.IN_FORCE
    assert standing(open_ended, (ENDED,), date(2026, 7, 1)).status is Status.CLOSED


_DAYS = st.integers(0, 900).map(lambda number: START + timedelta(days=number))
_ACTS = st.lists(
    st.one_of(
        st.builds(Act, st.sampled_from([Kind.RENEWAL, Kind.ADDENDUM]), _DAYS, _DAYS),
        st.builds(Act, st.sampled_from([Kind.TERMINATION, Kind.REPLACEMENT]), _DAYS),
        st.builds(Act, st.just(Kind.ADDENDUM), _DAYS),
    ),
    max_size=5,
)


def _naive_days(acts: Sequence[Act]) -> set[date]:
    """The days on which it is in force, as a set that each act widens or cuts."""
    lasting = {START + timedelta(days=number) for number in range((END - START).days + 1)}
    for act in acts:
        if act.kind in (Kind.TERMINATION, Kind.REPLACEMENT):
            lasting = {day for day in lasting if day <= act.on}
        elif act.ends_on is not None:
            lasting = {START + timedelta(days=number) for number in range((act.ends_on - START).days + 1)}
    return lasting


@given(_ACTS, _DAYS)
def test_equals_the_naive_days(acts: list[Act], day: date) -> None:
    in_force = standing(DATES, acts, day).status is Status.IN_FORCE
    assert in_force == (day in _naive_days(acts))


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (Act(Kind.ADDENDUM, date(2026, 1, 1)), "PJJ-10"),
        (Act(Kind.RENEWAL, date(2028, 1, 2), date(2030, 1, 1)), "PJJ-11"),
        (Act(Kind.TERMINATION, date(2028, 1, 1)), "PJJ-11"),
        (Act(Kind.ADDENDUM, date(2028, 3, 1)), "PJJ-11"),
        (Act(Kind.RENEWAL, date(2027, 6, 1)), "PJJ-12"),
        (Act(Kind.RENEWAL, date(2027, 6, 1), END), "PJJ-12"),
        (Act(Kind.ADDENDUM, date(2027, 6, 1), date(2027, 5, 1)), "PJJ-13"),
        (Act(Kind.REPLACEMENT, date(2027, 6, 1)), "PJJ-14"),
    ],
)
def test_what_makes_no_sense_is_refused(act: Act, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_act(standing(DATES, (), date(2026, 5, 1)), act)
    assert refused.value.code == code


NEXT_DAY = Act(Kind.RENEWAL, END + timedelta(days=1), date(2029, 12, 31))


@pytest.mark.parametrize("act", [RENEWED, ENDED, REPLACED, Act(Kind.ADDENDUM, date(2027, 3, 1)), NEXT_DAY])
def test_what_makes_sense_is_let_through(act: Act) -> None:
    check_act(standing(DATES, (), date(2026, 5, 1)), act)


def test_consequences_name_what_is_touched() -> None:
    below = (Node("lama", "pks", START, date(2027, 1, 1)), Node("pendek", "pks", START, date(2026, 3, 1)))
    due = (Due(1, "laporan", date(2026, 3, 1)), Due(2, "evaluasi", date(2027, 3, 1)))
    found = consequences(DATES, (), ENDED, below, Node("induk", "mou", START, END), due)
    assert (found.before.ends_on, found.after.ends_on) == (END, date(2026, 6, 30))
    assert (found.outlive, found.late, found.outlives_parent) == (("lama",), (2,), False)
    assert found.moves_the_end
    renewed = consequences(DATES, (), RENEWED, above=Node("induk", "mou", START, END))
    assert renewed.outlives_parent
    assert not consequences(DATES, (), Act(Kind.ADDENDUM, START)).moves_the_end


def test_hierarchy() -> None:
    mou, pks = Node("a", "mou", START, END), Node("b", "pks", START, END)
    check_above(pks, mou, date(2026, 2, 1))
    check_above(Node("c", "pelaksanaan", START, END), pks, None)
    for child, parent, day, code in (
        (mou, pks, None, "PJJ-01"), (pks, pks, None, "PJJ-01"), (pks, mou, date(2028, 1, 1), "PJJ-02"),
        (pks, mou, date(2026, 1, 1), "PJJ-02"),
    ):  # fmt: skip
        with pytest.raises(Refusal) as refused:
            check_above(child, parent, day)
        assert refused.value.code == code
    assert outliving(replace(pks, ends_on=None), mou)
    assert not outliving(pks, mou)
    assert not outliving(pks, replace(mou, ends_on=None))
