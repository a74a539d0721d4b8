"""The closed vocabularies: every name that a procedure file may use for something that the program does.

A predicate reads ``Facts``, the plain values that casework computes for a case. A fact that is absent counts as "not
yet": the letter is not in Srikandi, no paper is missing, nobody is waited for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from simpul.rules.procedure.agreement_words import AGREEMENT_ROLES, RECORD
from simpul.rules.refusals import N_

Facts = Mapping[str, object]
"""``di_srikandi`` bool, ``kelengkapan_kurang`` int, ``tanggapan_mitra_ditunggu`` bool, ``penanda_belum``
``{"mitra": int, "lembaga": int}``, ``cara_tanda_tangan`` "elektronik", "basah" or "", ``lajur_dipilih`` a lane id,
``unit`` ``{lane id: [unit, ...]}`` for tasks that each unit has of its own, ``jawaban`` ``{field id: choice id}``,
``tanggal`` ``{field id: date}``, ``pemrakarsa`` ``{"lajur": lane id, "unit": unit code}``, ``pihak_ditunggu`` ids of
parties. For the predicate of a wait the engine adds ``pihak``, the party of that wait."""


@dataclass(frozen=True, slots=True)
class Predicate:
    """A named question about a case; its answer is a truth value, or the id of a lane (``names_lane``).

    ``printed``: the wording of a procedure's sheet, in the language of the sheets.
    """

    description: str
    printed: str
    ask: Callable[[Facts], bool | str]
    names_lane: bool = False


def _count(facts: Facts, name: str) -> int:
    value = facts.get(name)
    return value if isinstance(value, int) else 0


def _unsigned(facts: Facts, side: str) -> int:
    missing = facts.get("penanda_belum")
    value = missing.get(side) if isinstance(missing, Mapping) else 0
    return value if isinstance(value, int) else 0


def starter_of(facts: Facts) -> str:
    """The lane that started the case, "" where nobody inside did."""
    starter = facts.get("pemrakarsa")
    return str(starter.get("lajur") or "") if isinstance(starter, Mapping) else ""


def _party_awaited(facts: Facts) -> bool:
    awaited = facts.get("pihak_ditunggu")
    return isinstance(awaited, list | tuple) and facts.get("pihak") in awaited


PREDICATES: Mapping[str, Predicate] = {
    "selalu": Predicate(N_("always"), "selalu", lambda facts: True),
    "belum_di_srikandi": Predicate(
        N_("the letter is not in Srikandi yet"),
        "surat belum berada di Srikandi",
        lambda facts: not facts.get("di_srikandi"),
    ),
    "kelengkapan_belum_lengkap": Predicate(
        N_("a required paper of the partner is still missing"),
        "persyaratan mitra belum lengkap",
        lambda facts: _count(facts, "kelengkapan_kurang") > 0,
    ),
    "menunggu_tanggapan_mitra": Predicate(
        N_("the partner has been asked and has not answered yet"),
        "menunggu tanggapan mitra",
        lambda facts: bool(facts.get("tanggapan_mitra_ditunggu")),
    ),
    "tinggal_tanda_tangan_mitra": Predicate(
        N_("only the partner's signature is awaited"),
        "tinggal tanda tangan mitra",
        lambda facts: _unsigned(facts, "lembaga") == 0 and _unsigned(facts, "mitra") > 0,
    ),
    "menunggu_pihak_luar": Predicate(
        N_("the outside party has been asked and has not answered yet"), "menunggu jawaban pihak luar", _party_awaited
    ),
    "tanda_tangan_elektronik": Predicate(
        N_("the agreement is signed electronically"),
        "ditandatangani secara elektronik",
        lambda facts: facts.get("cara_tanda_tangan") == "elektronik",
    ),
    "tanda_tangan_basah": Predicate(
        N_("the agreement is signed on paper"),
        "ditandatangani secara basah",
        lambda facts: facts.get("cara_tanda_tangan") == "basah",
    ),
    "lajur_dipilih": Predicate(
        N_("the lane that was chosen in the step before"),
        "pelaksana yang dipilih pada langkah sebelumnya",
        lambda facts: str(facts.get("lajur_dipilih") or ""),
        names_lane=True,
    ),
    "pemrakarsa": Predicate(
        N_("the lane that started the case"), "pelaksana yang memulai perkara", starter_of, names_lane=True
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
    RECORD: N_("record the signed agreement from the answers of the step"),
    "arsipkan": N_("put the signed agreement in the archive"),
    "terbitkan_register": N_("publish the agreement in the public register"),
    "mulai_menunggu": N_("start waiting for the outside parties of the step"),
    "kabari_mitra": N_("tell the partner where the case stands"),
    "tutup_ditolak": N_("close the case as refused"),
}

GENERAL_FORM = "umum"
"""The workbench of a step that names none."""

WORKBENCHES: Mapping[str, str] = {
    GENERAL_FORM: N_("the form made from the step's fields"),
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
    "jadwal_sampling": N_("sampling date with the other requests for it and whose goes first"),
}

TIMERS: Mapping[str, str] = {
    "ingatkan_pelaksana": N_("remind whoever holds the task"),
    "ingatkan_atasan": N_("tell the superior that the task is late"),
    "ingatkan_mitra": N_("remind the partner of what is waited for"),
    "mulai_putaran": N_("start a new case of this procedure (for the whole procedure only)"),
}

ROUND = "mulai_putaran"

TIMER_KEYS: Mapping[str, str] = {
    "setelah": N_("so long after the step was entered (in a step only)"),
    "sebelum": N_("so long before the step is due"),
    "sesudah": N_("so long after the step was due"),
    "setiap": N_("how often: for “mulai_putaran” only"),
}

PERIODS: Mapping[str, str] = {
    "bulan": N_("every month"),
    "triwulan": N_("every quarter"),
    "semester": N_("every half year"),
    "tahun": N_("every year"),
}

TEXT_SHEET = "naskah"

SHEETS: Mapping[str, str] = {
    "lembar": N_("a sheet with the answers under the name of the output"),
    "nota_dinas": N_("official note between officials of the institution"),
    "surat": N_("official letter"),
    "surat_pengantar": N_("covering letter with a list of what is sent"),
    "surat_kuasa": N_("power of attorney"),
    "disposisi": N_("disposition sheet"),
    "laporan": N_("report"),
    "berita_acara": N_("record of an event, signed by those who were there"),
    "daftar": N_("list with the rows of a table"),
    TEXT_SHEET: N_("the text of the agreement, as the officers of the step drafted it last; a file can take its place"),
}

UNIT_COUNT = "jumlah_satuan"
WANTED_DATE = "tanggal_diminta"
PARTNER_NAME, SUBJECT, DOCUMENT_KIND = "mitra", "judul", "jenis_naskah"

ROLES: Mapping[str, str] = {
    UNIT_COUNT: N_("the number by which a standard time for each unit is multiplied"),
    "nomor": N_("the number of the document"),
    "tanggal": N_("the date of the document"),
    "kepada": N_("to whom it is addressed, one in a line"),
    "perihal": N_("its subject"),
    "isi": N_("its running text"),
    "tembusan": N_("who gets a copy, one in a line"),
    "penanda": N_("the position that signs it, where the officer who enters it does not"),
    "tanggal_permintaan": N_("the day on which the customer made the request"),
    WANTED_DATE: N_("the sampling date as it was asked for, proposed or fixed last"),
    PARTNER_NAME: N_("the partner of the agreement that the case makes"),
    SUBJECT: N_("what that agreement is about; without it the title of the case"),
    DOCUMENT_KIND: N_("which kind of document it is: choices pks, mou, kb, nota_kesepakatan_sinergi"),
    "jenis_customer": N_("the kind of customer: the choice “internal” goes before others"),
    **AGREEMENT_ROLES,
}

CONDITION_KEYS: Mapping[str, str] = {
    "adalah": N_("true when the latest answer to the field under “jawaban” is one of these choices"),
    "bukan": N_("true when that answer was given and is none of these choices"),
    "pemrakarsa": N_("true when one of these lanes started the case"),
    "lajur": N_("names the lane that belongs to that answer, for “pelaksana.menurut”"),
}

FIELD_KINDS: Mapping[str, str] = {
    "teks": N_("one line of text"),
    "uraian": N_("text of several lines"),
    "tanggal": N_("a date"),
    "angka": N_("a number"),
    "rupiah": N_("an amount in rupiah"),
    "pilihan": N_("one of the listed choices"),
    "berkas": N_("a file"),
    "tabel": N_("a table with the columns under “kolom”"),
    "unit": N_("one or more units of the lanes under “lajur”"),
}

TODAY = "hari_ini"

DATE_BOUNDS: Mapping[str, str] = {
    TODAY: N_(
        "the institution's date: under “paling_lambat” the day on which the form is sent, under “paling_awal” the day "
        "on which the step happened"
    ),
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


HEADINGS: Mapping[str, str] = {
    "predicates": N_("Predicates (`syarat`, `jika`, `selama`, `menurut`)"),
    "conditions": N_("Forms of a condition (`ketentuan`)"),
    "effects": N_("Effects (`akibat`)"),
    "timers": N_("Timers (`pengatur_waktu.nama`)"),
    "timer_keys": N_("Moments of a timer"),
    "periods": N_("Periods of rounds (`setiap`)"),
    "sheets": N_("Sheets of documents (`templat`)"),
    "roles": N_("Parts of a field in a document (`peran`)"),
    "workbenches": N_("Forms (`formulir`)"),
    "field_kinds": N_("Kinds of fields (`isian.jenis`)"),
    "date_bounds": N_("Bounds of a date (`isian.paling_awal`, `isian.paling_lambat`), beside ids of date fields"),
    "output_kinds": N_("Kinds of outputs (`keluaran.jenis`)"),
    "performer_modes": N_("Ways of working together (`pelaksana.cara`)"),
    "origins": N_("Origins (`asal`)"),
    "time_units": N_("Standard times (`waktu`)"),
}
"""What each list of words is called, and the keys of the file where they stand."""


def vocabulary() -> dict[str, list[dict[str, str]]]:
    """All vocabularies as plain data: list name -> ``[{name, description}]`` (descriptions are msgids)."""
    described: dict[str, Mapping[str, str]] = {
        "predicates": {name: predicate.description for name, predicate in PREDICATES.items()},
        "conditions": CONDITION_KEYS,
        "effects": EFFECTS,
        "timers": TIMERS,
        "timer_keys": TIMER_KEYS,
        "periods": PERIODS,
        "sheets": SHEETS,
        "roles": ROLES,
        "workbenches": WORKBENCHES,
        "field_kinds": FIELD_KINDS,
        "date_bounds": DATE_BOUNDS,
        "output_kinds": OUTPUT_KINDS,
        "performer_modes": MODES,
        "origins": ORIGINS,
        "time_units": TIME_UNITS,
    }
    return {
        noun: [{"name": name, "description": text} for name, text in words.items()] for noun, words in described.items()
    }
