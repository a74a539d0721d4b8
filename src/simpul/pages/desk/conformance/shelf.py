"""`/meja/kesesuaian/`: the procedures of the institution, each with what was completed in the last twelve months."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from simpul.core.directory.models import Institution
from simpul.core.directory.officers import Officer, today_in
from simpul.core.procedures.conformance import in_time_counts
from simpul.core.procedures.loaded import readable
from simpul.core.procedures.models import Procedure, ProcedureVersion
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.conformance import words
from simpul.pages.desk.conformance.doors import HERE, check_sees
from simpul.pages.desk.conformance.forms import first_day
from simpul.pages.desk.frame import desk_page
from simpul.rules.procedure.figures import LEAST


@dataclass(frozen=True, slots=True)
class Row:
    """One procedure: completed entries, and how many of those with a clock were in time."""

    code: str
    title: str
    n: int
    in_time: str


@require_safe
@officer_required
def procedures(request: HttpRequest, officer: Officer) -> HttpResponse:
    """Every published procedure."""
    check_sees(officer)
    since = first_day(today_in(Institution.objects.get(pk=officer.institution_id)))
    counts = in_time_counts(institution_id=officer.institution_id, since=since)
    every = list(_procedures(officer).order_by("code"))
    versions = _published(every)
    rows = [_row(one, versions[one.pk], *counts.get(one.pk, (0, 0, 0))) for one in every]
    return desk_page(request, officer, "desk/conformance/procedures.html", {"rows": rows, "since": since}, current=HERE)


def _procedures(officer: Officer) -> QuerySet[Procedure]:
    published = ProcedureVersion.objects.filter(published_at__isnull=False).values("procedure_id")
    return Procedure.objects.filter(institution_id=officer.institution_id, pk__in=published)


def _row(procedure: Procedure, versions: list[ProcedureVersion], n: int, timed: int, good: int) -> Row:
    part = good / timed if timed >= LEAST else None
    return Row(procedure.code, title_of(versions) or procedure.code, n, words.share(part, good, timed))


def versions_of(procedure: Procedure) -> list[ProcedureVersion]:
    """Its published versions, the newest first."""
    return _published([procedure])[procedure.pk]


def _published(procedures: Iterable[Procedure]) -> Mapping[int, list[ProcedureVersion]]:
    """The published versions of many procedures by their ids, in one query; without their texts."""
    found: dict[int, list[ProcedureVersion]] = {procedure.pk: [] for procedure in procedures}
    rows = ProcedureVersion.objects.filter(procedure__in=found, published_at__isnull=False).defer("text")
    for version in rows.order_by("-effective_on", "-id"):
        found[version.procedure_id].append(version)
    return found


def title_of(versions: list[ProcedureVersion]) -> str:
    """The printed title of the newest version that can be read."""
    found = (readable(row.pk) for row in versions)
    return next((procedure.identity.title for procedure in found if procedure), "")


def procedure_for(officer: Officer, code: str) -> Procedure:
    """A published procedure of the officer's own institution, for those who may see its figures; any other does not
    exist (404)."""
    check_sees(officer)
    found = _procedures(officer).filter(code=code).select_related("institution").first()
    if found is None:
        raise Http404
    return found
