"""5a, drafting: how far the text is, and why it cannot be handed over yet."""

from __future__ import annotations

from django.utils.translation import gettext as _

from simpul.core.directory.officers import Officer
from simpul.core.procedures.models import Case, Task
from simpul.features.agreements.models import Finding, PartnerAnswer, Request
from simpul.pages.desk.drafting import Standing, next_number, standing_of
from simpul.pages.desk.workbenches.telaah import told
from simpul.rules.procedure.model import Step


def context(officer: Officer, case: Case, task: Task, step: Step) -> dict[str, object]:
    """The standing of the text, and in a later round what sent it back."""
    asked = Request.objects.select_related("institution").get(case=case)
    state = standing_of(case.slug, asked)
    made_here = state.draft is not None and state.draft.task_id == task.pk
    return {
        "state": state,
        "number": next_number(asked),
        "made_here": made_here,
        "why_not": why_not(state, made_here),
        "slug": case.slug,
        **(_sent_back(case, asked) if task.round > 1 else {}),
    }


def why_not(state: Standing, made_here: bool) -> str:
    """The first thing that keeps the draft from being handed over; empty when nothing does."""
    if state.papers:
        return _("Required papers of the partner are still awaited.")
    if state.places:
        return _("Values are still missing in the text.")
    if not made_here:
        return _("Make a draft in this round first.")
    return "" if state.current else _("Values have changed since the last version. Make the draft again.")


def _sent_back(case: Case, asked: Request) -> dict[str, object]:
    """What a new round has to answer: the partner's wishes and the analyst's findings above low."""
    answer = PartnerAnswer.objects.filter(draft__request=asked, agreed=False).order_by("-answered_at", "-pk").first()
    findings = Finding.objects.filter(draft__request=asked).exclude(risk="rendah").order_by("-draft__number", "pk")
    before = case.tasks.filter(state="done").exclude(note="").order_by("-completed_at").first()
    return {
        "wishes": answer, "findings": list(findings[:7]), "note": before.note if before is not None else "",
        "before": told(case, ("telaah_hukum", "perundingan"))[:1],
    }  # fmt: skip
