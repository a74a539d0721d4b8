"""Acts on a text that the partner sent back: recognise its clauses, take its changes over, note what cannot be read.

Allowed to the officers of the lane whose drafting or talks are open; each is one act and one audit event.
"""

from __future__ import annotations

from collections.abc import Mapping

from simpul.casework.text_acts import DRAFTING, TALKS, act_on_text
from simpul.core.directory.officers import Officer
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.locked import OpenTask
from simpul.features.agreements import judgement, partner_texts, taking, taking_whole
from simpul.features.agreements.models import Draft, PartnerText, Request
from simpul.features.agreements.models_drafting import Side
from simpul.rules.refusals import N_, Refusal

STEPS = frozenset({DRAFTING, TALKS})


def answer_doubts(*, case_id: int, officer: Officer, number: int, answers: Mapping[str, str]) -> None:
    """``answers``: ref of a clause of theirs -> id of ours, empty for a new one. Raises TGS-112 to TGS-114."""

    def change(acting: Acting, request: Request, task: OpenTask) -> None:
        taking.answer_doubts(acting, _theirs(request, number), answers)

    act_on_text(case_id, officer, "clauses.recognised", STEPS, change)


def take_changes(
    *, case_id: int, officer: Officer, number: int, decisions: Mapping[str, bool], words: Mapping[str, str]
) -> int:
    """The next version of ours with what is accepted; returns its number. Raises TGS-112, TGS-115, TGS-116, TGS-118.

    ``words``: what the other of two languages says where only one was changed, empty where it stays.
    """
    made: list[int] = []

    def change(acting: Acting, request: Request, task: OpenTask) -> None:
        draft = taking.take_changes(acting, request, task.id, _theirs(request, number), decisions, words)
        made.append(_judged(acting, draft))

    act_on_text(case_id, officer, "changes.taken", STEPS, change)
    return made[0]


def take_whole(*, case_id: int, officer: Officer, number: int, confirmed: bool) -> int:
    """The partner's file as a whole becomes the next version of ours; returns its number.

    Raises TGS-112, TGS-116, TGS-122 where it was not understood as a whole, TGS-123 unconfirmed.
    """
    made: list[int] = []

    def change(acting: Acting, request: Request, task: OpenTask) -> None:
        theirs = _theirs(request, number)
        made.append(_judged(acting, taking_whole.take_whole(acting, request, task.id, theirs, confirmed=confirmed)))

    act_on_text(case_id, officer, "partner_text.taken_whole", STEPS, change)
    return made[0]


def note(*, case_id: int, officer: Officer, number: int, text: str, article: str = "", page: int = 0) -> None:
    """What an officer read in a scan, or in a file that cannot be compared; kept beside what was noted before.

    Raises TGS-119 for an article that our base version does not have, TGS-120 for a note that stands there already.
    """

    def change(acting: Acting, request: Request, task: OpenTask) -> None:
        theirs = _theirs(request, number)
        kept = partner_texts.note(
            PartnerText.objects.select_related("base").get(draft=theirs), text=text, article=article, page=page,
            user_id=acting.user_id, at=acting.at,
        )  # fmt: skip
        acting.told = {"draft": theirs.number, "article": kept.article, "page": kept.page}

    act_on_text(case_id, officer, "partner_text.noted", STEPS, change)


def _judged(acting: Acting, draft: Draft) -> int:
    """The number of a draft of ours; it is judged at once, like every other one."""
    judgement.judge_draft(draft, at=acting.at, user_id=acting.user_id)
    acting.told |= {"findings": judgement.counts(draft)}
    return draft.number


def _theirs(request: Request, number: int) -> Draft:
    draft = Draft.objects.filter(request=request, side=Side.PARTNER, number=number).first()
    if draft is None:
        raise Refusal("TGS-117", N_("There is no version %(number)s of the partner."), number=number)
    return draft
