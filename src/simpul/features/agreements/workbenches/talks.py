"""6, talks: what both sides agreed to is the newest draft of ours that the partner was offered."""

from __future__ import annotations

from simpul.core.procedures.acting import Acting
from simpul.core.procedures.rows import NewOutput
from simpul.features.agreements.analysis import is_unread
from simpul.features.agreements.drafting import assembled, changed_articles
from simpul.features.agreements.models import Draft, Request
from simpul.features.agreements.models_drafting import Side
from simpul.features.agreements.workbenches.sheets import request_of, wanted
from simpul.rules.refusals import N_, Refusal


def make(acting: Acting) -> None:
    """The agreed draft as a file; the partner's answer is no longer waited for.

    Raises Refusal TGS-50 (no draft), TGS-64 (no agreement on record), TGS-65 (values changed after the draft), TGS-121
    (made after the last legal analysis, as a version is that takes over what the partner proposed).
    """
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
    if outputs and is_unread(draft, acting.procedure, acting.case.id):
        raise Refusal(
            "TGS-121",
            N_(
                "Version %(number)s was made after the legal analysis, so nobody has analysed it. Choose that the text "
                "changes: it then goes through drafting and analysis once more before it is agreed."
            ),
            number=draft.number,
        )
    if outputs:
        _check_unchanged(draft, request)
    acting.facts["tanggapan_mitra_ditunggu"] = False
    acting.told["draft"] = draft.number
    acting.made += [NewOutput(output, file_id=draft.docx.pk) for output in outputs]


def _check_unchanged(draft: Draft, request: Request) -> None:
    """What is signed is what was agreed: the values still make the text of the draft."""
    changed = changed_articles(draft, assembled(request).text)
    if changed:
        raise Refusal(
            "TGS-65",
            N_(
                "Values changed after draft %(number)s, so %(parts)s would be signed in other words than agreed. Set "
                "them back, or choose that the text changes and make a new draft."
            ),
            number=draft.number,
            parts=", ".join(str(part["label"]) for part in changed[:5]),
        )
