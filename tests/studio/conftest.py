"""A house with an administrator and a head above the other lanes, a second house beside it, and their browsers."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.test import Client

from simpul.core.directory.models import Lane, User
from simpul.core.directory.officers import Officer, officer_of
from simpul.core.procedures.models import Concept, Procedure, ProcedureVersion
from tests.casework.conftest import SOPS, House, file_case, files, furnish, house
from tests.desk.conftest import browser

__all__ = ["file_case", "files", "house"]

HEAD = "kepala_bblbk"
BBLBK = (SOPS / "bblbk" / "1.yaml").read_text()


@dataclass(frozen=True)
class Studio:
    """``admin`` writes, ``head`` publishes, ``staff`` may only read, ``stranger`` administers another house."""

    house: House
    admin: Officer
    head: Officer
    staff: Officer
    stranger: Officer

    def client(self, who: str) -> Client:
        officer: Officer = getattr(self, who)
        return browser(officer)

    @property
    def procedure(self) -> Procedure:
        return Procedure.objects.get(institution=self.house.institution, code="bblbk")

    def versions(self) -> list[str]:
        rows = ProcedureVersion.objects.filter(procedure=self.procedure)
        return list(rows.order_by("id").values_list("version", flat=True))

    def concept(self, code: str = "bblbk") -> Concept:
        return Concept.objects.get(institution=self.house.institution, code=code)


def seen(user: User) -> Officer:
    """The officer behind the account, as of now."""
    found = officer_of(user)
    assert found is not None
    return found


def administrator(house: House, name: str) -> Officer:
    """A person without a lane who administers the house."""
    user = User.objects.create(
        email=f"{name}@{house.institution.code}.example", full_name=f"Admin {name.title()} Rekaan",
        institution=house.institution, is_admin=True,
    )  # fmt: skip
    return seen(user)


def enthrone(house: House, lane: str) -> Officer:
    """Put the lane above all others; returns its officer."""
    head = Lane.objects.get(institution=house.institution, code=lane)
    Lane.objects.filter(institution=house.institution).exclude(pk=head.pk).update(superior=head)
    return seen(User.objects.get(pk=house.officer(lane).user_id))


@pytest.fixture
def studio(house: House) -> Studio:
    other = furnish("lain", BBLBK)
    head = enthrone(house, HEAD)
    return Studio(house, administrator(house, "satu"), head, house.officer("tata_usaha"), administrator(other, "tamu"))


def changed(text: str, version: str = "2", *pairs: tuple[str, str]) -> str:
    """The text under another version, each first string replaced by the second (which must be there)."""
    for old, new in (('versi: "1"', f'versi: "{version}"'), *pairs):
        assert old in text, old
        text = text.replace(old, new, 1)
    return text
