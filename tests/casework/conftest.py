"""An institution with the BBLBK procedure, an officer per lane, and a filed request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from simpul.casework.intake import file_request
from simpul.core.directory.models import Assignment, Institution, Lane, User
from simpul.core.directory.officers import Officer, officer_of
from simpul.core.documents.actions import store
from simpul.core.procedures.actions import publish_version
from simpul.core.procedures.models import Case
from simpul.features.agreements.models import Paper, Request
from simpul.lib import clock, ids
from simpul.lib.actor import SYSTEM, Actor
from simpul.rules.procedure.loader import load

SOPS = Path(__file__).resolve().parents[2] / "src" / "simpul" / "sops"


@dataclass(frozen=True)
class House:
    """An institution at work."""

    institution: Institution
    officers: dict[str, Officer]

    def officer(self, lane: str) -> Officer:
        return self.officers[lane]


def furnish(code: str, text: str) -> House:
    """An institution that works by ``text``: lanes from the file but the partner's, one officer in each."""
    institution = Institution.objects.create(
        code=code, name=f"Balai Contoh {code}", short_name=code.upper(), city="Jakarta", province="DKI Jakarta",
        is_demo=True, intake_procedure="bblbk",
    )  # fmt: skip
    officers = {}
    for position, lane in enumerate(load(text, code).lanes):
        if lane.id == "mitra":
            continue
        row = Lane.objects.create(institution=institution, code=lane.id, name=lane.name, position=position)
        user = User.objects.create(
            email=f"{lane.id}@{code}.example", full_name=f"Petugas {lane.name}", institution=institution
        )
        Assignment.objects.create(user=user, lane=row, starts_on=date(2026, 1, 1))
        officers[lane.id] = officer_of(user)
    publish_version(institution=institution, text=text, effective_on=date(2026, 1, 1), by=SYSTEM)
    return House(institution, {lane: officer for lane, officer in officers.items() if officer is not None})


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> None:
    """Stored bytes of a test lie in a folder of its own."""
    settings.FILES = tmp_path / "files"


@pytest.fixture
def house(db: None) -> House:
    return furnish("balai", (SOPS / "bblbk" / "1.yaml").read_text())


def new_request(institution: Institution, **fields: object) -> Request:
    """A request of a hospital with its letter, ready to be filed."""
    values: dict[str, object] = {
        "category": "lembaga", "cooperation_type": "pelayanan", "scope_items": ["pemeriksaan"],
        "partner_name": "RSUD Rekaan", "contact_name": "Umpama Contoh", "contact_email": "kontak@rsud.example",
    }  # fmt: skip
    request = Request.objects.create(
        institution=institution, form_key=ids.secret(), created_at=clock.now(), **{**values, **fields}
    )
    by = Actor("partner", request.slug, request.contact_name, "mitra")
    letter = store(
        institution_id=institution.pk, data=b"%PDF-1.7 surat", name="surat.pdf", kind="surat_permohonan",
        media_type="application/pdf", by=by,
    )  # fmt: skip
    Paper.objects.create(
        request=request, requirement="surat_permohonan", file=letter, channel="portal", added_at=clock.now()
    )
    return request


@pytest.fixture
def file_case(house: House) -> Callable[..., Case]:
    """File a request of the house and return its case."""

    def filed(**fields: object) -> Case:
        request = new_request(house.institution, **fields)
        by = Actor("partner", request.slug, request.contact_name, "mitra")
        return file_request(request_id=request.pk, by=by)

    return filed
