"""Letters about arsip terjaga: to the archivists, two months before a day that the law sets and once it has passed."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from simpul.casework.file_notices import keepers
from simpul.casework.house_notices import house_mail
from simpul.casework.notices import Notice
from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.models import Institution
from simpul.core.directory.officers import today_in
from simpul.core.messages.actions import record as record_act
from simpul.core.messages.models import Delivery, OutboxEvent
from simpul.features.agreements.guarded import WARNED, duty_of
from simpul.features.agreements.models import ArchiveRecord
from simpul.lib import clock
from simpul.lib.actor import SYSTEM
from simpul.lib.one_by_one import one_by_one
from simpul.rules.agreement_text.words import long_date

REMINDED = "archive.duty"
_WHAT = {"report": "dilaporkan kepada ANRI", "copy": "diserahkan salinan autentiknya kepada ANRI"}
_NOTICE = Notice(
    "keepers",
    "Arsip terjaga {nomor}: {keadaan}",
    "Perjanjian {nomor} adalah arsip terjaga dan harus {apa} paling lambat {tanggal} (UU 43/2009 pasal 43). {keadaan}. "
    "Catat tanda terimanya pada halaman ini sesudah disampaikan:\n{alamat}",
)


def remind_due() -> int:
    """Every arsip terjaga whose day comes near or has passed, each told once; answers how many were told.

    Raises PartsFailed where one could not be told; the others are.
    """
    owed = ArchiveRecord.objects.filter(~Q(guarded=""), Q(reported_on=None) | Q(copied_on=None), destroyed_at=None)
    return sum(one_by_one("arsip terjaga", list(owed.order_by("pk").values_list("pk", flat=True)), _remind))


@transaction.atomic
def _remind(number: int) -> bool:
    row = ArchiveRecord.objects.select_for_update(of=("self",)).select_related("agreement__institution").get(pk=number)
    house, duty = row.agreement.institution, duty_of(row)
    today = today_in(house)
    if duty.due is None or today < duty.due - WARNED:
        return False
    told_on = calendar_for(house.pk).local(row.reminded_at).date() if row.reminded_at is not None else None
    if told_on is not None and (told_on > duty.due or not duty.is_late(today)):
        return False
    row.reminded_at = clock.now()
    row.save(update_fields=["reminded_at"])
    payload = {"agreement": row.agreement.slug, "step": duty.step, "due": duty.due.isoformat()}
    record_act(institution_id=house.pk, verb=REMINDED, by=SYSTEM, facts=payload, payload=payload)
    return True


def guarded_deliveries(event: OutboxEvent) -> list[Delivery]:
    """One mail to everybody who keeps the institution's archive; none once it was done."""
    if event.kind != REMINDED or event.institution_id is None:
        return []
    rows = ArchiveRecord.objects.filter(agreement__slug=str(event.payload["agreement"]))
    row = rows.select_related("agreement__number", "agreement__institution").first()
    if row is None or duty_of(row).step != event.payload["step"]:
        return []
    house, duty = Institution.objects.get(pk=event.institution_id), duty_of(row)
    assert duty.due is not None
    words = {
        "nomor": row.agreement.called, "apa": _WHAT[duty.step], "tanggal": long_date(duty.due),
        "keadaan": "Tenggatnya sudah lewat" if duty.is_late(today_in(house)) else "Tenggatnya mendekat",
        "alamat": f"{settings.PUBLIC_URL}/meja/arsip/{row.agreement.slug}/",
    }  # fmt: skip
    return [house_mail(event, _NOTICE, house, user, words) for user in keepers(house)]
