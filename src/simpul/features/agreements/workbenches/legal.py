"""5b, legal analysis: a risk and a note per topic, on our newest draft."""

from __future__ import annotations

from collections.abc import Mapping

from simpul.core.procedures.acting import Acting
from simpul.features.agreements.models import Finding
from simpul.features.agreements.negotiation import our_latest
from simpul.features.agreements.workbenches.sheets import request_of
from simpul.rules.refusals import N_, Refusal

# Topics in the order in which an analyst reads an agreement.
TOPICS: Mapping[str, str] = {
    "kewenangan": N_("Authority of the parties"),
    "objek": N_("Object and scope"),
    "jangka_waktu": N_("Term"),
    "biaya": N_("Cost and PNBP basis"),
    "kerahasiaan": N_("Confidentiality and personal data"),
    "perselisihan": N_("Settlement of disputes"),
    "kahar": N_("Force majeure"),
}
RISKS: Mapping[str, str] = {"rendah": N_("Low"), "sedang": N_("Medium"), "tinggi": N_("High")}


def make(acting: Acting) -> None:
    """Every topic must have been judged on the draft at hand. Raises Refusal TGS-63."""
    draft = our_latest(request_of(acting))
    if draft is None:
        raise Refusal("TGS-50", N_("There is no draft yet that could be offered. Make one first."))
    judged = set(Finding.objects.filter(draft=draft).values_list("topic", flat=True))
    open_topics = [label for topic, label in TOPICS.items() if topic not in judged]
    if open_topics:
        raise Refusal(
            "TGS-63", N_("%(count)s topics have no risk yet. Judge every topic, then finish."), count=len(open_topics)
        )
    acting.told["draft"] = draft.number
    acting.told["findings"] = len(judged)
