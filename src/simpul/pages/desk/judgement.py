"""`/perkara/<slug>/telaah-hukum/temuan/<n>/`: what the judge found in a version, by weight, and the answers to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from simpul.casework import judging_acts, text_acts
from simpul.core.directory.officers import Officer
from simpul.core.procedures.models import Task
from simpul.features.agreements import judgement
from simpul.features.agreements.fitness import carried
from simpul.features.agreements.judgement import Reply
from simpul.features.agreements.models import Draft, Remark, Request
from simpul.features.agreements.models_drafting import Side
from simpul.features.agreements.partner_texts import read_text
from simpul.features.agreements.text_kinds import POSITIONS
from simpul.features.agreements.text_versions import newest_number
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.case_head import CaseView, load_case
from simpul.pages.desk.judged_case import JudgeForm, told
from simpul.pages.desk.judged_topics import judged_topics
from simpul.pages.desk.text_pages import request_for, text_page
from simpul.rules.agreement_text.judging.codes import CODES
from simpul.rules.agreement_text.judging.dossier import dossier
from simpul.rules.agreement_text.reading.text import ReadText
from simpul.rules.refusals import Refusal

LEVELS = {
    "wajib": ("late", gettext_lazy("Must be settled"),
              gettext_lazy("The step is finished only when each has an answer. With one that is accepted and not "
                           "mended the draft is not fit.")),
    "penting": ("due", gettext_lazy("Important"), gettext_lazy("Look at each; the lawyers decide.")),
    "saran": ("idle", gettext_lazy("Hints"), gettext_lazy("Good to know; nothing hangs on it.")),
}  # fmt: skip
THEIRS = gettext_lazy("Settle these with the partner before the text is taken over.")
ANSWERS = {
    "diterima": gettext_lazy("Accepted: it will be mended"),
    "diperbaiki": gettext_lazy("Mended"),
    "dikesampingkan": gettext_lazy("Overruled"),
}
CHIPS = {"diterima": "due", "diperbaiki": "ok", "dikesampingkan": "idle"}
SHOWN = 3  # clauses that are quoted with one finding


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause that a finding points at: its place, its words, and where to read it."""

    place: str
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """A finding with the answer as kept or as just entered."""

    remark: Remark
    name: str
    reason: str
    clauses: Sequence[Clause]
    more: int
    word: str
    note: str
    fault: str
    chip: str
    answered: str


def analyst_task(officer: Officer, view: CaseView) -> Task | None:
    """The open task in which this officer may answer findings."""
    return text_acts.task_for(officer, view.tasks, view.procedure, {text_acts.LEGAL})


def judging_task(officer: Officer, view: CaseView) -> Task | None:
    """The open task in which this officer may have a version judged."""
    return text_acts.task_for(officer, view.tasks, view.procedure, judging_acts.MAY_JUDGE)


@officer_required
def findings(request: HttpRequest, officer: Officer, slug: str, number: int) -> HttpResponse:
    """Read by every officer of the institution; answered by the lane of the analysts while its task is open."""
    view = load_case(officer, slug)
    draft = _version(request_for(view), number)
    if request.method != "POST":
        return _page(request, officer, view, draft)
    entered = _entered(request, draft)
    faults = {remark: say(fault) for remark, fault in judgement.faults(entered).items()}
    if faults:
        return _page(request, officer, view, draft, entered, faults)
    try:
        judging_acts.answer(case_id=view.case.pk, officer=officer, number=number, replies=entered)
    except Refusal as refusal:
        return _page(request, officer, view, draft, entered, error=say(refusal))
    messages.success(request, _("The answers are kept."))
    return redirect("desk:judgement", slug, number)


@require_POST
@officer_required
def judge(request: HttpRequest, officer: Officer, slug: str, number: int) -> HttpResponse:
    """Judge a version, or judge it anew after a value of the case changed, by the same positions."""
    view = load_case(officer, slug)
    draft = _version(request_for(view), number)
    form = JudgeForm(request_for(view), request.POST)
    if not form.is_valid():
        return _page(request, officer, view, draft, judging=form)
    try:
        judging_acts.judge(case_id=view.case.pk, officer=officer, number=number, above=form.given)
    except Refusal as refusal:
        form.add_error("mou_sumber" if refusal.code == "NSK-06" else None, say(refusal))
        return _page(request, officer, view, draft, judging=form)
    messages.success(request, _("The version was judged."))
    return redirect("desk:judgement", slug, number)


def _version(asked: Request, number: int) -> Draft:
    draft = Draft.objects.filter(request=asked, number=number).first()
    if draft is None:
        raise Http404
    return draft


