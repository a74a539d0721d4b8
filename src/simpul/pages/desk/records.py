"""`/perkara/<slug>/catatan/`: what every completed step recorded, on the screen and on paper."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from simpul.core.directory.models import Institution
from simpul.core.directory.officers import Officer
from simpul.core.procedures.printed import paper_of
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.case_head import case_tab, load_case
from simpul.pages.desk.frame import desk_page
from simpul.pages.desk.recorded import records_of


@officer_required
def records(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """In the order in which the steps were completed."""
    view = load_case(officer, slug)
    return case_tab(request, officer, view, "records", {"records": records_of(view, officer)})


@officer_required
def records_print(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """The same on the institution's paper."""
    view = load_case(officer, slug)
    context = {
        "view": view,
        "records": records_of(view, officer),
        "paper": paper_of(Institution.objects.get(pk=officer.institution_id)),
        "back_url": reverse("desk:records", args=[slug]),
    }
    return desk_page(request, officer, "desk/records_print.html", context)
