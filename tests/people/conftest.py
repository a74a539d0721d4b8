"""Two institutions with an administrator, an officer and a lane each: owner, colleague, stranger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client

from simpul.core.directory.models import Assignment, Institution, Lane, User
from simpul.core.directory.officers import Officer, officer_of

PASSWORD = "kuda makan rumput di bukit"


@dataclass(frozen=True)
class Office:
    """An institution with the people of the tests."""

    institution: Institution
    lane: Lane
    admin: User
    staff: User

    @property
    def officer(self) -> Officer:
        found = officer_of(self.admin)
        assert found is not None
        return found


def open_office(code: str) -> Office:
    institution = Institution.objects.create(
        code=code, name=f"Balai Contoh {code}", short_name=code.upper(), city="Jakarta", province="DKI Jakarta"
    )
    lane = Lane.objects.create(institution=institution, code="tata_usaha", name="Tata Usaha")
    admin = User.objects.create_user(
        f"admin@{code}.example", PASSWORD, full_name="Rekaan Misal", institution=institution, is_admin=True
    )
    staff = User.objects.create_user(
        f"staf@{code}.example", PASSWORD, full_name="Umpama Contoh", institution=institution
    )
    Assignment.objects.create(user=staff, lane=lane, starts_on=date(2026, 1, 2))
    return Office(institution, lane, admin, staff)


@pytest.fixture
def office(db: None) -> Office:
    return open_office("balai")


@pytest.fixture
def other(db: None) -> Office:
    return open_office("lain")


@pytest.fixture
def enter() -> Callable[[User], Client]:
    """A browser in which the person has signed in."""

    def entered(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return entered
