"""Who may do what with the templates: every kind of person against every act."""

from __future__ import annotations

import pytest

from simpul.rules.text_rights import Act, Person, may

ADMIN, LEGAL = Person(1, is_admin=True), Person(2, is_legal=True)
HEAD, STAFF = Person(3, commands=True), Person(4)
ACTS: tuple[Act, ...] = ("write", "propose", "publish", "send_back")


@pytest.mark.parametrize(
    ("person", "allowed"),
    [
        (ADMIN, {"write", "propose", "publish", "send_back"}),
        (LEGAL, {"write", "propose", "publish", "send_back"}),
        (HEAD, {"publish", "send_back"}),
        (STAFF, set()),
    ],
)
def test_what_each_may_do_with_the_proposal_of_another(person: Person, allowed: set[str]) -> None:
    assert {act for act in ACTS if may(person, act, proposed_by=9)} == allowed


@pytest.mark.parametrize("person", [ADMIN, LEGAL, HEAD])
def test_nobody_publishes_the_own_proposal_or_what_nobody_proposed(person: Person) -> None:
    assert not may(person, "publish", proposed_by=person.ref)
    assert not may(person, "publish", proposed_by=None)
