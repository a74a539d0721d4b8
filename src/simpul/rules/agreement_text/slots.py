"""The closed vocabulary of places in a template: ``{name}`` is filled with one value of the case.

A slot without a value is reported under the field where a person can enter it, with the stage at which it is due:
``naskah`` while the text is drafted, ``tanda_tangan`` only when the signing room fixes date, place and numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from simpul.rules.agreement_text import words
from simpul.rules.agreement_text import words_en as english
from simpul.rules.agreement_text.instruments import BY_VALUE
from simpul.rules.agreement_text.values import AgreementValues, Language, PartyValues

Stage = Literal["naskah", "tanda_tangan"]


TERM = frozenset({"start_date", "end_date", "duration_months"})


@dataclass(frozen=True, slots=True)
class MissingValue:
    """``field`` is the path in AgreementValues ("parties.1.address"), ``label`` and ``where`` are shown to people."""

    field: str
    label: str
    where: str
    stage: Stage = "naskah"


@dataclass(frozen=True, slots=True)
class Slot:
    read: Callable[[AgreementValues], str]
    field: str
    label: str
    stage: Stage = "naskah"


@dataclass(frozen=True, slots=True)
class PartySlot:
    read: Callable[[PartyValues], str]
    field: str
    label: str


def due_stage(slot: Slot, values: AgreementValues) -> Stage:
    """When the value of the slot is due. Without a first day the term begins on the day of signing, so that day itself
    is never missing before; the last day follows from it where the length is known."""
    if slot.field == "start_date":
        return "tanda_tangan"
    open_term = values.begins is None and (values.duration_months or values.end_date)
    return "tanda_tangan" if open_term and slot.field in TERM else slot.stage


def gap(label: str) -> str:
    """What stands in the text of an incomplete draft where a value is still missing."""
    return f"‹{label}›"


def _instrument(values: AgreementValues) -> str:
    kind = BY_VALUE[values.instrument]
    return kind.short_en if values.language == "en" else kind.short


def instrument_title(values: AgreementValues) -> str:
    kind = BY_VALUE[values.instrument]
    return kind.title_en if values.language == "en" else kind.title


def side_label(values: AgreementValues, *, host: bool) -> str:
    """How the text calls one side: its party's label, or the collective name that the komparisi defines."""
    labels = values.labels(host=host)
    if len(labels) == 1:
        return labels[0]
    if values.language == "en":
        return ("THE HOST PARTIES" if host else "THE PARTNER PARTIES") if labels else ""
    return ("PARA PENYELENGGARA" if host else "PARA MITRA") if labels else ""


def _names(values: AgreementValues, *, host: bool) -> str:
    join = english.enumeration if values.language == "en" else words.enumeration
    return join([values.name_of(party) for party in values.parties if party.is_host is host])


def _duration(values: AgreementValues) -> str:
    months = values.months or 0
    years, rest = divmod(months, 12)
    parts = [f"{words.count(years)} tahun"] if years else []
    return " ".join(parts + ([f"{words.count(rest)} bulan"] if rest else []))


SLOTS: Mapping[str, Slot] = {
    "lab": Slot(lambda v: side_label(v, host=True), "parties", "pihak lembaga"),
    "mitra": Slot(lambda v: side_label(v, host=False), "parties", "pihak mitra"),
    "sebutan_lembaga": Slot(lambda v: words.enumeration(v.labels(host=True)), "parties", "pihak lembaga"),
    "sebutan_mitra": Slot(lambda v: words.enumeration(v.labels(host=False)), "parties", "pihak mitra"),
    "sebutan_semua": Slot(
        lambda v: words.enumeration([v.label_of(i) for i in range(len(v.parties))]), "parties", "para pihak"
    ),
    "nama_lab": Slot(lambda v: _names(v, host=True), "parties", "nama lembaga"),
    "nama_mitra": Slot(lambda v: _names(v, host=False), "parties", "nama mitra"),
    "instrumen": Slot(_instrument, "instrument", "jenis naskah"),
    "judul_instrumen": Slot(instrument_title, "instrument", "jenis naskah"),
    "perihal": Slot(lambda v: v.subject, "subject", "judul kerja sama"),
    "unit": Slot(lambda v: v.host_unit, "host_unit", "unit pelaksana"),
    "provinsi": Slot(lambda v: v.province, "province", "provinsi"),
    "mulai": Slot(lambda v: words.long_date(v.begins) if v.begins else "", "start_date", "tanggal mulai berlaku"),
    "akhir": Slot(lambda v: words.long_date(v.ends) if v.ends else "", "end_date", "tanggal berakhir"),
    "mulai_huruf": Slot(
        lambda v: words.day_in_words(v.begins) if v.begins else "", "start_date", "tanggal mulai berlaku"
    ),
    "akhir_huruf": Slot(lambda v: words.day_in_words(v.ends) if v.ends else "", "end_date", "tanggal berakhir"),
    "jangka": Slot(_duration, "duration_months", "jangka waktu"),
    "tempat": Slot(lambda v: v.place, "place", "tempat penandatanganan", "tanda_tangan"),
    "dasar_tarif": Slot(lambda v: v.cost_basis.citation if v.cost_basis else "", "cost_basis.citation", "dasar tarif"),
    "hari_tagih": Slot(lambda v: words.count(v.billing.invoice_days), "billing.invoice_days", "batas penagihan"),
    "hari_bayar": Slot(lambda v: words.count(v.billing.due_days), "billing.due_days", "batas pembayaran"),
    "hari_tolak": Slot(
        lambda v: words.count(v.specimens.rejection_notice_days),
        "specimens.rejection_notice_days",
        "batas pemberitahuan penolakan",
    ),
    "hari_simpan": Slot(
        lambda v: words.count(v.specimens.retention_days), "specimens.retention_days", "masa simpan spesimen"
    ),
    "hari_ulang": Slot(
        lambda v: words.count(v.specimens.recheck_days), "specimens.recheck_days", "batas permintaan pemeriksaan ulang"
    ),
    "rangkap": Slot(lambda v: words.count(v.originals), "originals", "jumlah rangkap asli"),
}


