"""What the sources say, typed by hand: one table per procedure, to hold the shipped files against.

A row: printed label, lanes, standard times (general first, then by condition), outputs of the source, origin of the
step, origin of its performer. ``NEEDS`` (Kelengkapan) and ``NOTES`` (figures and nouns of Keterangan) go row by row.
"""

from __future__ import annotations

from dataclasses import dataclass

S, T, A = "sumber", "tafsir", "tambahan"

KEPALA, MADYA, PUSAT = "Kepala BPOM", "Pejabat Pimpinan Tinggi Madya", "Unit Kerja Pusat"
KSH, HO, UPT = "Biro Kerja Sama dan Hubungan Masyarakat", "Biro Hukum dan Organisasi", "UPT BPOM"
ISAM, CIN, CEX = "Instalasi Sampling", "Customer Internal", "Customer Eksternal"


@dataclass(frozen=True)
class Row:
    no: str
    lanes: tuple[str, ...]
    times: tuple[str, ...]
    outputs: tuple[str, ...]
    origin: str = S
    performer: str = S


@dataclass(frozen=True)
class Sheet:
    number: str
    lanes: tuple[str, ...]
    outside: tuple[str, ...]
    rows: tuple[Row, ...]
    returns: frozenset[tuple[str, str, str, str]]
    """(label of the step, outcome, label of the step it leads back to, origin)"""


def row(no: str, lanes: str | tuple[str, ...], times: str | tuple[str, ...], *outputs: str, by: str = S) -> Row:
    """A row that the source has; ``by``: the origin of its performer."""
    one = (lanes,) if isinstance(lanes, str) else lanes
    return Row(no, one, (times,) if isinstance(times, str) else times, outputs, S, by)


def added(lanes: str | tuple[str, ...], *outputs: str) -> Row:
    """A row that the source lacks."""
    return Row("+", (lanes,) if isinstance(lanes, str) else lanes, ("-",), outputs, A, A)


DN = Sheet(
    "POM-13.01/CFM.01/SOP.01",
    (KEPALA, MADYA, PUSAT, KSH, HO, UPT),
    ("Mitra kerja sama",),
    (
        row("1", (PUSAT, UPT), "N/A", "Nota Dinas/Disposisi/Surat", "Draft awal Perjanjian Kerja Sama", by=T),
        row("2", KSH, ("10 HK", "5 HK"), "Draft hasil reviu Biro Kerja Sama dan Hubungan Masyarakat"),
        row("3", KSH, "3 HK", "Draft hasil reviu", "Nota dinas hasil telaahan", by=T),
        row("4", HO, "7 HK", "Draft final hasil rumusan perjanjian kerja sama",
            "Nota Dinas penyampaian hasil rumusan perjanjian"),
        row("5", KSH, "3 HK", "Nota Dinas laporan kepada Pimpinan"),
        row("6", (KEPALA, MADYA), "5 HK", "Draft perjanjian kerja sama yang disetujui", by=T),
        row("7", KSH, "3 HK", "Naskah perjanjian kerja sama yang disetujui", "Surat penyampaian", by=T),
        row("8", (KSH, UPT, PUSAT), "1 HK", "Naskah perjanjian kerja sama yang akan ditandatangani"),
        added((KEPALA, MADYA, PUSAT, UPT), "Naskah yang telah ditandatangani"),
        row("9", KSH, "2 HK", "Bukti penyampaian", by=T),
        row("10", (PUSAT, UPT), "1 HK", "MoU atau PKS", by=T),
    ),
    frozenset({("6", "tidak", "5", T)}),
)  # fmt: skip

