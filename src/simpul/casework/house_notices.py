"""Messages that belong to no case: a procedure that is proposed to a second person, or comes back to its writer."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.db.models import Q

from simpul.casework.notices import Notice, letter_body
from simpul.core.directory.leaves import away
from simpul.core.directory.models import Assignment, Institution, Lane, User
from simpul.core.directory.officers import assignments_on, officer_of, today_in
from simpul.core.messages.models import Channel, Delivery, OutboxEvent
from simpul.core.procedures.models import Concept
from simpul.core.procedures.publishing import allowed
from simpul.lib import clock

HOUSE_NOTICES: Mapping[str, Notice] = {
    "procedure.proposed": Notice(
        "publishers",
        "Usul SOP {kode} menunggu keputusan Anda",
        "{pengusul} mengusulkan SOP {kode} untuk diterbitkan. Penerbitan memerlukan orang kedua. Baca usulnya, lalu "
        "terbitkan atau kembalikan dengan alasan:\n{alamat}",
    ),
    "procedure.sent_back": Notice(
        "writer",
        "Usul SOP {kode} dikembalikan",
        "Usul SOP {kode} dikembalikan dengan alasan. Baca alasannya dan perbaiki naskahnya:\n{alamat}",
    ),
}


def house_deliveries(event: OutboxEvent) -> list[Delivery]:
    """One mail to everybody whom an event of the institution concerns; none once the concept is gone or decided."""
    notice = HOUSE_NOTICES.get(event.kind)
    if notice is None or event.institution_id is None:
        return []
    code = str(event.payload.get("code", ""))
    concept = Concept.objects.select_related("institution", "submitted_by", "written_by").filter(
        institution_id=event.institution_id, code=code
    ).first()  # fmt: skip
    if concept is None:
        return []
    words = {
        "kode": concept.code,
        "pengusul": concept.submitted_by.full_name if concept.submitted_by else "",
        "alamat": f"{settings.PUBLIC_URL}/meja/sop/{concept.code}/konsep/",
    }
    people = publishers(concept) if notice.to == "publishers" else [concept.written_by]
    return [house_mail(event, notice, concept.institution, user, words) for user in people]


def publishers(concept: Concept) -> list[User]:
    """Who may publish the proposal and is there today."""
    if concept.submitted_by_id is None:
        return []
    house = concept.institution
    day = today_in(house)
    above = Lane.objects.filter(institution=house, superior__isnull=False).values("superior")
    heads = Assignment.objects.filter(assignments_on(day), lane__in=above).values("user")
    gone = away(house.pk, day)
    found = User.objects.filter(Q(is_admin=True) | Q(pk__in=heads), institution=house, is_active=True).order_by("pk")
    return [user for user in found if user.pk not in gone and _may_publish(user, concept.submitted_by_id)]


def _may_publish(user: User, proposed_by: int) -> bool:
    officer = officer_of(user)
    return officer is not None and allowed(officer, "publish", proposed_by)


def house_mail(
    event: OutboxEvent, notice: Notice, house: Institution, user: User, words: Mapping[str, str]
) -> Delivery:
    """A mail of the institution to one of its people."""
    return Delivery(
        institution_id=house.pk, event=event, key=f"{event.key}:{event.kind}:{user.email}"[:140],
        channel=Channel.EMAIL, address=user.email, recipient=user.full_name[:160],
        subject=notice.subject.format(**words), body=letter_body(notice, user.full_name, house.name, words),
        next_try_at=clock.now(), created_at=clock.now(),
    )  # fmt: skip
