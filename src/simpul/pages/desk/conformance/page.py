"""`/meja/kesesuaian/<code>/`: the figures of one procedure in a stretch of days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from simpul.core.directory.officers import Officer, today_in
from simpul.core.procedures import conformance
from simpul.core.procedures.conformance import Scope
from simpul.core.procedures.models import Procedure
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.conformance import pictures, tables, words
from simpul.pages.desk.conformance.doors import HERE
from simpul.pages.desk.conformance.forms import PeriodForm, first_day
from simpul.pages.desk.conformance.groups import GROUPS, STEP, Names, grouped
from simpul.pages.desk.conformance.shelf import procedure_for, title_of, versions_of
from simpul.pages.desk.frame import desk_page
from simpul.pages.shell.navigation import Crumb
from simpul.rules.procedure.figures import Entered, Figure


@dataclass(frozen=True, slots=True)
class Tab:
    """One way to group; ``url`` keeps what is filtered."""

    name: str
    label: str
    url: str


@require_safe
@officer_required
def procedure(request: HttpRequest, officer: Officer, code: str) -> HttpResponse:
    """The page; with a faulty filter it shows the usual twelve months and answers 422."""
    found = procedure_for(officer, code)
    versions = versions_of(found)
    first = {"dari": first_day(today_in(found.institution)), "sampai": None, "versi": ""}
    asked = request.GET.keys() & first.keys()
    form = PeriodForm(versions, request.GET) if asked else PeriodForm(versions, initial=first)
    wanted = form.cleaned_data if asked and form.is_valid() else first
    scope = scope_of(found, wanted)
    group = request.GET.get("menurut", STEP)
    group = group if group in GROUPS else STEP
    title = title_of(versions) or code
    context = {
        "code": code, "title": title, "form": form, "group": group, "by_step": group == STEP,
        "tabs": _tabs(wanted), "since": wanted["dari"], "until": wanted["sampai"], **shown(scope, group),
    }  # fmt: skip
    crumbs = (Crumb(_("Conformance"), HERE), Crumb(code))
    status = 422 if form.is_bound and form.errors else 200
    page = "desk/conformance/procedure.html"
    return desk_page(request, officer, page, context, current=HERE, crumbs=crumbs, status=status)


def scope_of(found: Procedure, wanted: Mapping[str, object]) -> Scope:
    """The stretch and version that the form names."""
    since, until, version = wanted["dari"], wanted["sampai"], str(wanted["versi"])
    return Scope(
        found.institution_id,
        found.pk,
        int(version) if version else None,
        since if isinstance(since, date) else None,
        until if isinstance(until, date) else None,
    )


def _tabs(wanted: Mapping[str, object]) -> list[Tab]:
    kept = {name: value.isoformat() if isinstance(value, date) else str(value or "") for name, value in wanted.items()}
    return [Tab(name, str(label), f"?{urlencode({**kept, 'menurut': name})}") for name, (label, _key) in GROUPS.items()]


def shown(scope: Scope, group: str) -> dict[str, object]:
    """Everything the page shows of a scope."""
    entries = conformance.entries(scope)
    names, again, over = Names.of(scope.procedure_id), conformance.rounds(scope), conformance.ends(scope)
    found = grouped(entries, group, names)
    return {
        "summary": _summary(entries),
        "versions": sorted(conformance.case_counts(scope).items()),
        "used": tables.used(found, group, names),
        "used_picture": pictures.used(found, group, names),
        "went": tables.went(found, group, names),
        "went_picture": pictures.went(found, group, names),
        "heat": tables.heat(entries, names),
        "rounds": tables.rounds(again, names),
        "rounds_picture": pictures.rounds(again, names),
        "running": over.running,
        "ended": tables.ended(over, names),
        "ended_picture": pictures.ended(over, names),
    }


def _summary(entries: list[Entered]) -> dict[str, str]:
    """Entries, share in time and lag of all steps together; empty without an entry."""
    if not entries:
        return {}
    whole = Figure((), entries)
    return {
        "n": words.number(whole.n),
        "in_time": words.in_time(whole),
        "waited": words.minutes(whole.waited_sum),
        "lag": words.lag(whole.lag.median),
        "lag_p90": words.lag(whole.lag.p90),
    }
