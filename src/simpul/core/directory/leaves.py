"""Leave: recorded, called off, and who is away on a day. What becomes of the tasks is the casework's."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from simpul.core.directory.models import Assignment, Institution, Leave, User
from simpul.core.directory.officers import Officer, assignments_on, today_in
from simpul.core.messages.actions import record
from simpul.lib import clock
from simpul.lib.actor import Actor
from simpul.rules.refusals import N_, NotAllowed, Refusal


def away_on(day: date) -> Q:
    """Leaves that hold on a day."""
    return Q(starts_on__lte=day, ends_on__gte=day, cancelled_at__isnull=True)


def leaves_of(institution: Institution) -> QuerySet[Leave]:
    """What runs or lies ahead, the soonest first."""
    rows = Leave.objects.filter(user__institution=institution, user__is_active=True, cancelled_at=None)
    running = rows.filter(ends_on__gte=today_in(institution)).select_related("user", "deputy")
    return running.order_by("starts_on", "user__full_name", "pk")


def away(institution_id: int, day: date) -> dict[int, Leave]:
    """Who of an institution is away on a day, by user id; the leave that ends last where two overlap."""
    rows = Leave.objects.filter(away_on(day), user__institution=institution_id).select_related("user", "deputy")
    return {row.user_id: row for row in rows.order_by("ends_on", "pk")}


def away_beside(officer: Officer, day: date) -> list[Leave]:
    """Who of the officer's own lanes, and of those below them, is away on a day; the officer too."""
    lanes = [*officer.lanes, *officer.commands]
    beside = Assignment.objects.filter(assignments_on(day), lane_id__in=lanes).values("user_id")
    rows = Leave.objects.filter(away_on(day), user_id__in=beside, user__is_active=True)
    return list(rows.select_related("user", "deputy").order_by("user__full_name", "pk"))


def takers(lane_id: int | None, unit_id: int | None, day: date, also: tuple[int, ...] = ()) -> QuerySet[User]:
    """Who may take a task of a lane on a day: stands in it (for its unit), or in one of ``also``; not who is away."""
    mine = Q(lane_id=lane_id)
    if unit_id is not None:
        mine &= Q(unit_id=None) | Q(unit_id=unit_id)
    placed = Assignment.objects.filter(assignments_on(day), mine | Q(lane_id__in=also))
    gone = Leave.objects.filter(away_on(day)).values("user_id")
    people = User.objects.filter(pk__in=placed.values("user_id"), is_active=True).exclude(pk__in=gone)
    return people.order_by("full_name", "pk")


def may_send_away(officer: Officer, user: User) -> bool:
    """An administrator of the institution; the lead of a lane in which the person stands, or who is above it."""
    if user.institution_id != officer.institution_id:
        return False
    if officer.is_admin:
        return True
    led = {lane.id for lane in officer.lanes.values() if lane.is_lead} | officer.commands
    assert user.institution is not None
    places = Assignment.objects.filter(assignments_on(today_in(user.institution)), user=user)
    return any(row.lane_id in led and _same_unit(officer, row) for row in places)


def _same_unit(officer: Officer, row: Assignment) -> bool:
    return row.lane_id in officer.commands or officer.holds(row.lane_id, row.unit_id)


@transaction.atomic
def record_leave(
    *, user: User, kind: str, deed: str, starts_on: date, ends_on: date, deputy: User | None, officer: Officer
) -> Leave:
    """Record a leave. Raises NotAllowed ORG-40, Refusal ORG-05, ORG-41 (overlaps), ORG-42 (the deputy)."""
    _allowed(officer, user)
    if ends_on < starts_on:
        raise Refusal(
            "ORG-05",
            N_("The last day %(last)s lies before the first day %(first)s."),
            first=starts_on,
            last=ends_on,
        )
    User.objects.select_for_update().get(pk=user.pk)
    if Leave.objects.filter(user=user, cancelled_at=None, starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
        raise Refusal("ORG-41", N_("%(name)s is away already on some of these days."), name=user.full_name)
    if deputy is not None and (
        deputy.pk == user.pk or deputy.institution_id != user.institution_id or not deputy.is_active
    ):
        raise Refusal("ORG-42", N_("Choose a colleague of the institution as deputy, not the person who is away."))
    row = Leave.objects.create(
        user=user, kind=kind, deed=deed, starts_on=starts_on, ends_on=ends_on, deputy=deputy,
        recorded_by_id=officer.user_id, recorded_at=clock.now(),
    )  # fmt: skip
    tell("leave.recorded", row, officer.actor(), deputy=deputy.pk if deputy else None)
    return row


@transaction.atomic
def call_off(*, leave: Leave, officer: Officer) -> None:
    """The person is back, or does not go: what lies ahead is cancelled, what runs ended yesterday. ORG-40, ORG-43."""
    row = Leave.objects.select_for_update(of=("self",)).select_related("user__institution").get(pk=leave.pk)
    _allowed(officer, row.user)
    assert row.user.institution is not None
    today = today_in(row.user.institution)
    if row.cancelled_at is not None or row.ends_on < today:
        raise Refusal("ORG-43", N_("This leave is over already."))
    if row.starts_on < today:
        row.ends_on = today - timedelta(days=1)
    else:
        row.cancelled_at = clock.now()
    row.save(update_fields=["ends_on", "cancelled_at"])
    tell("leave.called_off", row, officer.actor())


def _allowed(officer: Officer, user: User) -> None:
    if not may_send_away(officer, user):
        raise NotAllowed("ORG-40", N_("Only the lead of the team, its superior or an administrator records a leave."))


def tell(verb: str, row: Leave, by: Actor, **more: object) -> None:
    """On record without the kind: why somebody is away is nobody else's business."""
    facts = {"user": row.user_id, "leave": row.pk, "from": row.starts_on.isoformat(), "to": row.ends_on.isoformat()}
    record(institution_id=row.user.institution_id, verb=verb, by=by, facts={**facts, **more})
