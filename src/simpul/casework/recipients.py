"""Who is told: the people whom a notice names, as they stand today."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from simpul.casework.notices import Notice
from simpul.core.directory.leaves import away
from simpul.core.directory.models import Assignment, Lane, Leave, User
from simpul.core.directory.officers import assignments_on, today_in
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.models import Case
from simpul.core.signing.models import Signer, SignerState
from simpul.features.agreements.models import Party, Request
from simpul.features.agreements.sign_by import runners


@dataclass(frozen=True, slots=True)
class Recipient:
    """Where a message goes: an e-mail address, else a telephone number for click-to-chat."""

    name: str
    email: str
    phone: str = ""
    party_id: int | None = None


def recipients_of(
    notice: Notice, case: Case, request: Request | None, payload: Mapping[str, object]
) -> Iterator[Recipient]:
    """Those whom the notice is for, in a case whose partner's request may be None."""
    match notice.to:
        case "contact":
            yield from _contact(request)
        case "turn":
            yield from _whose_turn(payload)
        case "parties":
            yield from _contact(request)
            yield from _other_parties(request)
        case "leads":
            for task in case.tasks.filter(state="open"):
                yield from leads(case, task.key)
        case "legal":
            yield from legal_analysts(case)
        case "runners":
            yield from room_runners(case)
        case "performer":
            yield from performer(case, str(payload.get("task", "")))
        case "superior":
            yield from superiors(case, str(payload.get("task", "")))


def _contact(request: Request | None) -> list[Recipient]:
    """The partner's contact person; nobody in a case that no partner began."""
    if request is None:
        return []
    return [Recipient(request.contact_name, request.contact_email, request.contact_phone)]


def _other_parties(request: Request | None) -> list[Recipient]:
    if request is None:
        return []
    return [
        Recipient(party.signatory_name, party.email, party.phone, party.pk)
        for party in Party.objects.filter(request=request, is_host=False)
        if party.email and party.email != request.contact_email
    ]


def legal_analysts(case: Case) -> list[Recipient]:
    """Those who lead the lanes that judge the law by the procedure of the case."""
    steps = procedure_of(case.procedure_version_id).steps
    return _of_lanes(case, {lane for step in steps if step.form == "telaah_hukum" for lane in step.performer.lanes})


def room_runners(case: Case) -> list[Recipient]:
    """Those who lead the lanes that run the signing of the case."""
    return _of_lanes(case, runners(procedure_of(case.procedure_version_id)))


def _of_lanes(case: Case, codes: Collection[str]) -> list[Recipient]:
    lanes = Lane.objects.filter(institution_id=case.institution_id, code__in=codes).order_by("pk")
    return list(dict.fromkeys(one for lane in lanes for one in _standing(case, lane.pk, None)))


def performer(case: Case, key: str) -> list[Recipient]:
    """Who has taken the task; while nobody has, or the holder is away, the leads of its lane."""
    task = case.tasks.select_related("holder").filter(key=key, state="open").first()
    gone = away(case.institution_id, today_in(case.institution))
    if task is not None and task.holder is not None and task.holder_id not in gone:
        return [Recipient(task.holder.full_name, task.holder.email)]
    return leads(case, key)


def superiors(case: Case, key: str) -> list[Recipient]:
    """The leads of the nearest lane above in which somebody is there; where there is none, those of the lane itself."""
    task = case.tasks.select_related("lane__superior").filter(key=key, state="open").first()
    if task is None or task.lane is None:
        return []
    above, seen = task.lane.superior, {task.lane_id}
    while above is not None and above.pk not in seen:
        if found := _standing(case, above.pk, None):
            return found
        seen.add(above.pk)
        above = above.superior
    return leads(case, key)


def _whose_turn(payload: Mapping[str, object]) -> Iterator[Recipient]:
    """Only those whose turn it is: later signers hear nothing before it."""
    named = payload.get("signing_round")
    round_id = named if isinstance(named, int) else None
    turn = Signer.objects.filter(round_id=round_id, state=SignerState.TURN).select_related("user")
    for signer in turn:
        if signer.user is not None:
            yield Recipient(signer.user.full_name, signer.user.email)
        else:
            party = Party.objects.get(pk=signer.party_id)
            yield Recipient(signer.name, party.email, party.phone, party.pk)


def leads(case: Case, key: str) -> list[Recipient]:
    """Those who lead the lane of an open task."""
    task = case.tasks.filter(key=key, state="open").first()
    if task is None or task.lane_id is None:
        return []
    return _standing(case, task.lane_id, task.unit_id)


def _standing(case: Case, lane_id: int, unit_id: int | None) -> list[Recipient]:
    """The leads of a lane today, of a lane that several units share those of the unit.

    For who is away the deputy is told; where there is no lead or none is left, everybody of the lane who is there.
    """
    day = today_in(case.institution)
    gone = away(case.institution_id, day)
    held = Assignment.objects.filter(assignments_on(day), lane_id=lane_id, user__is_active=True).select_related("user")
    there = [row for row in held.order_by("pk") if unit_id is None or row.unit_id in (None, unit_id)]
    leads = [_instead(row.user, gone) for row in there if row.is_lead]
    people = [one for one in leads if one is not None]
    if not people:
        people = [row.user for row in there if row.user_id not in gone]
    return [Recipient(one.full_name, one.email) for one in dict.fromkeys(people)]


def _instead(user: User, gone: Mapping[int, Leave]) -> User | None:
    """The person; the deputy of who is away, if there is one who is not away as well."""
    if user.pk not in gone:
        return user
    deputy = gone[user.pk].deputy
    return deputy if deputy is not None and deputy.is_active and deputy.pk not in gone else None