def _english_duration(values: AgreementValues) -> str:
    years, rest = divmod(values.months or 0, 12)
    parts = [f"{english.count(years)} year{'s' * (years != 1)}"] if years else []
    return " and ".join(parts + ([f"{english.count(rest)} month{'s' * (rest != 1)}"] if rest else []))


def _english_labels(values: AgreementValues) -> str:
    return english.enumeration([values.label_of(index) for index in range(len(values.parties))])


_SHARED = ("lab", "mitra", "nama_lab", "nama_mitra", "instrumen", "judul_instrumen", "unit", "provinsi", "tempat")
ENGLISH_SLOTS: Mapping[str, Slot] = {name: SLOTS[name] for name in _SHARED} | {
    "sebutan_semua": Slot(_english_labels, "parties", "para pihak"),
    "sebutan_mitra": Slot(
        lambda v: english.enumeration(v.labels(host=False)), "parties", "pihak mitra"
    ),
    "perihal": Slot(lambda v: v.subject_en, "subject_en", "judul kerja sama dalam bahasa Inggris"),
    "mulai": Slot(lambda v: english.long_date(v.begins) if v.begins else "", "start_date", "tanggal mulai berlaku"),
    "akhir": Slot(lambda v: english.long_date(v.ends) if v.ends else "", "end_date", "tanggal berakhir"),
    "jangka": Slot(_english_duration, "duration_months", "jangka waktu"),
    "rangkap": Slot(lambda v: english.count(v.originals), "originals", "jumlah rangkap asli"),
}  # fmt: skip
"""The places that the English words of a template in two languages may name."""


def slots_in(language: Language) -> Mapping[str, Slot]:
    """The places of one language."""
    return ENGLISH_SLOTS if language == "en" else SLOTS


PARTY_SLOTS: Mapping[str, PartySlot] = {
    "pihak.nama": PartySlot(lambda p: p.name, "name", "nama pihak"),
    "pihak.penanda_tangan": PartySlot(lambda p: p.signatory_name, "signatory_name", "nama penanda tangan"),
    "pihak.jabatan": PartySlot(lambda p: p.signatory_title, "signatory_title", "jabatan penanda tangan"),
    "pihak.alamat": PartySlot(lambda p: p.address, "address", "alamat"),
    "pihak.dasar": PartySlot(lambda p: p.authority, "authority", "dasar kewenangan penanda tangan"),
    "pihak.narahubung": PartySlot(lambda p: p.contact_name, "contact_name", "nama narahubung"),
    "pihak.pos_el": PartySlot(lambda p: p.contact_email, "contact_email", "pos-el narahubung"),
    "pihak.telepon": PartySlot(lambda p: p.contact_phone, "contact_phone", "telepon narahubung"),
}

ENGLISH_PARTY_SLOTS: Mapping[str, PartySlot] = {
    **PARTY_SLOTS,
    "pihak.nama": PartySlot(lambda p: p.name_en or p.name, "name", "nama pihak"),
    "pihak.jabatan": PartySlot(
        lambda p: p.signatory_title_en, "signatory_title_en", "jabatan penanda tangan dalam bahasa Inggris"
    ),
    "pihak.dasar": PartySlot(
        lambda p: p.authority_en, "authority_en", "dasar kewenangan penanda tangan dalam bahasa Inggris"
    ),
}


def _scope(values: AgreementValues) -> tuple[str, ...]:
    return values.scope_items_en if values.language == "en" else values.scope_items


LISTS: Mapping[str, tuple[Callable[[AgreementValues], tuple[str, ...]], str, str, bool]] = {
    # name: (values, field, label, obligatory)
    "lingkup": (_scope, "scope_items", "butir ruang lingkup", True),
    "dasar_hukum": (lambda v: v.legal_bases, "legal_bases", "dasar hukum lembaga", False),
}
