"""A procedure as a file to hand on: sheet, picture, process model, data. Needs neither database nor settings."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime

from simpul.core.documents.faces.sop_sheet import sop_pdf
from simpul.rules.pictures.bpmn import bpmn
from simpul.rules.pictures.from_procedure import sentences
from simpul.rules.pictures.sop_sheet.faces import sop_html, sop_svg
from simpul.rules.procedure.describe import as_data
from simpul.rules.procedure.model import Procedure

Maker = Callable[[Procedure, datetime], str | bytes]


def _json(procedure: Procedure, at: datetime) -> str:
    return json.dumps(as_data(procedure), ensure_ascii=False, indent=2) + "\n"


FACES: Mapping[str, Maker] = {
    "json": _json,
    "html": lambda procedure, at: sop_html(procedure, sentences(procedure)),
    "svg": lambda procedure, at: sop_svg(procedure, sentences(procedure)),
    "bpmn": lambda procedure, at: bpmn(procedure),
    "pdf-a4": lambda procedure, at: sop_pdf(procedure, at=at, paper="a4"),
    "pdf-f4": lambda procedure, at: sop_pdf(procedure, at=at, paper="f4"),
}


def face(procedure: Procedure, name: str, at: datetime) -> bytes:
    """The bytes of a face by its name in ``FACES``, texts in UTF-8; ``at`` is the moment written into a PDF."""
    made = FACES[name](procedure, at)
    return made.encode() if isinstance(made, str) else made
