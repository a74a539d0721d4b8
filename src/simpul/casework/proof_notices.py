"""Letters about proofs that cannot be added: to the administrators and the archivists, once for each agreement."""

from __future__ import annotations

from django.conf import settings

from simpul.casework.file_notices import keepers
from simpul.casework.house_notices import house_mail
from simpul.casework.notices import Notice
from simpul.core.directory.models import Institution
from simpul.core.messages.models import Delivery, OutboxEvent
from simpul.core.signing.models import ProofTrouble
from simpul.core.signing.proof_troubles import REPORTED

_NAMED = 10
_LACKING = Notice(
    "keepers",
    "Bukti jangka panjang belum dapat ditambahkan: {jumlah} perjanjian ({nomor})",
    "Bukti jangka panjang {jumlah} perjanjian yang diarsipkan belum dapat ditambahkan. Tanda tangannya tetap terbukti "
    "selama sertifikatnya berlaku, dan sistem mencoba lagi setiap jam.\n\nNomor insiden: {nomor}\n\nMinta pengelola "
    "sistem memeriksa otoritas cap waktu dan data pencabutan sertifikat; sesudah berhasil, insidennya ditutup dengan "
    "sendirinya. Alasannya ada pada halaman ini:\n{alamat}",
)


def proof_deliveries(event: OutboxEvent) -> list[Delivery]:
    """One mail to everybody who keeps the institution's archive; none where all have been added meanwhile."""
    if event.kind != REPORTED or event.institution_id is None:
        return []
    numbers = [str(one) for one in event.payload["numbers"]]
    if not ProofTrouble.objects.filter(number__in=numbers, closed_at=None).exists():
        return []
    house = Institution.objects.get(pk=event.institution_id)
    more = int(event.payload["count"]) - len(numbers[:_NAMED])
    words = {
        "jumlah": str(event.payload["count"]),
        "nomor": ", ".join(numbers[:_NAMED]) + (f" dan {more} lainnya" if more else ""),
        "alamat": f"{settings.PUBLIC_URL}/meja/keutuhan/",
    }
    return [house_mail(event, _LACKING, house, user, words) for user in keepers(house)]
