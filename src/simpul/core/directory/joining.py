"""Many people who join at once, each with at most one place: a few statements for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from simpul.core.directory.acting import Standing
from simpul.core.directory.models import Assignment, Institution, User
from simpul.core.directory.passwords import link_mail
from simpul.core.directory.people import facts_of
from simpul.core.messages.actions import Act, record_all
from simpul.core.messages.models import Delivery
from simpul.lib.actor import Actor

_TOGETHER = 500


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody without an account: any of ``people.FIELDS`` as ``values``, and the definitive place in a lane."""

    email: str
    values: Mapping[str, object]
    place: Standing | None = None


@transaction.atomic
def join(*, institution: Institution, newcomers: Sequence[Newcomer], by: Actor, invite: bool) -> None:
    """What ``add_person`` and ``assign`` do for one, with the same record of each.

    The caller has seen that the addresses differ and that nobody has one of them: else IntegrityError.
    """
    users = [User(institution=institution, email=one.email, **one.values) for one in newcomers]
    for user in users:
        user.set_unusable_password()
    User.objects.bulk_create(users, batch_size=_TOGETHER)
    places = {user.pk: _place(user, one.place) for user, one in zip(users, newcomers, strict=True) if one.place}
    Assignment.objects.bulk_create(places.values(), batch_size=_TOGETHER)
    if invite:
        Delivery.objects.bulk_create([link_mail(user, invitation=True) for user in users], batch_size=_TOGETHER)
    acts = [act for user in users for act in _acts(user, places.get(user.pk))]
    if acts:
        record_all(institution_id=institution.pk, by=by, acts=acts)


def _place(user: User, place: Standing) -> Assignment:
    return Assignment(
        user=user, lane=place.lane, unit=place.unit, basis=place.basis, deed=place.deed, is_lead=place.is_lead,
        starts_on=place.starts_on, ends_on=place.ends_on,
    )  # fmt: skip


def _acts(user: User, place: Assignment | None) -> list[Act]:
    added = Act("person.added", {"user": user.pk})
    return [added] if place is None else [added, Act("person.assigned", {"user": user.pk, **facts_of(place)})]
