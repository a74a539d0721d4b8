"""A copy of the procedure with another lane, another time and another return behaves so, without a change in Python."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from simpul.casework.walking.playing import play
from simpul.cli.demo import seed
from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.models import Institution
from simpul.core.procedures.actions import publish_version
from simpul.core.procedures.models import Case, Task
from simpul.lib.actor import SYSTEM
from simpul.rules.pictures.from_procedure import sentences
from simpul.rules.procedure.loader import load
from simpul.rules.working_time import deadline, parse
from tests.casework.conftest import SOPS

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# (step, key as written, written, in the copy)
CHANGES = (
    ("", "versi", '"1"', '"2"'),
    ("koordinasi", "pelaksana", "tim_program_pelayanan", "tata_usaha"),
    ("telaah", "waktu", "1 HK", "5 HK"),
    ("telaah_hukum", "tidak_layak", "susun_draf", "koordinasi"),
)


def changed(text: str) -> str:
    """The copy; every change must be found exactly where it is expected."""
    for step, key, before, after in CHANGES:
        start = text.index(f"  - id: {step}\n") if step else 0
        place = text.index(f"{key}: {before}\n", start)
        text = text[:place] + f"{key}: {after}" + text[place + len(f"{key}: {before}") :]
    return text


@pytest.fixture
def played(settings: Settings, tmp_path: Path) -> Case:
    """A case that the demo institution plays by the copy."""
    settings.HOME = tmp_path
    seed()
    house = Institution.objects.get(code="bblbk")
    text = changed((SOPS / "bblbk" / "1.yaml").read_text())
    return play(house, publish_version(institution=house, text=text, effective_on=date(2026, 1, 2), by=SYSTEM))


def test_routing_clock_and_return_follow_the_copy(played: Case) -> None:
    assert played.status == "finished"
    tasks = {task.key: task for task in Task.objects.filter(case=played).select_related("lane", "opened_by")}
    coordination = tasks["koordinasi#1"]
    assert coordination.lane is not None
    assert coordination.lane.code == "tata_usaha"
    study = tasks["telaah#1"]
    assert study.due_at == deadline(study.started_at, parse("5 HK"), calendar_for(played.institution_id))
    back = tasks["koordinasi#2"].opened_by
    assert back is not None
    assert (back.key, back.outcome) == ("telaah_hukum#1", "tidak_layak")


def test_the_sheet_follows_the_copy() -> None:
    text = (SOPS / "bblbk" / "1.yaml").read_text()
    before, after = (" ".join(sentences(load(each, "bblbk"))) for each in (text, changed(text)))
    assert before != after
    assert "5 HK" in after
