"""The messages: one literal table, name -> who gets it and in which words (Indonesian, as letters are).

A message never carries draft text, personal data of others, or a secret: ``[[tautan]]`` and ``[[kode]]`` are put in at
the moment of sending.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Audience = Literal[
    "contact", "turn", "parties", "leads", "performer", "superior", "publishers", "writer", "keepers", "legal",
    "runners",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Notice:
    """``subject`` and ``body`` take {tiket}, {mitra}, {tentang}, {lembaga}, {pekerjaan}, {bagian}; greeting and foot
    are added. {tentang} tells officers what a case is about: the partner, or its title where nobody outside began it.
    {batas} is ", paling lambat" with the last day to sign ({hari_batas}), empty without one.
    In a mail to an officer ``[[tautan]]`` becomes the address of the case, which asks to sign in."""

    to: Audience
    subject: str
    body: str
    link: bool = True


PART_WITHOUT_RESULT = "bagian_tanpa_hasil"
"""Told with the case above: its step goes on waiting until somebody acts."""
PART_TAKEN_BACK = "hasil_bagian_ditarik"
"""Told when the step that a part had completed is taken back: the part does not complete it a second time."""
_CASE = "\n[[tautan]]"
_OPEN = "Lihat posisi berkas dan dokumennya pada tautan ini:\n[[tautan]]"

NOTICES: Mapping[str, Notice] = {
    "tanda_terima": Notice(
        "contact",
        "Pengajuan {tiket} sudah diterima",
        "Surat permohonan kerja sama dari {mitra} sudah kami terima dengan nomor pengajuan {tiket}. "
        "Surat akan dicatat, didisposisikan, lalu ditelaah.\n\n" + _OPEN,
    ),
    "minta_kelengkapan": Notice(
        "contact",
        "Giliran Anda: lengkapi pengajuan {tiket}",
        "Tim kami memerlukan keterangan atau berkas tambahan untuk pengajuan {tiket}. Apa yang diminta tertulis pada "
        "halaman pengajuan. Selama menunggu jawaban Anda, waktu proses kami berhenti.\n\n" + _OPEN,
    ),
    "surat_balasan": Notice(
        "contact",
        "Surat balasan untuk pengajuan {tiket}",
        "Permohonan kerja sama {mitra} disetujui untuk diproses. Surat balasan dapat diunduh pada halaman "
        "pengajuan.\n\n" + _OPEN,
    ),
    "surat_penolakan": Notice(
        "contact",
        "Jawaban atas pengajuan {tiket}",
        "Kami sudah menelaah permohonan {mitra}. Surat jawaban dapat diunduh pada halaman pengajuan.\n\n" + _OPEN,
    ),
    "draf": Notice(
        "contact",
        "Giliran Anda: baca draf perjanjian {tiket}",
        "Draf perjanjian untuk pengajuan {tiket} siap dibaca. Setujui, atau unggah draf tanggapan. Selama menunggu "
        "jawaban Anda, waktu proses kami berhenti.\n\n" + _OPEN,
    ),
    "giliran_tanda_tangan": Notice(
        "turn",
        "Giliran Anda: tanda tangani perjanjian {tiket}",
        "Naskah perjanjian {tiket} antara {lembaga} dan {mitra} menunggu tanda tangan Anda{batas}. Baca seluruh naskah "
        "sebelum menandatangani.\n\n" + _OPEN,
    ),
    "batas_tanda_tangan_dekat": Notice(
        "turn",
        "Pengingat: tanda tangani perjanjian {tiket}{batas}",
        "Naskah perjanjian {tiket} antara {lembaga} dan {mitra} masih menunggu tanda tangan Anda{batas}. Bila hari itu "
        "tidak terkejar, mintalah hari lain kepada {lembaga} sebelum lewat.\n\n" + _OPEN,
    ),
    "batas_tanda_tangan_diubah": Notice(
        "turn",
        "Batas tanda tangan perjanjian {tiket} diubah",
        "Naskah perjanjian {tiket} antara {lembaga} dan {mitra} sekarang menunggu tanda tangan Anda{batas}.\n\n"
        + _OPEN,
    ),
    "batas_tanda_tangan_lewat": Notice(
        "runners",
        "Perjanjian {tiket}: batas tanda tangan sudah lewat",
        "Perjanjian {tiket} ({tentang}) seharusnya ditandatangani semua pihak sampai {hari_batas}, dan belum. Tidak "
        "ada yang batal, tetapi tidak ada pula yang dapat menandatangani sampai Anda memutuskan: beri hari lain dengan "
        "alasan, atau batalkan putarannya, pada ruang tanda tangan perkara:" + _CASE,
        link=False,
    ),
    "meterai_terutang": Notice(
        "runners",
        "Perjanjian {tiket}: bea meterai belum diselesaikan",
        "Naskah perjanjian {tiket} ({tentang}) belum bermeterai, dan sebelum itu tidak ada yang diminta "
        "menandatangani. Bubuhkan e-Meterai, catat SSP, atau catat mengapa tidak terutang, pada ruang tanda tangan "
        "perkara:" + _CASE,
        link=False,
    ),
    "asli_belum_lengkap": Notice(
        "runners",
        "Perjanjian {tiket}: naskah asli belum lengkap",
        "Semua pihak sudah menandatangani perjanjian {tiket} ({tentang}) dengan tinta basah, tetapi sesudah batas "
        "tanda tangan ({hari_batas}) catatan naskah aslinya masih kurang. Apa yang kurang tertulis pada tiap naskah "
        "asli di ruang tanda tangan perkara:" + _CASE,
        link=False,
    ),
    "menolak_tanda_tangan": Notice(
        "leads",
        "Perjanjian {tiket}: seorang penanda tangan menolak",
        "Seorang penanda tangan menolak menandatangani perjanjian {tiket}. Alasannya tertulis pada perkara:" + _CASE,
        link=False,
    ),
    "berkas_lain_naskah": Notice(
        "legal",
        "Perjanjian {tiket}: berkas yang kembali memuat naskah lain",
        "Berkas bertanda tangan untuk perjanjian {tiket} bukan naskah yang dikirim dengan tanda tangan di atasnya. "
        "Berkas itu disimpan dan tidak dipakai. Bandingkan keduanya pada ruang tanda tangan perkara:" + _CASE,
        link=False,
    ),
    "tanda_tangan_belum_pasti": Notice(
        "runners",
        "Perjanjian {tiket}: belum pasti sudah ditandatangani atau belum",
        "Layanan tanda tangan tidak memberi jawaban untuk perjanjian {tiket} ({tentang}), sehingga belum pasti "
        "naskahnya sudah ditandatangani atau belum. Selama itu tidak ada yang dapat menandatangani. Periksa riwayat "
        "tanda tangan pada portal layanan: bila sudah, unggah berkasnya; bila belum, nyatakan dengan alasan, pada "
        "ruang tanda tangan perkara:" + _CASE,
        link=False,
    ),
    "berkas_perlu_putusan": Notice(
        "leads",
        "Perjanjian {tiket}: sertifikat penanda tangan perlu diputuskan",
        "Berkas bertanda tangan untuk perjanjian {tiket} utuh, tetapi sertifikatnya tidak dapat dipercaya begitu saja. "
        "Putuskan pada ruang tanda tangan apakah berkas itu diterima:" + _CASE,
        link=False,
    ),
    "naskah_bertanda_tangan": Notice(
        "parties",
        "Perjanjian {tiket} sudah ditandatangani",
        "Perjanjian antara {lembaga} dan {mitra} sudah ditandatangani semua pihak. Naskah asli yang bertanda tangan "
        "dapat diunduh pada halaman pengajuan.\n\n" + _OPEN,
    ),
    "kabar": Notice(
        "contact",
        "Kabar pengajuan {tiket}",
        "Ada perkembangan pada pengajuan {tiket}.\n\n" + _OPEN,
    ),
    "ditarik": Notice(
        "contact",
        "Pengajuan {tiket} ditarik",
        "Pengajuan {tiket} dari {mitra} sudah ditarik. Tidak ada lagi yang perlu Anda lakukan.\n\n" + _OPEN,
    ),
    "tanggapan_mitra": Notice(
        "leads",
        "Mitra menanggapi draf {tiket}",
        "Tanggapan {mitra} atas draf perjanjian {tiket} sudah masuk. Buka perkara untuk membacanya:" + _CASE,
        link=False,
    ),
    "ingatkan_pelaksana": Notice(
        "performer",
        "Pengingat: {pekerjaan} ({tiket})",
        "Batas waktu tugas {pekerjaan} pada perkara {tiket} ({tentang}) sudah dekat. Minta bantuan atasan "
        "bila ada hambatan. Buka tugasnya untuk menyelesaikannya:" + _CASE,
        link=False,
    ),
    "ingatkan_atasan": Notice(
        "superior",
        "Lewat batas waktu: {pekerjaan} ({tiket})",
        "Tugas {pekerjaan} pada perkara {tiket} ({tentang}) sudah melewati standar waktunya. Buka perkara untuk "
        "melihat siapa yang memegangnya, lalu dorong atau alihkan:" + _CASE,
        link=False,
    ),
    "ingatkan_mitra": Notice(
        "contact",
        "Pengingat untuk pengajuan {tiket}",
        "Kami masih menunggu jawaban Anda untuk pengajuan {tiket}. Selama menunggu, waktu proses kami berhenti.\n\n"
        + _OPEN,
    ),
    "tugas_baru": Notice(
        "leads",
        "Tugas baru: {pekerjaan} ({tiket})",
        "Ada tugas baru untuk tim Anda: {pekerjaan}, pada perkara {tiket} ({tentang}). Buka tugasnya untuk "
        "mengambilnya:" + _CASE,
        link=False,
    ),
    PART_WITHOUT_RESULT: Notice(
        "performer",
        "Sub-perkara berakhir tanpa hasil: {pekerjaan} ({tiket})",
        "Langkah {pekerjaan} pada perkara {tiket} ({tentang}) dikerjakan oleh sub-perkara {bagian}, dan sub-perkara "
        "itu berakhir tanpa hasil: ditolak atau ditarik. Langkahnya masih menunggu. Buka perkara {tiket} untuk membaca "
        "sebabnya, lalu mulai lagi sub-perkaranya atau putuskan kelanjutannya:" + _CASE,
        link=False,
    ),
    PART_TAKEN_BACK: Notice(
        "performer",
        "Hasil sub-perkara ditarik kembali: {pekerjaan} ({tiket})",
        "Langkah {pekerjaan} pada perkara {tiket} ({tentang}) sudah selesai dengan hasil sub-perkara {bagian}, tetapi "
        "hasil itu ditarik kembali. Langkahnya terbuka lagi dan tidak selesai dengan sendirinya. Buka perkara {tiket} "
        "untuk membaca sebabnya, lalu mulai lagi sub-perkaranya atau putuskan kelanjutannya:" + _CASE,
        link=False,
    ),
}

CODE = Notice(
    "contact",
    "Kode Anda untuk pengajuan {tiket}",
    "Kode sekali pakai Anda: [[kode]]\n\nKode berlaku sepuluh menit dan hanya untuk satu tindakan. Jangan berikan "
    "kepada siapa pun; petugas kami tidak pernah memintanya.",
    link=False,
)
RESUME = Notice(
    "contact",
    "Lanjutkan pengajuan kerja sama Anda",
    "Isian Anda tersimpan. Lanjutkan kapan saja lewat tautan ini:\n[[tautan]]\n\nTautan ini hanya untuk Anda.",
)


def letter_body(notice: Notice, name: str, institution: str, words: Mapping[str, str]) -> str:
    """Greeting, the notice's words, and the foot."""
    greeting = f"Yth. Bapak/Ibu {name}," if name else "Yth. Bapak/Ibu,"
    return f"{greeting}\n\n{notice.body.format(**words)}\n\nHormat kami,\n{institution}\n"
