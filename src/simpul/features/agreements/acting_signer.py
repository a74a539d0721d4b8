"""Who signs for the institution: its head, or an official who acts for the head by a deed (Plh, Plt, a.n.)."""

from __future__ import annotations

from django.db.models import QuerySet

from simpul.core.directory.capacities import signing_title
from simpul.core.directory.models import Assignment, Basis, Institution, User
from simpul.core.directory.officers import assignments_on, today_in
from simpul.features.agreements.models import Request
from simpul.rules.refusals import N_, Refusal

SIGNS, HEAD = "penanda_kami", "penanda_kami_semula"


def head_places(institution: Institution) -> QuerySet[Assignment]:
    """Today's places of those who lead the lane that has no superior and others below it; definitive ones first."""
    there = Assignment.objects.filter(
        assignments_on(today_in(institution)), lane__institution=institution, lane__superior__isnull=True,
        lane__subordinates__isnull=False, is_lead=True, user__is_active=True,
    )  # fmt: skip
    return there.select_related("user").distinct().order_by("pk")


def head_place(institution: Institution) -> Assignment | None:
    """The definitive head's place; of a vacant post that of who acts."""
    there = list(head_places(institution))
    return next((place for place in there if place.basis == Basis.DEFINITIVE), there[0] if there else None)


def acting_places(institution: Institution) -> list[Assignment]:
    """Who may sign for the head today, each by a deed."""
    return [place for place in head_places(institution) if place.basis != Basis.DEFINITIVE and place.deed.strip()]


def title_of_place(place: Assignment) -> str:
    """What stands above the name: "Plh. Kepala Balai", "a.n. Kepala Balai" over the own post, or the post."""
    return signing_title(place.basis, place.post or place.user.position, place.user.position)


def signs_for_us(request: Request) -> User | None:
    """Who signs for the institution: the acting official chosen for this request while the deed runs, else the head."""
    chosen = request.answers.get(SIGNS)
    place = next((each for each in acting_places(request.institution) if each.pk == chosen), None)
    found = place or head_place(request.institution)
    return found.user if found is not None else None


def let_sign(request: Request, place_id: int | None) -> Assignment:
    """From now on this acting official signs, or (None) the head again; the text names who it is and by which deed.

    Raises Refusal TTD-119 for somebody who does not act for the head today.
    """
    institution = request.institution
    if place_id is None:
        place = head_place(institution)
    else:
        place = next((each for each in acting_places(institution) if each.pk == place_id), None)
    if place is None:
        raise Refusal(
            "TTD-119",
            N_("Nobody acts for the head today by that letter. Record it under People, acting officials, first."),
        )
    host = request.parties.filter(is_host=True)
    if place_id is not None:
        # What the text said of the head comes back with the head.
        request.answers.setdefault(HEAD, list(host.values_list("signatory_name", "signatory_title", "authority")[0]))
        said = [place.user.full_name, title_of_place(place), place.deed]
    else:
        said = request.answers.pop(HEAD, None) or [
            place.user.full_name, title_of_place(place), place.deed or institution.head_authority
        ]  # fmt: skip
    host.update(signatory_name=said[0], signatory_title=said[1], authority=said[2])
    request.answers[SIGNS] = place_id
    request.save(update_fields=["answers"])
    return place
