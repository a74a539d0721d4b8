"""SpiffWorkflow on the BPMN that Simpul exports of the same procedures: the spec kept in memory, the state in a row.

It writes no worklist, no output, no audit event, no message and no figure: only its own state, so it is flattered.
"""

from __future__ import annotations

from typing import Any

import psycopg
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.serializer.config import DEFAULT_CONFIG
from SpiffWorkflow.bpmn.serializer.default.workflow import BpmnWorkflowConverter
from SpiffWorkflow.bpmn.serializer.workflow import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from bench.transitions.setting import Act, House, Played

TABLE = (
    "CREATE TABLE IF NOT EXISTS bench_spiff (id bigserial PRIMARY KEY, version int NOT NULL DEFAULT 0,"
    " state text NOT NULL)"
)


class SpecKept(BpmnWorkflowConverter):  # type: ignore[misc]  # SpiffWorkflow ships without types
    """Writes and reads a workflow without its spec, which stays in memory."""

    specs: dict[str, Any]

    def to_dict(self, workflow: Any) -> Any:
        spec, specs = workflow.spec, workflow.subprocess_specs
        workflow.spec, workflow.subprocess_specs = None, {}
        try:
            return {**super().to_dict(workflow), "spec_name": spec.name}
        finally:
            workflow.spec, workflow.subprocess_specs = spec, specs

    def from_dict(self, dct: Any) -> Any:
        dct["spec"] = self.specs[dct.pop("spec_name")]
        return super().from_dict(dct)


class Spiff:
    """Reads the state, completes the task, runs what follows by itself, writes the state."""

    def __init__(self, house: House, url: str) -> None:
        self.connection = psycopg.connect(url, autocommit=True, prepare_threshold=0)
        registry = BpmnWorkflowSerializer.configure({**DEFAULT_CONFIG, BpmnWorkflow: SpecKept})
        self.serializer = BpmnWorkflowSerializer(registry)
        self.specs = {played.code: _spec(played) for played in house.played}
        SpecKept.specs = {spec.name: spec for spec in self.specs.values()}

    def begin(self, played: Played) -> int:
        """A new instance, run up to its first step; not measured."""
        workflow = BpmnWorkflow(self.specs[played.code])
        known = dict(played.conditions) | {f"unit_{step}": count for step, count in played.units.items()}
        for task in workflow.get_tasks(state=TaskState.READY):
            task.set_data(**known)
        workflow.do_engine_steps()
        state = self.serializer.serialize_json(workflow)
        row = self.connection.execute("INSERT INTO bench_spiff (state) VALUES (%s) RETURNING id", (state,)).fetchone()
        assert row is not None
        return int(row[0])

    def step(self, case: int, played: Played, act: Act) -> None:
        with self.connection.transaction():
            row = self.connection.execute("SELECT state FROM bench_spiff WHERE id=%s FOR UPDATE", (case,)).fetchone()
            assert row is not None
            workflow = self.serializer.deserialize_json(row[0])
            task = next(one for one in workflow.get_tasks(state=TaskState.READY) if one.task_spec.bpmn_id == act.step)
            task.set_data(**{f"hasil_{act.step}": act.outcome})
            task.run()
            workflow.do_engine_steps()
            state = self.serializer.serialize_json(workflow)
            self.connection.execute("UPDATE bench_spiff SET state=%s, version=version+1 WHERE id=%s", (state, case))

    def ended(self, case: int) -> bool:
        """Whether the instance has come to its end."""
        row = self.connection.execute("SELECT state FROM bench_spiff WHERE id=%s", (case,)).fetchone()
        assert row is not None
        return bool(self.serializer.deserialize_json(row[0]).completed)


def _spec(played: Played) -> Any:
    """The executable process of the BPMN text."""
    parser = BpmnParser()
    parser.add_bpmn_str(played.bpmn.encode())
    return parser.get_spec(next(iter(parser.get_process_ids())))
