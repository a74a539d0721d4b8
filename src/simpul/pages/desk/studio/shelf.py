"""`/meja/sop/`: the procedures of the institution, and the page of one: versions, concept, running cases, rounds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from simpul.core.directory.models import Institution
from simpul.core.directory.officers import Officer, today_in
from simpul.core.procedures.loaded import readable
from simpul.core.procedures.models import CaseStatus, Concept, ProcedureVersion, RoundPlan
from simpul.core.procedures.publishing import allowed
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.conformance.doors import sees_figures
from simpul.pages.desk.frame import desk_page
from simpul.pages.desk.studio.forms import PlanForm
from simpul.pages.shell.navigation import Crumb
from simpul.rules.procedure.model import Procedure
from simpul.rules.procedure.publishing import version_key
from simpul.rules.procedure.source import read

HERE = "/meja/sop/"
_TITLE = re.compile(r"^ +judul:[ ]*(\S.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Row:
    """A published version: ``state`` is past, now or later; ``running`` counts its running cases."""

    version: ProcedureVersion
    state: str
    running: int
    procedure: Procedure | None

    @property
    def title(self) -> str:
        """The printed title; the code where the text is not readable any more."""
        return self.procedure.identity.title if self.procedure else self.version.procedure.code


@dataclass(frozen=True, slots=True)
class Shelf:
    """A procedure: its versions newest first, its concept, its plan of rounds. One of the two first is there."""

    code: str
    rows: tuple[Row, ...]
    concept: Concept | None
    plan: RoundPlan | None

    @property
    def now(self) -> Row | None:
        """The version in force."""
        return next((row for row in self.rows if row.state == "now"), None)

    @property
    def title(self) -> str:
        """The title of what is in force, else of the newest, else the one that the concept gives itself."""
        row = self.now or next(iter(self.rows), None)
        return row.title if row else _title_in(self.concept) or self.code

    @property
    def running(self) -> int:
        """Running cases on all versions."""
        return sum(row.running for row in self.rows)

    @property
    def newer_later(self) -> Row | None:
        """A version that takes effect on a day to come."""
        return next((row for row in self.rows if row.state == "later"), None)


def _title_in(concept: Concept | None) -> str:
    """What stands under ``judul`` in a text that was never published, also while the rest of it cannot be read."""
    if concept is None:
        return ""
    identity = read(concept.text)[0].get("identitas")
    title = identity.get("judul") if isinstance(identity, dict) else None
    written = _TITLE.search(concept.text)
    return title if isinstance(title, str) else written[1].strip("\"' ") if written else ""


def house_of(officer: Officer) -> Institution:
    """The officer's own institution."""
    return Institution.objects.get(pk=officer.institution_id)


def shelves(institution: Institution, code: str = "") -> list[Shelf]:
    """The procedures by code, or only the one named."""
    only = {"code": code} if code else {}
    concepts = {
        row.code: row
        for row in Concept.objects.filter(institution=institution, **only).select_related("written_by", "submitted_by")
    }
    plans = {
        plan.procedure.code: plan
        for plan in RoundPlan.objects.filter(procedure__institution=institution).select_related("procedure")
    }
    versions: dict[str, list[ProcedureVersion]] = {}
    for row in _versions(institution, code):
        versions.setdefault(row.procedure.code, []).append(row)
    return [
        Shelf(name, _rows(institution, versions.get(name, [])), concepts.get(name), plans.get(name))
        for name in sorted({*versions, *concepts})
    ]


def _versions(institution: Institution, code: str) -> Sequence[ProcedureVersion]:
    rows = ProcedureVersion.objects.filter(procedure__institution=institution, published_at__isnull=False)
    if code:
        rows = rows.filter(procedure__code=code)
    counted = rows.annotate(running=Count("cases", filter=Q(cases__status=CaseStatus.RUNNING)))
    return list(
        counted.select_related("procedure", "proposed_by", "published_by", "adopted_from__procedure__institution")
    )


def _rows(institution: Institution, versions: Sequence[ProcedureVersion]) -> tuple[Row, ...]:
    today = today_in(institution)
    ordered = sorted(versions, key=lambda row: version_key(row.version), reverse=True)
    begun = [row for row in ordered if row.effective_on is not None and row.effective_on <= today]
    now = max(begun, key=lambda row: (row.effective_on, row.published_at, row.pk), default=None)
    return tuple(
        Row(row, _state(row, now, row in begun), getattr(row, "running", 0), readable(row.pk)) for row in ordered
    )


def _state(row: ProcedureVersion, now: ProcedureVersion | None, has_begun: bool) -> str:
    return "now" if row == now else "past" if has_begun else "later"


def shelf_for(officer: Officer, code: str) -> Shelf:
    """A procedure of the officer's own institution; any other does not exist (404)."""
    found = shelves(house_of(officer), code)
    if not found:
        raise Http404
    return found[0]


def crumbs(shelf: Shelf | None = None, *last: str) -> list[Crumb]:
    """The way back to the list and to the procedure."""
    found = [Crumb(_("Procedures"), HERE)]
    if shelf is not None:
        found.append(Crumb(shelf.code, f"{HERE}{shelf.code}/" if last else ""))
    return [*found, *(Crumb(label) for label in last)]


@officer_required
def procedures(request: HttpRequest, officer: Officer) -> HttpResponse:
    """Every procedure with the version in force, what is coming, and its running cases."""
    context = {"shelves": shelves(house_of(officer)), "may_write": allowed(officer, "write")}
    return desk_page(request, officer, "desk/studio/procedures.html", context, current=HERE)


@officer_required
def procedure(request: HttpRequest, officer: Officer, code: str) -> HttpResponse:
    """One procedure."""
    return procedure_page(request, officer, shelf_for(officer, code))


def procedure_page(
    request: HttpRequest, officer: Officer, shelf: Shelf, plan_form: PlanForm | None = None
) -> HttpResponse:
    """The page of one procedure; with a faulty plan of rounds it answers 422."""
    context = {
        "shelf": shelf,
        "house": house_of(officer),
        "may_write": allowed(officer, "write"),
        "may_move": allowed(officer, "move_cases"),
        "may_plan": allowed(officer, "plan_rounds"),
        "sees_figures": sees_figures(officer),
        "plan_form": plan_form or (PlanForm.of(shelf.plan) if shelf.plan else None),
    }
    status = 422 if plan_form else 200
    page = "desk/studio/procedure.html"
    return desk_page(request, officer, page, context, current=HERE, crumbs=crumbs(shelf), status=status)
