"""Inspections: a mandate is granted with its end, revoked, and says which cases are read under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.models import Institution, Mandate, Scope, User
from simpul.core.directory.officers import Officer, today_in
from simpul.core.directory.people import add_person
from simpul.core.messages.actions import record
from simpul.core.procedures.models import Case, InspectedCase
from simpul.features.agreements.finding import bare
from simpul.features.agreements.models import Agreement
from simpul.lib import clock
from simpul.rules.refusals import N_, Conflict, NotAllowed, Refusal

LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Granted:
    """What is granted to whom; ``cases``: their tickets, for a mandate that names its cases."""

    email: str
    full_name: str
    body: str
    letter: str
    starts_on: date
    ends_on: date
    scope: str
    since: date | None = None
    until: date | None = None
    cases: Sequence[str] = field(default=())


def manages(officer: Officer) -> None:
    """Raises NotAllowed PMR-02: only an administrator lets inspectors in."""
    if not officer.is_admin or officer.is_inspector:
        raise NotAllowed("PMR-02", N_("Only an administrator of the institution lets inspectors in."))


@transaction.atomic
def grant(*, officer: Officer, granted: Granted) -> Mandate:
    """Let somebody in, with a new account where there is none. Raises NotAllowed PMR-02, Refusal PMR-10..14, ORG-01."""
    manages(officer)
    house = Institution.objects.get(pk=officer.institution_id)
    _check(granted, today_in(house))
    cases = _named(house, granted.cases) if granted.scope == Scope.CASES else []
    user = _account(house, granted, officer)
    mandate = Mandate.objects.create(
        institution=house, user=user, body=granted.body.strip()[:120], letter=granted.letter.strip()[:160],
        starts_on=granted.starts_on, ends_on=granted.ends_on, scope=granted.scope,
        since=granted.since if granted.scope == Scope.PERIOD else None,
        until=granted.until if granted.scope == Scope.PERIOD else None,
        granted_at=clock.now(), granted_by_id=officer.user_id,
    )  # fmt: skip
    InspectedCase.objects.bulk_create(InspectedCase(mandate=mandate, case=case) for case in cases)
    facts = {
        "mandate": mandate.slug, "user": user.pk, "body": mandate.body, "letter": mandate.letter,
        "from": mandate.starts_on, "to": mandate.ends_on, "scope": mandate.scope,
        "cases": [case.ticket for case in cases],
    }  # fmt: skip
    record(institution_id=house.pk, verb="inspection.granted", by=officer.actor(), facts=facts)
    return mandate


@transaction.atomic
def revoke(*, officer: Officer, slug: str) -> None:
    """It ends now. Raises NotAllowed PMR-02, Conflict PMR-15 where it does not run."""
    manages(officer)
    rows = Mandate.objects.select_for_update().filter(institution_id=officer.institution_id, revoked_at=None)
    mandate = rows.filter(slug=slug).first()
    if mandate is None:
        raise Conflict("PMR-15", N_("This mandate was revoked already."))
    mandate.revoked_at, mandate.revoked_by_id = clock.now(), officer.user_id
    mandate.save(update_fields=["revoked_at", "revoked_by"])
    facts = {"mandate": mandate.slug, "user": mandate.user_id}
    record(institution_id=officer.institution_id, verb="inspection.revoked", by=officer.actor(), facts=facts)


def _check(granted: Granted, today: date) -> None:
    if not granted.body.strip() or not granted.letter.strip():
        raise Refusal("PMR-10", N_("Name the inspecting body and its letter of assignment."))
    if granted.ends_on < granted.starts_on or granted.ends_on < today:
        raise Refusal("PMR-11", N_("The last day lies before the first day, or has passed."))
    if granted.ends_on - granted.starts_on > LONGEST:
        raise Refusal("PMR-12", N_("A mandate runs a year at the longest. Grant another one then."))
    if granted.scope == Scope.PERIOD and (
        granted.since is None or granted.until is None or granted.since > granted.until
    ):
        raise Refusal("PMR-13", N_("Say the first and the last day of the period that is inspected."))


def _named(house: Institution, tickets: Sequence[str]) -> list[Case]:
    wanted = {ticket.strip().upper() for ticket in tickets if ticket.strip()}
    found = list(Case.objects.filter(institution=house, ticket__in=wanted).order_by("pk"))
    missing = wanted - {case.ticket for case in found}
    if missing or not wanted:
        raise Refusal(
            "PMR-14", N_("These are no cases of the institution: %(cases)s"), cases=", ".join(sorted(missing)) or "-"
        )
    return found


def _account(house: Institution, granted: Granted, officer: Officer) -> User:
    """The inspector's account, made where there is none; an officer never becomes an inspector by this."""
    there = User.objects.filter(email__iexact=granted.email.strip(), institution=house, is_inspector=True).first()
    if there is not None and there.is_active:
        return there
    values = {"full_name": granted.full_name.strip(), "position": granted.body.strip()[:160], "is_inspector": True}
    return add_person(institution=house, email=granted.email, values=values, by=officer.actor(), invite=True)


