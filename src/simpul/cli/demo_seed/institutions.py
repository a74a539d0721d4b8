"""Two demo institutions: BBLBK in Jakarta (WIB), and BLKPK NTB in Mataram (WITA), which adopts the same procedure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib.resources import files

from django.db import transaction

from simpul.cli.demo_seed.people import BBLBK, NTB, Person
from simpul.core.directory.models import Assignment, Institution, Lane, Paper, Unit, User
from simpul.core.procedures.actions import publish_version
from simpul.core.signing.demo_keys import ensure_key
from simpul.features.agreements.models import NumberSeries
from simpul.lib.actor import SYSTEM
from simpul.rules.procedure.loader import load

_PARTNER_LANE = "mitra"
_HEAD = "kepala_bblbk"
_SINCE = date(2026, 1, 2)

INSTITUTIONS: tuple[tuple[dict[str, object], Sequence[Person]], ...] = (
    (
        {
            "code": "bblbk",
            "name": "Balai Besar Laboratorium Biologi Kesehatan",
            "short_name": "BBLBK",
            "parent_body": "Kementerian Kesehatan Republik Indonesia",
            "owner": "ministry",
            "city": "Jakarta",
            "province": "DKI Jakarta",
            "address": "Jalan Contoh Raya Nomor 1, Jakarta",
            "phone": "(021) 0000148",
            "whatsapp": "081000000148",
            "email": "kerjasama@bblbk.example",
            "zone": "Asia/Jakarta",
            "paper": Paper.A4,
            "head_authority": "Keputusan Menteri Kesehatan Nomor HK.02.03/0001/2026 (contoh)",
            "letter_code": "BBLBK",
        },
        BBLBK,
    ),
    (
        {
            "code": "blkpk-ntb",
            "name": "Balai Laboratorium Kesehatan Pengujian dan Kalibrasi Provinsi NTB",
            "short_name": "BLKPK NTB",
            "parent_body": "Dinas Kesehatan Provinsi Nusa Tenggara Barat",
            "owner": "region",
            "city": "Mataram",
            "province": "Nusa Tenggara Barat",
            "address": "Jalan Umpama Nomor 2, Mataram",
            "phone": "(0370) 0000148",
            "whatsapp": "081000000149",
            "email": "kerjasama@blkpk-ntb.example",
            "zone": "Asia/Makassar",
            "paper": Paper.F4,
            "head_authority": "Keputusan Gubernur Nusa Tenggara Barat Nomor 821.2/0002/2026 (contoh)",
            "letter_code": "BLKPK",
        },
        NTB,
    ),
)


@transaction.atomic
def furnish() -> None:
    """Create what is missing; nothing that exists is changed."""
    text = files("simpul").joinpath("sops/bblbk/1.yaml").read_text(encoding="utf-8")
    for values, people in INSTITUTIONS:
        institution, _ = Institution.objects.get_or_create(
            code=values["code"], defaults={**values, "is_demo": True, "intake_procedure": "bblbk"}
        )
        lanes = _lanes(institution, text)
        for person in people:
            _person(institution, lanes, person)
        _series(institution)
        publish_version(institution=institution, text=text, effective_on=_SINCE, by=SYSTEM)


def _lanes(institution: Institution, text: str) -> dict[str, Lane]:
    """A unit and a lane per column of the sheet but the partner's; the head stands above the others."""
    found: dict[str, Lane] = {}
    for position, lane in enumerate(load(text, "bblbk").lanes):
        if lane.id == _PARTNER_LANE:
            continue
        name = lane.name.replace("BBLBK", institution.short_name)
        unit, _ = Unit.objects.get_or_create(
            institution=institution, code=lane.id.replace("_", "-"), defaults={"name": name}
        )
        found[lane.id], _ = Lane.objects.get_or_create(
            institution=institution, code=lane.id, defaults={"name": name, "position": position, "unit": unit}
        )
    for code, lane_row in found.items():
        if code != _HEAD and lane_row.superior_id is None:
            lane_row.superior = found[_HEAD]
            lane_row.save(update_fields=["superior"])
    return found


def _person(institution: Institution, lanes: dict[str, Lane], person: Person) -> None:
    user, created = User.objects.get_or_create(
        email=f"{person.key}@{institution.code}.example",
        defaults={
            "institution": institution,
            "full_name": person.name,
            "position": person.post,
            "is_admin": person.admin,
            "is_inspector": person.inspector,
        },
    )
    if created:
        user.set_unusable_password()
        user.save(update_fields=["password"])
        if person.lane:
            Assignment.objects.create(user=user, lane=lanes[person.lane], is_lead=person.leads, starts_on=_SINCE)
        if person.also:
            Assignment.objects.create(user=user, lane=lanes[person.also], starts_on=_SINCE)
    if person.signs:
        ensure_key(user)


def _series(institution: Institution) -> None:
    """Both forms of official numbers that are seen in practice."""
    for code, name, pattern, document, classification in (
        ("pks", "Perjanjian kerja sama", "{seq:3}/{jenis}/{unit}/{bulan_romawi}/{tahun}", "PKS", ""),
        ("surat-keluar", "Surat keluar", "{klasifikasi}/{unit}/{seq}/{tahun}", "SK", "HK.03.01"),
    ):
        NumberSeries.objects.get_or_create(
            institution=institution,
            code=code,
            defaults={
                "name": name,
                "pattern": pattern,
                "document_code": document,
                "classification": classification,
                "unit_code": institution.letter_code,
            },
        )
