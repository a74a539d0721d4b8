"""Letters to those who run a signing where it rests on them: stamp duty is owed, or originals still lack something.

Each round is told of once for each of the two. That the last day to sign has passed is told by ``sign_by_acts``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery

from simpul.casework.cases import act_on_case
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.models import Case, CaseStatus
from simpul.core.signing.models import RoundState, SigningRound
from simpul.features.agreements.models import Agreement
from simpul.features.agreements.room_asks import everybody_signed
from simpul.features.agreements.sign_by import late
from simpul.features.agreements.stamp_duty import owed
from simpul.lib import clock
from simpul.lib.actor import SYSTEM
from simpul.lib.one_by_one import one_by_one

BY_ITSELF = timedelta(minutes=10)
"""So long a service has time to put the stamps on before anybody is told that they are owed."""


@dataclass(frozen=True, slots=True)
class _Letter:
    """``marked``: the field of the round that keeps when it was told."""

    marked: str
    verb: str
    message: str


_DUTY = _Letter("duty_told_at", "signing.duty_owed", "meterai_terutang")
_ORIGINALS = _Letter("originals_told_at", "signing.originals_lack", "asli_belum_lengkap")


def tell_rooms() -> int:
    """Tell what is to be told of the rounds as they stand; answers of how many. Raises PartsFailed where one failed."""
    owing = SigningRound.objects.filter(_owing(), duty_told_at=None)
    lacking = _with_last_day().filter(_lacking(), originals_told_at=None)
    parts = [(_DUTY, key) for key in owing.order_by("pk").values_list("pk", flat=True)]
    parts += [(_ORIGINALS, key) for key in lacking.order_by("pk").values_list("pk", flat=True)]
    return sum(one_by_one("signing room", parts, lambda part: _tell(*part)))


def _owing() -> Q:
    return Q(state=RoundState.OPEN, created_at__lt=clock.now() - BY_ITSELF) & _runs() & owed()


def _lacking() -> Q:
    """Roughly past its day: the institution's own clock decides under the lock."""
    tomorrow = clock.now().date() + timedelta(days=1)
    return everybody_signed() & _runs() & Q(last_day__lt=tomorrow)


def _runs() -> Q:
    return Q(case_id__in=Case.objects.filter(status=CaseStatus.RUNNING).values("pk"))


def _with_last_day() -> QuerySet[SigningRound]:
    last = Agreement.objects.filter(case_id=OuterRef("case_id")).values("sign_by")[:1]
    return SigningRound.objects.annotate(last_day=Subquery(last))


@transaction.atomic
def _tell(letter: _Letter, number: int) -> bool:
    """The case is locked first, as everywhere: of two workers one finds that it has been told."""
    case_id = SigningRound.objects.values_list("case_id", flat=True).get(pk=number)
    Case.objects.select_for_update().only("pk").get(pk=case_id)
    still = _owing() if letter is _DUTY else _lacking()
    signing = _with_last_day().filter(still, pk=number, **{letter.marked: None}).first()
    if signing is None or (letter is _ORIGINALS and not late(Agreement.objects.get(case_id=case_id))):
        return False

    def change(acting: Acting) -> None:
        SigningRound.objects.filter(pk=number).update(**{letter.marked: acting.at})
        acting.told = {"round": signing.number}
        acting.payload = {"messages": [letter.message], "signing_round": number}

    act_on_case(case_id=case_id, verb=letter.verb, by=SYSTEM, change=change)
    return True
