"""6, talks: what both sides agreed to is the newest draft of ours that the partner was offered."""

from __future__ import annotations

from simpul.core.procedures.acting import Acting
from simpul.core.procedures.rows import NewOutput
from simpul.features.agreements.models import Draft
from simpul.features.agreements.models_drafting import Side
from simpul.features.agreements.workbenches.sheets import request_of, wanted
from simpul.rules.refusals import N_, Refusal


def make(acting: Acting) -> None:
    """The agreed draft as a file; the partner's answer is no longer waited for. Raises Refusal TGS-64 or TGS-65."""
    request = request_of(acting)
    draft = Draft.objects.filter(request=request, side=Side.HOST).order_by("-number").first()
    if draft is None or draft.docx is None:
        raise Refusal("TGS-50", N_("There is no draft yet that could be offered. Make one first."))
    answer = draft.answers.order_by("-answered_at", "-pk").first()
    outputs = wanted(acting)
    if outputs and (answer is None or not answer.agreed):
        raise Refusal(
            "TGS-64",
            N_("The partner has not agreed to draft %(number)s yet. Record the answer with its channel first."),
            number=draft.number,
        )
    acting.facts["tanggapan_mitra_ditunggu"] = False
    acting.told["draft"] = draft.number
    acting.made += [NewOutput(output, file_id=draft.docx.pk) for output in outputs]
