"""D6, `/perkara/<slug>/telaah-hukum/`: a risk and a note per topic, beside what differs between the versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.casework import text_acts
from simpul.core.directory.officers import Officer
from simpul.core.procedures.models import Task
from simpul.features.agreements import analysis, judgement
from simpul.features.agreements.comparison import places_of
from simpul.features.agreements.drafting import assembled, text_of
from simpul.features.agreements.fitness import carried
from simpul.features.agreements.models import Draft
from simpul.features.agreements.negotiation import our_latest
from simpul.features.agreements.workbenches.legal import RISKS, TOPICS
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.case_head import CaseView, load_case
from simpul.pages.desk.compare import compared
from simpul.pages.desk.departures import departures
from simpul.pages.desk.text_pages import request_for, text_page
from simpul.rules.refusals import Refusal

CHIPS = {"rendah": "ok", "sedang": "due", "tinggi": "late"}
RISK_WORDS = {
    "rendah": gettext_lazy("Low risk"), "sedang": gettext_lazy("Medium risk"), "tinggi": gettext_lazy("High risk"),
}  # fmt: skip


def topics(verdicts: Mapping[str, analysis.Verdict], faults: Mapping[str, str]) -> list[dict[str, object]]:
    """One line per topic with what was judged."""
    return [
        {
            "id": topic, "label": _(label), "question": _(analysis.QUESTIONS[topic]), "verdict": verdicts.get(topic),
            "chip": CHIPS.get(verdicts[topic].risk, "idle") if topic in verdicts else "idle",
            "risk": RISK_WORDS.get(verdicts[topic].risk, "") if topic in verdicts else "",
            "fault": faults.get(topic, ""),
        }
        for topic, label in TOPICS.items()
    ]  # fmt: skip


def legal_task(officer: Officer, view: CaseView) -> Task | None:
    """The open task in which this officer may judge the draft."""
    return text_acts.task_for(officer, view.tasks, view.procedure, {text_acts.LEGAL})


@officer_required
def legal(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """Read for every officer of the institution; judged by the lane of the analysts while its task is open."""
    view = load_case(officer, slug)
    if request.method != "POST":
        return _page(request, officer, view)
    entered = _entered(request)
    faults = {topic: say(fault) for topic, fault in analysis.faults(entered).items()}
    if faults:
        return _page(request, officer, view, entered, faults)
    try:
        text_acts.record_findings(case_id=view.case.pk, officer=officer, verdicts=entered)
    except Refusal as refusal:
        return _page(request, officer, view, entered, error=say(refusal))
    messages.success(request, _("The findings are kept."))
    return redirect("desk:legal", slug)


def _entered(request: HttpRequest) -> dict[str, analysis.Verdict]:
    """What was judged in the form; a topic without a risk and without a word is left open."""
    found = {
        topic: analysis.Verdict(
            request.POST.get(f"risiko-{topic}", ""),
            request.POST.get(f"catatan-{topic}", "")[:4000],
            request.POST.get(f"pasal-{topic}", "")[:60],
        )
        for topic in TOPICS
    }
    return {topic: verdict for topic, verdict in found.items() if verdict.risk or verdict.note.strip()}


def _page(
    request: HttpRequest,
    officer: Officer,
    view: CaseView,
    entered: Mapping[str, analysis.Verdict] | None = None,
    faults: Mapping[str, str] | None = None,
    error: str = "",
) -> HttpResponse:
    asked = request_for(view)
    draft, task = our_latest(asked), legal_task(officer, view)
    judged = analysis.findings_of(draft) if draft else {}
    shown = entered if entered is not None else (analysis.suggested(draft) if draft else {})
    lines = topics(shown if task else judged, faults or {})
    context = {
        "draft": draft, "task": task, "topics": lines, "error": error, "summary": _summary(lines),
        "judged": len(judged), "total": len(TOPICS), "complete": len(judged) == len(TOPICS),
        "open": [topic for topic in topics(judged, {}) if topic["verdict"] is None],
        "carried": entered is None and not judged and bool(shown), "clauses": _clauses(draft),
        "risks": {key: _(word) for key, word in RISKS.items()}, "compared": compared(asked),
        "departures": departures(view.case.slug, asked, assembled(asked).text) if draft else [],
        "remarks": draft.remarks.count() if draft else 0, "unsettled": judgement.open_remarks(draft) if draft else 0,
        "despite": carried(draft) if draft else None,
    }  # fmt: skip
    status = 422 if faults or error else 200
    return text_page(request, officer, view, "desk/legal.html", context, _("Legal analysis"), status)


def _summary(lines: Sequence[Mapping[str, object]]) -> list[dict[str, object]]:
    """Every fault as a link to its topic."""
    return [{"id": f"risiko-{o['id']}", "label": o["label"], "text": o["fault"]} for o in lines if o["fault"]]


def _clauses(draft: Draft | None) -> list[str]:
    """The labels of the clauses, offered while the analyst types."""
    text = text_of(draft) if draft is not None else None
    return places_of(text) if text is not None else []
