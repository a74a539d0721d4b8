"""The four demo institutions: their published procedures, lanes that several units share, and the adopted procedure."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from pytest_django import Settings

from simpul.cli.demo_seed import institutions
from simpul.cli.demo_seed.houses import HOUSES
from simpul.core.directory.models import Assignment, Institution, Lane, Unit, User
from simpul.core.directory.officers import Officer, officer_of
from simpul.core.procedures.models import ProcedureVersion
from simpul.rules.procedure.loader import load
from simpul.rules.procedure.publishing import check_lanes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def furnished(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(institutions, "ensure_key", lambda user: None)  # certificates are not the matter here
    settings.HOME = tmp_path
    institutions.furnish()


def officer(email: str) -> Officer:
    found = officer_of(User.objects.get(email=email))
    assert found is not None
    return found


def published(institution: str, code: str) -> ProcedureVersion:
    return ProcedureVersion.objects.get(procedure__institution__code=institution, procedure__code=code)


def test_each_house_stands_in_its_zone_with_its_procedures() -> None:
    found = {
        house.code: (house.zone, {row.code for row in house.procedures.all()}) for house in Institution.objects.all()
    }
    assert found == {
        "bblbk": ("Asia/Jakarta", {"bblbk"}),
        "blkpk-ntb": ("Asia/Makassar", {"bblbk"}),
        "bpom": ("Asia/Jakarta", {"bpom-dn", "bpom-ln", "bpom-monev"}),
        "labkesmas-batam": ("Asia/Jakarta", {"labkesmas-batam"}),
    }


def test_only_houses_with_an_intake_take_requests() -> None:
    for house in Institution.objects.all():
        assert house.accepts_requests is bool(house.intake_procedure)


def test_somebody_stands_in_every_lane_of_every_procedure() -> None:
    for version in ProcedureVersion.objects.all():
        lanes = Lane.objects.filter(institution=version.procedure.institution, assignments__isnull=False)
        staffed = {lane.code for lane in lanes} | {"mitra"}
        assert check_lanes(load(version.text, "seed"), staffed) == []


def test_every_lane_but_the_heads_answers_to_another() -> None:
    for house in HOUSES:
        lanes = Lane.objects.filter(institution__code=house.values["code"])
        assert {lane.code for lane in lanes if lane.superior_id is None} == {house.head}


def test_an_officer_of_a_shared_lane_works_for_the_own_unit_only() -> None:
    lane = Lane.objects.get(institution__code="bpom", code="upt_bpom")
    own = Unit.objects.get(code="bbpom-contoh").pk
    other = Unit.objects.get(code="loka-umpama").pk
    head = officer("mira@bpom.example")
    assert (head.holds(lane.pk), head.holds(lane.pk, own), head.holds(lane.pk, other)) == (True, True, False)
    assert not officer("farah@bpom.example").holds(lane.pk, own)
    assert not head.holds(None, own)


def test_who_stands_for_two_units_works_for_both_and_without_unit_for_all() -> None:
    lane = Lane.objects.get(institution__code="bpom", code="upt_bpom")
    units = {unit.code: unit for unit in Unit.objects.filter(institution__code="bpom")}
    user = User.objects.get(email="mira@bpom.example")
    loka, centre = units["loka-umpama"], units["direktorat-contoh"]
    since = Assignment.objects.get(user=user).starts_on
    Assignment.objects.create(user=user, lane=lane, unit=loka, starts_on=since)
    both = officer(user.email)
    assert both.lanes[lane.pk].is_lead
    assert both.holds(lane.pk, loka.pk)
    assert not both.holds(lane.pk, centre.pk)
    Assignment.objects.create(user=user, lane=lane, starts_on=since)
    assert officer(user.email).holds(lane.pk, centre.pk)


def test_a_lane_of_one_unit_is_held_for_whatever_unit_is_asked() -> None:
    lane = Lane.objects.get(institution__code="bpom", code="biro_ksh")
    assert lane.unit is not None
    assert officer("galih@bpom.example").holds(lane.pk, lane.unit.pk)


def test_the_adopted_procedure_has_its_own_lanes_and_says_where_it_comes_from() -> None:
    source, own = published("bblbk", "bblbk"), published("blkpk-ntb", "bblbk")
    adopted, original = load(own.text, "ntb"), load(source.text, "bblbk")
    assert source.sha256 == hashlib.sha256(source.text.encode()).hexdigest()
    assert f"sha256: {source.sha256}" in own.text
    assert [lane.id for lane in adopted.lanes] == [lane.id for lane in original.lanes]
    assert [lane.name for lane in adopted.lanes] == [
        "Mitra", "Subbagian Tata Usaha", "Pengelola Arsip", "Kepala BLKPK NTB", "Seksi Pelayanan",
        "Seksi Mutu dan Kemitraan", "Analis Hukum",
    ]  # fmt: skip
    assert [(step.no, step.time_text) for step in adopted.steps] == [(s.no, s.time_text) for s in original.steps]
    steps = own.text.partition("\nlangkah:\n")[2]
    assert "BBLBK" not in steps
    assert "Tim Kerja" not in steps


def test_what_a_house_has_published_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    before = published("bblbk", "bblbk").sha256
    shipped = institutions._text
    monkeypatch.setattr(institutions, "_text", lambda house, code: shipped(house, code) + "\n# a later release\n")
    institutions.furnish()
    assert published("bblbk", "bblbk").sha256 == before
