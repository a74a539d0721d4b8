"""The smallest procedure that loads: what a writer starts from. Indonesian, as all procedure files."""

from __future__ import annotations

import json
from collections.abc import Sequence

_LANES = (("pelaksana", "Pelaksana"),)
_TEXT = """\
# Kunci yang dikenal: `simpul sop schema`. Kata yang boleh dipakai: `simpul sop vocabulary`.
# Setelah terbit, versi ini tidak diubah lagi; perubahan dibuat sebagai versi baru.

kode: {code}
versi: "1"

identitas:
  nomor: tidak ada dalam sumber
  judul: {title}
  unit: {unit}
  tgl_pembuatan: tidak ada dalam sumber
  tgl_revisi: tidak ada dalam sumber
  tgl_efektif: tidak ada dalam sumber
  pengesahan: tidak ada dalam sumber
  dasar_hukum: tidak ada dalam sumber
  keterkaitan: tidak ada dalam sumber
  kualifikasi: tidak ada dalam sumber
  peralatan: tidak ada dalam sumber
  peringatan: tidak ada dalam sumber
  pencatatan: tidak ada dalam sumber

pelaksana: # kolom lembar SOP, urut seperti tercetak
{lanes}

langkah:
  - id: mulai_bekerja
    no: "1"
    ringkas: Mulai
    kegiatan: Menulis apa yang dikerjakan pada langkah pertama
    pelaksana: {first}
    waktu: 1 HK
    isian:
      - {{id: uraian, label: Uraian, jenis: uraian, wajib: ya, mengisi: catatan}}
    keluaran:
      - {{id: catatan, nama: Catatan, jenis: rekaman}}
    asal: sumber
    lanjut: selesai
"""


def skeleton(*, code: str, title: str, unit: str, lanes: Sequence[tuple[str, str]]) -> str:
    """One step in the first lane; ``lanes``: (id, printed name). Names are written as quoted scalars."""
    known = lanes or _LANES
    columns = "\n".join(f"  - {{id: {lane}, nama: {_quoted(name)}}}" for lane, name in known)
    return _TEXT.format(code=code, title=_quoted(title), unit=_quoted(unit), lanes=columns, first=known[0][0])


def _quoted(text: str) -> str:
    """A JSON string is a YAML one."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
