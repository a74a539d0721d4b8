"""Puts the demo institutions in place: units, lanes, people, number series and their published procedures."""

from __future__ import annotations

from datetime import date, timedelta
from importlib.resources import files

from django.db import transaction

from simpul.cli.demo_seed.houses import HOUSES, House
from simpul.cli.demo_seed.people import Person
from simpul.core.directory.models import Assignment, Institution, Lane, Mandate, Unit, User
from simpul.core.directory.officers import today_in
from simpul.core.procedures.actions import publish_version
from simpul.core.procedures.models import ProcedureVersion
from simpul.core.procedures.publishing import source_of
from simpul.core.signing.demo_keys import ensure_key
from simpul.features.agreements.models import NumberSeries, RetentionClass
from simpul.lib import clock
from simpul.lib.actor import SYSTEM
from simpul.rules.procedure.adopting import Adopter, adopted
from simpul.rules.procedure.loader import load
from simpul.rules.procedure.model import Lane as PrintedLane

_PARTNER_LANE = "mitra"
_SINCE = date(2026, 1, 2)
_INSPECTED = 90


@transaction.atomic
def furnish() -> None:
    """Create what is missing; nothing that exists is changed."""
    for house in HOUSES:
        _furnish(house)


def _furnish(house: House) -> None:
    institution, _ = Institution.objects.get_or_create(
        code=house.values["code"], defaults={**house.values, "is_demo": True}
    )
    texts = [_text(house, code) for code in house.procedures]
    for code, name in house.units.items():
        Unit.objects.get_or_create(institution=institution, code=code, defaults={"name": name})
    lanes = _lanes(institution, house, texts)
    for person in house.people:
        _person(institution, lanes, person)
    _series(institution)
    _schedule(institution)
    for code, text in zip(house.procedures, texts, strict=True):
        _publish(institution, code, text)


def _text(house: House, code: str) -> str:
    """The shipped file, or the version of it that the house has adopted."""
    text = files("simpul").joinpath(f"sops/{code}/1.yaml").read_text(encoding="utf-8")
    if not house.adopts:
        return text
    unit, short_name = str(house.values["name"]), str(house.values["short_name"])
    return adopted(text, Adopter(unit, house.adopts, short_name, from_short_name=code.upper()))


def _publish(institution: Institution, code: str, text: str) -> None:
    """A house that has published the procedure already keeps what it has."""
    if not ProcedureVersion.objects.filter(procedure__institution=institution, procedure__code=code).exists():
        source = source_of(load(text, code))
        publish_version(institution=institution, text=text, effective_on=_SINCE, by=SYSTEM, adopted_from=source)


def _lanes(institution: Institution, house: House, texts: list[str]) -> dict[str, Lane]:
    """A lane per column of the sheets but the partner's, each under the one it answers to."""
    printed: dict[str, PrintedLane] = {}
    for text in texts:
        for lane in load(text, institution.code).lanes:
            printed.setdefault(lane.id, lane)
    printed.pop(_PARTNER_LANE, None)
    found: dict[str, Lane] = {}
    for position, lane in enumerate(printed.values()):
        found[lane.id], _ = Lane.objects.get_or_create(
            institution=institution,
            code=lane.id,
            defaults={"name": lane.name, "position": position, "unit": _unit(institution, house, lane)},
        )
    for code, row in found.items():
        if code != house.head and row.superior_id is None:
            row.superior = found[house.above.get(code, house.head)]
            row.save(update_fields=["superior"])
    return found


def _unit(institution: Institution, house: House, lane: PrintedLane) -> Unit | None:
    """The unit behind a lane; None for a lane that several units share."""
    code = house.unit_of.get(lane.id, lane.id.replace("_", "-"))
    if not code:
        return None
    return Unit.objects.get_or_create(institution=institution, code=code, defaults={"name": lane.name})[0]


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
        _places(user, lanes, person)
    if person.inspector and not Mandate.objects.filter(user=user).exists():
        day = today_in(institution)
        Mandate.objects.create(
            institution=institution, user=user, body="Inspektorat (demo)", letter="ST-DEMO/1", granted_at=clock.now(),
            starts_on=day - timedelta(days=1), ends_on=day + timedelta(days=_INSPECTED),
        )  # fmt: skip
    if person.signs:
        ensure_key(user)


def _places(user: User, lanes: dict[str, Lane], person: Person) -> None:
    unit = Unit.objects.get(institution=user.institution, code=person.unit) if person.unit else None
    if person.lane:
        lane = lanes[person.lane]
        Assignment.objects.create(user=user, lane=lane, unit=unit, is_lead=person.leads, starts_on=_SINCE)
    if person.also:
        Assignment.objects.create(user=user, lane=lanes[person.also], starts_on=_SINCE)


def _schedule(institution: Institution) -> None:
    """One invented line, marked so: the lines that count are those of the institution's own decree."""
    RetentionClass.objects.get_or_create(
        institution=institution, code="CONTOH",
        defaults={
            "description": "Perjanjian kerja sama (contoh rekaan, bukan JRA yang berlaku)", "active_years": 2,
            "inactive_years": 3, "fate": "musnah", "is_demo": True, "added_at": clock.now(),
        },
    )  # fmt: skip


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
