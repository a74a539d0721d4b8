"""`/perkara/<slug>/naskah-mitra/<n>/`: the partner's version against ours, and what of it we take over."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from simpul.casework import counter_texts, text_acts
from simpul.core.directory.officers import Officer
from simpul.core.documents.faces.docx_tracked import tracked_docx
from simpul.core.procedures.models import Task
from simpul.features.agreements.drafting import DOCX, text_of
from simpul.features.agreements.models import Draft, Request
from simpul.features.agreements.models_drafting import Side
from simpul.features.agreements.negotiation import our_latest
from simpul.features.agreements.taking import Standing, standing_of, with_ours
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.case_head import CaseView, load_case
from simpul.pages.desk.compare import Compared
from simpul.pages.desk.drafting import next_number
from simpul.pages.desk.judged_short import judged_short
from simpul.pages.desk.partner_file import file_of
from simpul.pages.desk.partner_notes import NoteForm, notes_of, scan_of
from simpul.pages.desk.partner_own import own_paper_of
from simpul.pages.desk.partner_rows import Given, questions_of, rows_of
from simpul.pages.desk.partner_whole import whole_of
from simpul.pages.desk.text_pages import request_for, text_page
from simpul.rules.refusals import Refusal


@officer_required
def partner_text(request: HttpRequest, officer: Officer, slug: str, number: int) -> HttpResponse:
    """Read by every officer of the institution; decided by the lane that drafts or talks."""
    return _page(request, officer, load_case(officer, slug), number)


@require_POST
@officer_required
def answer(request: HttpRequest, officer: Officer, slug: str, number: int) -> HttpResponse:
    """Which doubtful clause is which."""
    view = load_case(officer, slug)
    said = {name.removeprefix("sama-"): str(value) for name, value in request.POST.items() if name.startswith("sama-")}
    answers = {ref: "" if value == "baru" else value for ref, value in said.items() if value}
    try:
        counter_texts.answer_doubts(case_id=view.case.pk, officer=officer, number=number, answers=answers)
    except Refusal as refusal:
        return _page(request, officer, view, number, error=say(refusal), said=said)
    messages.success(request, _("Your answer is kept. The comparison follows it."))
    return redirect("desk:partner_text", slug, number)


@require_POST
@officer_required
def decide(request: HttpRequest, officer: Officer, slug: str, number: int) -> HttpResponse:
    """Accepted and refused changes become the next version."""
    view = load_case(officer, slug)
    given = Given.of(request)
    if "pasal" in request.POST:  # all of one article is ticked; nothing is made yet
        return _page(request, officer, view, number, given=given)
    try:
        made = counter_texts.take_changes(
            case_id=view.case.pk, officer=officer, number=number, decisions=given.decisions, words=given.other_words
        )
    except Refusal as refusal:
        return _page(request, officer, view, number, error=say(refusal), given=given)
    accepted = sum(given.decisions.values())
    told = ngettext(
        "Version %(made)s is made with %(count)s change of the partner.",
        "Version %(made)s is made with %(count)s changes of the partner.", accepted,
    )  # fmt: skip
    messages.success(request, told % {"made": made, "count": accepted})
    return redirect("desk:negotiation", slug)


@officer_required
def note(request: HttpRequest, officer: Officer, slug: str, number: int) -> HttpResponse:
    """POST: a manual note about one article, or about the whole of a scan."""
    view = load_case(officer, slug)
    theirs = _theirs(request_for(view), number)
    standing, scan = standing_of(theirs), scan_of(theirs)
    if standing is None:
        raise Http404
    form = NoteForm(standing.kept.base, len(scan.pages) if scan else 0, request.POST or None)
    if not form.is_valid():
        return _page(request, officer, view, number, noting=form)
    given = form.cleaned_data
    try:
        counter_texts.note(
            case_id=view.case.pk, officer=officer, number=number, text=given["note"], article=given["article"],
            page=given.get("page") or 0,
        )  # fmt: skip
    except Refusal as refusal:
        return _page(request, officer, view, number, noting=form, error=say(refusal))
    messages.success(request, _("The note is kept."))
    return redirect("desk:partner_text", slug, number)


@officer_required
def tracked(request: HttpRequest, officer: Officer, slug: str, number: int) -> HttpResponse:
    """The partner's changes as real tracked changes of our version, to be opened in a word processor."""
    view = load_case(officer, slug)
    asked = request_for(view)
    standing = standing_of(_theirs(asked, number))
    base = text_of(standing.kept.base) if standing is not None else None
    if standing is None or standing.compared is None or base is None:
        raise Http404
    theirs = standing.kept.draft
    data = tracked_docx(
        base, standing.compared, author=asked.partner_name, changed_at=theirs.created_at, at=theirs.created_at,
        paper="f4" if asked.institution.paper == "f4" else "a4", demo=asked.institution.is_demo,
        mark=_mark(standing, number),
        base_version=str(standing.kept.base.number),
    )  # fmt: skip
    response = HttpResponse(data, content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="Lacak perubahan {view.case.ticket} versi {number}.docx"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _mark(standing: Standing, number: int) -> str:
    """What stands on every page of the file."""
    exchanged = ", sebutan para pihak ditukar" if standing.compared is not None and standing.compared.turned else ""
    return f"Versi {standing.kept.base.number} dengan perubahan versi {number}{exchanged}"


def deciding_task(officer: Officer, view: CaseView) -> Task | None:
    """The open task in which this officer may decide on the partner's changes."""
    return text_acts.task_for(officer, view.tasks, view.procedure, counter_texts.STEPS)


def _theirs(asked: Request, number: int) -> Draft:
    drafts = Draft.objects.filter(request=asked, side=Side.PARTNER, number=number)
    found = drafts.select_related("docx", "pdf", "created_by").first()
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest,
    officer: Officer,
    view: CaseView,
    number: int,
    *,
    error: str = "",
    given: Given | None = None,
    noting: NoteForm | None = None,
    said: Mapping[str, str] | None = None,
) -> HttpResponse:
    """``said``: answers to doubtful clauses that were refused."""
    asked, task = request_for(view), deciding_task(officer, view)
    theirs, newest = _theirs(asked, number), our_latest(asked)
    standing = standing_of(theirs)
    if standing is None:
        raise Http404
    standing = with_ours(standing, newest) if newest is not None else standing
    rows, scan = rows_of(standing, given), scan_of(theirs)
    notes = NoteForm(standing.kept.base, len(scan.pages) if scan else 0)
    context = {
        "asked": asked, "draft": theirs, "standing": standing, "task": task, "error": error, "rows": rows,
        "compared": Compared(standing.kept.base, theirs, standing.compared), "file": file_of(theirs),
        "questions": questions_of(standing.compared, said) if standing.compared is not None else [],
        "decidable": sum(not row.bar and not row.by_values for row in rows),
        "noting": noting or notes, "noted": notes_of(standing.kept), "scan": scan,
        "next_number": next_number(asked), "newest": newest, "conflicts": sum(bool(row.ours) for row in rows),
        "one_sided": sum(bool(row.twin.only) for row in rows),
        "own_paper": own_paper_of(standing),
        "judged_short": judged_short(theirs), "whole": whole_of(standing) if task and rows else None,
    }  # fmt: skip
    title = _("The partner's version %(number)s") % {"number": number}
    status = 422 if error or noting is not None else 200
    return text_page(request, officer, view, "desk/partner_text.html", context, title, status)
