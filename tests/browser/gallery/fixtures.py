"""Invented contents for the gallery: every fragment of the look in its states, names of 120 characters included."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from django import forms

from simpul.pages.shell.forms import CodeField, DateEntry, LookMixin, RupiahField
from simpul.pages.shell.navigation import Crumb, Entry, PageLinks, Pos, Section, Who

LONG_NAME = (
    "Rumah Sakit Umum Daerah Contoh Sehat Sejahtera Bersama Kabupaten Kepulauan Umpama Raya Bagian Timur "
    "Provinsi Misal Utara"
)
LINKS = [{"url": "#kuasa", "label": "Surat kuasa penanda tangan: berisi makro"}]


class GalleryForm(LookMixin, forms.Form):
    """One entry of every kind."""

    name = forms.CharField(label="Nama lengkap beserta gelar", help_text="Seperti pada surat keputusan jabatan.")
    npwp = forms.CharField(label="NPWP", help_text="15 atau 16 angka.", max_length=16)
    value = RupiahField(label="Nilai perjanjian", required=False)
    start = forms.DateField(label="Tanggal mulai", widget=DateEntry)
    unit = forms.ChoiceField(label="Tim", choices=[("a", "Tim Kerja Program Pelayanan"), ("b", "Tim Analis Hukum")])
    note = forms.CharField(label="Catatan", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    category = forms.ChoiceField(
        label="Siapa Anda", widget=forms.RadioSelect, choices=[("rs", "Rumah sakit"), ("pt", "Perusahaan")]
    )
    scope = forms.MultipleChoiceField(
        label="Ruang lingkup",
        widget=forms.CheckboxSelectMultiple,
        choices=[("uji", "Pemeriksaan contoh uji"), ("latih", "Pelatihan")],
    )
    code = CodeField(label="Kode sekali pakai", help_text="Enam angka yang kami kirim ke r…@rs-contoh.example.")
    agree = forms.BooleanField(label="Data di atas benar dan boleh diproses untuk kerja sama ini")

    class Look:
        why = {"npwp": "Nomor ini dicetak dalam naskah perjanjian."}
        words = {"value"}
        cards = {"category"}
        notes = {"category": {"rs": "Pemerintah atau swasta"}}
        width = {"npwp": 20}


def faulty_form() -> GalleryForm:
    """The form with three faults."""
    entered = {"name": "dr. Contoh Rekaan, Sp.PK", "npwp": "01.234.567.8-901.234", "value": "Rp48.500.000"}
    return GalleryForm({**entered, "start": "2026-12-01", "unit": "a", "scope": ["uji"], "code": "123 456"})


THREAD: list[dict[str, Any]] = [
    {"state": "done", "title": "Pengajuan dikirim", "meta": "Senin, 2 November 2026, pukul 10.12 WIB"},
    {"state": "hold", "title": "Permohonan ditelaah", "meta": "Selesai Senin, 9 November, dalam 1 dari 1 hari kerja."},
    {"state": "pause", "title": "Jam berhenti 4-9 November: menunggu surat kuasa dari Anda.", "meta": "3 HK."},
    {"state": "done", "title": "Draf versi 3 disusun", "meta": "Selesai 23 November 2026.", "round": "Putaran ke‑3"},
    {"state": "now", "title": "Telaah hukum draf versi 3", "box": "Paling lambat hari ini, pukul 16.00 WIB."},
    {"state": "next", "title": "Anda membaca draf versi 3", "meta": "Diperkirakan mulai Rabu, 25 November 2026"},
    {"state": "next", "title": "Kedua pihak menandatangani", "meta": "1 hari kerja setelah draf disetujui"},
]
SIGNERS = [
    {"state": "done", "title": "Ketua Tim Contoh", "note": "Paraf, 27 November", "chip": "ok", "chip_text": "Diparaf"},
    {
        "state": "done",
        "order": 1,
        "title": "Direktur RS Contoh Sehat",
        "note": "PIHAK KEDUA, dr. Contoh Rekaan, Sp.PK",
        "facts": [("Sertifikat", "Berlaku s.d. 14 Maret 2028"), ("Isi tercakup", "9 dari 9 halaman")],
        "chip": "ok",
        "chip_text": "Sah",
    },
    {"state": "now", "order": 2, "title": "Kepala Balai Contoh", "chip": "now", "chip_text": "Gilirannya"},
]
CARDS = [
    {
        "id": "surat",
        "title": "Surat permohonan",
        "chip": "ok",
        "chip_text": "Diterima",
        "files": [{"name": "Surat permohonan 441.pdf", "meta": "1,2 MB, 2 halaman", "remove_url": "#hapus"}],
    },
    {
        "id": "kuasa",
        "title": "Surat kuasa penanda tangan",
        "chip": "late",
        "chip_text": "Perlu diperbaiki",
        "action": "/unggah/",
        "limit": "PDF, JPG, PNG, atau DOCX. Paling besar 10 MB.",
        "primary": True,
        "judgement": {
            "name": "SURAT KUASA DIREKTUR final.docm",
            "size": "840 kB",
            "code": "UNG-04",
            "reason": "Berkas ini berisi makro. Karena itu kami tidak menyimpannya.",
            "repair": ["Buka berkas di Word.", "Pilih Simpan Sebagai, lalu PDF.", "Unggah berkas PDF itu di sini."],
        },
    },
    {
        "id": "kartu",
        "title": "Kartu nama narahubung",
        "chip": "idle",
        "chip_text": "Boleh menyusul",
        "action": "/unggah/",
        "chunk_url": "/unggah/potongan/",
        "limit": "PDF, JPG, PNG, atau DOCX. Paling besar 10 MB.",
    },
]


def _row(partner: str, chip: str, left: str, holder: str = "Laras Umpama, S.H.") -> dict[str, str]:
    base = {
        "number": f"KS-2026-0{len(partner):03d}",
        "kind": "PKS Pemeriksaan",
        "step": "Telaah hukum",
        "due": "24 Nov",
    }
    return {**base, "partner": partner, "chip": chip, "left": left, "holder": holder}


GROUPS = [
    {"title": "Terlambat", "rows": [_row("Universitas Contoh Medika", "late", "Terlambat 1 HK")]},
    {"title": "Jatuh tempo hari ini", "rows": [_row(LONG_NAME, "due", "Hari ini, 16.00")]},
    {"title": "Belum diambil", "rows": [_row("Dinas Kesehatan Kabupaten Misal", "bare", "3 HK lagi", "")]},
    {"title": "Menunggu mitra, jam berhenti", "rows": [_row("RSIA Umpama Kencana", "pause", "Jam berhenti 4 HK")]},
]
JOB = {
    "title": "Telaah draf versi 3 dari sisi hukum",
    "text": "Nyatakan layak, atau kembalikan kepada Tim Kerja Mutu dengan catatan.",
    "action": "#selesai",
    "banners": [{"kind": "due", "title": "2 butir belum diperiksa", "text": "Lihat Pasal 12."}],
    "buttons": [
        {"value": "layak", "label": "Nyatakan layak dan teruskan ke mitra"},
        {"value": "kembali", "label": "Kembalikan dengan catatan", "why_not": "Tulis catatan terlebih dahulu."},
    ],
}


def context() -> dict[str, Any]:
    """Everything the gallery's pages show."""
    main = (
        Entry("Daftar kerja", "#1", "checklist", count=9, current=True),
        Entry("Kotak masuk surat", "#2", "inbox", count=4),
        Entry("Semua perkara", "#3", "folders"),
        Entry("Tanda tangan", "#4", "signature", count=2),
        Entry("Arsip dan nomor", "#5", "archive"),
    )
    return {
        "institution": SimpleNamespace(
            name="Balai Contoh Laboratorium",
            short_name="Balai Contoh",
            parent_body="Kementerian Misal",
            whatsapp="0810-0000-0148",
            email="kerjasama@balai-contoh.example",
        ),
        "rail": (Section("Utama", main), Section("Lembaga", (Entry("Alur (SOP)", "#6", "sitemap"),), title="Lembaga")),
        "who": Who("Laras Umpama, S.H.", "Tim Analis Hukum"),
        "sign_out_url": "/keluar/",
        "crumbs": (Crumb("Daftar kerja", "#1"), Crumb("KS-2026-0148")),
        "pos": Pos(
            "Telaah hukum",
            "Tim Analis Hukum",
            "Hari ini, pukul 16.00 WIB",
            "Langkah 5 dari 8, putaran ke‑3",
            "Balai Contoh, Kota Rekaan",
            "Selasa, 24 November 2026",
        ),
        "page": PageLinks(next_url="?setelah=1", previous_url="?", count_text="50 dari lebih dari 1.000"),
        "now": datetime(2026, 11, 24, 2, 40, tzinfo=UTC),
        "help_hours": "Senin-Kamis 07.30-16.00, Jumat 07.30-16.30 WIB. Libur nasional tutup.",
        "long_name": LONG_NAME,
        "links": LINKS,
        "form": faulty_form(),
        "thread": THREAD,
        "signers": SIGNERS,
        "cards": CARDS,
        "groups": GROUPS,
        "job": {**JOB, "form": faulty_form()},
        "demo": True,
    }
