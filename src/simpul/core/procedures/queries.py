"""Reading procedures as the command line and the pages show them."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet

from simpul.core.directory.officers import today_in
from simpul.core.procedures.models import ProcedureVersion
from simpul.rules.refusals import N_, Refusal


def procedure_text(code: str, version: str | None = None, institution: str | None = None) -> str:
    """The published text of a procedure: the newest version unless one is named. Raises Refusal SOP-03.

    Where no institution is named and several have the procedure, that of one which did not adopt it.
    """
    return _published(code, version, institution).text


def procedure_house(code: str, version: str | None = None, institution: str | None = None) -> str:
    """The code of the institution whose text ``procedure_text`` gives. Raises Refusal SOP-03."""
    return _published(code, version, institution).procedure.institution.code


def _published(code: str, version: str | None, institution: str | None) -> ProcedureVersion:
    found = ProcedureVersion.objects.filter(procedure__code=code, published_at__isnull=False)
    if version:
        found = found.filter(version=version)
    if institution:
        found = found.filter(procedure__institution__code=institution)
    own_first = ExpressionWrapper(Q(adopted_from__isnull=True), output_field=BooleanField())
    newest = found.order_by(own_first.desc(), "-effective_on", "-id").select_related("procedure__institution").first()
    if newest is None:
        raise Refusal("SOP-03", N_("No published procedure %(code)s was found."), code=code)
    return newest


def in_force(*, institution_id: int, day: date) -> list[ProcedureVersion]:
    """The version of each procedure of an institution that is in force on a day, by code."""
    return list(_in_force(institution_id, day).select_related("procedure"))


def keys_in_force(*, institution_id: int, day: date) -> list[tuple[int, bool]]:
    """The same as (id of the version, whether requests of partners run by it), without reading any text."""
    requests = Q(procedure__institution__intake_procedure=F("procedure__code"))
    rows = _in_force(institution_id, day).annotate(intake=ExpressionWrapper(requests, output_field=BooleanField()))
    return list(rows.values_list("pk", "intake"))


def _in_force(institution_id: int, day: date) -> QuerySet[ProcedureVersion]:
    rows = ProcedureVersion.objects.filter(
        procedure__institution_id=institution_id, published_at__isnull=False, effective_on__lte=day
    )
    return rows.order_by("procedure__code", "-effective_on", "-published_at", "-id").distinct("procedure__code")


def in_force_everywhere(*, institution: str = "", code: str = "") -> list[ProcedureVersion]:
    """The version of every published procedure that is in force on its institution's own day; where none is yet, the
    one that takes effect last. Only those of an institution, or of a code, where it is named."""
    rows = ProcedureVersion.objects.filter(published_at__isnull=False)
    if institution:
        rows = rows.filter(procedure__institution__code=institution)
    if code:
        rows = rows.filter(procedure__code=code)
    ordered = rows.order_by("procedure_id", "-effective_on", "-published_at", "-id").defer("text")
    found = groupby(ordered.select_related("procedure__institution"), key=lambda row: row.procedure_id)
    return [_standing(list(versions)) for _, versions in found]


def _standing(versions: list[ProcedureVersion]) -> ProcedureVersion:
    return next((row for row in versions if is_in_force(row)), versions[0])


def is_in_force(version: ProcedureVersion) -> bool:
    """Whether it takes effect today or did so before, where it belongs: two zones can have two days."""
    return version.effective_on is not None and version.effective_on <= today_in(version.procedure.institution)


def in_force_elsewhere(*, institution_id: int, day: date) -> list[ProcedureVersion]:
    """What is in force on a day in the other institutions of the installation, by institution and code."""
    rows = ProcedureVersion.objects.filter(published_at__isnull=False, effective_on__lte=day)
    newest = rows.exclude(procedure__institution_id=institution_id).order_by(
        "procedure__institution__code", "procedure__code", "-effective_on", "-published_at", "-id"
    )
    distinct = newest.distinct("procedure__institution__code", "procedure__code")
    return list(distinct.select_related("procedure__institution"))


def procedure_list() -> list[dict[str, str]]:
    """Every published version: institution, code, version, effective date, hash."""
    rows = ProcedureVersion.objects.filter(published_at__isnull=False).select_related("procedure__institution")
    return [
        {
            "institution": row.procedure.institution.code,
            "code": row.procedure.code,
            "version": row.version,
            "effective_on": row.effective_on.isoformat() if row.effective_on else "",
            "sha256": row.sha256,
        }
        for row in rows.order_by("procedure__institution__code", "procedure__code", "effective_on", "id")
    ]
