"""Each examination, sound and at fault; every finding that is not sound says what to do."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.db import connection
from pytest_django import Settings

from simpul.cli import doctor, examine_database, examine_machine
from simpul.cli.findings import Finding
from simpul.core.audit.permissions import settle
from simpul.core.directory.models import Institution
from simpul.core.documents.actions import store
from simpul.core.documents.integrity import read_on
from simpul.core.documents.models import FileIncident
from simpul.core.documents.storage import path_of
from simpul.lib import clock
from simpul.lib.actor import SYSTEM
from tests.roles import worker_role

NOW = datetime(2026, 6, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SIMPUL_LANG", "en")
    monkeypatch.delenv("SIMPUL_SMTP", raising=False)
    with clock.at(NOW):
        yield


def certificate(path: Path, ends: datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Contoh")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(ends - timedelta(days=900)).not_valid_after(ends)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))


def judged(finding: Finding) -> str:
    assert bool(finding.advice) == (finding.state != "ok")
    return finding.state


def test_storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examine_machine, "ENOUGH_BYTES", 1)
    assert judged(examine_machine.storage(tmp_path)) == "ok"
    monkeypatch.setattr(examine_machine, "ENOUGH_BYTES", 10**18)
    assert judged(examine_machine.storage(tmp_path)) == "warning"
    monkeypatch.setattr(examine_machine, "SCARCE_BYTES", 10**18)
    assert judged(examine_machine.storage(tmp_path)) == "fault"
    (tmp_path / "file").write_text("")
    assert judged(examine_machine.storage(tmp_path / "file" / "below")) == "fault"


def test_secrets(tmp_path: Path) -> None:
    assert judged(examine_machine.secrets(tmp_path)) == "ok"
    (tmp_path / "keys").mkdir(mode=0o700)
    (tmp_path / "keys" / "seal.key.pem").touch(mode=0o600)
    assert judged(examine_machine.secrets(tmp_path)) == "ok"
    (tmp_path / "keys" / "seal.key.pem").chmod(0o640)
    assert judged(examine_machine.secrets(tmp_path)) == "fault"


@pytest.mark.parametrize(("days", "state"), [(400, "ok"), (59, "warning"), (0, "fault"), (-1, "fault")])
def test_certificates(tmp_path: Path, days: int, state: str) -> None:
    certificate(tmp_path / "anchors" / "akar.pem", NOW + timedelta(days=days))
    assert [judged(finding) for finding in examine_machine.certificates(tmp_path)] == [state]


def test_no_certificate_and_no_readable_one(tmp_path: Path) -> None:
    assert [judged(finding) for finding in examine_machine.certificates(tmp_path)] == ["warning"]
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "seal.cert.pem").write_text("nothing")
    assert [judged(finding) for finding in examine_machine.certificates(tmp_path)] == ["fault"]


def test_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    assert judged(examine_machine.mail()) == "warning"
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        monkeypatch.setenv("SIMPUL_SMTP", f"smtp://127.0.0.1:{closed.getsockname()[1]}")
        assert judged(examine_machine.mail()) == "fault"


def test_clock_that_was_never_set() -> None:
    assert judged(examine_machine.machine_clock()) == "ok"
    with clock.at(datetime(1970, 1, 2, tzinfo=UTC)):
        assert judged(examine_machine.machine_clock()) == "fault"


def test_calendar_years() -> None:
    assert judged(examine_machine.calendar_years()) == "ok"
    with clock.at(datetime(2026, 11, 20, tzinfo=UTC)):
        assert judged(examine_machine.calendar_years()) == "warning"


def test_last_backup(tmp_path: Path) -> None:
    assert judged(examine_machine.last_backup(tmp_path, demo=True)) == "ok"
    assert judged(examine_machine.last_backup(tmp_path, demo=False)) == "fault"
    (tmp_path / "log").mkdir()
    (tmp_path / "log" / "last-backup").write_text((NOW - timedelta(days=2)).isoformat())
    assert judged(examine_machine.last_backup(tmp_path, demo=False)) == "ok"
    (tmp_path / "log" / "last-backup").write_text((NOW - timedelta(days=9)).isoformat())
    assert judged(examine_machine.last_backup(tmp_path, demo=False)) == "warning"


@pytest.mark.django_db
def test_database_in_order() -> None:
    with connection.cursor() as cursor:  # the queue is no model: tests that commit leave their jobs in it
        cursor.execute("DELETE FROM procrastinate_events")
        cursor.execute("DELETE FROM procrastinate_jobs")
    with clock.at(datetime.now(UTC)):
        findings = list(examine_database.everything())
    assert [judged(finding) for finding in findings if finding.name != "audit log"] == ["ok"] * 7


@pytest.mark.django_db
def test_the_log_under_one_role_and_under_two(monkeypatch: pytest.MonkeyPatch) -> None:
    with connection.cursor() as cursor:
        worker_role(cursor)
        monkeypatch.setattr(examine_database, "program_role", lambda home: "")
        assert judged(examine_database.log()) == "warning"
        monkeypatch.setattr(examine_database, "program_role", lambda home: "worker_under_test")
        settle(cursor, "worker_under_test")
        assert judged(examine_database.log()) == "ok"
        cursor.execute("GRANT DELETE ON audit_auditevent TO worker_under_test")
        assert judged(examine_database.log()) == "fault"


@pytest.mark.django_db
def test_clocks_that_differ() -> None:
    assert judged(examine_database.clocks_agree()) == "fault"


@pytest.mark.django_db
def test_embedded_server_outside_a_demonstration(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr("django.conf.settings.DEMO", False)
    assert judged(examine_database.server()) == "warning"


def test_a_database_that_does_not_answer(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SIMPUL_HOME", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    assert doctor.run(["--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["ok"] is False
    assert answer["findings"][-1]["state"] == "fault"
    assert answer["findings"][-1]["advice"]


def test_stored_files(db: None, settings: Settings, tmp_path: Path) -> None:
    settings.FILES = tmp_path / "files"
    settings.FILES.mkdir()
    assert judged(examine_database.files()) == "ok"
    house = Institution.objects.create(code="uji", name="Balai Uji", short_name="BU")
    file = store(
        institution_id=house.pk, data=b"surat", name="surat.pdf", kind="surat", media_type="application/pdf", by=SYSTEM
    )  # fmt: skip
    read_on()
    read = examine_database.files()
    assert (judged(read), read.seen) == ("ok", "1 contents read through, last on 2026-06-15")
    path_of(file.sha256).unlink()
    with clock.at(NOW + timedelta(days=10)):
        assert judged(examine_database.files()) == "warning"
        read_on()
        damaged = examine_database.files()
    assert judged(damaged) == "fault"
    assert FileIncident.objects.get().number in damaged.seen
