"""A stranger's file with forms of its own runs without a line of Python: documents, units, joint work, waiting."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from simpul.casework.beginning import begin_case
from simpul.casework.completion import FormFaults, complete_task
from simpul.casework.joint_acts import ask_outside, contribute, record_outside_answer
from simpul.casework.retraction import retract_completion
from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.models import Assignment, Unit, User
from simpul.core.directory.officers import Officer, officer_of
from simpul.core.documents import storage
from simpul.core.procedures.models import Case, Contribution, Output, ProcedureVersion, Task
from simpul.lib import clock
from simpul.rules.refusals import NotAllowed, Refusal
from simpul.rules.working_time import deadline, parse
from tests.casework.conftest import House, furnish
from tests.casework.strangers.files import VISIT

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(db: None) -> House:
    return furnish("rekaan", VISIT)


def in_unit(house: House, lane: str, code: str) -> Officer:
    """A new officer of a lane, for one unit only."""
    unit, _ = Unit.objects.get_or_create(institution=house.institution, code=code, defaults={"name": f"Unit {code}"})
    user = User.objects.create(
        email=f"{lane}-{code}@rekaan.example", full_name=f"Petugas {code}", institution=house.institution
    )
    row = house.officer(lane).lanes
    Assignment.objects.create(user=user, lane_id=next(iter(row)), unit=unit, starts_on=date(2026, 1, 1))
    found = officer_of(user)
    assert found is not None
    return found


def begin(officer: Officer) -> Case:
    version = ProcedureVersion.objects.get()
    return begin_case(officer=officer, version_id=version.pk, title="Kunjungan ke Contoh")


def do(case: Case, officer: Officer, key: str, **raw: str) -> None:
    complete_task(
        case_id=case.pk, key=key, officer=officer, raw={name.replace("__", "."): v for name, v in raw.items()}
    )


def propose(case: Case, officer: Officer, kuasa: str = "tidak", **more: str) -> None:
    do(case, officer, "usul#1", kepada="Kepala Pusat", isi="Kunjungan diusulkan.", kuasa=kuasa, **more)


def test_documents_are_printed_out_of_the_fields(house: House) -> None:
    case = begin(house.officer("pusat"))
    with pytest.raises(FormFaults) as found:
        propose(case, house.officer("pusat"), "ya")
    assert list(found.value.faults) == ["penerima_kuasa"]
    propose(case, house.officer("pusat"), "ya", penerima_kuasa="Umpama Rekaan")
    made = {output.name: output for output in Output.objects.filter(case=case)}
    assert set(made) == {"nota", "surat_kuasa"}
    for output in made.values():
        assert output.file is not None
        assert storage.read(output.file.sha256).startswith(b"%PDF")


def test_a_document_that_is_not_needed_is_not_made(house: House) -> None:
    case = begin(house.officer("pusat"))
    propose(case, house.officer("pusat"), penerima_kuasa="tidak dipakai")
    assert list(Output.objects.filter(case=case).values_list("name", flat=True)) == ["nota"]
    assert "penerima_kuasa" not in Task.objects.get(case=case, key="usul#1").data


def test_the_standard_time_follows_who_began(house: House) -> None:
    mataram, other = in_unit(house, "balai", "mataram"), in_unit(house, "balai", "batam")
    case = begin(mataram)
    with pytest.raises(NotAllowed):
        propose(case, other)
    propose(case, mataram)
    study = Task.objects.get(case=case, key="telaah#1")
    calendar = calendar_for(house.institution.pk)
    assert study.standard == "5 HK"
    assert study.due_at == deadline(study.started_at, parse("5 HK"), calendar)


def test_lanes_that_work_together_contribute_and_one_completes(house: House) -> None:
    case = begin(house.officer("balai"))
    propose(case, house.officer("balai"))
    contribute(case_id=case.pk, key="telaah#1", officer=house.officer("pusat"), text="Setuju dengan catatan.")
    assert Contribution.objects.get().by_name == "Petugas Unit Pusat"
    with pytest.raises(NotAllowed):
        contribute(case_id=case.pk, key="telaah#1", officer=house.officer("balai"), text="Bukan lajur kami.")
    with pytest.raises(NotAllowed):
        do(case, house.officer("pusat"), "telaah#1", hasil="x", unit_dikunjungi="balai:mataram")


def test_the_clock_stands_while_an_outside_party_is_asked(house: House) -> None:
    legal, now = house.officer("hukum"), clock.now()
    case = begin(house.officer("pusat"))
    propose(case, house.officer("pusat"))
    ask_outside(
        case_id=case.pk, key="telaah#1", officer=legal, party="kementerian", note="Surat dikirim", happened_at=now
    )
    task = Task.objects.get(case=case, key="telaah#1")
    assert task.paused_since is not None
    with pytest.raises(Refusal, match="already"):
        ask_outside(case_id=case.pk, key="telaah#1", officer=legal, party="kementerian", note="", happened_at=now)
    with clock.at(now + timedelta(days=2)):
        record_outside_answer(
            case_id=case.pk, key="telaah#1", officer=legal, party="kementerian", channel="surat",
            note="Tidak keberatan", happened_at=clock.now(),
        )  # fmt: skip
    again = Task.objects.get(case=case, key="telaah#1")
    assert again.paused_since is None
    assert again.due_at is not None
    assert task.due_at is not None
    assert again.due_at > task.due_at


def test_each_unit_has_its_own_task_and_all_are_joined(house: House) -> None:
    mataram, batam = in_unit(house, "balai", "mataram"), in_unit(house, "balai", "batam")
    case = begin(house.officer("pusat"))
    propose(case, house.officer("pusat"))
    do(case, house.officer("hukum"), "telaah#1", hasil="Baik", unit_dikunjungi="balai:mataram,balai:batam")
    row = {"matriks__0__kegiatan": "Rapat", "matriks__0__capaian": "Selesai"}
    with pytest.raises(NotAllowed):
        do(case, batam, "laporkan#1@mataram", **row)
    with pytest.raises(FormFaults):
        do(case, mataram, "laporkan#1@mataram")
    do(case, mataram, "laporkan#1@mataram", **row)
    case.refresh_from_db()
    assert list(case.tasks.filter(state="open").values_list("key", flat=True)) == ["laporkan#1@batam"]
    do(case, batam, "laporkan#1@batam", **row)
    do(case, house.officer("pusat"), "terima#1", diterima="2026-11-23")
    case.refresh_from_db()
    assert case.status == "finished"


def test_a_party_is_no_longer_awaited_once_the_step_that_asked_is_done(house: House) -> None:
    legal, now = house.officer("hukum"), clock.now()
    case = begin(house.officer("pusat"))
    propose(case, house.officer("pusat"))
    ask_outside(case_id=case.pk, key="telaah#1", officer=legal, party="kementerian", note="Surat", happened_at=now)
    do(case, legal, "telaah#1", hasil="Baik", unit_dikunjungi="balai:mataram")
    case.refresh_from_db()
    assert case.facts["pihak_ditunggu"] == []


def test_a_contribution_keeps_the_step_before_from_being_taken_back(house: House) -> None:
    pusat = house.officer("pusat")
    case = begin(house.officer("balai"))
    propose(case, house.officer("balai"))
    contribute(case_id=case.pk, key="telaah#1", officer=pusat, text="Setuju.")
    first = Task.objects.get(case=case, key="usul#1")
    with pytest.raises(Refusal, match="later step"):
        retract_completion(task_id=first.pk, officer=house.officer("balai"), reason="Keliru")
