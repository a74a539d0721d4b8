"""People and lanes: who joins, stands where from when to when, and leaves. Every act is recorded, nothing is erased."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from simpul.core.directory import signin_links
from simpul.core.directory.acting import Standing, judged
from simpul.core.directory.models import Assignment, Institution, User
from simpul.core.directory.officers import today_in
from simpul.core.directory.passwords import send_link
from simpul.core.messages.actions import record
from simpul.lib import clock
from simpul.lib.actor import Actor
from simpul.rules.plausible_days import FIRST_YEAR, is_plausible, last_year
from simpul.rules.refusals import N_, Refusal

FIELDS = ("full_name", "position", "phone", "staff_number", "is_admin", "is_inspector")


@transaction.atomic
def add_person(
    *, institution: Institution, email: str, values: Mapping[str, object], by: Actor, invite: bool = False
) -> User:
    """A new account without a password; ``invite`` mails the link by which it gets one.

    ``values``: any of ``FIELDS``. Raises Refusal ORG-01 when the address is in use already, in any institution.
    """
    user = User(institution=institution, email=email.strip().lower(), **{key: values[key] for key in values})
    user.set_unusable_password()
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        raise Refusal(
            "ORG-01", N_("The address %(email)s already belongs to somebody. Use another one."), email=user.email
        ) from None
    _record("person.added", user, by, {})
    if invite:
        send_link(user, invitation=True)
    return user


@transaction.atomic
def change_person(*, user: User, values: Mapping[str, object], by: Actor) -> list[str]:
    """Correct the details; returns the names of the fields that changed. Raises Refusal ORG-09 for the last admin."""
    changed = [name for name in FIELDS if name in values and values[name] != getattr(user, name)]
    if "is_admin" in changed and not values["is_admin"]:
        _another_admin(user)
    for name in changed:
        setattr(user, name, values[name])
    if changed:
        user.save(update_fields=changed)
        _record("person.changed", user, by, {"fields": changed})
    return changed


@transaction.atomic
def assign(*, user: User, standing: Standing, by: Actor) -> Assignment:
    """Put the person into a lane. Raises Refusal ORG-03 to ORG-06, ORG-13 to ORG-16 (see the sentences)."""
    _fits(user, standing)
    place = judged(user, standing)
    _free(user, place)
    row = Assignment.objects.create(
        user=user, lane=place.lane, unit=place.unit, basis=place.basis, deed=place.deed, is_lead=place.is_lead,
        starts_on=place.starts_on, ends_on=place.ends_on, stands_for=place.stands_for, post=place.post[:160],
    )  # fmt: skip
    _record("person.assigned", user, by, facts_of(row))
    return row


@transaction.atomic
def end_assignment(*, assignment: Assignment, last_day: date, by: Actor) -> None:
    """The person stands in the lane for the last time on ``last_day``. Raises Refusal ORG-05, ORG-07.

    A place that begins today or later and is to end before it begins was a mistake: it is struck out, and the log says
    what it was.
    """
    row = (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("user__institution", "lane", "unit")
        .get(pk=assignment.pk)
    )
    if row.ends_on is not None and row.ends_on <= last_day:
        raise Refusal("ORG-07", N_("This place in the lane already ends on %(day)s."), day=row.ends_on)
    assert row.user.institution is not None
    if last_day < row.starts_on and row.starts_on >= today_in(row.user.institution):
        _record("person.assignment_struck_out", row.user, by, facts_of(row))
        row.delete()
        return
    _in_order(row.starts_on, last_day)
    row.ends_on = last_day
    row.save(update_fields=["ends_on"])
    _record("person.assignment_ended", row.user, by, facts_of(row))


@transaction.atomic
def deactivate(*, user: User, by: Actor) -> None:
    """The person leaves today: every session and link is dead at once, every place in a lane ends yesterday.

    The account stays, because cases name it. Raises Refusal ORG-08 for oneself, ORG-09 for the last admin.
    """
    if by.kind == "user" and by.ref == str(user.pk):
        raise Refusal("ORG-08", N_("You cannot end your own account. Ask another administrator."))
    _another_admin(user)
    user.is_active = False
    user.is_admin = False
    user.set_unusable_password()  # a session is tied to the password, so this ends them all, for good
    user.save(update_fields=["is_active", "is_admin", "password"])
    signin_links.kill(user.pk)
    ended = _end_all(user)
    _record("person.deactivated", user, by, {"assignments": ended})


@transaction.atomic
def reactivate(*, user: User, by: Actor) -> None:
    """The person comes back: a mail with a link for a new password; places in lanes are given anew."""
    user.is_active = True
    user.save(update_fields=["is_active"])
    send_link(user, invitation=True)
    _record("person.reactivated", user, by, {})


def _end_all(user: User) -> list[int]:
    """What has begun ends yesterday (or today, if it began today); what lies ahead is struck out. The log names all."""
    assert user.institution is not None
    today = today_in(user.institution)
    running = Assignment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), user=user)
    ended = list(running.order_by("pk").values_list("pk", flat=True))
    running.filter(starts_on__gt=today).delete()
    for row in running.filter(starts_on__lte=today):
        row.ends_on = max(row.starts_on, today - timedelta(days=1))
        row.save(update_fields=["ends_on"])
    return ended


def _fits(user: User, standing: Standing) -> None:
    if standing.lane.institution_id != user.institution_id:
        raise Refusal("ORG-03", N_("The lane %(lane)s belongs to another institution."), lane=standing.lane.name)
    if not user.is_active:
        raise Refusal("ORG-06", N_("%(name)s has left. Bring the account back first."), name=user.full_name)
    check_days(standing)
    User.objects.select_for_update().get(pk=user.pk)


def check_days(standing: Standing) -> None:
    """Raises Refusal ORG-17 for a slip of the year, ORG-05 for days out of order."""
    for day in filter(None, (standing.starts_on, standing.ends_on)):
        _meant(day)
    if standing.ends_on is not None:
        _in_order(standing.starts_on, standing.ends_on)


def _free(user: User, standing: Standing) -> None:
    """Nobody stands in a lane twice at once, but for two units that share it."""
    clash = Assignment.objects.filter(user=user, lane=standing.lane).exclude(ends_on__lt=standing.starts_on)
    if standing.ends_on is not None:
        clash = clash.exclude(starts_on__gt=standing.ends_on)
    if standing.unit is not None:
        clash = clash.filter(Q(unit=None) | Q(unit=standing.unit))
    if clash.exists():
        raise Refusal(
            "ORG-04",
            N_(
                "%(name)s already stands in the lane %(lane)s on some of these days. End that first; a place entered "
                "by mistake that begins today or later is struck out by a last day before its first."
            ),
            name=user.full_name,
            lane=standing.lane.name,
        )


def _meant(day: date) -> None:
    """A spreadsheet or a command line brings any year."""
    today = clock.now().date()
    if not is_plausible(day, today):
        raise Refusal(
            "ORG-17", N_("The year %(year)s must be a slip. Write a year from %(first)s to %(last)s."),
            year=f"{day.year:04}", first=FIRST_YEAR, last=last_year(today),
        )  # fmt: skip


def _in_order(first: date, last: date) -> None:
    if last < first:
        raise Refusal(
            "ORG-05",
            N_("The last day %(last)s lies before the first day %(first)s."),
            first=first,
            last=last,
        )


def _another_admin(user: User) -> None:
    """Nobody is left who could let people in: the row of the institution is the lock of this question."""
    if not user.is_admin or user.institution_id is None:
        return
    Institution.objects.select_for_update().get(pk=user.institution_id)
    if not User.objects.filter(institution=user.institution_id, is_admin=True, is_active=True).exclude(pk=user.pk):
        raise Refusal("ORG-09", N_("This is the last administrator. Make somebody else administrator first."))


def facts_of(row: Assignment) -> dict[str, object]:
    """What the log tells of a place."""
    return {
        "assignment": row.pk,
        "lane": row.lane.code,
        "unit": row.unit.code if row.unit else None,
        "basis": row.basis,
        "holder": row.stands_for_id,
        "lead": row.is_lead,
        "from": row.starts_on.isoformat(),
        "to": row.ends_on.isoformat() if row.ends_on else None,
    }


def _record(verb: str, user: User, by: Actor, facts: Mapping[str, object]) -> None:
    record(institution_id=user.institution_id, verb=verb, by=by, facts={"user": user.pk, **facts})
