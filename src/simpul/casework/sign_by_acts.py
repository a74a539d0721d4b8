"""The last day to sign: moved with a reason, recalled once before it, and told once after it has passed."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import F, Q, QuerySet

from simpul.casework.cases import act_on_case
from simpul.casework.signing_rounds import check_room, need_reason
from simpul.core.directory.officers import Officer
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.models import Case, CaseStatus
from simpul.core.signing.models import RoundState, SigningRound
from simpul.features.agreements.models import Agreement
from simpul.features.agreements.partner_turn import signing_standing
from simpul.features.agreements.sign_by import ROOM, checked, is_near, set_day, today_of
from simpul.features.agreements.signing_plan import awaited, newest_round
from simpul.features.agreements.workbenches.sheets import request_of
from simpul.lib.actor import SYSTEM
from simpul.lib.one_by_one import one_by_one
from simpul.rules.refusals import N_, Conflict

_MESSAGES = {"near": "batas_tanda_tangan_dekat", "past": "batas_tanda_tangan_lewat"}


def move_sign_by(*, case_id: int, officer: Officer, by: date, reason: str) -> None:
    """Give another last day to sign, also after the old one has passed; who is awaited is told.

    Raises Refusal TTD-38 without a reason, TTD-120 for a day that is none, Conflict TTD-34, NotAllowed TTD-37.
    """
    need_reason(reason)

    def change(acting: Acting) -> None:
        check_room(acting, officer, {ROOM})
        signing = newest_round(acting.case.id)
        if signing is None or signing.state != RoundState.OPEN:
            raise Conflict("TTD-34", N_("This signature is not asked for any more. Open the case again."))
        agreement = Agreement.objects.get(case_id=acting.case.id)
        before, today = agreement.sign_by, today_of(agreement)
        assert agreement.sign_date is not None
        set_day(agreement, checked(by, on=agreement.sign_date, today=today), today)
        agreement.save(update_fields=["sign_by", "sign_by_near", "sign_by_past"])
        acting.facts["penanda_belum"] = awaited(signing, request_of(acting))
        acting.reason = reason
        acting.told = {
            "round": signing.number, "sign_by": by.isoformat(), "before": before.isoformat() if before else ""
        }  # fmt: skip
        acting.payload = {"messages": ["batas_tanda_tangan_diubah"], "signing_round": signing.pk}

    act_on_case(case_id=case_id, verb="signing.sign_by", by=officer.actor(), change=change)


def tell_sign_by() -> int:
    """Remind who is awaited some days before, tell who runs the signing after; once each for one day. How many acts.

    Raises PartsFailed where one could not be told; the others are.
    """
    return sum(one_by_one("last day to sign", list(_waiting().values_list("pk", flat=True)), _tell))


def _waiting() -> QuerySet[Agreement]:
    unsigned = SigningRound.objects.filter(state=RoundState.OPEN, signers__signed_at=None).values("case_id")
    open_ = Agreement.objects.filter(case_id__in=unsigned, case__status=CaseStatus.RUNNING, sign_by__isnull=False)
    # What was told of this very day already is not looked at again.
    return open_.filter(Q(sign_by_past=None) | ~Q(sign_by_past=F("sign_by"))).order_by("pk")


@transaction.atomic
def _tell(number: int) -> bool:
    """The case is locked first, as everywhere: of two workers one finds that it has been told."""
    case_id = Agreement.objects.values_list("case_id", flat=True).get(pk=number)
    assert case_id is not None
    Case.objects.select_for_update().only("pk").get(pk=case_id)
    agreement, signing = Agreement.objects.get(pk=number), newest_round(case_id)
    due = _due(agreement)
    if not due or signing is None or signing.state != RoundState.OPEN:
        return False

    def change(acting: Acting) -> None:
        assert agreement.sign_by is not None
        setattr(agreement, f"sign_by_{due}", agreement.sign_by)
        agreement.save(update_fields=[f"sign_by_{due}"])
        acting.facts["penanda_belum"] = awaited(signing, request_of(acting))
        acting.told = {"round": signing.number, "sign_by": agreement.sign_by.isoformat()}
        acting.payload = {"messages": [_MESSAGES[due]], "signing_round": signing.pk}

    act_on_case(case_id=case_id, verb=f"signing.sign_by_{due}", by=SYSTEM, change=change)
    return True


def _due(agreement: Agreement) -> str:
    """What is to be told now: "past", "near" while somebody is asked to sign, or nothing."""
    today = today_of(agreement)
    assert agreement.sign_by is not None
    assert agreement.case_id is not None
    if today > agreement.sign_by:
        return "past" if agreement.sign_by_past != agreement.sign_by else ""
    if agreement.sign_by_near == agreement.sign_by or not is_near(agreement, today):
        return ""
    return "near" if signing_standing(agreement.case_id).awaited else ""
