"""The guide's example from the file to the end of its first case: published by two persons, begun, played."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from simpul.casework.walking.collecting import collect
from simpul.casework.walking.playing import play
from simpul.core.directory.models import Assignment, Institution, Lane, Unit, User
from simpul.core.directory.officers import Officer, officer_of, today_in
from simpul.core.procedures.concepts import propose, start_from_file
from simpul.core.procedures.decisions import publish_concept
from simpul.core.procedures.models import Case, ProcedureVersion, Task
from simpul.rules.procedure.loader import load
from simpul.rules.refusals import NotAllowed
from tests.guide import EXAMPLE, SECOND

PAPERS = ("permohonan", "disposisi", "izin", "daftar_alat", "sertifikat_kalibrasi", "serah_terima", "pengembalian")
pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> Institution:
    """A demo institution with the lanes of the example and somebody in each."""
    return house_of(EXAMPLE)


def house_of(text: str) -> Institution:
    institution = Institution.objects.create(
        code="rekaan", name="Balai Uji Rekaan", short_name="BUR", city="Bandung", province="Jawa Barat", is_demo=True
    )
    procedure = load(text, "contoh")
    each = {lane for step in procedure.steps if step.performer.mode == "masing_masing" for lane in step.performer.lanes}
    for position, lane in enumerate(procedure.lanes):
        row = Lane.objects.create(institution=institution, code=lane.id, name=lane.name, position=position)
        for unit in units(institution) if lane.id in each else (None,):
            name = f"{lane.id}-{unit.code}" if unit is not None else lane.id
            Assignment.objects.create(
                user=person(institution, name), lane=row, unit=unit, starts_on=today_in(institution)
            )
    return institution


def units(institution: Institution) -> list[Unit]:
    """Two that share a lane."""
    names = (("satu", "Instalasi Satu"), ("dua", "Instalasi Dua"))
    return [Unit.objects.get_or_create(institution=institution, code=c, defaults={"name": n})[0] for c, n in names]


def person(institution: Institution, name: str, is_admin: bool = False) -> User:
    return User.objects.create(
        email=f"{name}@rekaan.example", full_name=f"Contoh {name}", institution=institution, is_admin=is_admin
    )


def published(institution: Institution, text: str = EXAMPLE) -> ProcedureVersion:
    first, second = admins(institution)
    concept = start_from_file(officer=first, text=text)
    day = today_in(institution)
    concept = propose(
        concept_id=concept.pk, officer=first, effective_on=day, note="Baru", lock_version=concept.lock_version
    )
    with pytest.raises(NotAllowed):
        publish_concept(concept_id=concept.pk, officer=first, lock_version=concept.lock_version)
    return publish_concept(concept_id=concept.pk, officer=second, lock_version=concept.lock_version)


def admins(institution: Institution) -> Iterator[Officer]:
    for name in ("admin-satu", "admin-dua"):
        found = officer_of(person(institution, name, is_admin=True))
        assert found is not None
        yield found


def test_the_first_case_runs_to_its_end(house: Institution, tmp_path: Path) -> None:
    case = play(house, published(house))
    assert case.status == "finished"
    steps = collect(case, tmp_path / "out")
    assert [step.id for step in steps[:4]] == ["ajukan", "periksa", "ajukan", "periksa"]
    assert {step.id for step in steps} == set(load(EXAMPLE, "contoh").by_id)
    made = {output.id: output.file for step in steps for output in step.outputs}
    for paper in PAPERS:
        assert (tmp_path / "out" / str(made[paper])).read_bytes().startswith(b"%PDF")
    assert {name for name, file in made.items() if file is None} >= {"ketersediaan", "sertifikat"}
    check_clocks(case)


def test_the_second_example_goes_all_the_way_too(tmp_path: Path) -> None:
    institution = house_of(SECOND)
    case = play(institution, published(institution, SECOND))
    assert case.status == "finished"
    steps = collect(case, tmp_path / "out")
    assert {step.id for step in steps} == set(load(SECOND, "contoh").by_id)
    letter = next(output.file for step in steps for output in step.outputs if output.id == "surat")
    assert (tmp_path / "out" / str(letter)).read_bytes().startswith(b"%PDF")


def check_clocks(case: Case) -> None:
    """The times of the sheet: by condition, for each unit, while two lanes work together, and while one waits."""
    tasks = {task.step: task for task in Task.objects.filter(case=case)}
    assert tasks["periksa"].standard == "2 HK"
    assert (tasks["tutup"].standard, tasks["tutup"].unit_count) == ("30 menit per alat", 2)
    assert (tasks["serahkan"].is_joint, tasks["serahkan"].contributions.count()) == (True, 1)
    waited = tasks["kalibrasi"].pauses.get()
    assert (waited.party, waited.ended_at is not None) == ("lab_kalibrasi", True)
