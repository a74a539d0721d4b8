"""BPMN of the procedures: valid by the schema, drawn whole, and stepped to its end by another engine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import SpiffWorkflow
from hypothesis import Phase, given, settings
from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from simpul.rules.pictures.bpmn import bpmn
from simpul.rules.pictures.bpmn.diagram import diagram
from simpul.rules.pictures.bpmn.document import process_id
from simpul.rules.pictures.bpmn.nodes import flow_of
from simpul.rules.procedure.graph import is_return
from simpul.rules.procedure.loader import load
from simpul.rules.procedure.model import END, FORK, Procedure
from tests.rules.pictures.chart_measuring import assert_drawn
from tests.rules.procedure.growing import Grown, procedures

FILES = sorted((Path(__file__).parents[3] / "src/simpul/sops").glob("*/*.yaml"))
SCHEMA = etree.XMLSchema(etree.parse(Path(SpiffWorkflow.__file__).parent / "bpmn/parser/schema/BPMN20.xsd"))
MOST = 400


def shipped(path: Path) -> Procedure:
    return load(path.read_text(encoding="utf-8"), path.name)


def walked(procedure: Procedure, conditions: bool = True) -> tuple[list[str], bool]:
    """The steps done by SpiffWorkflow, in order: every return taken once where it can be, then the way onward."""
    parser = BpmnParser()
    parser.add_bpmn_xml(etree.fromstring(bpmn(procedure).encode()), filename="sop.bpmn")
    workflow = BpmnWorkflow(parser.get_spec(process_id(procedure.code)))
    data: dict[str, Any] = {step.condition: conditions for step in procedure.steps if step.condition}
    data |= {f"unit_{step.id}": 2 for step in procedure.steps}
    done: list[str] = []
    taken: set[tuple[str, str]] = set()
    for task in workflow.get_tasks(state=TaskState.READY):
        task.set_data(**data)
    while len(done) < MOST:
        workflow.do_engine_steps()
        ready = workflow.get_next_task(state=TaskState.READY, manual=True)
        if ready is None:
            break
        step = procedure.by_id.get(ready.task_spec.bpmn_id or "")
        if step is not None:
            outcome = chosen(procedure, step.id, taken)
            ready.set_data(**{f"hasil_{step.id}": outcome})
            done.append(step.id)
        ready.run()
    return done, workflow.completed


def chosen(procedure: Procedure, name: str, taken: set[tuple[str, str]]) -> str:
    """A return not taken yet, else the first outcome that goes on and does not end the case at once."""
    ways = procedure.by_id[name].decisions
    back = [o for o, to in ways.items() if to not in (END, FORK) and is_return(procedure, name, to)]
    fresh = [outcome for outcome in back if (name, outcome) not in taken]
    onward = [outcome for outcome in ways if outcome not in back]
    open_ways = [outcome for outcome in onward if ways[outcome] != END]
    outcome = next(iter([*fresh, *open_ways, *onward, *back]), "")
    taken.add((name, outcome))
    return outcome


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_shipped_procedures_are_valid_and_drawn_whole(path: Path) -> None:
    procedure = shipped(path)
    text = bpmn(procedure)
    SCHEMA.assertValid(etree.fromstring(text.encode()))
    assert text == bpmn(procedure)
    assert_drawn(diagram(flow_of(procedure)))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_another_engine_steps_to_the_end_with_every_return(path: Path) -> None:
    procedure = shipped(path)
    done, completed = walked(procedure)
    assert completed
    for step in procedure.steps:
        for target in step.decisions.values():
            if target not in (END, FORK) and is_return(procedure, step.id, target):
                assert done.count(step.id) > 1


def test_both_branches_are_done_before_the_join() -> None:
    done, completed = walked(shipped(next(path for path in FILES if path.parent.name == "bblbk")))
    assert completed
    last = max(done.index("surat_balasan"), len(done) - 1 - done[::-1].index("perundingan"))
    assert done.index("penomoran") > last
    assert done.count("penomoran") == 1


def test_an_optional_step_is_passed_over() -> None:
    procedure = shipped(next(path for path in FILES if path.parent.name == "bblbk"))
    assert "catat_srikandi" not in walked(procedure, conditions=False)[0]
    assert "catat_srikandi" in walked(procedure)[0]


def test_a_step_of_many_units_is_a_task_for_each() -> None:
    procedure = shipped(next(path for path in FILES if path.parent.name == "bpom-monev"))
    shared = [step.id for step in procedure.steps if step.performer.mode == "masing_masing"]
    assert shared
    done, completed = walked(procedure)
    assert completed
    assert [step for step in shared if step in done]


@settings(deadline=None, max_examples=25, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(procedures())
def test_any_procedure_is_valid_and_drawn_whole(grown: Grown) -> None:
    procedure = grown.procedure()
    SCHEMA.assertValid(etree.fromstring(bpmn(procedure).encode()))
    assert_drawn(diagram(flow_of(procedure)))
