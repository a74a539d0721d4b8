"""Small procedures for tests: one complete file as text, and a builder of valid steps."""

from __future__ import annotations

import json
from typing import Any

from simpul.rules.procedure.loader import load
from simpul.rules.procedure.model import Procedure

HEAD = """\
kode: contoh
versi: "1"
identitas:
  nomor: S.1
  judul: Contoh
  unit: Unit Contoh
  tgl_pembuatan: 1 Januari 2026
  tgl_revisi: "-"
  tgl_efektif: 2 Januari 2026
  pengesahan: Kepala
  dasar_hukum: [UU Contoh]
  keterkaitan: tidak ada dalam sumber
  kualifikasi: tidak ada dalam sumber
  peralatan: tidak ada dalam sumber
  peringatan: tidak ada dalam sumber
  pencatatan: tidak ada dalam sumber
pelaksana:
  - {id: loket, nama: Loket}
  - {id: kepala, nama: Kepala}
pihak_luar:
  - {id: mitra, nama: Mitra}
"""

STEPS = """\
langkah:
  - id: terima
    no: "1"
    kegiatan: Menerima surat
    pelaksana: loket
    waktu: 1 HK
    isian:
      - {id: tanggal, label: Tanggal, jenis: tanggal}
      - {id: surat, label: Surat, jenis: berkas, mengisi: surat}
    keluaran:
      - {id: surat, nama: Surat, jenis: berkas}
    asal: sumber
    lanjut: telaah
  - id: telaah
    no: "2"
    kegiatan: Menelaah surat
    pelaksana: {lajur: [kepala, loket]}
    waktu: [{jika: belum_di_srikandi, waktu: 3 hari}, {waktu: 2 jam}]
    mulai_waktu: tanggal
    isian:
      - {id: hasil, label: Hasil, jenis: uraian, mengisi: hasil}
      - {id: cara, label: Cara, jenis: pilihan, pilihan: [satu, dua]}
    keluaran:
      - {id: hasil, nama: Hasil, jenis: rekaman}
    menunggu: {pihak: mitra, selama: menunggu_tanggapan_mitra}
    akibat: [kabari_mitra, {saat: tolak, lakukan: tutup_ditolak}]
    asal: sumber
    keputusan: {setuju: cabang, tolak: selesai, ulang: terima}
    cabang: [kabar, naskah]
    gabung: simpan
  - id: kabar
    no: 3a
    kegiatan: Memberi kabar
    pelaksana: loket
    waktu: "-"
    syarat: belum_di_srikandi
    isian: [{id: isi, label: Isi, jenis: teks, mengisi: kabar}]
    keluaran: [{id: kabar, nama: Kabar, jenis: rekaman}]
    asal: tafsir
    lanjut: simpan
  - id: naskah
    no: 3b
    kegiatan: Menyusun naskah
    pelaksana: kepala
    waktu: N/A
    formulir: penyusunan
    keluaran: [{id: naskah, nama: Naskah, jenis: berkas, dibuat: formulir}]
    asal: {langkah: sumber, waktu: tafsir}
    lanjut: simpan
  - id: simpan
    no: "4"
    kegiatan: Menyimpan naskah
    pelaksana: loket
    waktu: 2 menit per naskah
    formulir: pengarsipan
    keluaran: [{id: arsip, nama: Arsip, jenis: rekaman, dibuat: formulir}]
    asal: tambahan
    lanjut: selesai
"""

FILE = HEAD + STEPS


def step(name: str, **keys: Any) -> dict[str, Any]:
    """A well-formed step of the lane ``loket``; ``keys`` add or replace."""
    return {
        "id": name,
        "no": name,
        "kegiatan": f"Langkah {name}",
        "pelaksana": "loket",
        "waktu": "1 HK",
        "formulir": "koordinasi",
        "keluaran": [{"id": "catatan", "nama": "Catatan", "jenis": "rekaman", "dibuat": "formulir"}],
        "asal": "sumber",
        **keys,
    }


def text_of(*steps: dict[str, Any]) -> str:
    """A file with these steps; JSON is YAML, and every value here is a text already."""
    return HEAD + "langkah: " + json.dumps(list(steps)) + "\n"


def procedure_of(*steps: dict[str, Any]) -> Procedure:
    """The loaded procedure with these steps; raises if it has faults."""
    return load(text_of(*steps), "contoh")
