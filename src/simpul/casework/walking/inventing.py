"""Invented input for a played case: the partner, and an answer for any field by its kind and the first word asked for.

Everything says that it is an example; nobody of these names exists.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from simpul.rules.procedure.agreement_words import DUTY_NUMBERS
from simpul.rules.procedure.model import Field, Step

PARTNER = "RSUD Contoh Sejahtera"
PROVINCE = "Jawa Barat"
ADDRESS = "Jalan Rekaan Nomor 7, Kota Contoh"
SIGNATORY = "dr. Rekaan Umpama, M.Kes."
TITLE = "Direktur"
AUTHORITY = "Keputusan Wali Kota Contoh Nomor 821/0007/2026"
CONTACT = "Misal Contoh, S.K.M."
EMAIL = "kerjasama@rsud-contoh.example"
PHONE = "081000000207"
CATEGORY = "lembaga"
COOPERATION = "pelayanan"
SCOPE = ("pemeriksaan", "rujukan_spesimen")
TESTS: tuple[Mapping[str, object], ...] = (
    {"test": "PCR Dengue", "specimen": "Serum", "method": "RT-PCR"},
    {"test": "Kultur dan uji kepekaan", "specimen": "Darah", "method": "Kultur"},
)
PRICED: tuple[Mapping[str, object], ...] = (
    {**TESTS[0], "turnaround": "3 hari kerja", "tariff": 350_000},
    {**TESTS[1], "turnaround": "7 hari kerja", "tariff": 275_000},
)
MONTHS = 24
OWN_SCOPE = ("kompetensi_teknis", "publikasi_bersama")
"""The scope of a text that the officers of a case draft by themselves."""
IN_ENGLISH: Mapping[str, object] = {"judul_en": "Example Cooperation"}
PARTY_WORDS: Mapping[str, str] = {
    "address": ADDRESS,
    "signatory_name": SIGNATORY,
    "signatory_title": TITLE,
    "signatory_title_en": "Director",
    "authority": AUTHORITY,
    "authority_en": "Decree of the Mayor of Contoh Number 821/0007/2026",
    "contact_name": CONTACT,
    "email": EMAIL,
    "phone": PHONE,
}
"""What stands for whatever a party has not said."""

_LINES: Mapping[str, str] = {
    "nomor": "HK.03.01/C/{number:03}/{year}",
    "tempat": "{city}",
    "kode": "HK.03.01",
    "lokasi": "Ruang Arsip, Rak 3, Boks 12",
    "peserta": "Ketua dan anggota kedua tim kerja",
    "perihal": "Permohonan kerja sama",
    "ditandatangani": "Sekretaris Utama",
}
_TEXTS: Mapping[str, str] = {
    "catatan": "Mohon dipelajari; usul perbaikan disampaikan paling lambat pada rapat berikutnya (contoh).",
    "hasil": "Sesuai dengan tugas dan fungsi. Kapasitas mencukupi, tarif mengikuti PNBP yang berlaku (contoh).",
    "yang": "Keputusan pengangkatan penanda tangan.\nPerkiraan jumlah spesimen setiap bulan (contoh).",
    "jawaban": "Perkiraan 120 spesimen setiap bulan. Keputusan pengangkatan menyusul bersama berkas lain (contoh).",
    "kesimpulan": "Naskah telah dibandingkan dengan peraturan yang dirujuk; uraiannya ada pada setiap topik (contoh).",
    "ringkasan": "Kedua pihak membahas jangka waktu pembayaran dan pelaporan hasil pengujian (contoh).",
    "hal": "Narahubung kami akan menyampaikan draf perjanjian untuk ditanggapi (contoh).",
    "alasan": "Layanan yang diminta berada di luar kemampuan pengujian saat ini (contoh).",
}
_AMOUNT, _MONEY = "2", "350000"
_TERMS: Mapping[str, timedelta] = {"batas_tanda_tangan": timedelta(days=30)}


@dataclasses.dataclass(frozen=True, slots=True)
class Scene:
    """What invented answers speak of.

    ``number`` goes into official numbers, so that two played cases do not carry the same; ``units``: the units of a
    lane with people in them; ``telling``: how many parts of the forms a choice (field id, choice id) calls for;
    ``told``: what the case is about, by field id; ``dates``: those answered before, with which others are compared.
    """

    today: date
    city: str
    number: int
    units: Mapping[str, Sequence[str]]
    telling: Mapping[tuple[str, str], int]
    told: Mapping[str, str]
    dates: Mapping[str, str] = dataclasses.field(default_factory=dict)


def answers(step: Step, outcome: str, scene: Scene) -> dict[str, str]:
    """Complete and valid texts for the fields of a step and outcome; the file fields are left out."""
    found: dict[str, str] = {}
    for field in step.fields_for(outcome):
        if field.kind == "tabel":
            found |= _rows(field)
        elif field.kind == "tanggal":
            found[field.id] = _date(field, {**scene.dates, **found}, scene.today)
        elif field.kind != "berkas":
            found[field.id] = _answer(field, scene)
    return found


def _rows(field: Field) -> dict[str, str]:
    """Two rows of a table."""
    return {
        f"{field.id}.{row}.{column.id}": f"{column.label} {row + 1} (contoh)"
        for row in range(2)
        for column in field.columns
    }


def _date(field: Field, dates: Mapping[str, str], today: date) -> str:
    """Today, or the last day that an earlier date leaves; the end of a term lies some days off."""
    day = (today + _TERMS.get(field.id, timedelta())).isoformat()
    return min(day, dates.get(field.latest) or day)


def _choice(field: Field, scene: Scene) -> str:
    """The choice that calls for most work, of equals the first."""
    return max(field.choices, key=lambda choice: scene.telling.get((field.id, choice.id), 0)).id


def _answer(field: Field, scene: Scene) -> str:
    if field.kind in ("teks", "uraian") and field.id in scene.told:
        return scene.told[field.id]
    if field.role == DUTY_NUMBERS:
        return "\n".join(f"CONTOH-{scene.number:04}-{stamp}" for stamp in range(1, int(_AMOUNT) + 1))
    told = {"year": scene.today.year, "city": scene.city, "number": scene.number}
    word = field.label.split()[0].lower()
    match field.kind:
        case "angka":
            return _AMOUNT
        case "rupiah":
            return _MONEY
        case "pilihan":
            return _choice(field, scene)
        case "unit":
            return ",".join(f"{lane}:{unit}" for lane in field.lanes for unit in scene.units.get(lane, ()))
        case "uraian":
            return _TEXTS.get(word, f"{field.label}: uraian rekaan untuk peragaan.")
        case _:
            return _LINES.get(word, f"Contoh {field.label.lower()}").format(**told)


def term(today: date) -> dict[str, object]:
    """From the first day of the month after next, for two years."""
    start = (today.replace(day=1) + timedelta(days=62)).replace(day=1)
    return {"mulai": start, "lama_bulan": MONTHS, "perjanjian_lama": "", "berakhir": None}


def terms(round_: int) -> dict[str, object]:
    """What the drafting team fixes; every further round shortens the time of payment, so that the text changes."""
    return {
        "dasar_biaya": "PP",
        "dasar_biaya_kutipan": "Peraturan Pemerintah Nomor 64 Tahun 2019",
        "penagihan": "bulan",
        "hari_tagihan": 10,
        "hari_bayar": max(7, 37 - 7 * round_),
        "data_pribadi": "ya",
    }
