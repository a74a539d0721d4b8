"""Making the institution and its cases; imported once Django is set up."""

from __future__ import annotations

from bench.transitions.setting import LANES, House, procedure_text, today
from simpul.casework.cases import start_case
from simpul.core.directory.models import Assignment, Institution, Lane, User
from simpul.core.directory.officers import Officer, officer_of
from simpul.core.procedures.actions import publish_version
from simpul.core.procedures.models import ProcedureVersion
from simpul.lib.actor import SYSTEM, Actor
from simpul.lib.ids import slug


def furnish() -> House:
    """A fresh institution with one officer who stands in every lane."""
    institution = Institution.objects.create(
        code=f"ukur-{slug(6)}", name="Balai Ukur Contoh", short_name="BUC", city="Jakarta", province="DKI Jakarta",
        is_demo=True,
    )  # fmt: skip
    user = User.objects.create(
        email=f"{slug()}@ukur.example", full_name="Umpama Rekaan", position="Petugas", institution=institution
    )
    lanes = []
    for n in range(LANES):
        lane = Lane.objects.create(institution=institution, code=f"lajur{n}", name=f"Lajur {n}", position=n)
        Assignment.objects.create(user=user, lane=lane, starts_on=today())
        lanes.append(lane.pk)
    version = publish_version(institution=institution, text=procedure_text(), effective_on=today(), by=SYSTEM)
    return House(institution.pk, version.pk, user.pk, tuple(lanes))


def officer(house: House) -> Officer:
    """The officer, read once as a page request reads it."""
    found = officer_of(User.objects.get(pk=house.user_id))
    assert found is not None
    return found


def new_case(house: House) -> int:
    """A case in its first step."""
    case = start_case(
        institution=Institution.objects.get(pk=house.institution_id),
        version=ProcedureVersion.objects.get(pk=house.version_id),
        title="Perkara ukur", subtitle="", facts={"cara_tanda_tangan": ""},
        by=Actor("partner", "ukur", "Mitra Contoh", "mitra"),
    )  # fmt: skip
    return case.pk
