"""The one literal table: effect name of the procedure files -> feature action that carries it out.

A test proves that it is total over the vocabulary.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from simpul.casework.outside_parties import start_waiting
from simpul.core.procedures.acting import Acting
from simpul.features.agreements import effects

EFFECTS: Mapping[str, Callable[[Acting], None]] = {
    "terbitkan_tanda_terima": effects.issue_receipt,
    "catat_srikandi": effects.keep_srikandi_number,
    "catat_disposisi": effects.keep_disposition,
    "kirim_surat_balasan": effects.send_reply,
    "kirim_surat_penolakan": effects.send_refusal,
    "minta_kelengkapan": effects.ask_for_more,
    "tawarkan_draf": effects.offer_draft,
    "kunci_naskah": effects.lock_text,
    "buka_ruang_tanda_tangan": effects.open_signing_room,
    "berlakukan_perjanjian": effects.put_in_force,
    "catat_perjanjian": effects.record_agreement,
    "arsipkan": effects.archive,
    "terbitkan_register": effects.publish,
    "mulai_menunggu": start_waiting,
    "kabari_mitra": effects.tell_partner,
    "tutup_ditolak": effects.close_as_rejected,
}