def _entered(request: HttpRequest, draft: Draft) -> dict[int, Reply]:
    """What was answered in the form; a finding without an answer and without a word is left open."""
    known = Remark.objects.filter(draft=draft).values_list("pk", flat=True)
    found = {
        pk: Reply(request.POST.get(f"jawaban-{pk}", ""), request.POST.get(f"alasan-{pk}", "")[:4000]) for pk in known
    }
    return {pk: reply for pk, reply in found.items() if reply.word or reply.note.strip()}


def _page(
    request: HttpRequest,
    officer: Officer,
    view: CaseView,
    draft: Draft,
    entered: Mapping[int, Reply] | None = None,
    faults: Mapping[int, str] | None = None,
    error: str = "",
    judging: JudgeForm | None = None,
) -> HttpResponse:
    asked = request_for(view)
    judged, text = judgement.judgement_of(draft), read_text(draft)
    clauses = _clauses(view, draft, text)
    rows = _rows(draft, clauses, entered or {}, faults or {})
    versions = Draft.objects.filter(request=asked).order_by("number")
    context = {
        "draft": draft, "judged": judged, "text": text, "groups": _groups(rows, draft), "answers": ANSWERS,
        "error": error,
        "task": analyst_task(officer, view), "may_judge": judging_task(officer, view) is not None,
        "summary": [{"id": f"temuan-{r.remark.pk}", "label": r.remark.code, "text": r.fault} for r in rows if r.fault],
        "topics": judged_topics(judged, clauses), "versions": versions,
        "left": judgement.open_remarks(draft), "despite": carried(draft),
        "unanswered": any(not row.remark.answer for row in rows),
        "judging": judging or JudgeForm(asked), "told": told(asked),
        "theirs": draft.side == Side.PARTNER,
        "newer": newest_number(asked.institution_id, POSITIONS) if judged else 0,
    }  # fmt: skip
    status = 422 if faults or error or judging is not None else 200
    return text_page(request, officer, view, "desk/judgement.html", context, _("Findings of the judge"), status)


def _groups(rows: Sequence[Row], draft: Draft) -> list[dict[str, object]]:
    """The findings by level, the weightiest first; a level without any is left out."""
    groups = []
    for level, (chip, name, about) in LEVELS.items():
        own = [row for row in rows if row.remark.level == level]
        if own:
            left = sum(not row.remark.answer for row in own)
            groups.append(
                {
                    "id": level,
                    "chip": chip,
                    "name": name,
                    "about": THEIRS if level == judgement.HIGHEST and draft.side == Side.PARTNER else about,
                    "rows": own,
                    "left": left,
                }
            )
    return groups


def _clauses(view: CaseView, draft: Draft, text: ReadText | None) -> dict[str, Clause]:
    """Every clause by its ref. Ours is read at its article of the draft, a partner's where it is compared."""
    if text is None:
        return {}
    theirs = draft.side == Side.PARTNER
    name, arguments = ("partner_text", [draft.number]) if theirs else ("drafting", [])
    page = reverse(f"desk:{name}", args=[view.case.slug, *arguments])
    found = {}
    for passage in dossier(text).passages:
        if theirs:
            anchor = f"#klausul-{passage.ref}"
        else:
            anchor = f"#pasal-{text.articles[passage.article].ref}" if passage.article >= 0 else ""
        found[passage.ref] = Clause(passage.place, passage.text, page + anchor)
    return found


def _rows(
    draft: Draft, clauses: Mapping[str, Clause], entered: Mapping[int, Reply], faults: Mapping[int, str]
) -> list[Row]:
    remarks = Remark.objects.filter(draft=draft).select_related("answered_by")
    return [_row(remark, clauses, entered.get(remark.pk), faults.get(remark.pk, "")) for remark in remarks]


def _row(remark: Remark, clauses: Mapping[str, Clause], entered: Reply | None, fault: str) -> Row:
    places = zip(remark.refs[:SHOWN], remark.places, strict=False)
    known = CODES.get(remark.code)
    return Row(
        remark=remark,
        name=_(known.name) if known else remark.code,
        reason=_(remark.reason) % remark.params,
        clauses=[clauses.get(ref, Clause(place, "", "")) for ref, place in places],
        more=len(remark.refs) - SHOWN,
        word=entered.word if entered else remark.answer,
        note=entered.note if entered else remark.note,
        fault=fault,
        chip=CHIPS.get(remark.answer, "idle"),
        answered=str(ANSWERS.get(remark.answer, "")),
    )
