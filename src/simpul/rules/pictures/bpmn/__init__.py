"""A procedure as BPMN 2.0 with diagram interchange.

What a case decides is read from the data of the process: ``hasil_<step>`` holds the outcome of a decision, a condition
of an optional step stands under its own name as true or false, ``unit_<step>`` says how many units work on a step that
each unit does for itself.
"""

from __future__ import annotations

from simpul.rules.pictures.bpmn.document import document
from simpul.rules.pictures.bpmn.nodes import flow_of
from simpul.rules.procedure.model import Procedure

__all__ = ["bpmn"]


def bpmn(procedure: Procedure) -> str:
    """The XML text. Same procedure, same text."""
    return document(procedure, flow_of(procedure))
