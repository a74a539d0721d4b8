"""Letters about a sheet of old agreements: to whoever had it recorded, when it is, or when it came to nothing."""

from __future__ import annotations

from django.conf import settings

from simpul.casework.evidence.chain import TAKEN_OVER
from simpul.casework.house_notices import house_mail
from simpul.casework.notices import Notice
from simpul.casework.past_jobs import FAILED
from simpul.core.directory.models import Institution, User
from simpul.core.messages.models import Delivery, OutboxEvent
from simpul.features.agreements.models import ImportBatch

_DONE = Notice(
    "writer",
    "{jumlah} perjanjian lama sudah dicatat dari {lembar}",
    "Pencatatan lembar {lembar} selesai: {jumlah} perjanjian lama berdiri di daftar perjanjian. Baris yang ditolak "
    "atau dilewati tidak ikut; laporan per barisnya dapat diunduh pada halaman ini:\n{alamat}",
)
_FAILED = Notice(
    "writer",
    "Lembar {lembar} tidak jadi diproses ({kode})",
    "Pekerjaan pada lembar {lembar} terhenti dan tidak satu perjanjian pun dicatat. Sebabnya (kode {kode}{insiden}) "
    "dan yang dapat Anda lakukan tertulis pada halaman ini:\n{alamat}",
)


def past_deliveries(event: OutboxEvent) -> list[Delivery]:
    """One mail; none where the command line did it, or where the person or the sheet is gone."""
    notice = {TAKEN_OVER: _DONE, FAILED: _FAILED}.get(event.kind)
    if notice is None or event.institution_id is None:
        return []
    batch = ImportBatch.objects.filter(slug=str(event.payload.get("import", ""))).select_related("sheet").first()
    user = User.objects.filter(pk=event.payload.get("user"), is_active=True).first()
    if batch is None or user is None:
        return []
    incident = str(event.payload.get("incident", ""))
    words = {
        "jumlah": str(event.payload.get("count", 0)),
        "lembar": batch.sheet.name,
        "kode": str(event.payload.get("code", "")),
        "insiden": f", insiden {incident}" if incident else "",
        "alamat": f"{settings.PUBLIC_URL}/meja/perjanjian/impor/{batch.slug}/",
    }
    house = Institution.objects.get(pk=event.institution_id)
    return [house_mail(event, notice, house, user, words)]
