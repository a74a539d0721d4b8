"""`simpul walk` over the procedures that an officer begins, and over the adopted one: returns, outputs, invariants.

The institution that takes requests by its own procedure is played in `test_walk.py`.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pytest_django import Settings

from simpul.casework.invariants.every import broken
from simpul.cli.walk import run
from simpul.core.directory.officers import today_in
from simpul.core.documents.word_reading import read_word
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.models import Case, CaseStatus
from simpul.core.signing.isolation import verify_isolated
from simpul.core.signing.verdict import Outcome
from simpul.features.agreements import register
from simpul.features.agreements.models import Agreement, Draft
from simpul.features.agreements.models_agreement import AgreementStatus

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
RETURNS = {
    "bpom-dn": [("setujui", "tidak")],
    "bpom-ln": [("mintakan_persetujuan", "diubah"), ("setujui_mitra", "tidak"), ("setujui_reviu", "tidak")],
    "bpom-monev": [],
    "labkesmas-batam": [("kaji_jadwal", "tidak")],
}
TITLES = {
    "bpom-dn": "PKS pengujian obat tradisional dengan Universitas Rekaan",
    "bpom-ln": "MoU pengawasan obat dengan Otoritas Obat Republik Umpama",
    "bpom-monev": "Monitoring dan evaluasi kerja sama {year}",
    "labkesmas-batam": "Pengambilan contoh air minum di Puskesmas Contoh",
}
TEXTS = {"bpom-dn": "pks-bpom", "bpom-ln": "mou-luar-negeri"}
"""The template of the text that the procedure's own steps draft."""
LEAST = 10  # articles of such a text
ON = {"", "setuju", "ya", "disetujui"}


@pytest.fixture
def home(settings: Settings, tmp_path: Path) -> Path:
    """A data folder of this test's own."""
    settings.HOME, settings.FILES = tmp_path / "home", tmp_path / "home" / "files"
    return tmp_path / "home"


@pytest.mark.parametrize("code", RETURNS)
def test_every_return_is_taken_once_and_every_step_lists_its_outputs(
    code: str, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert run([code, "--out", str(out), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    case = Case.objects.get(ticket=told["case"])
    procedure = procedure_of(case.procedure_version_id)
    assert case.title == TITLES[code].format(year=today_in(case.institution).year)
    assert (case.status, {step["id"] for step in told["steps"]}) == (CaseStatus.FINISHED, set(procedure.by_id))
    assert sorted((step["id"], step["outcome"]) for step in told["steps"] if step["outcome"] not in ON) == RETURNS[code]
    for step in told["steps"]:
        wanted = [spec for spec in procedure.by_id[step["id"]].outputs_for(step["outcome"]) if not spec.condition]
        made = {output["id"]: output["file"] for output in step["outputs"]}
        assert {spec.id for spec in wanted} <= set(made), step["id"]
        for spec in wanted:
            file = made[spec.id]
            assert (file is not None) == (spec.kind == "berkas"), spec.id
            assert file is None or (out / file).stat().st_size > 1_000
    assert list(broken()) == []
    text = Draft.objects.filter(request__case=case).order_by("number").last()
    assert (text.text["template"] if text else "") == TEXTS.get(code, "")
    _check_agreement(case, signed=code in TEXTS)
    for spec in (spec for step in procedure.steps for spec in step.outputs if spec.is_text):
        file = next(out.glob(f"*-{spec.id}.docx"))
        assert len(read_word(file.read_bytes()).accepted.articles) >= LEAST


def _check_agreement(case: Case, *, signed: bool) -> None:
    """Where a text is signed at the end, the agreement is in force, in the archive and in the register, in wet ink."""
    found = Agreement.objects.filter(case=case).first()
    assert (found is not None) == signed
    if found is None:
        return
    assert (found.status, found.signing_mode, found.is_public) == (AgreementStatus.IN_FORCE, "basah", True)
    assert found.signed_file is not None
    assert found.archive.file == found.signed_file
    assert Draft.objects.filter(request__case=case, agreed_at__isnull=False).exists()
    # a memorandum of two states says what they intend; an agreement says who owes what
    assert found.obligations.exists() == (found.kind == "pks-bpom")
    shown = register.find(found.slug)
    assert shown is not None
    assert (shown.number, len(shown.parties)) == (found.given_number, 2)


def test_the_adopted_procedure_runs_with_its_own_lanes_to_a_signed_agreement_in_its_zone(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert run(["bblbk", "--institution", "blkpk-ntb", "--out", str(out), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {step["done"][-6:] for step in told["steps"]} == {"+08:00"}
    lanes = {step["actor"].rpartition(", ")[2] for step in told["steps"]}
    assert {"Subbagian Tata Usaha", "Pengelola Arsip", "Kepala BLKPK NTB", "Seksi Pelayanan", "Analis Hukum"} <= lanes
    signed = next(out.glob("*-naskah_bertanda_tangan.pdf"))
    verdict = verify_isolated(signed, home)
    assert (verdict.verdict, len(verdict.signatures)) == (Outcome.SAH, 2)
    assert list(broken()) == []
