"""`/meja/kalender/`: the days by which due dates are counted; everybody reads, administrators edit with the decree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from simpul.casework.recompute import Changed, change_calendar
from simpul.core.directory.calendars import calendar_of_version, current_version
from simpul.core.directory.models import CalendarVersion, Institution
from simpul.core.directory.officers import Officer, today_in
from simpul.lib.national_calendar import national_calendar
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.calendar_forms import KINDS, YearForm
from simpul.pages.desk.frame import desk_page
from simpul.pages.desk.people import changes
from simpul.pages.shell.navigation import Crumb
from simpul.rules.refusals import Refusal
from simpul.rules.working_time import Calendar, DayOff

HERE = "/meja/kalender/"
_AROUND = 3
_REMIND_FROM = 10  # October: the decree on the coming year is usually out by then


@dataclass(frozen=True, slots=True)
class Seen:
    """The calendar as it stands, with the version an edit is based on."""

    institution: Institution
    version: CalendarVersion | None
    calendar: Calendar
    today: date

    @property
    def years(self) -> list[int]:
        """The years worth a look: three before the present one, three after it."""
        return [each.year for each in self.calendar.years if abs(each.year - self.today.year) <= _AROUND]

    @property
    def addable(self) -> int:
        """The first year that is not covered, when it comes near; else 0."""
        after = self.calendar.years[-1].year + 1
        return after if after - self.today.year <= _AROUND else 0

    @property
    def unconfirmed_next(self) -> int:
        """The coming year, from October on, as long as no decree has been entered for it; else 0."""
        coming = self.today.year + 1
        entered = any(row.year == coming and row.confirmed for row in self.calendar.years)
        return coming if self.today.month >= _REMIND_FROM and not entered else 0


def _seen(officer: Officer) -> Seen:
    institution = Institution.objects.get(pk=officer.institution_id)
    version, zone = current_version(institution.pk), institution.zone
    calendar = calendar_of_version(version.pk, zone) if version else national_calendar(zone)
    return Seen(institution, version, calendar, today_in(institution))


@officer_required
def calendar(request: HttpRequest, officer: Officer, year: int = 0) -> HttpResponse:
    """One year: its decrees, its days off, its Ramadan."""
    seen = _seen(officer)
    shown = year or seen.today.year
    row = next((each for each in seen.calendar.years if each.year == shown), None)
    if row is None:
        raise Http404
    context = {
        "seen": seen,
        "row": row,
        "years": seen.years,
        "addable": seen.addable,
        "days": [(entry, KINDS[entry.kind], _counts(seen.calendar, entry)) for entry in _days(seen.calendar, shown)],
        "ramadan": [span for span in seen.calendar.ramadan if shown in (span.first.year, span.last.year)],
    }
    return desk_page(request, officer, "desk/calendar.html", context, current=HERE)


@officer_required
def edit(request: HttpRequest, officer: Officer, year: int) -> HttpResponse:
    """Enter a year, or correct it; open due dates move with it."""
    changes(officer)
    seen = _seen(officer)
    if not seen.calendar.years[0].year <= year <= seen.calendar.years[-1].year + 1:
        raise Http404
    number = seen.version.pk if seen.version else None
    form = YearForm(year, request.POST) if request.method == "POST" else YearForm.of(year, seen.calendar, number)
    if form.is_bound and form.is_valid():
        try:
            messages.success(request, _said(_save(officer, form)))
            return redirect("desk:calendar_year", year)
        except Refusal as refusal:
            form.add_error(None, say(refusal))
    steps = [Crumb(_("Calendar"), HERE), Crumb(str(year))]
    context, status = {"form": form, "year": year}, 422 if form.errors else 200
    return desk_page(request, officer, "desk/calendar_edit.html", context, current=HERE, crumbs=steps, status=status)


def _save(officer: Officer, form: YearForm) -> Changed:
    return change_calendar(
        institution_id=officer.institution_id,
        change=form.change(),
        based_on=form.cleaned_data["based_on"],
        note=form.cleaned_data["note"],
        by=officer.actor(),
    )


def _said(changed: Changed) -> str:
    return _("Version %(number)s of the calendar is in force. Due dates moved: %(tasks)s, in %(cases)s cases.") % {
        "number": changed.version.number, "tasks": changed.tasks, "cases": changed.cases,
    }  # fmt: skip


def _days(calendar: Calendar, year: int) -> list[DayOff]:
    return [entry for entry in calendar.days if entry.day.year == year]


def _counts(calendar: Calendar, entry: DayOff) -> bool:
    """False for a day that changes nothing: a weekend, or joint leave that is worked here."""
    return entry.day.weekday() in calendar.hours.weekdays and calendar.off.get(entry.day) == entry
