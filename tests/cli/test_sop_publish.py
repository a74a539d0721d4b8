"""`simpul sop publish`: two officers stand behind it; the same file again changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from simpul.cli.sop import run
from simpul.core.procedures.models import ProcedureVersion
from tests.casework.conftest import files, house
from tests.studio.conftest import BBLBK, Studio, changed, studio

__all__ = ["files", "house", "studio"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "2.yaml"
    made.write_text(changed(BBLBK), encoding="utf-8")
    return made


def publish(file: Path, by: str, second: str, *more: str) -> int:
    return run(["publish", str(file), "--institution", "balai", "--by", by, "--second", second, *more])


def test_two_officers_publish_once(studio: Studio, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert publish(file, "satu", "kepala_bblbk@balai.example", "--effective", "2030-01-02") == 0
    assert "bblbk" in capsys.readouterr().out
    version = ProcedureVersion.objects.get(procedure=studio.procedure, version="2")
    assert (version.proposed_by_id, version.published_by_id) == (studio.admin.user_id, studio.head.user_id)
    assert str(version.effective_on) == "2030-01-02"
    assert publish(file, "satu", "kepala_bblbk") == 0
    assert studio.versions() == ["1", "2"]


@pytest.mark.parametrize(
    ("by", "second", "answer", "said"),
    [
        ("satu", "satu", 1, "SOP-31"),
        ("kepala_bblbk", "satu", 1, "SOP-30"),
        ("satu", "tata_usaha", 1, "SOP-32"),
        ("satu", "tamu@lain.example", 2, "SOP-48"),
        ("siapa", "satu", 2, "SOP-48"),
    ],
)
def test_who_may_not(
    studio: Studio, file: Path, capsys: pytest.CaptureFixture[str], by: str, second: str, answer: int, said: str
) -> None:
    assert publish(file, by, second) == answer
    assert said in capsys.readouterr().err
    assert studio.versions() == ["1"]


def test_faults_days_and_files(studio: Studio, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert publish(file, "satu", "kepala_bblbk", "--effective", "2020-01-01") == 1
    assert publish(file, "satu", "kepala_bblbk", "--effective", "besok") == 2
    assert publish(file.with_name("tidak-ada.yaml"), "satu", "kepala_bblbk") == 2
    errors = capsys.readouterr().err
    assert all(code in errors for code in ("SOP-33", "SOP-49", "SOP-02"))
    file.write_text(changed(BBLBK, "2", ("lanjut: selesai", "lanjut: tamat")), encoding="utf-8")
    assert publish(file, "satu", "kepala_bblbk") == 1
    assert ": lanjut: " in capsys.readouterr().out
