"""Words of the papers of evidence: they are in Indonesian whoever prints them, like every paper of a case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext, override

from simpul.core.documents.models import DestroyedFile, StoredFile
from simpul.core.documents.storage import digest_of, path_of
from simpul.core.signing.verdict import Reason
from simpul.rules.agreement_text.words import long_moment
from simpul.rules.working_time import Calendar, Unit, Used

INTACT, CHANGED, GONE, DESTROYED = "utuh", "BERUBAH", "HILANG", "dimusnahkan"
VERBS: Mapping[str, str] = {
    "agreement.signed": "Tanda tangan dibubuhkan",
    "agreement.refused": "Tanda tangan ditolak",
    "agreement.preserved": "Bukti jangka panjang ditambahkan",
    "agreement.addendum": "Adendum dicatat",
    "agreement.renewal": "Perpanjangan dicatat",
    "agreement.termination": "Pengakhiran dicatat",
    "agreement.replacement": "Penggantian dicatat",
    "agreement.placed": "Naskah di atasnya dicatat",
    "agreement.ended": "Masa berlaku berakhir",
    "original.recorded": "Naskah asli dicatat",
    "signing.file_returned": "Berkas bertanda tangan diserahkan",
    "signing.file_decided": "Berkas bertanda tangan diputuskan",
    "duty.stamped": "e-Meterai dibubuhkan",
    "duty.failed": "e-Meterai tidak diperoleh",
    "duty.slip": "Bea meterai dibayar dengan surat setoran pajak",
    "duty.relieved": "Bea meterai tidak terutang",
    "duty.count": "Jumlah naskah asli bermeterai diubah",
    "duty.resolved": "Pembelian e-Meterai diselesaikan",
    "duty.handed_in": "Naskah yang dibubuhi meterai secara manual diserahkan",
    "duty.decided": "Naskah yang dibubuhi meterai secara manual diputus",
    "agreement.duty": "Bea meterai dinyatakan",
    "signing.order": "Urutan tanda tangan diubah",
    "signing.void": "Putaran tanda tangan dibatalkan",
    "signing.round": "Putaran tanda tangan baru",
    "signing.sign_by": "Batas tanda tangan diubah",
    "signing.sign_by_near": "Batas tanda tangan mendekat",
    "signing.sign_by_past": "Batas tanda tangan lewat",
    "signing.duty_owed": "Pengelola tanda tangan dikabari: bea meterai terutang",
    "signing.originals_lack": "Pengelola tanda tangan dikabari: naskah asli belum lengkap",
    "signing.acting": "Penanda tangan lembaga diganti",
    "signing.asked_again": "Penanda tangan diminta lagi",
    "signing.service_asked": "Tanda tangan diminta ke layanan tanda tangan",
    "signing.service_failed": "Layanan tanda tangan tidak menandatangani",
    "signing.service_unsure": "Layanan tanda tangan tidak menjawab, hasil belum pasti",
    "signing.service_blocked": "Layanan tanda tangan mengembalikan berkas lain, ditahan",
    "signing.service_compared": "Berkas yang ditahan dibandingkan dan tidak dipakai",
    "signing.service_handed_in": "Berkas dari layanan tanda tangan dititipkan",
    "signing.service_declared": "Dinyatakan tidak ditandatangani oleh layanan tanda tangan",
    "signing.service_late": "Jawaban layanan tanda tangan datang terlambat",
    "signing.service_back": "Layanan tanda tangan menjawab lagi",
    "agreements.import_failed": "Pencatatan arsip lama tidak jadi",
    "agreements.imported": "Dicatat dari arsip lama",
    "archive.retention": "Retensi dilengkapi",
    "archive.srikandi": "Nomor Srikandi dicatat",
    "archive.closed": "Berkas ditutup",
    "archive.guarded": "Tanda arsip terjaga diubah",
    "archive.reported": "Arsip terjaga dilaporkan",
    "archive.copied": "Salinan autentik diserahkan",
    "archive.held": "Pemusnahan ditahan",
    "archive.lifted": "Penahanan pemusnahan dicabut",
    "archive.certified": "Salinan sesuai asli dibuat",
    "archive.destroyed": "Berkas dan teks dimusnahkan",
    "archive.duty": "Kewajiban arsip terjaga diingatkan",
}
"""The acts on an agreement by their verb in the log."""


def moment(calendar: Calendar, at: datetime | None) -> str:
    """ "2 November 2026, pukul 10.12 WIB"; "-" for none."""
    return long_moment(calendar.local(at)) if at is not None else "-"


def reason_words(reason: Reason, calendar: Calendar) -> str:
    """A finding of the verification."""
    with override("id"):
        return gettext(reason.text) % reason.values(lambda at: moment(calendar, at))


def condition(file: StoredFile) -> str:
    """Whether the bytes on the disk are those that were stored."""
    if DestroyedFile.objects.filter(file=file).exists():
        return DESTROYED
    try:
        return INTACT if digest_of(path_of(file.sha256)) == file.sha256 else CHANGED
    except OSError:
        return GONE


def spent(used: Used | None) -> str:
    """ "2 dari 3 HK", "lewat 1 HK dari hari yang sama"; "-" without a clock."""
    if used is None or used.allowed is None:
        return "-"
    if used.unit is Unit.SAME_DAY:
        return f"lewat {used.amount} HK dari hari yang sama" if used.amount else "hari yang sama"
    names = {Unit.MINUTE: "menit", Unit.DAY: "hari"}
    return f"{used.amount} dari {used.allowed} {names.get(used.unit, 'HK')}"
