"""Judging the text of a procedure as an institution would publish it: the file, and what stands around it."""

from __future__ import annotations

from dataclasses import dataclass

from simpul.core.directory.lanes import staffed
from simpul.core.directory.models import Institution
from simpul.core.procedures.models import ProcedureVersion
from simpul.rules.procedure.faults import WHOLE_FILE, Fault, ProcedureFaults
from simpul.rules.procedure.loader import load
from simpul.rules.procedure.model import Procedure
from simpul.rules.procedure.publishing import (
    PARTNER,
    check_forms_of_request,
    check_lanes,
    check_version,
)
from simpul.rules.procedure.source import lines_of
from simpul.rules.refusals import N_

INTAKE_FORM = "penerimaan"
"""The form of the first step of a procedure by which requests come in."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """``procedure`` is there when the file itself has no fault; ``faults`` are all that keep it from publication."""

    procedure: Procedure | None
    faults: tuple[Fault, ...]


def judge(institution: Institution, code: str, text: str) -> Judgement:
    """Every fault at once, in order of line. ``code``: the procedure that it has to be."""
    try:
        procedure = load(text, code)
    except ProcedureFaults as found:
        return Judgement(None, found.faults)
    faults = [
        *_other_code(procedure, code, text),
        *check_version(procedure.version, published_versions(institution, code), text),
        *check_lanes(procedure, standing_lanes(institution), text),
        *check_forms_of_request(procedure, takes_requests(institution, procedure), text),
    ]
    return Judgement(procedure, tuple(sorted(faults, key=lambda fault: (fault.line, fault.field))))


def published_versions(institution: Institution, code: str) -> list[str]:
    """The versions of a procedure that are published, in no order."""
    rows = ProcedureVersion.objects.filter(
        procedure__institution=institution, procedure__code=code, published_at__isnull=False
    )
    return list(rows.values_list("version", flat=True))


def standing_lanes(institution: Institution) -> set[str]:
    """The lanes that somebody stands in today, and the partner's, which needs nobody."""
    return {code for code, people in staffed(institution).items() if people} | {PARTNER}


def takes_requests(institution: Institution, procedure: Procedure) -> bool:
    """Whether requests come in by it: it is the intake procedure, or would be the institution's first one."""
    if institution.intake_procedure:
        return institution.intake_procedure == procedure.code
    return procedure.by_id[procedure.start].form == INTAKE_FORM


def _other_code(procedure: Procedure, code: str, text: str) -> list[Fault]:
    if procedure.code == code:
        return []
    reason = N_("This concept is of the procedure “%(code)s”. Start another concept for another procedure.")
    return [Fault(lines_of(text).get(("kode",), 1), WHOLE_FILE, "kode", reason, {"code": code})]
