"""The way to a procedure: text in, a checked :class:`Procedure` or all faults at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from simpul.rules.procedure.build import build
from simpul.rules.procedure.check_runs import check_fillers, check_order, check_papers
from simpul.rules.procedure.checks import check_parts
from simpul.rules.procedure.faults import Fault, Findings, ProcedureFaults
from simpul.rules.procedure.flow import check_ways
from simpul.rules.procedure.model import Procedure, Step
from simpul.rules.procedure.parts import Part
from simpul.rules.procedure.shape import keep_wellformed
from simpul.rules.procedure.source import read
from simpul.rules.procedure.vocabulary import PREDICATES


@dataclass(frozen=True, slots=True)
class Examined:
    """A text as it was read: ``procedure`` is there when nothing keeps it from being used, ``draft`` whenever there is
    anything to read in it; ``is_drawable``: the flow of the draft is sound. ``faults`` in order of line."""

    procedure: Procedure | None
    draft: Procedure | None
    is_drawable: bool
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class _Judged:
    whole: Part
    procedure: Procedure
    is_sound: bool


def load(text: str, name: str) -> Procedure:
    """The procedure in ``text``; ``name`` is what messages call the file. Raises :class:`ProcedureFaults`.

    What ``check_runs`` says of a new text keeps nobody from going on with a version that is in use.
    """
    judged, findings = _judge(text)
    if judged is None or findings:
        raise ProcedureFaults(name, list(findings))
    return judged.procedure


def check(text: str) -> list[Fault]:
    """Every fault of the file in order of line; empty when it can be published."""
    return list(examine(text).faults)


def examine(text: str) -> Examined:
    """Everything that can be said of a text that is being written."""
    judged, findings = _judge(text)
    if judged is None:
        return Examined(None, None, False, tuple(findings))
    draft = judged.procedure
    usable = None if findings else draft
    if judged.is_sound:
        check_order(judged.whole, draft, findings)
    check_papers(judged.whole, draft, findings)
    check_fillers(judged.whole, draft, findings)
    return Examined(usable, draft, judged.is_sound and _names_what_is_there(draft), tuple(findings))


def _judge(text: str) -> tuple[_Judged | None, Findings]:
    data, findings = read(text)
    if not data:
        return None, findings
    whole = Part((), data)
    findings.step_ids = _step_ids(data)
    keep_wellformed(data, findings)
    procedure = build(data)
    is_known = _flow_is_known(procedure, findings)
    check_parts(whole, findings)
    is_sound = is_known and check_ways(whole, procedure, findings)
    return _Judged(whole, procedure, is_sound), findings


def _names_what_is_there(procedure: Procedure) -> bool:
    """Every lane and condition that a drawing would name."""
    lanes = [lane.id for lane in (*procedure.lanes, *procedure.outside)]
    known = {"", *PREDICATES, *(condition.id for condition in procedure.conditions)}
    asked = {name or "" for step in procedure.steps for name in _conditions(step)}
    performers = [set(step.performer.lanes) for step in procedure.steps]
    has_lanes = all(found and found <= set(lanes) for found in performers)
    return has_lanes and len(set(lanes)) == len(lanes) and asked <= known


def _conditions(step: Step) -> Iterator[str | None]:
    yield from (step.condition, step.performer.by)
    yield from (timing.condition for timing in step.timings)


def _step_ids(data: dict[str, object]) -> list[str]:
    steps = data.get("langkah")
    if not isinstance(steps, list):
        return []
    return [str(step.get("id") or "") if isinstance(step, dict) else "" for step in steps]


def _flow_is_known(procedure: Procedure, findings: Findings) -> bool:
    """Whether the ways between steps can be judged: an ill-written id would make every other step look lost."""
    ids = [step.id for step in procedure.steps]
    spoilt = {"id", "langkah", "mulai"}
    touched = {fault.field.split(".")[0] for fault in findings}
    return bool(ids) and all(ids) and len(set(ids)) == len(ids) and not touched & spoilt
