"""`/meja/arsip/terjaga/`: international agreements, what is owed to the national archive about each, and until when."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from simpul.core.directory.models import Institution
from simpul.core.directory.officers import Officer, today_in
from simpul.features.agreements.guarded import duties
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.archive import HERE
from simpul.pages.desk.frame import desk_page
from simpul.pages.shell.navigation import Crumb


@require_safe
@officer_required
def guarded(request: HttpRequest, officer: Officer) -> HttpResponse:
    """The most urgent first."""
    today = today_in(Institution.objects.get(pk=officer.institution_id))
    rows = [(duty, duty.is_late(today)) for duty in duties(officer.institution_id)]
    context = {"rows": rows, "late": sum(late for _duty, late in rows)}
    crumbs = (Crumb(_("Archive"), HERE), Crumb(_("Arsip terjaga")))
    return desk_page(request, officer, "desk/guarded.html", context, current=HERE, crumbs=crumbs)
