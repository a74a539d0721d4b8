"""`/meja/nomor/baru/`, `/meja/nomor/<kode>/ubah/`: a series of numbers, with the number that it would give out next."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from simpul.casework.number_acts import add_series, change_series, check_keeper, set_aside, today, void_number
from simpul.core.directory.models import Institution
from simpul.core.directory.officers import Officer
from simpul.features.agreements.models import IssuedNumber, NumberSeries
from simpul.features.agreements.series import example_of
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.frame import desk_page
from simpul.pages.desk.numbers import HERE, series_page
from simpul.pages.desk.series_forms import ReasonForm, SeriesForm
from simpul.pages.shell.navigation import Crumb
from simpul.rules.numbering import TOKENS
from simpul.rules.refusals import Conflict, NotAllowed, Refusal

EXAMPLE = "contoh"
USUAL = "{seq:3}/{jenis}/{unit}/{bulan_romawi}/{tahun}"


def series_for(officer: Officer, code: str) -> NumberSeries:
    """A series of the officer's own institution; any other does not exist (404)."""
    return get_object_or_404(NumberSeries, institution_id=officer.institution_id, code=code)


@officer_required
def add(request: HttpRequest, officer: Officer) -> HttpResponseBase:
    """A new series."""
    check_keeper(officer)
    house = Institution.objects.get(pk=officer.institution_id)
    return _edit(request, officer, NumberSeries(institution=house, pattern=USUAL, unit_code=house.letter_code))


@officer_required
def edit(request: HttpRequest, officer: Officer, code: str) -> HttpResponseBase:
    """Change how the numbers to come are written; those that were given out stay as they are."""
    check_keeper(officer)
    return _edit(request, officer, series_for(officer, code))


def _edit(request: HttpRequest, officer: Officer, series: NumberSeries) -> HttpResponseBase:
    sent = request.method == "POST"
    form = SeriesForm(series, today(officer).year, request.POST if sent else None)
    asks = EXAMPLE in request.POST
    if asks and request.accepts("application/json") and not request.accepts("text/html"):
        return JsonResponse({"said": _example(officer, form)})
    if sent and not asks and form.is_valid():
        try:
            return _keep(request, officer, series, form)
        except (Conflict, NotAllowed):
            raise
        except Refusal as refusal:
            form.add_error(None, say(refusal))
    context = {"form": form, "series": series, "example": _example(officer, form), "tokens": _tokens()}
    crumbs = (Crumb(_("Numbers"), HERE), Crumb(series.name or _("Add a series")))
    status = 422 if sent and form.errors else 200
    return desk_page(request, officer, "desk/series_edit.html", context, current=HERE, crumbs=crumbs, status=status)


def _keep(request: HttpRequest, officer: Officer, series: NumberSeries, form: SeriesForm) -> HttpResponse:
    if series.pk:
        change_series(officer, series, form.facts())
    else:
        series = add_series(officer, form.asked())
    messages.success(request, _("The series is kept. Numbers that were given out stay as they were written."))
    return redirect("desk:series", series.code)


def _example(officer: Officer, form: SeriesForm) -> str:
    """The next number as the entries would write it, or the first thing that is wrong with them."""
    if "pattern" in form.errors:
        return str(form.errors["pattern"][0])
    try:
        return example_of(form.asked() if form.is_bound else form.series, today(officer))
    except Refusal as refusal:
        return say(refusal)


def _tokens() -> list[tuple[str, str]]:
    return [(f"{{{name}}}", _(meaning)) for name, meaning in TOKENS.items()]


@require_POST
@officer_required
def skip(request: HttpRequest, officer: Officer, code: str) -> HttpResponse:
    """The next number becomes a hole: used on paper, or stamped by mistake."""
    found, form = series_for(officer, code), ReasonForm(request.POST)
    check_keeper(officer)
    if not form.is_valid():
        return series_page(request, officer, found, form)
    taken = set_aside(officer, found, form.cleaned_data["reason"])
    messages.success(request, _("%(number)s is recorded as void.") % {"number": taken.number})
    return redirect("desk:series", found.code)


@require_POST
@officer_required
def void(request: HttpRequest, officer: Officer, code: str, number_id: int) -> HttpResponse:
    """A number that no agreement bears becomes a hole."""
    number = get_object_or_404(IssuedNumber, pk=number_id, series=series_for(officer, code))
    reason = request.POST.get("reason", "").strip()[:300]
    try:
        void_number(officer, number.pk, reason)
    except (Conflict, NotAllowed):
        raise
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, _("%(number)s is recorded as void.") % {"number": number.number})
    return redirect("desk:series", code)
