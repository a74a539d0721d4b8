"""Judging the text of a procedure as an institution would publish it: the file, and what stands around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from simpul.core.directory.lanes import staffed
from simpul.core.directory.models import Institution
from simpul.core.directory.units import lanes_with_units
from simpul.core.procedures.models import ProcedureVersion
from simpul.rules.procedure.faults import WHOLE_FILE, Fault
from simpul.rules.procedure.loader import examine
from simpul.rules.procedure.model import Procedure
from simpul.rules.procedure.publishing import (
    PARTNER,
    check_intake,
    check_lanes,
    check_subprocedures,
    check_units,
    check_version,
)
from simpul.rules.procedure.source import lines_of
from simpul.rules.refusals import N_

INTAKE_FORM = "penerimaan"
"""The form of the first step of a procedure by which requests come in."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """``procedure`` is there when it can be used; ``draft`` whenever there is anything to read in the text, and
    ``is_drawable`` tells whether its flow is sound. ``faults`` are all that keep it from publication."""

    procedure: Procedure | None
    draft: Procedure | None
    is_drawable: bool
    faults: tuple[Fault, ...]


def judge(institution: Institution, code: str, text: str) -> Judgement:
    """Every fault at once, in order of line. ``code``: the procedure that it has to be."""
    found = examine(text)
    faults = [*found.faults, *(_around(institution, code, text, found.draft) if found.draft else ())]
    ordered = tuple(sorted(faults, key=lambda fault: (fault.line, fault.field)))
    return Judgement(found.procedure, found.draft, found.is_drawable, ordered)


def _around(institution: Institution, code: str, text: str, draft: Procedure) -> Iterator[Fault]:
    """What the institution is not ready for; told beside the faults of the text itself."""
    yield from _other_code(draft, code, text)
    if draft.version:
        yield from check_version(draft.version, published_versions(institution, code), text)
    yield from check_lanes(draft, standing_lanes(institution), text)
    yield from check_units(draft, lanes_with_units(institution), text)
    yield from check_subprocedures(draft, published_codes(institution), text)
    yield from check_intake(draft, takes_requests(institution, draft), institution.intake_procedure, text)


def published_versions(institution: Institution, code: str) -> list[str]:
    """The versions of a procedure that are published, in no order."""
    rows = ProcedureVersion.objects.filter(
        procedure__institution=institution, procedure__code=code, published_at__isnull=False
    )
    return list(rows.values_list("version", flat=True))


def published_codes(institution: Institution) -> set[str]:
    """The codes of the institution's published procedures."""
    rows = ProcedureVersion.objects.filter(procedure__institution=institution, published_at__isnull=False)
    return set(rows.values_list("procedure__code", flat=True))


def standing_lanes(institution: Institution) -> set[str]:
    """The lanes that somebody stands in today, and the partner's, which needs nobody."""
    return {code for code, people in staffed(institution).items() if people} | {PARTNER}


def takes_requests(institution: Institution, procedure: Procedure) -> bool:
    """Whether requests come in by it: it is the intake procedure, or would be the institution's first one."""
    if institution.intake_procedure:
        return institution.intake_procedure == procedure.code
    first = procedure.by_id.get(procedure.start)
    return first is not None and first.form == INTAKE_FORM


def _other_code(procedure: Procedure, code: str, text: str) -> list[Fault]:
    if procedure.code in ("", code):
        return []
    reason = N_("This concept is of the procedure “%(code)s”. Start another concept for another procedure.")
    return [Fault(lines_of(text).get(("kode",), 1), WHOLE_FILE, "kode", reason, {"code": code})]
