"""Letters about damaged files: to the administrators and the archivists of the institution, once for each incident."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Q

from simpul.casework.house_notices import house_mail
from simpul.casework.notices import Notice
from simpul.core.directory.leaves import away
from simpul.core.directory.models import Assignment, Institution, User
from simpul.core.directory.officers import Officer, assignments_on, today_in
from simpul.core.documents.integrity import REPORTED
from simpul.core.messages.models import Delivery, OutboxEvent
from simpul.core.procedures.loaded import readable
from simpul.core.procedures.queries import keys_in_force
from simpul.features.agreements.keepers import lanes_of_archive

_NAMED = 10
_DAMAGED = Notice(
    "keepers",
    "Berkas tersimpan rusak: {jumlah} insiden baru ({nomor})",
    "Sistem menemukan {jumlah} berkas tersimpan yang bita-nya hilang atau berubah. Berkas itu tidak dapat diunduh "
    "sampai dipulihkan dari cadangan.\n\nNomor insiden: {nomor}\n\nPulihkan bita-nya dari cadangan (simpul restore); "
    "sesudah utuh kembali, insidennya ditutup dengan sendirinya. Rinciannya ada pada halaman ini:\n{alamat}",
)


def damage_deliveries(event: OutboxEvent) -> list[Delivery]:
    """One mail to everybody who keeps the institution's files."""
    if event.kind != REPORTED or event.institution_id is None:
        return []
    house = Institution.objects.get(pk=event.institution_id)
    numbers = [str(one) for one in event.payload["numbers"]]
    more = int(event.payload["count"]) - len(numbers[:_NAMED])
    words = {
        "jumlah": str(event.payload["count"]),
        "nomor": ", ".join(numbers[:_NAMED]) + (f" dan {more} lainnya" if more else ""),
        "alamat": f"{settings.PUBLIC_URL}/meja/keutuhan/",
    }
    return [house_mail(event, _DAMAGED, house, user, words) for user in keepers(house)]


def keepers(house: Institution) -> list[User]:
    """Administrators, and who stands in a lane that archives; who is away is told by the others, unless all are."""
    day = today_in(house)
    held = Assignment.objects.filter(
        assignments_on(day), lane__institution=house, lane__code__in=_archive_lanes(house)
    ).values("user")  # fmt: skip
    found = User.objects.filter(Q(is_admin=True) | Q(pk__in=held), institution=house, is_active=True)
    people, gone = list(found.order_by("pk")), away(house.pk, day)
    return [user for user in people if user.pk not in gone] or people


def keeps_files(officer: Officer) -> bool:
    """Whether the officer may see how the institution's stored files are: governs it, or archives."""
    if officer.is_admin or officer.is_inspector:
        return True
    return officer.holds_code(*_archive_lanes(Institution.objects.get(pk=officer.institution_id)))


def _archive_lanes(house: Institution) -> set[str]:
    versions = keys_in_force(institution_id=house.pk, day=today_in(house))
    procedures = [readable(version) for version, _ in versions]
    return {lane for one in procedures if one is not None for lane in lanes_of_archive(one)}
