"""5b, legal analysis: a risk and a note per topic, and an answer to what the judge found, on our newest draft."""

from __future__ import annotations

from collections.abc import Mapping

from simpul.core.procedures.acting import Acting
from simpul.features.agreements import judgement
from simpul.features.agreements.fitness import carried, check_fit
from simpul.features.agreements.models import Finding
from simpul.features.agreements.negotiation import our_latest
from simpul.features.agreements.workbenches.sheets import request_of
from simpul.rules.agreement_text.judging.topics import TOPICS
from simpul.rules.procedure.decisions import goes_back
from simpul.rules.refusals import N_, Refusal

__all__ = ["RISKS", "TOPICS", "make"]

RISKS: Mapping[str, str] = {"rendah": N_("Low"), "sedang": N_("Medium"), "tinggi": N_("High")}


def make(acting: Acting) -> None:
    """Every topic has a risk, and every finding of the highest level an answer; where the draft goes on, nothing known
    speaks against it unsaid. Raises Refusal TGS-50, 63 or 78, NSK-40 or 41."""
    draft = our_latest(request_of(acting))
    if draft is None:
        raise Refusal("TGS-50", N_("There is no draft yet that could be offered. Make one first."))
    judged = set(Finding.objects.filter(draft=draft).values_list("topic", flat=True))
    open_topics = [label for topic, label in TOPICS.items() if topic not in judged]
    if open_topics:
        raise Refusal(
            "TGS-63", N_("%(count)s topics have no risk yet. Judge every topic, then finish."), count=len(open_topics)
        )
    if judgement.judgement_of(draft) is None:
        judgement.judge_draft(draft, at=acting.at, user_id=acting.user_id)
    unanswered = judgement.open_remarks(draft)
    if unanswered:
        raise Refusal(
            "TGS-78",
            N_("%(count)s findings that must be settled have no answer yet. Open the findings and answer each."),
            count=unanswered,
        )
    if acting.task is not None and not goes_back(
        acting.procedure, acting.procedure.by_id[acting.task.step], acting.outcome
    ):
        despite = carried(draft)
        check_fit(despite, acting.note)
        if despite.speaks_against:
            acting.told["despite"] = {"findings": list(despite.weighed), "topics": list(despite.topics)}
            acting.reason = acting.note[:500]
    acting.told["draft"] = draft.number
    acting.told["findings"] = len(judged)
