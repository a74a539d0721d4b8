"""The way to a procedure: text in, a checked :class:`Procedure` or all faults at once."""

from __future__ import annotations

from simpul.rules.procedure.build import build
from simpul.rules.procedure.checks import check_parts
from simpul.rules.procedure.faults import Fault, Findings, ProcedureFaults
from simpul.rules.procedure.flow import check_ways
from simpul.rules.procedure.model import Procedure
from simpul.rules.procedure.parts import Part
from simpul.rules.procedure.shape import keep_wellformed
from simpul.rules.procedure.source import read


def load(text: str, name: str) -> Procedure:
    """The procedure in ``text``; ``name`` is what messages call the file. Raises :class:`ProcedureFaults`."""
    procedure, findings = _judge(text)
    if procedure is None or findings:
        raise ProcedureFaults(name, findings)
    return procedure


def check(text: str) -> list[Fault]:
    """Every fault of the file in order of line; empty when it can be published."""
    return list(_judge(text)[1])


def _judge(text: str) -> tuple[Procedure | None, list[Fault]]:
    data, findings = read(text)
    if not data:
        return None, list(findings)
    whole = Part((), data)
    findings.step_ids = _step_ids(data)
    keep_wellformed(data, findings)
    procedure = build(data)
    flow_is_known = _flow_is_known(procedure, findings)
    check_parts(whole, findings)
    if flow_is_known:
        check_ways(whole, procedure, findings)
    return procedure, list(findings)


def _step_ids(data: dict[str, object]) -> list[str]:
    steps = data.get("langkah")
    if not isinstance(steps, list):
        return []
    return [str(step.get("id") or "") if isinstance(step, dict) else "" for step in steps]


def _flow_is_known(procedure: Procedure, findings: Findings) -> bool:
    """Whether the ways between steps can be judged: an ill-written id would make every other step look lost."""
    ids = [step.id for step in procedure.steps]
    spoilt = {"id", "lanjut", "keputusan", "cabang", "gabung", "langkah", "mulai"}
    touched = {fault.field.split(".")[0] for fault in findings}
    return bool(ids) and all(ids) and len(set(ids)) == len(ids) and not touched & spoilt
