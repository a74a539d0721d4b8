"""5a, drafting: the step is done when this round has a draft without holes and the required papers are in."""

from __future__ import annotations

from simpul.core.procedures.acting import Acting
from simpul.core.procedures.rows import NewOutput
from simpul.features.agreements.models import Draft
from simpul.features.agreements.models_drafting import Side
from simpul.features.agreements.own_text import check_whole
from simpul.features.agreements.requests import papers_lacking
from simpul.features.agreements.workbenches.sheets import request_of, wanted
from simpul.rules.refusals import N_, Refusal


def make(acting: Acting) -> None:
    """The draft made in this task becomes the output. Raises Refusal TGS-60, TGS-61, TGS-62 or TGS-67."""
    assert acting.task is not None
    request = request_of(acting)
    if papers_lacking(request):
        raise Refusal(
            "TGS-61",
            N_("The draft cannot be handed over yet: required papers of the partner are missing. Ask for them first."),
        )
    draft = Draft.objects.filter(task_id=acting.task.id, side=Side.HOST).order_by("-number").first()
    if draft is None or draft.docx is None:
        raise Refusal("TGS-60", N_("Make a draft in this round first, then hand it over."))
    check_whole(request, draft)
    acting.told["draft"] = draft.number
    acting.made += [NewOutput(output, file_id=draft.docx.pk) for output in wanted(acting)]
