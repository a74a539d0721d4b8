"""Invented letters and sheets, one of each kind."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from simpul.core.documents.faces.letters import (
    Choice,
    DispositionSheet,
    Letter,
    Letterhead,
    NotaDinas,
    Receipt,
    RefusalLetter,
    ReplyLetter,
    Signatory,
    SrikandiSheet,
    refusal_body,
    reply_body,
)
from tests.documents.agreement_cases import logo


class About(TypedDict):
    """The letter that is answered."""

    letter_number: str
    letter_date: date
    subject: str


HEAD = Letterhead(
    name="Balai Besar Laboratorium Contoh",
    parent="Kementerian Kesehatan Republik Indonesia",
    address="Jalan Rekaan Nomor 23, Jakarta 10999",
    contact="Telepon (021) 0000 0000, pos-el pelayanan@labcontoh.example",
    logo=logo("#0d5068"),
    demo=True,
)
CHIEF = Signatory(title="Kepala Balai Besar Laboratorium Contoh", name="Dr. Bima Misalnata, S.Si., M.Biomed.")
LEAD = Signatory(title="Ketua Tim Kerja Program Pelayanan", name="Sari Umpamaningsih, S.KM.")
DAY = date(2026, 11, 22)
SUBJECT = "permohonan kerja sama pemeriksaan laboratorium rujukan"
RECIPIENT = ("Direktur Rumah Sakit Umum Daerah Tirta Rekaan", "di Kota Tirta")
ABOUT = About(letter_number="445/099/RSUD/XI/2026", letter_date=date(2026, 11, 16), subject=SUBJECT)


def lettering(note: str = "Mohon ditelaah, selesai dalam satu hari kerja.") -> list[Letter]:
    """One of each kind; ``note`` goes into a field that people fill by hand."""
    step = "Draf naskah perjanjian kerja sama sedang disusun dan akan kami sampaikan melalui halaman lacak."
    return [
        ReplyLetter(number="KN.01.01/C.I/0456/2026", date=DAY, subject=f"Persetujuan {SUBJECT}", recipient=RECIPIENT,
                    body=(*reply_body(**ABOUT, next_step=step), note), signer=CHIEF,
                    copies=("Tim Kerja Mutu, Penguatan SDM dan Kemitraan", "Tim Analis Hukum")),
        RefusalLetter(number="KN.01.01/C.I/0457/2026", date=DAY, subject=f"Jawaban atas {SUBJECT}", recipient=RECIPIENT,
                      body=refusal_body(**ABOUT, reasons=("jenis pemeriksaan di luar kemampuan laboratorium", note)),
                      signer=CHIEF),
        NotaDinas(number="ND-0031/XI/2026", date=DAY, recipient="Ketua Tim Kerja Mutu, Penguatan SDM dan Kemitraan",
                  sender="Ketua Tim Kerja Program Pelayanan", subject="Penyusunan draf perjanjian kerja sama",
                  body=("Bersama ini disampaikan permohonan yang telah disetujui untuk disusun drafnya.", note),
                  signer=LEAD),
        DispositionSheet(ticket="KS-2026-0148", sender=RECIPIENT[0], letter_number="445/099/RSUD/XI/2026",
                         letter_date=date(2026, 11, 16), received_on=date(2026, 11, 17), subject=SUBJECT,
                         srikandi_number="SRK-2026-000777", date=DAY, signer=CHIEF, note=note, due="25 November 2026",
                         recipients=(Choice(name="Ketua Tim Kerja Program Pelayanan", chosen=True),
                                     Choice(name="Tim Kerja Mutu, Penguatan SDM dan Kemitraan"),
                                     Choice(name="Tim Analis Hukum")),
                         instructions=(Choice(name="Telaah dan beri pendapat", chosen=True),
                                       Choice(name="Tindak lanjuti sesuai ketentuan", chosen=True),
                                       Choice(name="Untuk diketahui"), Choice(name="Siapkan jawaban"))),
        Receipt(ticket="KS-2026-0148", sender="Rumah Sakit Umum Daerah Tirta Rekaan", subject=SUBJECT,
                letter_number="445/099/RSUD/XI/2026", letter_date=date(2026, 11, 16),
                received_at="17 November 2026, pukul 09.12 WIB", channel="Portal",
                contact="dr. Ratna Contohwati, M.Kes.",
                papers=(Choice(name="Surat permohonan", chosen=True), Choice(name="SK pengangkatan (menyusul)")),
                next_step=note, tracking="simpul.example/lacak/", signer=LEAD),
        SrikandiSheet(ticket="KS-2026-0148",
                      fields=(("Nomor surat", "445/099/RSUD/XI/2026"), ("Tanggal surat", "16 November 2026"),
                              ("Tanggal terima", "17 November 2026"), ("Asal surat", "RSUD Tirta Rekaan"),
                              ("Hal", SUBJECT), ("Sifat", "Biasa"), ("Isi ringkas", note)),
                      files=(("surat permohonan (scan) [1].pdf", "0f" * 32),)),
    ]  # fmt: skip
