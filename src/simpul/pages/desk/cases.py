"""`/meja/perkara/`: every case of the institution, to look one up by ticket or partner; reading needs no lane."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from simpul.core.directory.officers import Officer
from simpul.core.procedures.loaded import readable
from simpul.core.procedures.models import Case, CaseStatus
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.case_head import STATUS_WORDS
from simpul.pages.desk.frame import desk_page
from simpul.pages.shell.navigation import PageLinks

_SIZE = 50


@officer_required
def cases(request: HttpRequest, officer: Officer) -> HttpResponse:
    """Newest first; paged by the last row."""
    search, status = request.GET.get("q", "").strip()[:100], request.GET.get("status", "")
    rows = Case.objects.filter(institution_id=officer.institution_id)
    if search:
        rows = rows.filter(Q(ticket__icontains=search) | Q(title__icontains=search))
    if status in CaseStatus.values:
        rows = rows.filter(status=status)
    before = request.GET.get("sebelum", "")
    if before.isdecimal():
        rows = rows.filter(pk__lt=int(before[:18]))
    found = list(rows.order_by("-pk")[: _SIZE + 1])
    kept: dict[str, str] = {name: value for name, value in (("q", search), ("status", status)) if value}
    more = f"?{urlencode({**kept, 'sebelum': str(found[_SIZE - 1].pk)})}" if len(found) > _SIZE else ""
    context = {
        "rows": [(case, STATUS_WORDS[case.status], steps_now(case)) for case in found[:_SIZE]],
        "search": search,
        "status": status,
        "statuses": [(value, words) for value, (_kind, words) in STATUS_WORDS.items()],
        "page": PageLinks(more, f"?{urlencode(kept)}" if before else ""),
    }
    return desk_page(request, officer, "desk/cases.html", context, current="/meja/perkara/")


def steps_now(case: Case) -> str:
    """The titles of the open steps."""
    procedure = readable(case.procedure_version_id)
    if procedure is None:
        return _("The procedure of this case cannot be read any more")
    return ", ".join(procedure.by_id[step].title for step, *_rest in case.state.get("open", ()))
