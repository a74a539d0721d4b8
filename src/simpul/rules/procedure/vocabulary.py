"""The closed vocabularies: every name that a procedure file may use for something that the program does.

A predicate reads ``Facts``, the plain values that casework computes for a case. A fact that is absent counts as "not
yet": the letter is not in Srikandi, no paper is missing, nobody is waited for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from simpul.rules.refusals import N_

Facts = Mapping[str, object]
"""``di_srikandi`` bool, ``kelengkapan_kurang`` int, ``tanggapan_mitra_ditunggu`` bool, ``penanda_belum``
``{"mitra": int, "lembaga": int}``, ``cara_tanda_tangan`` "elektronik", "basah" or "", ``lajur_dipilih`` a lane id,
``unit`` ``{lane id: [unit, ...]}`` for tasks that each unit has of its own."""


@dataclass(frozen=True, slots=True)
class Predicate:
    """A named question about a case; its answer is a truth value, or the id of a lane (``names_lane``)."""

    description: str
    ask: Callable[[Facts], bool | str]
    names_lane: bool = False


def _count(facts: Facts, name: str) -> int:
    value = facts.get(name)
    return value if isinstance(value, int) else 0


def _unsigned(facts: Facts, side: str) -> int:
    missing = facts.get("penanda_belum")
    value = missing.get(side) if isinstance(missing, Mapping) else 0
    return value if isinstance(value, int) else 0


PREDICATES: Mapping[str, Predicate] = {
    "selalu": Predicate(N_("always"), lambda facts: True),
    "belum_di_srikandi": Predicate(N_("the letter is not in Srikandi yet"), lambda facts: not facts.get("di_srikandi")),
    "kelengkapan_belum_lengkap": Predicate(
        N_("a required paper of the partner is still missing"), lambda facts: _count(facts, "kelengkapan_kurang") > 0
    ),
    "menunggu_tanggapan_mitra": Predicate(
        N_("the partner has been asked and has not answered yet"),
        lambda facts: bool(facts.get("tanggapan_mitra_ditunggu")),
    ),
    "tinggal_tanda_tangan_mitra": Predicate(
        N_("only the partner's signature is awaited"),
        lambda facts: _unsigned(facts, "lembaga") == 0 and _unsigned(facts, "mitra") > 0,
    ),
    "tanda_tangan_elektronik": Predicate(
        N_("the agreement is signed electronically"), lambda facts: facts.get("cara_tanda_tangan") == "elektronik"
    ),
    "tanda_tangan_basah": Predicate(
        N_("the agreement is signed on paper"), lambda facts: facts.get("cara_tanda_tangan") == "basah"
    ),
    "lajur_dipilih": Predicate(
        N_("the lane that was chosen in the step before"),
        lambda facts: str(facts.get("lajur_dipilih") or ""),
        names_lane=True,
    ),
}

EFFECTS: Mapping[str, str] = {
    "terbitkan_tanda_terima": N_("issue the receipt with the case number"),
    "catat_srikandi": N_("keep the Srikandi number of the letter on the case"),
    "catat_disposisi": N_("keep the disposition on the case"),
    "kirim_surat_balasan": N_("send the letter of reply to the partner"),
    "kirim_surat_penolakan": N_("send the letter of refusal to the partner"),
    "minta_kelengkapan": N_("ask the partner for what is missing"),
    "tawarkan_draf": N_("offer the draft to the partner"),
    "kunci_naskah": N_("lock the agreed text"),
    "buka_ruang_tanda_tangan": N_("open the signing room and invite the first signers"),
    "berlakukan_perjanjian": N_("put the agreement in force"),
    "arsipkan": N_("put the signed agreement in the archive"),
    "terbitkan_register": N_("publish the agreement in the public register"),
    "kabari_mitra": N_("tell the partner where the case stands"),
    "tutup_ditolak": N_("close the case as refused"),
}

WORKBENCHES: Mapping[str, str] = {
    "umum": N_("the form made from the step's fields"),
    "penerimaan": N_("registration of the incoming letter and its receipt"),
    "srikandi": N_("copy sheet for Srikandi and its number"),
    "disposisi": N_("disposition of the head"),
    "telaah": N_("study of the request"),
    "surat_balasan": N_("letter of reply"),
    "surat_penolakan": N_("letter of refusal"),
    "koordinasi": N_("record of the coordination between teams"),
    "penyusunan": N_("drafting of the agreement"),
    "telaah_hukum": N_("legal analysis with a risk per topic"),
    "perundingan": N_("talks with the partner"),
    "penomoran": N_("number, date, place and mode of signing"),
    "ruang_tanda_tangan": N_("signing room"),
    "pengarsipan": N_("archive"),
    "menunggu_mitra": N_("answer of the partner"),
}

TIMERS: Mapping[str, str] = {
    "ingatkan_pelaksana": N_("remind whoever holds the task"),
    "ingatkan_atasan": N_("tell the superior that the task is late"),
    "ingatkan_mitra": N_("remind the partner of what is waited for"),
}

FIELD_KINDS: Mapping[str, str] = {
    "teks": N_("one line of text"),
    "uraian": N_("text of several lines"),
    "tanggal": N_("a date"),
    "angka": N_("a number"),
    "rupiah": N_("an amount in rupiah"),
    "pilihan": N_("one of the listed choices"),
    "berkas": N_("a file"),
}

OUTPUT_KINDS: Mapping[str, str] = {"berkas": N_("a file"), "rekaman": N_("a record kept on the case")}

MODES: Mapping[str, str] = {
    "salah_satu": N_("any of the lanes does it"),
    "bersama": N_("one task: the first lane completes it, what the others contribute is recorded"),
    "masing_masing": N_("one task for each unit, joined when all are done"),
    "menurut": N_("a predicate names the lane"),
}

ORIGINS: Mapping[str, str] = {
    "sumber": N_("the source document says so"),
    "tafsir": N_("our reading of the source document"),
    "tambahan": N_("added so that the work can be done"),
}

TIME_UNITS: Mapping[str, str] = {
    "10 HK": N_("working days"),
    "3 hari": N_("calendar days"),
    "hari yang sama": N_("the same day"),
    "120 menit": N_("office minutes"),
    "2 jam": N_("office hours"),
    "2 menit per contoh uji": N_("office minutes for each unit"),
    "24 jam kalender": N_("hours by the clock"),
    "3 x 24 jam kalender": N_("hours by the clock"),
    "N/A": N_("no clock, printed as written"),
    "-": N_("no clock, printed as written"),
}


def holds(name: str, facts: Facts) -> bool:
    """Whether the predicate ``name`` is true of the case. The name must be in the vocabulary."""
    return bool(PREDICATES[name].ask(facts))


def vocabulary() -> dict[str, list[dict[str, str]]]:
    """All vocabularies as plain data: list name -> ``[{name, description}]`` (descriptions are msgids)."""
    described: dict[str, Mapping[str, str]] = {
        "predicates": {name: predicate.description for name, predicate in PREDICATES.items()},
        "effects": EFFECTS,
        "timers": TIMERS,
        "workbenches": WORKBENCHES,
        "field_kinds": FIELD_KINDS,
        "output_kinds": OUTPUT_KINDS,
        "performer_modes": MODES,
        "origins": ORIGINS,
        "time_units": TIME_UNITS,
    }
    return {
        noun: [{"name": name, "description": text} for name, text in words.items()] for noun, words in described.items()
    }
