"""The stamp duty of agreements that were signed outside: stated by a step or by hand, and asked for by the archive."""

from __future__ import annotations

from collections.abc import Mapping

from simpul.core.procedures.acting import Acting, Deed
from simpul.core.signing.models import Original, RoundState, SigningRound, StampDuty
from simpul.features.agreements.chosen import template_in
from simpul.features.agreements.models import Agreement, DutyStatement
from simpul.rules.procedure.agreement_words import DUTY_COUNT, DUTY_GROUND, DUTY_HOW, DUTY_NUMBERS
from simpul.rules.refusals import N_, Refusal
from simpul.rules.stamp_duty import STAMPED, Stated, Way, stated

_ROLES = frozenset({DUTY_HOW, DUTY_NUMBERS, DUTY_COUNT, DUTY_GROUND})


def signed_here(agreement: Agreement) -> bool:
    """Whether it was signed in a signing room, which sees to the duty itself."""
    if agreement.case_id is None:
        return False
    return SigningRound.objects.filter(case_id=agreement.case_id, state=RoundState.COMPLETE).exists()


def owes(agreement: Agreement) -> bool:
    """Whether somebody must say how the duty was paid: it was recorded as signed outside, and its text is of a sort on
    which duty is owed. What was signed before the institution worked here is asked nothing."""
    if agreement.case_id is None or signed_here(agreement):
        return False
    return not template_in(agreement.request).no_duty


def statement_of(agreement: Agreement) -> DutyStatement | None:
    """What was stated, if anything was."""
    return DutyStatement.objects.filter(agreement=agreement).select_related("stated_by").first()


def state(acting: Deed, agreement: Agreement, given: Stated) -> DutyStatement:
    """Keep what was said, in the place of what was said before. Raises Refusal TTD-145 (a number of another one)."""
    _check_new(agreement, given)
    row, _ = DutyStatement.objects.update_or_create(
        agreement=agreement,
        defaults={
            "way": given.way.value, "numbers": list(given.numbers), "originals": given.originals,
            "ground": given.ground, "stated_at": acting.at, "stated_by_id": acting.user_id,
        },
    )  # fmt: skip
    acting.told |= {"duty": given.way.value, "stamps": list(given.numbers), "stamped": given.originals}
    return row


def _check_new(agreement: Agreement, given: Stated) -> None:
    """A stamp is used once: its number stands on no other agreement of the institution."""
    if given.way not in STAMPED or not given.numbers:
        return
    others = DutyStatement.objects.filter(agreement__institution_id=agreement.institution_id, way=given.way.value)
    stated_ones = others.exclude(agreement=agreement).values_list("numbers", flat=True)
    if set(given.numbers) & {number for numbers in stated_ones for number in numbers} or _in_a_room(agreement, given):
        raise Refusal(
            "TTD-145", N_("One of these numbers stands on another agreement already. Look at the stamps again.")
        )


def _in_a_room(agreement: Agreement, given: Stated) -> bool:
    mine = {"round__institution_id": agreement.institution_id}
    if given.way is Way.ELECTRONIC:
        return StampDuty.objects.filter(**mine, serial__in=given.numbers).exists()
    papers = Original.objects.filter(**mine).exclude(round__state=RoundState.VOID)
    return any(papers.filter(meterai__iexact=number).exists() for number in given.numbers)


def state_from_step(acting: Acting, agreement: Agreement) -> None:
    """What the fields of the step say of it; a step that has no such field says nothing.

    "Not yet" is an answer too: nothing is stated then, and the archive asks.
    """
    if acting.task is None:
        return
    fields = acting.procedure.by_id[acting.task.step].fields
    told = {field.role: str(acting.data.get(field.id, "")).strip() for field in fields if field.role in _ROLES}
    if told.get(DUTY_HOW) in set(Way):
        state(acting, agreement, _stated(told, agreement))


def _stated(told: Mapping[str, str], agreement: Agreement) -> Stated:
    count = told.get(DUTY_COUNT, "")
    return stated(
        Way(told[DUTY_HOW]), numbers=told.get(DUTY_NUMBERS, ""), count=int(count) if count.isdecimal() else None,
        ground=told.get(DUTY_GROUND, ""), parties=parties_of(agreement),
    )  # fmt: skip


def parties_of(agreement: Agreement) -> int:
    """How many originals owe where nothing else was agreed: each party gets one (article 9)."""
    return agreement.request.parties.count()


def take_back(case_id: int) -> None:
    """The step that recorded the agreement is taken back, and what it said of the duty with it."""
    DutyStatement.objects.filter(agreement__case_id=case_id).delete()


def settle_in_archive(acting: Acting, agreement: Agreement) -> None:
    """What the archiving step says of it, else what was said before.

    Raises Refusal TTD-140: an official may not keep a document of whose duty nothing is known (article 21).
    """
    if not owes(agreement):
        return
    state_from_step(acting, agreement)
    if statement_of(agreement) is None:
        raise Refusal(
            "TTD-140",
            N_(
                "It is not stated how the stamp duty of this agreement was paid, and an official may not keep it so "
                "(UU 10/2020 article 21). State it on the page of the agreement: the numbers of the stamps or of the "
                "receipts, or why nothing is owed."
            ),
        )
