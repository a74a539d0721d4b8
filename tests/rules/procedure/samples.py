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
      - {id: surat, label: Surat, jenis: berkas, wajib: ya, mengisi: surat}
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
      - {id: hasil, label: Hasil, jenis: uraian, wajib: ya, mengisi: hasil}
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
    isian: [{id: isi, label: Isi, jenis: teks, wajib: ya, mengisi: kabar}]
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


RICH = (
    HEAD.replace("{id: mitra, nama: Mitra}", "{id: mitra, nama: Mitra}\n  - {id: kementerian, nama: Kementerian}")
    + """\
mulai: usul
adopsi: {lembaga: Balai Rekaan, kode: contoh-asal, versi: "2", sha256: SHA}
ketentuan:
  - {id: dari_kepala, nama: dari kepala, pemrakarsa: [kepala]}
  - {id: luar_negeri, nama: luar negeri, jawaban: wilayah, adalah: [luar]}
  - {id: bukan_luar, nama: bukan luar negeri, jawaban: wilayah, bukan: [luar]}
  - {id: penyiap, nama: menurut wilayah, jawaban: wilayah, lajur: {dalam: loket, luar: kepala}}
pengatur_waktu:
  - {nama: mulai_putaran, setiap: triwulan}
  - {nama: ingatkan_pelaksana, sebelum: 1 HK}
  - {nama: ingatkan_atasan, sesudah: 2 jam}
langkah:
  - id: usul
    no: "1"
    kegiatan: Mengusulkan
    pelaksana: {lajur: [loket, kepala], cara: menurut, menurut: pemrakarsa}
    waktu: [{jika: dari_kepala, waktu: 5 HK}, {waktu: 10 HK}]
    isian:
      - id: wilayah
        label: Wilayah
        jenis: pilihan
        wajib: ya
        pilihan: [{id: dalam, label: Dalam negeri}, {id: luar, label: Luar negeri}]
      - {id: negara, label: Negara, jenis: teks, wajib: ya, jika: luar_negeri, peran: perihal}
      - id: rencana
        label: Rencana
        jenis: tabel
        kolom: [{id: kegiatan, label: Kegiatan}, {id: bulan, label: Bulan}]
        baris: "3"
      - {id: peserta, label: Peserta, jenis: unit, lajur: [kepala]}
    keluaran:
      - {id: nota, nama: Nota dinas, jenis: berkas, dibuat: formulir, templat: nota_dinas}
      - {id: daftar, nama: Daftar rencana, jenis: berkas, dibuat: formulir, templat: daftar, jika: luar_negeri}
    asal: sumber
    lanjut: kementerian
  - id: kementerian
    no: "2"
    kegiatan: Menunggu kementerian
    pelaksana: {lajur: [loket, kepala], cara: menurut, menurut: penyiap}
    waktu: 3 HK
    syarat: luar_negeri
    isian: [{id: jawaban, label: Jawaban, jenis: berkas, wajib: ya, mengisi: jawaban}]
    keluaran: [{id: jawaban, nama: Jawaban, jenis: berkas}]
    menunggu: {pihak: kementerian, selama: menunggu_pihak_luar}
    akibat: [{saat: masuk, lakukan: mulai_menunggu}]
    pengatur_waktu: [{nama: ingatkan_pelaksana, setelah: 1 HK}]
    asal: sumber
    lanjut: lapor
  - id: lapor
    no: "3"
    kegiatan: Setiap unit melapor
    pelaksana: {lajur: [loket, kepala], cara: masing_masing}
    waktu: "-"
    isian: [{id: isi, label: Isi, jenis: uraian, wajib: ya, mengisi: isi}]
    keluaran: [{id: isi, nama: Isi, jenis: rekaman}]
    asal: sumber
    lanjut: nilai
  - id: nilai
    no: "4"
    kegiatan: Menilai
    pelaksana: kepala
    waktu: 2 hari
    subprosedur: penilaian
    keluaran: [{id: hasil, nama: Hasil, jenis: rekaman, dibuat: subprosedur}]
    asal: tambahan
    lanjut: selesai
"""
).replace("SHA", "0" * 64)


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


def text_of(*steps: dict[str, Any], **head: Any) -> str:
    """A file with these steps and keys; JSON is YAML, and every value here is a text already."""
    keys = "".join(f"{key}: {json.dumps(value)}\n" for key, value in head.items())
    return HEAD + keys + "langkah: " + json.dumps(list(steps)) + "\n"


def procedure_of(*steps: dict[str, Any], **head: Any) -> Procedure:
    """The loaded procedure with these steps and keys; raises if it has faults."""
    return load(text_of(*steps, **head), "contoh")