LN = Sheet(
    "POM-13.01/CFM.01/SOP.01",
    (KSH, PUSAT, HO, KEPALA, "Pimpinan Tinggi Madya"),
    ("Mitra luar negeri", "Kementerian Luar Negeri"),
    (
        row("1", KSH, "10 HK", "Draft awal perjanjian kerja sama", by=T),
        row("2", (KSH, PUSAT, HO), "20 HK", "First Draft hasil reviu BPOM", by=T),
        row("3", KSH, "10 HK", "Second draft hasil reviu BPOM", by=T),
        row("4", (KEPALA, "Pimpinan Tinggi Madya"), "5 HK", "Persetujuan draft hasil reviu", by=T),
        row("5", KSH, "3 HK", "Surat pengantar", "Persetujuan draft hasil reviu BPOM", by=T),
        row("6", KSH, "5 HK", "Draft hasil reviu/kajian terhadap counter draft mitra kerja sama", by=T),
        row("7", (KEPALA, "Pimpinan Tinggi Madya"), "5 HK", "Final draft", by=T),
        row("8", KSH, "2 HK", "Dokumen final draft", by=T),
        row("9", KSH, "10 HK", "Naskah perjanjian kerja sama yang akan ditandatangani",
            "Full Power (surat persetujuan)", by=T),
        row("10", (KEPALA, "Pimpinan Tinggi Madya"), "1 HK", "Naskah MoU yang telah ditandatangani", by=T),
        row("11", KSH, "5 HK", "Surat penyampaian Naskah MoU yang telah ditandatangani", by=T),
        added(KSH, "Certified true copy (CTC)"),
    ),
    frozenset({("4", "tidak", "2", S), ("7", "tidak", "6", T), ("8", "diubah", "2", T)}),
)  # fmt: skip

MONEV = Sheet(
    "POM-13.01/CFM.01/SOP.01",
    (KSH, PUSAT, UPT),
    ("Mitra kerja sama",),
    (
        row("1", KSH, "3 HK", "Dokumen permintaan monev"),
        row("2", (PUSAT, UPT), "10 HK", "Matriks monev kerja sama"),
        row("3", (KSH, PUSAT, UPT), "5 HK", "Hasil pembahasan", by=T),
        row("4", KSH, "5 HK", "Laporan monev", by=T),
    ),
    frozenset(),
)

BATAM = Sheet(
    "PR/LABKESMAS-BTM/05/5",
    ("Kepala", ISAM, CIN, CEX),
    (),
    (
        row("1", "Kepala", "10 menit", "Disposisi surat penugasan koordinasi pelayanan"),
        row("2", ISAM, "120 menit", "Penawaran harga", "Dokumen MoU"),
        row("2", ISAM, "5 menit", "Penawaran harga dan Dokumen MoU"),
        row("3", (CIN, CEX), "5 menit", "Dokumen perencanaan pekerjaan"),
        row("3", (CIN, CEX), "5 menit", "Buku catatan turun sampling", "SPT", "Invoice", "Informasi customer"),
        row("4", ISAM, "30 menit", "SPT", "Dokumen rencana sampling"),
        row("5", ISAM, "1 hari", "SPT telah ditandatangani", "Contoh uji", by=T),
        row("6", ISAM, "2 menit per contoh uji", "Dokumen registrasi penerimaan contoh uji"),
    ),
    frozenset({("4", "tidak", "3", T)}),
)

SHEETS = {"bpom-dn": DN, "bpom-ln": LN, "bpom-monev": MONEV, "labkesmas-batam": BATAM}


NEEDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "bpom-dn": (
        ("Usulan dari mitra kerja sama, atau", "Kajian kerja sama dari Unit Kerja", "Rencana kerja sama"),
        ("Nota Dinas/Disposisi/Surat", "Draft awal Perjanjian Kerja Sama"),
        ("Draft hasil reviu Biro Kerja Sama dan Hubungan Masyarakat",),
        ("Draft hasil reviu dan nota dinas hasil telaahan",),
        ("Draft final hasil rumusan perjanjian kerja sama", "Nota Dinas penyampaian hasil rumusan perjanjian"),
        ("Nota Dinas laporan kepada Pimpinan",),
        ("Draft perjanjian kerja sama yang disetujui",),
        ("Naskah perjanjian kerja sama yang disetujui", "Surat penyampaian"),
        ("Naskah perjanjian kerja sama yang akan ditandatangani",),
        ("Naskah perjanjian kerja sama yang akan ditandatangani",),
        ("Bukti penyampaian",),
    ),
    "bpom-ln": (
        ("Usulan dari mitra kerja sama, atau", "Nota Dinas/Disposisi/Surat pengantar"),
        ("Draft awal perjanjian kerja sama",),
        ("First Draft hasil reviu BPOM",),
        ("Second draft hasil reviu BPOM",),
        ("Persetujuan draft hasil reviu",),
        ("Surat pengantar dan persetujuan draft hasil reviu BPOM",),
        ("Draft hasil reviu/kajian terhadap counter draft mitra kerja sama",),
        ("Final draft",),
        ("Dokumen final draft",),
        ("Naskah perjanjian kerja sama yang akan ditandatangani", "Full Power (surat persetujuan), jika diperlukan"),
        ("Naskah MoU yang telah ditandatangani",),
        ("Surat penyampaian Naskah MoU yang telah ditandatangani",),
    ),
    "bpom-monev": (
        ("Surat permintaan/nota dinas", "Template matriks monev kerja sama"),
        ("Dokumen permintaan monev",),
        ("Matriks monev kerja sama",),
        ("Hasil pembahasan",),
    ),
    "labkesmas-batam": (
        ("Surat penugasan koordinasi pelayanan",),
        *(("Peralatan dan perlengkapan administrasi",),) * 4,
        ("Peralatan pengambilan contoh uji",),
        ("Peralatan dan perlengkapan administrasi", "Peralatan pengambilan contoh uji"),
        ("Peralatan dan perlengkapan administrasi",),
    ),
}  # fmt: skip

NOTES: dict[str, dict[str, tuple[str, ...]]] = {
    "bpom-dn": {
        "1": ("baru", "perpanjangan", "mitra", "surat elektronik", "sejak draft awal disampaikan"),
        "2": ("UPT BPOM", "mitra", "pimpinan", "5 HK", "10 HK"),
        "3": ("Balai Besar", "Balai POM", "bukan Loka", "draft final"),
        "4": ("Biro HO", "unit kerja terkait", "tidak mengubah substansi"),
        "5": ("Sekretaris Utama bila Kepala UPT", "Kepala BPOM bila Kepala BPOM", "Pratama", "surat kuasa, jika"),
        "7": ("Sekretaris Utama",),
        "8": ("Biro KSH bila Kepala BPOM atau Pimpinan Tinggi Madya", "UPT bila Kepala UPT", "tidak ada dalam sumber",
              "SK pendelegasian wewenang"),
    },
    "bpom-ln": {
        "1": ("mitra luar negeri", "kedutaan di Jakarta", "Kepala BPOM", "Madya", "Unit Kerja Pusat", "perpanjangan"),
        "2": ("Kementerian Luar Negeri", "kementerian atau lembaga lain", "dampak hukum", "template"),
        "4": ("kembali ke langkah 2",),
        "6": ("Kertas perjanjian", "Kemenlu", "Full Power"),
        "7": ("sebagian atau seluruhnya", "kepentingan BPOM"),
        "8": ("BPOM mereviu lagi",),
        "9": ("Kertas perjanjian", "Kemenlu", "Full Power", "Tata letak", "tanggal", "sirkular", "tatap", "briefing"),
        "10": ("tanggal penandatanganan", "Di Indonesia", "negara mitra", "masing-masing"),
        "11": ("treaty room", "certified", "CTC", "Biro KSH"),
    },
    "bpom-monev": {"1": ("triwulan", "mitra"), "2": ("Diisi atau diunggah", "daring")},
    "labkesmas-batam": {"5": ("internal", "1 minggu", "eksternal", "2")},
}  # fmt: skip
