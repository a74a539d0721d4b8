"""What the pages of the text share: the request behind a case, the frame, and their addresses."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.officers import Officer
from simpul.features.agreements.destroying import destruction_of
from simpul.features.agreements.models import Request
from simpul.pages.desk.case_head import CaseView, pos_of
from simpul.pages.desk.frame import desk_page
from simpul.pages.shell.navigation import Crumb
from simpul.rules.refusals import N_, Gone


def request_for(view: CaseView) -> Request:
    """The request of a case; 404 for a case of another kind. Raises Gone ARS-81 where its words were destroyed."""
    found = Request.objects.select_related("institution").filter(case_id=view.case.pk).first()
    if found is None:
        raise Http404
    gone = destruction_of(view.case.pk)
    if gone is not None and gone.done_at is not None:
        raise Gone(
            "ARS-81", N_("The texts of this case were destroyed on %(day)s by the minutes %(number)s."),
            day=calendar_for(found.institution_id).local(gone.done_at).date(), number=gone.number,
        )  # fmt: skip
    return found


def text_page(
    request: HttpRequest,
    officer: Officer,
    view: CaseView,
    template: str,
    context: Mapping[str, object],
    title: str,
    status: int = 200,
) -> HttpResponse:
    """A page of the text in the desk's frame, with the way back to the case."""
    crumbs = (
        Crumb(_("Worklist"), "/meja/"),
        Crumb(view.case.ticket, reverse("desk:case", args=[view.case.slug])),
        Crumb(title),
    )
    shown = {"view": view, "case": view.case, "pos": pos_of(view), "page_title": title, **context}
    return desk_page(request, officer, template, shown, crumbs=crumbs, status=status)
