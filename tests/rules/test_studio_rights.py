"""Who may do what with the procedures: every right in one table."""

from __future__ import annotations

from typing import get_args

import pytest

from simpul.rules.studio_rights import Act, Person, may

NOBODY, ADMIN, HEAD, BOTH = (
    Person(1),
    Person(2, is_admin=True),
    Person(3, commands=True),
    Person(4, is_admin=True, commands=True),
)
# act -> who may (of the four), when person 9 has proposed
TABLE: dict[Act, tuple[Person, ...]] = {
    "read": (NOBODY, ADMIN, HEAD, BOTH),
    "write": (ADMIN, BOTH),
    "propose": (ADMIN, BOTH),
    "publish": (ADMIN, HEAD, BOTH),
    "send_back": (ADMIN, HEAD, BOTH),
    "plan_rounds": (ADMIN, BOTH),
    "move_cases": (ADMIN, HEAD, BOTH),
}


def test_the_table_knows_every_act() -> None:
    assert set(TABLE) == set(get_args(Act))


@pytest.mark.parametrize("act", TABLE)
def test_only_those_of_the_table_may(act: Act) -> None:
    assert [who for who in (NOBODY, ADMIN, HEAD, BOTH) if may(who, act, proposed_by=9)] == list(TABLE[act])


@pytest.mark.parametrize("who", [NOBODY, ADMIN, HEAD, BOTH])
def test_nobody_publishes_the_own_proposal_or_what_nobody_proposed(who: Person) -> None:
    assert not may(who, "publish", proposed_by=who.ref)
    assert not may(who, "publish", proposed_by=None)
