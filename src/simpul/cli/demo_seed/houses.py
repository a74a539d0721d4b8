"""The invented institutions as data: who they are, by which procedures they work, how their units stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from simpul.cli.demo_seed.people import BATAM, BBLBK, BPOM, NTB, Person
from simpul.core.directory.models import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """``values``: fields of the institution. ``procedures``: codes of shipped files, the first names the lanes.

    ``adopts``: lane id -> the own name of the lane, where the procedures are adopted from another institution;
    ``units``: code -> name of the units beside those of the lanes; ``unit_of``: lane id -> code of its unit, "" for a
    lane that several units share (a lane that is not named gets a unit of its own). ``above``: lane id -> lane id of
    its superior; ``head`` stands above all others.
    """

    values: Mapping[str, object]
    people: Sequence[Person]
    procedures: Sequence[str]
    head: str
    adopts: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    unit_of: Mapping[str, str] = field(default_factory=dict)
    above: Mapping[str, str] = field(default_factory=dict)


_BBLBK = House(
    values={
        "code": "bblbk",
        "name": "Balai Besar Laboratorium Biologi Kesehatan",
        "short_name": "BBLBK",
        "parent_body": "Kementerian Kesehatan Republik Indonesia",
        "owner": "ministry",
        "city": "Jakarta",
        "province": "DKI Jakarta",
        "address": "Jalan Contoh Raya Nomor 1, Jakarta",
        "phone": "(021) 0000148",
        "whatsapp": "081000000148",
        "email": "kerjasama@bblbk.example",
        "zone": "Asia/Jakarta",
        "paper": Paper.A4,
        "head_authority": "Keputusan Menteri Kesehatan Nomor HK.02.03/0001/2026 (contoh)",
        "letter_code": "BBLBK",
        "intake_procedure": "bblbk",
    },
    people=BBLBK,
    procedures=("bblbk",),
    head="kepala_bblbk",
)

_NTB = House(
    values={
        "code": "blkpk-ntb",
        "name": "Balai Laboratorium Kesehatan Pengujian dan Kalibrasi Provinsi NTB",
        "short_name": "BLKPK NTB",
        "parent_body": "Dinas Kesehatan Provinsi Nusa Tenggara Barat",
        "owner": "region",
        "city": "Mataram",
        "province": "Nusa Tenggara Barat",
        "address": "Jalan Umpama Nomor 2, Mataram",
        "phone": "(0370) 0000148",
        "whatsapp": "081000000149",
        "email": "kerjasama@blkpk-ntb.example",
        "zone": "Asia/Makassar",
        "paper": Paper.F4,
        "head_authority": "Keputusan Gubernur Nusa Tenggara Barat Nomor 821.2/0002/2026 (contoh)",
        "letter_code": "BLKPK",
        "intake_procedure": "bblbk",
    },
    people=NTB,
    procedures=("bblbk",),
    head="kepala_bblbk",
    adopts={
        "tata_usaha": "Subbagian Tata Usaha",
        "tim_arsiparis": "Pengelola Arsip",
        "kepala_bblbk": "Kepala BLKPK NTB",
        "tim_program_pelayanan": "Seksi Pelayanan",
        "tim_mutu_kemitraan": "Seksi Mutu dan Kemitraan",
        "tim_analis_hukum": "Analis Hukum",
    },
)

_BPOM = House(
    values={
        "code": "bpom",
        "name": "Badan Pengawas Obat dan Makanan",
        "short_name": "BPOM",
        "parent_body": "Republik Indonesia",
        "owner": "agency",
        "city": "Jakarta",
        "province": "DKI Jakarta",
        "address": "Jalan Rekaan Nomor 3, Jakarta",
        "phone": "(021) 0000150",
        "email": "kerjasama@bpom.example",
        "zone": "Asia/Jakarta",
        "paper": Paper.F4,
        "letter_code": "BPOM",
        "accepts_requests": False,
    },
    people=BPOM,
    procedures=("bpom-dn", "bpom-ln", "bpom-monev"),
    head="kepala_bpom",
    units={
        "direktorat-contoh": "Direktorat Contoh",
        "pusat-umpama": "Pusat Data Umpama",
        "bbpom-contoh": "Balai Besar POM di Kota Contoh",
        "loka-umpama": "Loka POM di Kabupaten Umpama",
    },
    unit_of={"pimpinan_madya": "", "unit_kerja_pusat": "", "upt_bpom": ""},
    above=dict.fromkeys(("unit_kerja_pusat", "biro_ksh", "biro_ho", "upt_bpom"), "pimpinan_madya"),
)

_BATAM = House(
    values={
        "code": "labkesmas-batam",
        "name": "Balai Laboratorium Kesehatan Masyarakat Batam",
        "short_name": "Labkesmas Batam",
        "parent_body": "Kementerian Kesehatan Republik Indonesia",
        "owner": "ministry",
        "city": "Batam",
        "province": "Kepulauan Riau",
        "address": "Jalan Misal Nomor 4, Batam",
        "phone": "(0778) 000148",
        "email": "layanan@labkesmas-batam.example",
        "zone": "Asia/Jakarta",
        "paper": Paper.A4,
        "letter_code": "LKM-BTM",
        "accepts_requests": False,
    },
    people=BATAM,
    procedures=("labkesmas-batam",),
    head="kepala",
    units={"instalasi-mikrobiologi": "Instalasi Mikrobiologi", "instalasi-kimia": "Instalasi Kimia"},
    unit_of={"customer_internal": "", "customer_eksternal": "instalasi-sampling"},
    above={"customer_eksternal": "instalasi_sampling"},
)

HOUSES: tuple[House, ...] = (_BBLBK, _NTB, _BPOM, _BATAM)
