"""The legal analyst's findings on a draft: a risk, the clause and a note per topic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from simpul.core.procedures.acting import Acting
from simpul.core.procedures.models import Task, TaskState
from simpul.features.agreements.models import Draft, Finding
from simpul.features.agreements.workbenches.legal import RISKS, TOPICS
from simpul.rules.procedure.model import Procedure
from simpul.rules.refusals import N_, Refusal

FORM = "telaah_hukum"
"""The form of the step in which a draft is analysed."""
# What an analyst asks of each topic; shown beside it.
QUESTIONS: Mapping[str, str] = {
    "kewenangan": N_("Do the signatories have the proof of authority that the text names?"),
    "objek": N_("Is the object lawful, and does the scope say what is done and what is not?"),
    "jangka_waktu": N_("Are beginning, end, extension and early termination settled?"),
    "biaya": N_("Is there a legal basis for every amount, and do billing and payment follow the PNBP rules?"),
    "kerahasiaan": N_("Who processes which personal data, for what, and what happens to it afterwards?"),
    "hki": N_("Who owns what the parties make together, and who may publish it?"),
    "perselisihan": N_("Are the steps in a dispute and the place of jurisdiction acceptable?"),
    "kahar": N_("Does it say what force majeure is, when it is to be notified and what follows?"),
    "pengakhiran": N_("Who may end it when, what remains to be done then, and what follows a breach?"),
    "meterai": N_("Is stamp duty settled for each original?"),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """On one topic: ``risk`` is a key of RISKS, ``clause`` the label of a clause ("Pasal 6 ayat (2)")."""

    risk: str
    note: str = ""
    clause: str = ""


def is_unread(draft: Draft, procedure: Procedure, case_id: int) -> bool:
    """Whether the procedure wants drafts analysed and none of its analyses came after this one was made."""
    steps = [step.id for step in procedure.steps if step.form == FORM]
    done = Task.objects.filter(case_id=case_id, step__in=steps, state=TaskState.DONE)
    return bool(steps) and not done.filter(completed_at__gte=draft.created_at).exists()


def findings_of(draft: Draft) -> dict[str, Verdict]:
    """The verdicts on a draft by topic."""
    return {f.topic: Verdict(f.risk, f.note, f.clause) for f in Finding.objects.filter(draft=draft)}


def suggested(draft: Draft) -> dict[str, Verdict]:
    """The verdicts on this draft, else those on the newest earlier one of ours that was judged."""
    own = findings_of(draft)
    if own:
        return own
    earlier = Draft.objects.filter(request_id=draft.request_id, number__lt=draft.number, findings__isnull=False)
    before = earlier.order_by("-number").first()
    return findings_of(before) if before is not None else {}


def faults(verdicts: Mapping[str, Verdict]) -> dict[str, Refusal]:
    """By topic: a risk that does not exist, or one above low without a word why."""
    found: dict[str, Refusal] = {}
    for topic, verdict in verdicts.items():
        if topic not in TOPICS or verdict.risk not in RISKS:
            found[topic] = Refusal("TGS-71", N_("Choose low, medium or high."))
        elif verdict.risk != "rendah" and not verdict.note.strip():
            found[topic] = Refusal("TGS-68", N_("Say what the risk is and what you propose."))
    return found


def record_findings(acting: Acting, draft: Draft, verdicts: Mapping[str, Verdict]) -> None:
    """Keep the verdicts; a topic that is judged again is replaced. Raises the first of ``faults``."""
    for fault in faults(verdicts).values():
        raise fault
    for topic, verdict in verdicts.items():
        values = {"risk": verdict.risk, "note": verdict.note.strip(), "clause": verdict.clause[:60]}
        Finding.objects.update_or_create(draft=draft, topic=topic, defaults=values)
    acting.told = {"draft": draft.number, "topics": {topic: verdict.risk for topic, verdict in verdicts.items()}}
