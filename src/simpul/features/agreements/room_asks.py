"""What a signing room asks of those who run the signing before anybody can go on: one look for one room or for all.

The room itself, the worklist and the letters read it here, so that they never say different things.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery

from simpul.core.procedures.models import Task, TaskState
from simpul.core.signing.models import (
    LEFT_OVER,
    AttemptState,
    DutyState,
    Mode,
    ReturnedFile,
    RoundState,
    ServiceAttempt,
    Signer,
    SignerState,
    SigningRound,
    StampDuty,
)
from simpul.features.agreements.models import Agreement
from simpul.features.agreements.sign_by import passed
from simpul.features.agreements.signing_plan import UNDECIDED
from simpul.features.agreements.stamp_duty import owed


class Ask(StrEnum):
    """What is to be seen to, the most pressing first."""

    ROUND = "putaran"
    LATE = "lewat"
    REFUSED = "ditolak"
    RETURNED = "kembali"
    COMPARE = "banding"
    UNSURE = "belum_pasti"
    DUTY = "meterai"
    ORIGINALS = "asli"
    LEFT_OVER = "sisa"

    @property
    def in_room(self) -> bool:
        """Whether it is asked only while the case stands at its signing; money that was spent is asked about always."""
        return self is not Ask.LEFT_OVER


@dataclass(frozen=True, slots=True)
class Asked:
    """What one case asks, in the order of :class:`Ask`; ``sign_by``: its last day to sign, if it has one."""

    case_id: int
    asks: tuple[Ask, ...]
    sign_by: date | None


def everybody_signed() -> Q:
    """The open rounds in wet ink that everybody has signed: had no original lacked anything, they would be over."""
    return Q(state=RoundState.OPEN, mode=Mode.WET) & ~Q(Exists(_signers(signed_at=None)))


def asked_by(rounds: QuerySet[SigningRound], today: date) -> list[Asked]:
    """What the cases of these rounds ask; nothing of those that ask nothing. ``today`` by the institution's clock."""
    flags = _flags()
    columns = {_column(ask): ExpressionWrapper(on, output_field=BooleanField()) for ask, on in flags.items()}
    last = Agreement.objects.filter(case_id=OuterRef("case_id")).values("sign_by")[:1]
    shown = Q(state=RoundState.OPEN) | flags[Ask.ROUND] | flags[Ask.LEFT_OVER]
    found = rounds.filter(shown).annotate(last_day=Subquery(last), **columns)
    rows = list(found.order_by("case_id", "number").values("case_id", "last_day", *columns))
    late = passed((row["case_id"] for row in rows), today) if rows else frozenset[int]()
    asks: dict[int, set[Ask]] = {}
    days: dict[int, date | None] = {}
    for row in rows:
        days[row["case_id"]] = row["last_day"]
        asks.setdefault(row["case_id"], set()).update(ask for ask in flags if row[_column(ask)])
    return [_in_order(case, asks[case], case in late, days[case]) for case in asks if asks[case] or case in late]


def _column(ask: Ask) -> str:
    return f"asks_{ask.name.lower()}"


def _in_order(case_id: int, asks: Collection[Ask], late: bool, sign_by: date | None) -> Asked:
    return Asked(case_id, tuple(ask for ask in Ask if ask in asks or (late and ask is Ask.LATE)), sign_by)


def asked_in(institution_id: int, today: date) -> list[Asked]:
    """Of a whole institution."""
    return asked_by(SigningRound.objects.filter(institution_id=institution_id), today)


def asked_of(case_id: int, today: date) -> tuple[Ask, ...]:
    """Of one case."""
    found = asked_by(SigningRound.objects.filter(case_id=case_id), today)
    return found[0].asks if found else ()


def _signers(**which: object) -> QuerySet[Signer]:
    return Signer.objects.filter(round=OuterRef("pk"), **which)


def _flags() -> Mapping[Ask, Q]:
    """For each but the last day to sign: which rounds ask it."""
    opened, void = Q(state=RoundState.OPEN), Q(state=RoundState.VOID)
    running = Task.objects.filter(case_id=OuterRef("case_id"), state=TaskState.OPEN)
    later = SigningRound.objects.filter(case_id=OuterRef("case_id"), number__gt=OuterRef("number"))
    returned = ReturnedFile.objects.filter(UNDECIDED, signer__round=OuterRef("pk"))
    attempts = ServiceAttempt.objects.filter(signer__round=OuterRef("pk"))
    # A purchase of which nobody knows has its incident; before that its answer may be on its way.
    kept = StampDuty.objects.filter(round=OuterRef("pk"), state__in=LEFT_OVER)
    kept = kept.exclude(state=DutyState.ASKED, incident="")
    return {
        Ask.ROUND: void & ~Q(Exists(later)) & Q(Exists(running)),
        Ask.REFUSED: opened & Q(Exists(_signers(state=SignerState.REFUSED))),
        Ask.RETURNED: opened & Q(Exists(returned)),
        Ask.COMPARE: opened & Q(Exists(attempts.filter(state=AttemptState.BLOCKED))),
        Ask.UNSURE: opened & Q(Exists(attempts.filter(state=AttemptState.UNSURE, answer=None))),
        Ask.DUTY: opened & owed(),
        Ask.ORIGINALS: everybody_signed(),
        Ask.LEFT_OVER: void & Q(Exists(kept)),
    }
