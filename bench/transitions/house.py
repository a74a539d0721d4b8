"""Making the institution and its cases; imported once Django is set up."""

from __future__ import annotations

import yaml

from bench.transitions.measured import texts
from bench.transitions.setting import Played, today
from simpul.casework.cases import start_case
from simpul.core.directory.models import Assignment, Institution, Lane, Unit, User
from simpul.core.directory.officers import Officer, officer_of
from simpul.core.documents.actions import store
from simpul.core.procedures.actions import publish_version
from simpul.core.procedures.models import ProcedureVersion
from simpul.lib.actor import SYSTEM, Actor
from simpul.lib.ids import slug

UNITS = ("unit-a", "unit-b")


def furnish() -> tuple[Institution, User, list[ProcedureVersion]]:
    """A fresh institution that works by all procedures, with one officer who stands in every lane."""
    institution = Institution.objects.create(
        code=f"ukur-{slug(6)}", name="Balai Ukur Contoh", short_name="BUC", city="Jakarta", province="DKI Jakarta",
        is_demo=True,
    )  # fmt: skip
    user = User.objects.create(
        email=f"{slug()}@ukur.example", full_name="Umpama Rekaan", position="Petugas", institution=institution
    )
    for code in UNITS:
        Unit.objects.create(institution=institution, code=code, name=f"Unit Contoh {code}")
    names = {lane["id"]: lane["nama"] for text in texts() for lane in yaml.safe_load(text)["pelaksana"]}
    for position, (code, name) in enumerate(names.items()):
        lane = Lane.objects.create(institution=institution, code=code, name=name, position=position)
        Assignment.objects.create(user=user, lane=lane, starts_on=today())
    published = [
        publish_version(institution=institution, text=text, effective_on=today(), by=SYSTEM) for text in texts()
    ]
    return institution, user, published


def officer(user_id: int) -> Officer:
    """The officer, read once as a page request reads it."""
    found = officer_of(User.objects.get(pk=user_id))
    assert found is not None
    return found


def paper(institution: Institution) -> int:
    """A stored file that steps hand in."""
    made = store(
        institution_id=institution.pk, data=b"%PDF-1.7 contoh", name="contoh.pdf", kind="contoh",
        media_type="application/pdf", by=Actor("system", "ukur", "Ukur", "ukur"),
    )  # fmt: skip
    return made.pk


def new_case(institution_id: int, played: Played) -> int:
    """A case in its first step."""
    case = start_case(
        institution=Institution.objects.get(pk=institution_id),
        version=ProcedureVersion.objects.get(pk=played.version_id),
        title="Perkara ukur", subtitle="", facts=first_facts(played.lane),
        by=Actor("partner", "ukur", "Mitra Contoh", "mitra"),
    )  # fmt: skip
    return case.pk


def first_facts(lane: str) -> dict[str, object]:
    """What is known when a case begins."""
    return {"pemrakarsa": {"lajur": lane, "unit": ""}}
