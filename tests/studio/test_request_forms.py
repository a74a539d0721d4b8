"""Forms that work on a partner's request stay in the procedure by which requests come in: there is no other way."""

from __future__ import annotations

from pathlib import Path

import pytest

from simpul.cli.sop import run
from simpul.core.directory.models import Institution
from simpul.core.directory.officers import Officer, today_in
from simpul.core.procedures.concepts import propose, save_text, start_from_adoption, start_from_file
from simpul.core.procedures.judging import judge
from simpul.core.procedures.models import Concept, ProcedureVersion
from simpul.core.procedures.skeleton import skeleton
from simpul.rules.procedure.faults import ProcedureFaults
from tests.casework.conftest import furnish
from tests.studio.conftest import BBLBK, Studio, administrator, changed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("way", ["file", "save", "adopt", "command line"])
def test_a_form_of_a_request_gets_nowhere_but_into_the_intake_procedure(
    studio: Studio, way: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whichever way the text comes in, it cannot be proposed, published or begun."""
    text = changed(BBLBK).replace("kode: bblbk\n", "kode: lain\n", 1)
    if way == "command line":
        (tmp_path / "lain.yaml").write_text(text)
        words = ["publish", str(tmp_path / "lain.yaml"), "--institution", studio.house.institution.code]
        assert run([*words, "--by", studio.admin.name, "--second", studio.head.name]) == 1
        assert "“penerimaan”" in capsys.readouterr().out
    elif way == "adopt":
        second = furnish("kedua", BBLBK)
        Institution.objects.filter(pk=second.institution.pk).update(intake_procedure="terima-surat")
        version = studio.procedure.versions.get()
        concept = start_from_adoption(officer=administrator(second, "kedua"), version=version, names={})
        with pytest.raises(ProcedureFaults):
            propose_today(concept, administrator(second, "ketiga"))
    else:
        concept = start_from_file(
            officer=studio.admin, text=text if way == "file" else text.replace("formulir: ", "# ")
        )
        if way == "save":
            save_text(concept_id=concept.pk, officer=studio.admin, text=text, lock_version=0)
        with pytest.raises(ProcedureFaults):
            propose_today(Concept.objects.get(pk=concept.pk), studio.admin)
    assert not ProcedureVersion.objects.exclude(procedure__code="bblbk").exists()


def propose_today(concept: Concept, officer: Officer) -> None:
    """Propose what stands there."""
    day = today_in(concept.institution)
    propose(concept_id=concept.pk, officer=officer, effective_on=day, note="x", lock_version=concept.lock_version)


def test_the_intake_procedure_is_no_part_and_no_round(studio: Studio) -> None:
    """A sub-procedure or a round would begin its case without a request."""
    rounds = "pengatur_waktu:\n  - {nama: mulai_putaran, setiap: bulan}\n"
    judged = judge(studio.house.institution, "bblbk", changed(BBLBK).replace("pengatur_waktu:\n", rounds, 1))
    assert [fault.field for fault in judged.faults] == ["pengatur_waktu"]
    outer = (
        skeleton(code="luar", title="Luar", unit="x", lanes=[("tata_usaha", "Tata Usaha")])
        .replace(
            "    isian:\n      - {id: uraian, label: Uraian, jenis: uraian, wajib: ya, mengisi: catatan}\n",
            "    subprosedur: bblbk\n",
        )
        .replace("jenis: rekaman}", "jenis: rekaman, dibuat: subprosedur}")
    )
    found = judge(studio.house.institution, "luar", outer)
    assert [fault.field for fault in found.faults] == ["subprosedur"]