def running(house: Institution, since: date, until: date) -> QuerySet[Case]:
    """Cases begun before the period was over and not ended before it began, by the clock of the institution."""
    zone = calendar_for(house.pk).tz
    first, after = datetime.combine(since, time(), zone), datetime.combine(until + timedelta(days=1), time(), zone)
    alive = Q(ended_at__isnull=True) | Q(ended_at__gte=first)
    return Case.objects.filter(alive, institution=house, started_at__lt=after)


def cases_of(mandate: Mandate) -> QuerySet[Case]:
    """The cases that are read under it."""
    if mandate.scope == Scope.CASES:
        return Case.objects.filter(pk__in=mandate.cases.values("case"), institution_id=mandate.institution_id)
    if mandate.scope == Scope.PERIOD:
        assert mandate.since is not None
        assert mandate.until is not None
        return running(mandate.institution, mandate.since, mandate.until)
    return Case.objects.filter(institution_id=mandate.institution_id)


def past_running(house: Institution, since: date, until: date) -> QuerySet[Agreement]:
    """Agreements without a case that were in force on a day of the period, by what is recorded of them."""
    begun = Q(effective_on__lte=until) | Q(effective_on=None, sign_date__lte=until)
    alive = Q(ends_on=None) | Q(ends_on__gte=since)
    return past_of(house).filter(begun, alive)


def past_of(house: Institution) -> QuerySet[Agreement]:
    """Agreements that were taken over without a case."""
    return Agreement.objects.filter(institution=house, case=None)


def past_numbered(institution_id: int, number: str) -> QuerySet[Agreement]:
    """Those without a case that bear the number, by its letters and digits."""
    rows = Agreement.objects.filter(institution_id=institution_id, case=None)
    return rows.filter(given_number__bare=bare(number)) if bare(number) else rows.none()


def about_past(number: str) -> str:
    """What an inspection file of them says it is of."""
    return f"Perjanjian {number}, dicatat dari arsip lama."


def past_in(mandate: Mandate) -> QuerySet[Agreement]:
    """Those that an inspection file of the mandate holds; a mandate of named cases holds none."""
    if mandate.scope == Scope.CASES:
        return Agreement.objects.none()
    if mandate.since is not None and mandate.until is not None:
        return past_running(mandate.institution, mandate.since, mandate.until)
    return past_of(mandate.institution)


def looked(*, officer: Officer, view: str, path: str, status: int) -> None:
    """Every look of an inspector is on record: what was opened, and whether it was there. No search words."""
    facts = {"mandate": officer.mandate, "view": view, "path": path[:200], "status": status}
    record(institution_id=officer.institution_id, verb="inspection.looked", by=officer.actor(), facts=facts)
