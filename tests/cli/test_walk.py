"""`simpul walk`: a whole case on a moving clock, its files, its refusals."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from simpul.cli.demo import seed
from simpul.cli.walk import run
from simpul.core.directory.models import Institution
from simpul.core.directory.officers import today_in
from simpul.core.procedures.models import Case, CaseStatus, ProcedureVersion
from simpul.core.signing.isolation import verify_isolated
from simpul.core.signing.verdict import Outcome
from simpul.lib import clock
from simpul.rules.audit_chain import GENESIS, link


@pytest.fixture
def home(settings: Settings, tmp_path: Path) -> Path:
    """A data folder of this test's own, with the demo institutions in the database."""
    settings.HOME, settings.FILES = tmp_path / "home", tmp_path / "home" / "files"
    return tmp_path / "home"


def walked(out: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, object]:
    assert run(["bblbk", "--out", str(out), "--json", *more]) == 0
    told: dict[str, object] = json.loads(capsys.readouterr().out)
    return told


def steps_of(told: dict[str, object]) -> list[dict[str, Any]]:
    steps = told["steps"]
    assert isinstance(steps, list)
    return steps


@pytest.mark.django_db
@pytest.mark.slow
def test_a_whole_case_takes_each_return_once_and_ends_now(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, before = tmp_path / "out", clock.now()
    told = walked(out, capsys)
    steps = steps_of(told)
    case = Case.objects.get(ticket=told["case"])
    assert case.status == CaseStatus.FINISHED
    backs = [
        step["outcome"] for step in steps if step["outcome"] in ("minta_kelengkapan", "tidak_layak", "teks_diubah")
    ]
    assert sorted(backs) == ["minta_kelengkapan", "teks_diubah", "tidak_layak"]
    done = [datetime.fromisoformat(str(step["done"])) for step in steps]
    assert done == sorted(done)
    assert before - timedelta(seconds=1) <= done[-1] <= clock.now()
    assert done[-1] - done[0] > timedelta(days=10)
    late = [step["id"] for step in steps if step["due"] and str(step["done"]) > str(step["due"])]
    assert late == []
    _check_files(out, steps, home)
    _check_audit(out, case)


def _check_files(out: Path, steps: list[dict[str, Any]], home: Path) -> None:
    named = [made for step in steps for made in step["outputs"] if made["file"]]
    assert all((out / made["file"]).stat().st_size > 1_000 for made in named)
    ids = {made["id"] for made in named}
    assert {"tanda_terima", "disposisi", "surat_balasan", "draf", "naskah_bertanda_tangan"} <= ids
    assert any(made["file"].endswith(".docx") for made in named)
    assert list(out.glob("sop-*.svg"))
    signed = out / next(made["file"] for made in named if made["id"] == "naskah_bertanda_tangan")
    verdict = verify_isolated(signed, home)
    assert (verdict.verdict, verdict.demo, len(verdict.signatures)) == (Outcome.SAH, True, 2)
    if shutil.which("pdfsig"):
        said = subprocess.run(["pdfsig", str(signed)], capture_output=True, text=True, check=False).stdout
        assert said.count("Signature is Valid") == 2
    spoilt = out / "spoilt.pdf"
    data = bytearray(signed.read_bytes())
    data[len(data) // 3] ^= 1
    spoilt.write_bytes(bytes(data))
    assert verify_isolated(spoilt, home).verdict is Outcome.TIDAK_SAH


def _check_audit(out: Path, case: Case) -> None:
    """The extract is the whole chain: it can be computed anew from what stands in it."""
    before = GENESIS
    for number, line in enumerate((out / "audit.jsonl").read_text().splitlines(), 1):
        row = json.loads(line)
        assert (row["seq"], row["prev_hash"]) == (number, before)
        before = link(row["chain"], row["seq"], row["prev_hash"], row["body"])
        assert row["hash"] == before
    assert before == case.chain_hash


@pytest.mark.django_db
@pytest.mark.slow
def test_the_second_demo_institution_plays_the_same_procedure(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = walked(tmp_path / "out", capsys, "--institution", "blkpk-ntb")
    assert Case.objects.get(ticket=told["case"]).institution.code == "blkpk-ntb"
    assert str(steps_of(told)[-1]["done"]).endswith("+08:00")


@pytest.mark.django_db
def test_an_institution_that_is_not_demo_is_refused(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seed()
    Institution.objects.filter(code="bblbk").update(is_demo=False)
    assert run(["bblbk", "--out", str(tmp_path / "out"), "--institution", "bblbk"]) == 2
    assert not Case.objects.exists()
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("more", [["--institution", "tidak-ada"], []])
def test_unknown_names_are_wrong_use(home: Path, tmp_path: Path, more: list[str]) -> None:
    assert run(["bblbk" if more else "tidak-ada", "--out", str(tmp_path / "out"), *more]) == 2


@pytest.mark.django_db
@pytest.mark.slow
def test_a_version_that_is_yet_to_come_is_not_played(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seed()
    first = ProcedureVersion.objects.get(procedure__code="bpom-monev")
    ProcedureVersion.objects.create(
        procedure=first.procedure, version="2", text=first.text.replace('versi: "1"', 'versi: "2"', 1), sha256="2",
        published_at=clock.now(), effective_on=today_in(first.procedure.institution) + timedelta(days=30),
    )  # fmt: skip
    assert run(["bpom-monev", "--out", str(tmp_path / "out"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert Case.objects.get(ticket=told["case"]).procedure_version == first


@pytest.mark.django_db
def test_before_the_first_version_is_in_force_nothing_is_played(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seed()
    ProcedureVersion.objects.filter(procedure__code="bpom-monev").update(effective_on=date(2099, 1, 2))
    assert run(["bpom-monev", "--out", str(tmp_path / "out")]) == 1
    assert "baru berlaku 2 Januari 2099" in capsys.readouterr().err
