"""Acts on what the judge found: judging a version anew, and answering its findings. Each one act, one audit event."""

from __future__ import annotations

from collections.abc import Mapping

from simpul.casework.text_acts import DRAFTING, LEGAL, TALKS, act_on_text
from simpul.core.directory.officers import Officer
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.locked import OpenTask
from simpul.features.agreements import judgement, memorandum
from simpul.features.agreements.memorandum import Given
from simpul.features.agreements.models import Draft, Request
from simpul.rules.refusals import N_, Conflict

MAY_JUDGE = frozenset({DRAFTING, LEGAL, TALKS})
"""The steps whose officers may have a version judged; only the analysts answer."""


def judge(*, case_id: int, officer: Officer, number: int, above: Given | None = None) -> None:
    """Judge version ``number`` of either side anew. Raises TGS-04, TGS-70, TGS-86, TGS-88, or as ``memorandum.keep``.

    ``above``: what stands above the agreement, kept with the case; None leaves what is kept.
    """

    def change(acting: Acting, request: Request, task: OpenTask) -> None:
        draft = _version(request, number)
        if above is not None:
            memorandum.keep(request, above)
        judgement.judge_draft(draft, at=acting.at, user_id=acting.user_id)
        acting.told = {"draft": draft.number, "findings": judgement.counts(draft)}

    act_on_text(case_id, officer, "draft.judged", MAY_JUDGE, change)


def answer(*, case_id: int, officer: Officer, number: int, replies: Mapping[int, judgement.Reply]) -> None:
    """What the analyst says to findings on version ``number``. Raises TGS-04, TGS-70, 79, 85, 87 or 88."""

    def change(acting: Acting, request: Request, task: OpenTask) -> None:
        draft = _version(request, number)
        changed = judgement.answer(draft, replies, at=acting.at, user_id=acting.user_id)
        acting.told = {"draft": draft.number, "answers": [[remark.code, remark.answer] for remark in changed]}

    act_on_text(case_id, officer, "remarks.answered", {LEGAL}, change)


def _version(request: Request, number: int) -> Draft:
    draft = Draft.objects.filter(request=request, number=number).first()
    if draft is None:
        raise Conflict("TGS-88", N_("There is no version %(number)s in this case."), number=number)
    return draft
