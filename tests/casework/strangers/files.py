"""Procedure files that nobody of the house wrote: forms, documents, units, outside parties and parts of their own."""

from __future__ import annotations

_HEAD = """
kode: {code}
versi: "1"
identitas:
  nomor: SOP-REKAAN/{code}
  judul: {title}
  unit: Balai Rekaan
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
pelaksana:
  - {{id: pusat, nama: Unit Pusat}}
  - {{id: hukum, nama: Bagian Hukum}}
  - {{id: balai, nama: Balai}}
pihak_luar:
  - {{id: kementerian, nama: Kementerian Rekaan}}
"""

VISIT = (
    _HEAD.format(code="kunjungan", title="Kunjungan kerja")
    + """
ketentuan:
  - {id: perlu_kuasa, nama: bila perlu kuasa, jawaban: kuasa, adalah: [ya]}
  - {id: dari_balai, nama: dari balai, pemrakarsa: [balai]}
langkah:
  - id: usul
    no: "1"
    kegiatan: Mengusulkan kunjungan
    pelaksana: {lajur: [pusat, balai], cara: salah_satu}
    waktu: N/A
    isian:
      - {id: kepada, label: Kepada, jenis: teks, wajib: ya, peran: kepada, mengisi: nota}
      - {id: isi, label: Isi nota, jenis: uraian, wajib: ya, peran: isi, mengisi: nota}
      - {id: kuasa, label: Perlu surat kuasa, jenis: pilihan, wajib: ya, pilihan: [ya, tidak]}
      - {id: penerima_kuasa, label: Penerima kuasa, jenis: teks, wajib: ya, jika: perlu_kuasa, mengisi: surat_kuasa}
    keluaran:
      - {id: nota, nama: Nota usulan, jenis: berkas, dibuat: formulir, templat: nota_dinas}
      - {id: surat_kuasa, nama: Surat kuasa, jenis: berkas, dibuat: formulir, templat: surat_kuasa, jika: perlu_kuasa}
    asal: sumber
    lanjut: telaah
  - id: telaah
    no: "2"
    kegiatan: Menelaah usulan bersama
    pelaksana: {lajur: [hukum, pusat], cara: bersama}
    waktu:
      - {jika: dari_balai, waktu: 5 HK}
      - {waktu: 10 HK}
    isian:
      - {id: hasil, label: Hasil telaah, jenis: uraian, wajib: ya, mengisi: catatan}
      - {id: unit_dikunjungi, label: Unit yang dikunjungi, jenis: unit, lajur: [pusat, balai], wajib: ya}
    keluaran:
      - {id: catatan, nama: Catatan telaah, jenis: rekaman}
    menunggu: {pihak: kementerian, selama: menunggu_pihak_luar}
    asal: sumber
    lanjut: laporkan
  - id: laporkan
    no: "3"
    kegiatan: Melaporkan kunjungan
    pelaksana: {lajur: [pusat, balai], cara: masing_masing}
    waktu: 3 HK
    isian:
      - id: matriks
        label: Matriks kunjungan
        jenis: tabel
        wajib: ya
        mengisi: matriks
        kolom: [{id: kegiatan, label: Kegiatan}, {id: capaian, label: Capaian}]
    keluaran:
      - {id: matriks, nama: Matriks kunjungan, jenis: berkas, dibuat: formulir, templat: daftar}
    asal: sumber
    lanjut: terima
  - id: terima
    no: "4"
    kegiatan: Menerima laporan
    pelaksana: {lajur: [pusat, balai], cara: menurut, menurut: pemrakarsa}
    waktu: 1 HK
    isian:
      - {id: diterima, label: Tanggal diterima, jenis: tanggal, wajib: ya, mengisi: bukti}
    keluaran:
      - {id: bukti, nama: Bukti terima, jenis: rekaman}
    asal: sumber
    lanjut: selesai
"""
)

