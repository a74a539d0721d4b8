"""The invented people: full name, post, lane, and whether they lead it. Nobody of this name works there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """``lane`` is a lane id of the procedure file; "" for an admin or an inspector without a lane.

    ``also``: a second lane of the same person, as in a small laboratory. ``signs``: gets a demo certificate file.
    ``unit``: in a lane that several units share, the code of the unit the person works for.
    """

    key: str
    name: str
    post: str
    lane: str = ""
    leads: bool = False
    admin: bool = False
    inspector: bool = False
    also: str = ""
    signs: bool = False
    unit: str = ""


BBLBK = (
    Person("sekar", "Sekar Rekaan, A.Md.", "Staf Tata Usaha", "tata_usaha", leads=True),
    Person("guntur", "Guntur Misal, S.A.P.", "Staf Tata Usaha", "tata_usaha"),
    Person("wulan", "Wulan Contoh, S.I.P.", "Arsiparis Ahli Pertama", "tim_arsiparis", leads=True),
    Person("tirta", "Tirta Umpama, A.Md.", "Arsiparis Terampil", "tim_arsiparis"),
    Person("hasan", "drg. Hasan Umpama, M.Kes.", "Kepala BBLBK", "kepala_bblbk", leads=True, signs=True),
    Person(
        "niken", "dr. Niken Rekaan, Sp.PK", "Ketua Tim Kerja Program Pelayanan", "tim_program_pelayanan", leads=True
    ),
    Person("damar", "Damar Contoh, S.Si., M.Biomed.", "Anggota Tim Kerja Program Pelayanan", "tim_program_pelayanan"),
    Person(
        "ratri",
        "Ratri Misal, S.K.M., M.K.M.",
        "Ketua Tim Kerja Mutu, Penguatan SDM dan Kemitraan",
        "tim_mutu_kemitraan",
        leads=True,
    ),
    Person("bayu", "Bayu Umpama, S.T.", "Anggota Tim Kerja Mutu, Penguatan SDM dan Kemitraan", "tim_mutu_kemitraan"),
    Person("laras", "Laras Contoh, S.H.", "Analis Hukum Ahli Muda", "tim_analis_hukum", leads=True),
    Person("bagus", "Bagus Rekaan, S.H., M.H.", "Analis Hukum Ahli Pertama", "tim_analis_hukum"),
    Person("putri", "Putri Misal, S.Kom.", "Administrator sistem", admin=True),
    Person("yudha", "Yudha Umpama, S.E., M.Ak.", "Inspektorat (hanya membaca)", inspector=True),
)

NTB = (
    Person("lale", "Lale Contoh, S.Sos.", "Staf Tata Usaha", "tata_usaha", leads=True, also="tim_arsiparis"),
    Person("mahsun", "Mahsun Rekaan, A.Md.", "Arsiparis", "tim_arsiparis", leads=True),
    Person("zulkar", "dr. Zulkar Umpama, M.Kes.", "Kepala BLKPK NTB", "kepala_bblbk", leads=True, signs=True),
    Person("rinjani", "Rinjani Misal, S.Si.", "Ketua Tim Pelayanan", "tim_program_pelayanan", leads=True),
    Person("gede", "Gede Umpama, A.Md.Kes.", "Anggota Tim Pelayanan", "tim_program_pelayanan"),
    Person("sasih", "Sasih Contoh, S.K.M.", "Ketua Tim Mutu", "tim_mutu_kemitraan", leads=True),
    Person("lalu", "Lalu Rekaan, S.H.", "Analis Hukum", "tim_analis_hukum", leads=True),
    Person("baiq", "Baiq Misal, S.Kom.", "Administrator sistem", admin=True),
)  # fmt: skip

BPOM = (
    Person("agung", "Agung Rekaan, Ph.D.", "Kepala BPOM", "kepala_bpom", leads=True),
    Person("dewi", "Dewi Umpama, M.Si.", "Sekretaris Utama", "pimpinan_madya", leads=True),
    Person("eko", "Eko Contoh, M.Farm.", "Deputi I", "pimpinan_madya"),
    Person("farah", "Farah Misal, M.A.", "Kepala Biro Kerja Sama dan Hubungan Masyarakat", "biro_ksh", leads=True),
    Person("galih", "Galih Rekaan, S.I.P.", "Analis Kerja Sama", "biro_ksh"),
    Person("hilda", "Hilda Contoh, S.H., M.H.", "Kepala Biro Hukum dan Organisasi", "biro_ho", leads=True),
    Person("irfan", "Irfan Umpama, S.H.", "Analis Hukum", "biro_ho"),
    Person("jaya", "Jaya Misal, M.Si.", "Direktur", "unit_kerja_pusat", leads=True, unit="direktorat-contoh"),
    Person("kirana", "Kirana Rekaan, S.Farm.", "Staf Direktorat", "unit_kerja_pusat", unit="direktorat-contoh"),
    Person("lukman", "Lukman Contoh, M.Kom.", "Kepala Pusat", "unit_kerja_pusat", leads=True, unit="pusat-umpama"),
    Person("nadia", "Nadia Umpama, S.Stat.", "Staf Pusat", "unit_kerja_pusat", unit="pusat-umpama"),
    Person("mira", "Mira Misal, M.Farm.", "Kepala Balai Besar", "upt_bpom", leads=True, unit="bbpom-contoh"),
    Person("nanda", "Nanda Rekaan, S.Si.", "Staf Balai Besar", "upt_bpom", unit="bbpom-contoh"),
    Person("oki", "Oki Contoh, S.Farm.", "Kepala Loka", "upt_bpom", leads=True, unit="loka-umpama"),
    Person("prita", "Prita Umpama, A.Md.", "Staf Loka", "upt_bpom", unit="loka-umpama"),
    Person("rangga", "Rangga Misal, S.Kom.", "Administrator sistem", admin=True),
    Person("sinta", "Sinta Rekaan, S.E.", "Inspektorat Utama (hanya membaca)", inspector=True),
)

BATAM = (
    Person("surya", "Surya Umpama, S.K.M., M.Kes.", "Plt. Kepala Balai", "kepala", leads=True),
    Person("uli", "Uli Contoh, S.Si.", "Ketua Instalasi Sampling", "instalasi_sampling", leads=True),
    Person(
        "vino", "Vino Rekaan, A.Md.KL.", "Petugas Instalasi Sampling", "instalasi_sampling", also="customer_eksternal"
    ),
    Person("wati", "Wati Misal, S.Si.", "Instalasi Mikrobiologi", "customer_internal", leads=True),
    Person("yanto", "Yanto Umpama, S.T.", "Instalasi Kimia", "customer_internal"),
    Person("zaki", "Zaki Contoh, A.Md.", "Loket (mencatat untuk customer eksternal)", "customer_eksternal", leads=True),
    Person("tiara", "Tiara Rekaan, S.Kom.", "Administrator sistem", admin=True),
)
