"""The tab "Draf": the versions of the text from both sides, as a ladder and as a list."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.officers import Officer
from simpul.features.agreements.models import Draft
from simpul.features.agreements.partner_texts import is_scan
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.case_head import case_tab, load_case
from simpul.pages.shell import formats
from simpul.rules.pictures.thread import Version, ladder


@officer_required
def drafts(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """Every version with who wrote it, when, what changed, and its files."""
    view = load_case(officer, slug)
    rows = Draft.objects.filter(request__case_id=view.case.pk).select_related("docx", "pdf", "created_by")
    versions = list(rows.order_by("number"))
    calendar = calendar_for(officer.institution_id)
    rungs = [_rung(draft, formats.tanggal_pendek(calendar.local(draft.created_at).date())) for draft in versions]
    picture = ladder(rungs) if rungs else ""
    return case_tab(request, officer, view, "drafts", {"versions": list(reversed(versions)), "picture": picture})


def _unsaid(draft: Draft) -> str:
    """What a version is where nobody said what it changes."""
    if draft.side == "lembaga":
        return _("first version")
    return _("scan") if is_scan(draft) else _("own text")


def _rung(draft: Draft, day: str) -> Version:
    ours = draft.side == "lembaga"
    changed = len(draft.changed_articles)
    change = draft.summary or (_("%(number)s articles changed") % {"number": changed} if changed else _unsaid(draft))
    file = draft.docx or draft.pdf
    return Version(draft.number, _("We") if ours else _("Partner"), day, change, file.sha256[:8] if file else "", ours)