WHOLE = (
    _HEAD.format(code="induk", title="Prosedur induk")
    + """
langkah:
  - id: bagian
    no: "1"
    kegiatan: Mengerjakan bagian
    pelaksana: pusat
    waktu: "-"
    subprosedur: bagian
    keluaran:
      - {id: hasil_bagian, nama: Hasil bagian, jenis: rekaman, dibuat: subprosedur}
    asal: sumber
    lanjut: tutup
  - id: tutup
    no: "2"
    kegiatan: Menutup
    pelaksana: pusat
    waktu: 2 HK
    pengatur_waktu:
      - {nama: ingatkan_pelaksana, sebelum: 1 HK}
      - {nama: ingatkan_atasan, sesudah: 1 HK}
    isian:
      - {id: catatan, label: Catatan, jenis: uraian, wajib: ya, mengisi: catatan}
    keluaran:
      - {id: catatan, nama: Catatan, jenis: rekaman}
    asal: sumber
    lanjut: selesai
"""
)

PART = (
    _HEAD.format(code="bagian", title="Prosedur bagian")
    + """
langkah:
  - id: kerjakan
    no: "1"
    kegiatan: Mengerjakan
    pelaksana: hukum
    waktu: 1 HK
    isian:
      - {id: uraian, label: Uraian, jenis: uraian, wajib: ya, mengisi: uraian}
    keluaran:
      - {id: uraian, nama: Uraian, jenis: rekaman}
    asal: sumber
    lanjut: selesai
"""
)

CLOCKS = (
    _HEAD.format(code="jam", title="Prosedur dengan segala jenis waktu")
    + """
langkah:
  - id: hitung
    no: "1"
    kegiatan: Menghitung sampel
    pelaksana: pusat
    waktu: N/A
    isian:
      - {id: jumlah, label: Jumlah sampel, jenis: angka, wajib: ya, peran: jumlah_satuan, mengisi: jumlah}
      - {id: tanggal_masuk, label: Tanggal masuk, jenis: tanggal, wajib: ya, mengisi: jumlah}
    keluaran:
      - {id: jumlah, nama: Jumlah sampel, jenis: rekaman}
    asal: sumber
    lanjut: periksa
  - id: periksa
    no: "2"
    kegiatan: Memeriksa sampel
    pelaksana: hukum
    waktu: 2 menit per unit
    isian:
      - {id: hasil, label: Hasil, jenis: uraian, wajib: ya, mengisi: hasil}
    keluaran:
      - {id: hasil, nama: Hasil, jenis: rekaman}
    asal: sumber
    lanjut: tutup
  - id: tutup
    no: "3"
    kegiatan: Menutup
    pelaksana: hukum
    waktu: 3 HK
    mulai_waktu: tanggal_masuk
    pengatur_waktu:
      - {nama: ingatkan_pelaksana, sebelum: 1 HK}
      - {nama: ingatkan_atasan, sesudah: 2 HK}
    isian:
      - {id: catatan, label: Catatan, jenis: uraian, wajib: ya, mengisi: catatan}
    keluaran:
      - {id: catatan, nama: Catatan, jenis: rekaman}
    menunggu: {pihak: kementerian, selama: menunggu_pihak_luar}
    asal: sumber
    lanjut: selesai
"""
)

RETURNING = (
    CLOCKS.replace("    lanjut: selesai\n", "    lanjut: sahkan\n")
    + """
  - id: sahkan
    no: "4"
    kegiatan: Mengesahkan
    pelaksana: pusat
    waktu: 1 HK
    isian:
      - {id: sebab, label: Sebab, jenis: uraian, wajib: ya, mengisi: sebab}
    keluaran:
      - {id: sebab, nama: Sebab, jenis: rekaman}
    asal: sumber
    keputusan: {cukup: selesai, ulang: tutup, hitung_lagi: hitung}
"""
)
"""The last step sends back to the one whose clock runs from a date, or further, to where that date is asked for."""

BEFORE = """  - id: mula
    no: "1"
    kegiatan: Memulai
    pelaksana: pusat
    waktu: "-"
    isian:
      - {id: awal, label: Awal, jenis: uraian, wajib: ya, mengisi: awal}
    keluaran:
      - {id: awal, nama: Awal, jenis: rekaman}
    asal: sumber
    lanjut: bagian
"""
"""A step to stand before the first one of ``WHOLE``."""
