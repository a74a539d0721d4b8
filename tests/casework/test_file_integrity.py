"""Bytes really altered, removed, replaced or cut short: found, on record once, told once, closed when whole again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from simpul.casework.dispatch import fan_out
from simpul.casework.tasks import integrity
from simpul.cli.files import run as check
from simpul.core.audit.models import AuditEvent
from simpul.core.directory.models import User
from simpul.core.documents import integrity as faults
from simpul.core.documents.actions import drop, store
from simpul.core.documents.integrity import DAMAGED, MENDED, REPORTED, incident_of, look_again, read_on, report
from simpul.core.documents.models import FileIncident, IntegrityRun, StoredFile
from simpul.core.documents.storage import keep, look, path_of
from simpul.core.messages.models import Delivery, OutboxEvent
from simpul.lib import clock
from simpul.lib.actor import SYSTEM
from simpul.rules.refusals import Refusal
from tests.audit.kit import address
from tests.casework.conftest import SOPS, House, furnish

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
Damage = Callable[[Path], None]


@pytest.fixture(autouse=True)
def without_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "_LONGEST_REST", 0.0)


def kept(house: House, data: bytes = b"isi surat") -> StoredFile:
    return store(
        institution_id=house.institution.pk, data=data, name="surat.pdf", kind="surat", media_type="application/pdf",
        by=SYSTEM,
    )  # fmt: skip


def one_byte(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    write(path, bytes(data))


def write(path: Path, data: bytes) -> None:
    path.chmod(0o600)
    path.write_bytes(data)


def removed(path: Path) -> None:
    path.unlink()


def replaced(path: Path) -> None:
    write(path, b"isi lain dari orang lain")


def cut_short(path: Path) -> None:
    write(path, path.read_bytes()[:-1])


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def verbs() -> list[str]:
    return list(AuditEvent.objects.filter(verb__startswith="file").order_by("id").values_list("verb", flat=True))


@pytest.mark.parametrize(
    ("damage", "fault"),
    [(one_byte, "changed"), (removed, "missing"), (replaced, "changed"), (cut_short, "changed"), (a_folder, "missing")],
)
def test_the_reading_finds_and_names_it(house: House, damage: Damage, fault: str) -> None:
    whole, struck = kept(house, b"utuh"), kept(house)
    damage(path_of(struck.sha256))
    assert read_on() == 2
    incident = FileIncident.objects.get()
    assert (incident.sha256, incident.fault, incident.noticed_by) == (struck.sha256, fault, "reading")
    assert incident.number.startswith("INS-")
    told = json.loads(AuditEvent.objects.get(verb=DAMAGED).body)["facts"]
    assert told["files"] == [struck.slug]
    assert told["incident"] == incident.number
    assert whole.slug not in str(told)
    run = IntegrityRun.objects.exclude(finished_at=None).get()
    assert (run.contents, run.faults) == (2, 1)


def test_on_record_and_told_once_however_often_it_is_met(house: House) -> None:
    file = kept(house)
    one_byte(path_of(file.sha256))
    for _ in range(3):
        incident_of(institution_id=house.institution.pk, sha256=file.sha256, noticed_by="download")
        report(house.institution.pk)
    read_on()
    assert verbs() == [DAMAGED, REPORTED]
    assert OutboxEvent.objects.filter(kind=REPORTED).count() == 1


def test_administrators_and_archivists_hear_of_it_and_nobody_else(house: House) -> None:
    other = furnish("lain", (SOPS / "bblbk" / "1.yaml").read_text())
    User.objects.filter(pk=house.officer("kepala_bblbk").user_id).update(is_admin=True)
    User.objects.filter(pk=other.officer("kepala_bblbk").user_id).update(is_admin=True)
    file = kept(house)
    removed(path_of(file.sha256))
    read_on()
    fan_out()
    mails = Delivery.objects.filter(event__kind=REPORTED)
    assert {one.address for one in mails} == {"kepala_bblbk@balai.example", "tim_arsiparis@balai.example"}
    number = FileIncident.objects.get().number
    assert all(number in one.subject and "/meja/keutuhan/" in one.body for one in mails)
    assert not any("surat.pdf" in one.body for one in mails)


def test_a_broken_disk_is_one_letter_in_ten_minutes(house: House) -> None:
    first, second = kept(house, b"satu"), kept(house, b"dua")
    with clock.at(NOW):
        removed(path_of(first.sha256))
        incident_of(institution_id=house.institution.pk, sha256=first.sha256, noticed_by="download")
        assert report(house.institution.pk) == 1
        removed(path_of(second.sha256))
        incident_of(institution_id=house.institution.pk, sha256=second.sha256, noticed_by="download")
        assert report(house.institution.pk) == 0
    with clock.at(NOW + timedelta(minutes=11)):
        read_on()
    assert [one.payload["count"] for one in OutboxEvent.objects.filter(kind=REPORTED).order_by("id")] == [1, 1]


def test_the_same_content_in_two_institutions_is_told_to_each(house: House) -> None:
    other = furnish("lain", (SOPS / "bblbk" / "1.yaml").read_text())
    file = kept(house)
    kept(house)
    kept(other)
    one_byte(path_of(file.sha256))
    read_on()
    houses = {house.institution.pk, other.institution.pk}
    assert set(FileIncident.objects.values_list("institution_id", flat=True)) == houses
    assert FileIncident.objects.count() == 2


def test_the_operators_check_puts_it_on_record(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    User.objects.filter(pk=house.officer("kepala_bblbk").user_id).update(is_admin=True)
    file, gone = kept(house), kept(house, b"lain")
    data = path_of(file.sha256).read_bytes()
    one_byte(path_of(file.sha256))
    removed(path_of(gone.sha256))
    assert (check(["verify"]), check(["verify", "--json"])) == (1, 1)
    incidents = FileIncident.objects.filter(closed_at=None).order_by("sha256")
    assert {one.noticed_by for one in incidents} == {"cli"}
    assert {(one.sha256, one.fault) for one in incidents} == {(file.sha256, "changed"), (gone.sha256, "missing")}
    said = capsys.readouterr().out
    assert all(said.count(one.number) == 2 for one in incidents)
    assert json.loads(said[said.index("{") :])["incidents"] == [one.number for one in incidents]
    assert verbs() == [DAMAGED, DAMAGED, REPORTED]
    page = Client()
    page.force_login(User.objects.get(is_admin=True))
    assert "pemeriksaan operator" in page.get("/meja/keutuhan/").content.decode()
    write(path_of(file.sha256), data)
    drop([gone])
    assert check(["verify", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["incidents"] == []
    assert not FileIncident.objects.filter(closed_at=None).exists()


def test_the_operators_check_takes_a_missing_folder_for_one_fault(
    house: House, settings: Settings, tmp_path: Path
) -> None:
    kept(house)
    settings.FILES = tmp_path / "nirwana"
    assert check(["verify", "--json"]) == 1
    assert not FileIncident.objects.exists()


@pytest.mark.parametrize("found", [look_again, read_on])
def test_it_is_closed_on_record_when_the_bytes_are_restored(house: House, found: Callable[[], int]) -> None:
    file = kept(house)
    path, data = path_of(file.sha256), path_of(file.sha256).read_bytes()
    one_byte(path)
    with clock.at(NOW):
        read_on()
    write(path, data)
    with clock.at(NOW + timedelta(days=8)):
        assert found() == 1
    incident = FileIncident.objects.get()
    assert (incident.outcome, incident.closed_at) == ("whole", NOW + timedelta(days=8))
    assert verbs()[-1] == MENDED
    one_byte(path)
    with clock.at(NOW + timedelta(days=16)):
        read_on()
    assert FileIncident.objects.count() == 2


def test_it_is_closed_when_the_file_is_dropped(house: House) -> None:
    file = kept(house)
    removed(path_of(file.sha256))
    read_on()
    assert look_again() == 0
    drop([file])
    assert look_again() == 1
    assert FileIncident.objects.get().outcome == "dropped"


def test_who_sends_the_same_file_again_restores_it(house: House) -> None:
    file = kept(house)
    one_byte(path_of(file.sha256))
    read_on()
    keep(b"isi surat")
    assert look(file.sha256).is_whole
    assert look_again() == 1


def test_one_run_a_week_goes_on_from_where_the_time_was_over(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "_PIECE", 2)
    for number in range(5):
        kept(house, f"isi {number}".encode())
    with clock.at(NOW):
        assert [read_on(1e-9) for _ in range(5)] == [1] * 5
        assert read_on(5) == 0
        run = IntegrityRun.objects.get()
        assert (run.contents, run.finished_at, run.size) == (5, NOW, 25)
    with clock.at(NOW + timedelta(days=6, hours=23)):
        assert read_on() == 0
    with clock.at(NOW + timedelta(days=7, minutes=1)):
        integrity(timestamp=0)
    assert IntegrityRun.objects.exclude(finished_at=None).count() == 2


def test_a_folder_that_is_not_there_is_one_fault(house: House, settings: Settings, tmp_path: Path) -> None:
    kept(house)
    settings.FILES = tmp_path / "nirwana"
    with pytest.raises(Refusal, match="SIS-11"):
        read_on()
    assert not FileIncident.objects.exists()


KILLED = """
import os, signal, django
django.setup()
from simpul.core.documents import integrity
true_look, seen = integrity.look, []
def look(sha256):
    seen.append(sha256)
    if len(seen) > 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return true_look(sha256)
