"""`simpul due` as people and scripts call it; a process of its own shows that it loads no framework."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from simpul.cli import speech
from simpul.cli.due import run
from simpul.core.directory.calendar_actions import edit_calendar
from simpul.core.directory.models import Institution
from simpul.lib.actor import SYSTEM
from simpul.rules.working_time import Calendar, DayOff, Reason
from simpul.rules.working_time.editing import with_day
from tools import messages

ROOT = Path(__file__).resolve().parents[2]
ASK = ["--from", "2026-03-16T10:00+07:00", "--standard", "3 HK"]


@pytest.fixture(autouse=True)
def indonesian(monkeypatch: pytest.MonkeyPatch) -> None:
    messages.compile_all(["rules", "cli", "core"])
    speech._catalog.cache_clear()
    monkeypatch.setenv("SIMPUL_LANG", "id")


def asked(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    code = run(list(argv))
    said = capsys.readouterr()
    return code, said.out, said.err


def test_json_has_the_published_shape(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = asked(capsys, *ASK, "--json")
    assert code == 0
    assert json.loads(out) == {
        "due": "2026-03-26T16:00:00+07:00",
        "counted": ["2026-03-17", "2026-03-25", "2026-03-26"],
        "skipped": [
            {"date": "2026-03-18", "reason": "joint leave"},
            {"date": "2026-03-19", "reason": "holiday"},
            {"date": "2026-03-20", "reason": "joint leave"},
            {"date": "2026-03-21", "reason": "weekend"},
            {"date": "2026-03-22", "reason": "weekend"},
            {"date": "2026-03-23", "reason": "joint leave"},
            {"date": "2026-03-24", "reason": "joint leave"},
        ],
        "warnings": [],
    }


def test_every_day_is_explained_in_indonesian(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = asked(capsys, *ASK)
    assert code == 0
    assert "Tenggat: Kamis, 26 Maret 2026 pukul 16.00 WIB" in out
    assert "Selasa, 17 Maret 2026: dihitung, hari ke-1 dari 3" in out
    assert "Kamis, 19 Maret 2026: dilewati, hari libur nasional (Hari Suci Nyepi)" in out
    assert "Sabtu, 21 Maret 2026: dilewati, akhir pekan" in out


def test_minutes_are_told_day_by_day(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = asked(
        capsys, "--from", "2026-11-19T15:00+08:00", "--standard", "2 menit per unit", "--units", "45",
        "--zone", "Asia/Makassar",
    )  # fmt: skip
    assert "Tenggat: Jumat, 20 November 2026 pukul 08.00 WITA" in out
    assert "19 November 2026: dihitung, 60 menit kerja" in out
    assert "20 November 2026: dihitung, 30 menit kerja" in out


def test_pauses_may_repeat(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = asked(
        capsys, "--from", "2026-11-09T10:00", "--standard", "3 HK", "--json",
        "--pause", "2026-11-10T09:00/2026-11-11T10:00", "--pause", "2026-11-12T09:00+07:00/2026-11-13T10:00+07:00",
    )  # fmt: skip
    assert code == 0
    assert json.loads(out)["due"] == "2026-11-16T16:00:00+07:00"
    assert [skip for skip in json.loads(out)["skipped"] if skip["reason"] == "pause"] == [
        {"date": "2026-11-10", "reason": "pause"},
        {"date": "2026-11-12", "reason": "pause"},
    ]


def test_an_unconfirmed_year_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = asked(capsys, "--from", "2026-12-31T10:00+07:00", "--standard", "1 HK", "--json")
    (warning,) = json.loads(out)["warnings"]
    assert "2027" in warning
    assert "belum" in warning
    _, out, _ = asked(capsys, "--from", "2026-12-31T10:00+07:00", "--standard", "1 HK")
    assert "Peringatan:" in out


def test_no_clock_no_due_time(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = asked(capsys, "--from", "2026-11-09T10:00+07:00", "--standard", "N/A", "--json")
    assert (code, json.loads(out)) == (0, {"due": None, "counted": [], "skipped": [], "warnings": []})
    assert "tanpa batas waktu" in asked(capsys, "--from", "2026-11-09T10:00+07:00", "--standard", "-")[1]


@pytest.mark.parametrize(
    ("argv", "expected", "words"),
    [
        (["--standard", "3 HK"], 2, "--from"),
        (ASK[:2], 2, "--standard"),
        ([*ASK[:2], "--standard", "3 bulan"], 2, "3 bulan"),
        (["--from", "kemarin", "--standard", "3 HK"], 2, "kemarin"),
        (["--from", "2026-13-01T10:00", "--standard", "3 HK"], 2, "2026-13-01"),
        ([*ASK, "--zone", "Europe/Berlin"], 2, "Europe/Berlin"),
        ([*ASK, "--pause", "2026-03-17T10:00"], 2, "2026-03-17T10:00"),
        ([*ASK, "--pause", "2026-03-18T10:00/2026-03-17T10:00"], 2, "KAL-07"),
        ([*ASK[:2], "--standard", "2 menit per unit"], 2, "KAL-03"),
        (["--from", "2045-12-29T10:00+07:00", "--standard", "10 HK"], 1, "KAL-06"),
        (["--from", "9999-12-31T23:00-12:00", "--standard", "10 HK"], 1, "KAL-06"),
    ],
)
def test_what_cannot_be_answered_is_one_sentence(
    capsys: pytest.CaptureFixture[str], argv: list[str], expected: int, words: str
) -> None:
    code, out, err = asked(capsys, *argv)
    assert (code, out) == (expected, "")
    assert words in err
    assert err.count("\n") == 1
    assert "(Kode: KAL-" in err


@pytest.mark.django_db
def test_an_institution_answers_by_its_own_calendar(capsys: pytest.CaptureFixture[str]) -> None:
    house = Institution.objects.create(
        code="contoh", name="Balai Contoh", short_name="BC", city="Mataram", province="NTB", zone="Asia/Makassar"
    )
    own = DayOff(date(2026, 3, 17), Reason.OWN_HOLIDAY, "HUT Balai Contoh")

    def change(calendar: Calendar) -> Calendar:
        return with_day(calendar, own)

    edit_calendar(institution_id=house.pk, change=change, based_on=None, note="SK contoh", by=SYSTEM)
    code, out, _ = asked(capsys, *ASK, "--institution", "contoh")
    assert code == 0
    assert "Tenggat: Jumat, 27 Maret 2026 pukul 16.30 WITA" in out
    assert "dilewati, libur lembaga sendiri (HUT Balai Contoh)" in out
    assert asked(capsys, *ASK, "--institution", "tidak-ada")[0] == 2


def test_without_an_institution_neither_django_nor_a_database_is_loaded() -> None:
    program = (
        "import sys; from simpul.cli.main import main; code = main(sys.argv[1:]);"
        "print(sorted({n.split('.')[0] for n in sys.modules} & {'django', 'psycopg', 'holidays'}), file=sys.stderr);"
        "sys.exit(code)"
    )
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT / "src"),
        "DATABASE_URL": "postgresql://nowhere/x",
    }
    done = subprocess.run(
        [sys.executable, "-c", program, "due", *ASK, "--json"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout)["due"] == "2026-03-26T16:00:00+07:00"
    assert done.stderr.strip() == "[]"
