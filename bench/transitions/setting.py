"""A small institution with a procedure of ten steps and one return, whose cases every way plays alike."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import django

from simpul.adapters.postgres import Lease
from simpul.lib.home import data_home

STEPS, GATE, BACK = 10, 6, 3
# (step, round): the sixth sends back to the third once.
PATH = (
    *((n, 1) for n in range(1, GATE + 1)),
    *((n, 2) for n in range(BACK, GATE + 1)),
    *((n, 1) for n in range(7, 11)),
)
NOTE = "Sesuai hasil reviu"
LANES = 5

_HEAD = """\
kode: ukur-langkah
versi: "1"
identitas:
  {nomor: U.1, judul: Pengukuran, unit: Unit Ukur, tgl_pembuatan: "-", tgl_revisi: "-", tgl_efektif: "-",
   pengesahan: Kepala, dasar_hukum: [Contoh], keterkaitan: tidak ada dalam sumber,
   kualifikasi: tidak ada dalam sumber, peralatan: tidak ada dalam sumber, peringatan: tidak ada dalam sumber,
   pencatatan: tidak ada dalam sumber}
"""


@contextmanager
def database() -> Iterator[str]:
    """The database of DATABASE_URL, else the embedded one of SIMPUL_HOME for as long as it is measured."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "simpul.config.settings")
    if os.environ.get("DATABASE_URL"):
        yield os.environ["DATABASE_URL"]
        return
    with Lease(data_home()) as lease:
        os.environ["DATABASE_URL"] = lease.url
        yield lease.url


def set_up() -> None:
    """Django, for the variants that use it and for making cases."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "simpul.config.settings")
    django.setup()


def procedure_text() -> str:
    """Ten steps with a form, a record and a standard time each; the sixth decides."""
    lanes = "\n".join(f"  - {{id: lajur{n}, nama: Lajur {n}}}" for n in range(LANES))
    return f"{_HEAD}pelaksana:\n{lanes}\nmulai: s1\nlangkah:\n" + "".join(_step(n) for n in range(1, STEPS + 1))


def _step(n: int) -> str:
    after = "selesai" if n == STEPS else f"s{n + 1}"
    way = f"keputusan: {{baik: {after}, ulang: s{BACK}}}" if n == GATE else f"lanjut: {after}"
    return f"""\
  - id: s{n}
    no: "{n}"
    kegiatan: Langkah ke-{n}
    pelaksana: lajur{n % LANES}
    waktu: 3 HK
    isian:
      - {{id: catatan, label: Catatan, jenis: uraian, wajib: ya, mengisi: hasil}}
    keluaran:
      - {{id: hasil, nama: Hasil, jenis: rekaman}}
    asal: sumber
    {way}
"""


def outcome_of(step: int, round_: int) -> str:
    """What the gate decides: back in its first round."""
    if step != GATE:
        return ""
    return "ulang" if round_ == 1 else "baik"


@dataclass(frozen=True)
class House:
    """Ids of what every way works with."""

    institution_id: int
    version_id: int
    user_id: int
    lane_ids: tuple[int, ...]


def today() -> date:
    return date(2026, 1, 2)