integrity.look, integrity._PIECE = look, 1
integrity.read_on()
"""


@pytest.mark.django_db(transaction=True)
def test_a_killed_reading_is_taken_up_by_another(house: House, tmp_path: Path) -> None:
    hashes = sorted(kept(house, f"isi {number}".encode()).sha256 for number in range(6))
    one_byte(path_of(hashes[0]))
    one_byte(path_of(hashes[5]))
    environment = {**os.environ, "DATABASE_URL": address(), "SIMPUL_HOME": str(tmp_path)}
    child = subprocess.run([sys.executable, "-c", KILLED], cwd=ROOT, env=environment, check=False)
    assert child.returncode == -9
    run = IntegrityRun.objects.get()
    assert (run.finished_at, run.through, run.faults) == (None, hashes[1], 1)
    assert read_on() == 0
    with clock.at(clock.now() + timedelta(minutes=3)):
        assert read_on() == 4
    run.refresh_from_db()
    assert (run.contents, run.faults) == (6, 2)
    assert run.finished_at is not None
    assert verbs().count(DAMAGED) == 2


@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_nothing_twice(house: House) -> None:
    hashes = [kept(house, f"isi {number}".encode()).sha256 for number in range(20)]
    for sha256 in hashes[:5]:
        one_byte(path_of(sha256))
    read: list[int] = []
    together(lambda: read.append(read_on()), 4)
    assert sorted(read) == [0, 0, 0, 20]
    assert IntegrityRun.objects.count() == 1
    number = house.institution.pk
    together(lambda: incident_of(institution_id=number, sha256=hashes[0], noticed_by="download"), 4)
    together(lambda: report(number), 4)
    assert FileIncident.objects.count() == 5
    assert sorted(verbs()) == [DAMAGED] * 5 + [REPORTED]


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_are_one_incident(house: House) -> None:
    file, number = kept(house), house.institution.pk
    removed(path_of(file.sha256))

    def click() -> None:
        incident_of(institution_id=number, sha256=file.sha256, noticed_by="download")
        report(number)

    together(click, 4)
    assert FileIncident.objects.count() == 1
    assert verbs() == [DAMAGED, REPORTED]


def together(act: Callable[[], object], count: int) -> None:
    barrier = Barrier(count)

    def one() -> None:
        barrier.wait()
        try:
            act()
        finally:
            connection.close()

    threads = [Thread(target=one) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
