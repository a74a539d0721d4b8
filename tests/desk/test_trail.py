"""The head of a case, and its trail: every act that is recorded on a case has words of its own."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from simpul.casework.cases import withdraw_case
from simpul.core.procedures.models import Task
from simpul.lib import clock
from simpul.pages.desk.trail import VERBS
from tests.desk.conftest import STUDY, Desk, send

SOURCE = Path(__file__).resolve().parents[2] / "src" / "simpul"
ROOM = SOURCE / "casework"
OF_THE_HOUSE = {
    "agreements.import_failed",
    "calendar.changed",
    "callback.forged",
    "destruction.approved",
    "destruction.done",
    "destruction.proposed",
    "destruction.rejected",
    "house.changed",
    "house.logo_dropped",
    "house.logo_set",
    "inspection.asked",
    "inspection.granted",
    "inspection.looked",
    "inspection.revoked",
    "key.added",
    "key.removed",
    "lane.added",
    "leave.begun",
    "number.void",
    "person.deactivated",
    "person.link_asked",
    "person.password_set",
    "person.signed_in",
    "procedure.published",
    "procedure.rounds_planned",
    "request.forgotten",
    "request.started",
    "schedule.added",
    "schedule.retired",
    "schedule.verified",
    "series.added",
    "series.changed",
    "service.callback_key",
    "service.changed",
    "signing_way.changed",
    "unit.added",
}
"""Acts on no case: they stand in the chain of the institution."""


def verbs() -> Iterator[str]:
    """What stands as ``verb=`` of a call in the casework, or as the verb that a function there hands on."""
    for file in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if not isinstance(node, ast.Call) or getattr(node.func, "attr", "") == "getLogger":
                continue
            said = [one.value for one in node.keywords if one.arg == "verb"]
            for one in [*said, *node.args]:
                if isinstance(one, ast.Constant) and isinstance(one.value, str):
                    noun, dot, act = one.value.partition(".")
                    if dot and noun.isalpha() and act.replace("_", "").isalpha():
                        yield one.value


def verbs_by_name() -> Iterator[str]:
    """What any room hands over as ``verb=``, written there or named as a constant of the module."""
    for file in SOURCE.rglob("*.py"):
        text = file.read_text()
        if "verb=" in text and "migrations" not in file.parts:
            tree = ast.parse(text)
            told = constants(tree)
            named = (one.value for node in ast.walk(tree) if isinstance(node, ast.Call) for one in node.keywords
                     if one.arg == "verb")  # fmt: skip
            for value in named:
                said = told.get(value.id) if isinstance(value, ast.Name) else getattr(value, "value", None)
                if isinstance(said, str):
                    yield said


def constants(tree: ast.Module) -> dict[str, object]:
    """Of ``A = "x"`` and of ``A, B = "x", "y"``."""
    found: dict[str, object] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign):
            for left in node.targets:
                names = left.elts if isinstance(left, ast.Tuple) else [left]
                values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
                found |= {name.id: value.value for name, value in zip(names, values, strict=False)
                          if isinstance(name, ast.Name) and isinstance(value, ast.Constant)}  # fmt: skip
    return found


def test_every_act_on_a_case_has_words() -> None:
    found = set(verbs())
    assert {"draft.made", "findings.recorded", "task.completed", "values.changed"} <= found
    assert found - OF_THE_HOUSE <= set(VERBS)


def test_every_verb_of_every_room_has_words() -> None:
    """Also of rooms below the casework, where a verb stands as a constant of its module."""
    found = set(verbs_by_name())
    assert {"proofs.lacking", "proofs.had", "file.damaged", "key.added"} <= found
    assert found - OF_THE_HOUSE <= set(VERBS)


@pytest.mark.django_db
def test_the_page_shows_words_and_no_verbs(desk: Desk) -> None:
    case = desk.case_at_study()
    send(desk.client("tim_program_pelayanan"), case, "telaah#1", outcome="terima", **STUDY)
    page = desk.client("tata_usaha").get(f"/perkara/{case.slug}/jejak/").content.decode()
    assert 'Langkah diselesaikan: <span lang="id">Telaah permohonan</span>' in page
    assert (
        "<small>Keputusan: Terima permohonan. Lanjut ke langkah: Surat balasan, Koordinasi penyusunan.</small>" in page
    )
    assert not [verb for verb in set(verbs()) if f">{verb}<" in page]


@pytest.mark.django_db
def test_while_the_clock_stands_the_head_says_who_is_waited_for(desk: Desk) -> None:
    case = desk.case_at_study()
    page = desk.client("tata_usaha").get(f"/perkara/{case.slug}/jejak/").content.decode()
    assert "Belum diambil" in page
    Task.objects.filter(case=case, state="open").update(paused_since=clock.now())
    page = desk.client("tata_usaha").get(f"/perkara/{case.slug}/jejak/").content.decode()
    assert "Menunggu mitra" in page
    assert "Belum diambil" not in page


def test_a_withdrawn_case_says_by_whom_and_why(desk: Desk) -> None:
    case, officer = desk.file_case(), desk.house.officer("tata_usaha")
    client = desk.client("tata_usaha")
    assert "Perkara ini ditarik" not in client.get(f"/perkara/{case.slug}/").content.decode()
    withdraw_case(case_id=case.pk, by=officer.actor(), reason="Mitra <b>mundur</b>.", party="mitra")
    page = client.get(f"/perkara/{case.slug}/").content.decode()
    assert "Perkara ini ditarik" in page
    assert f"{officer.name}, " in page
    assert ": Mitra &lt;b&gt;mundur&lt;/b&gt;." in page
    assert "Gugur: tidak diperlukan lagi" in page
