"""Invented procedures to draw: the shape of a laboratory's workflow, one of 12 steps, and one of 20 steps."""

from __future__ import annotations

from simpul.rules.pictures.model import Current, Edge, Lane, Node, Shape, Status

Sample = tuple[tuple[Lane, ...], tuple[Node, ...], tuple[Edge, ...]]


def _lanes(*names: str) -> tuple[Lane, ...]:
    return tuple(Lane(f"l{number}", name) for number, name in enumerate(names))


def _node(ident: str, lane: int, label: str, time: str = "", shape: Shape = "process", added: bool = False) -> Node:
    return Node(ident, ident.removeprefix("+"), label, f"l{lane}", shape, time, added)


_LABORATORY = (
    Edge("1", "2"),
    Edge("2", "3a"),
    Edge("3a", "3b"),
    Edge("3b", "3c"),
    Edge("3c", "3d"),
    Edge("3d", "4a", "terima", "branch"),
    Edge("3d", "4b", "terima", "branch"),
    Edge("3d", "+t", "tolak", "outcome"),
    Edge("3d", "+m", "minta kelengkapan", "outcome"),
    Edge("+m", "3d", "", "return"),
    Edge("4b", "5a"),
    Edge("5a", "5b"),
    Edge("5b", "6", "layak", "outcome"),
    Edge("5b", "5a", "tidak layak", "return"),
    Edge("6", "5a", "teks diubah", "return"),
    Edge("6", "+n", "sepakat", "join"),
    Edge("4a", "+n", "", "join"),
    Edge("+n", "7"),
    Edge("7", "+a"),
)


def laboratory() -> Sample:
    """Seventeen steps in seven lanes: a parallel branch with a join, three decisions, three returns, two ends."""
    lanes = _lanes(
        "Mitra",
        "Tata Usaha",
        "Tim Arsiparis",
        "Kepala Balai",
        "Tim Kerja Program Pelayanan",
        "Tim Kerja Mutu, Penguatan SDM dan Kemitraan",
        "Tim Analis Hukum",
    )
    nodes = (
        _node("1", 0, "Menghubungi pusat informasi", "", "start"),
        _node("2", 0, "Mengirim surat permohonan"),
        _node("3a", 1, "Menerima permohonan dari kotak surat"),
        _node("3b", 2, "Mencatat surat di Srikandi"),
        _node("3c", 3, "Mendisposisi ke ketua tim kerja"),
        _node("3d", 4, "Menelaah permohonan", "1 HK", "decision"),
        _node("+m", 0, "Melengkapi permohonan", "", added=True),
        _node("+t", 4, "Surat penolakan", "", "end", added=True),
        _node("4a", 4, "Membalas surat mitra dengan persetujuan"),
        _node("4b", 4, "Berkoordinasi dengan tim mutu"),
        _node("5a", 5, "Menyusun draf perjanjian", "3 hari"),
        _node("5b", 6, "Menelaah draf dan risiko hukum", "hari yang sama", "decision"),
        _node("6", 4, "Membahas draf dengan mitra", "", "decision"),
        _node("+n", 1, "Memberi nomor dan tanggal", "", added=True),
        _node("7", 3, "Menandatangani perjanjian", "1 HK"),
        _node("+a", 2, "Mengarsipkan perjanjian", "", "end", added=True),
    )
    return lanes, nodes, _LABORATORY


def laboratory_status() -> Status:
    return Status(
        frozenset({"1", "2", "3a", "3b", "3c", "3d", "4a", "4b", "5a", "6"}),
        (Current("5b", "Telaah hukum, hari ini pukul 16.00 WIB"),),
        (("5a", 2), ("5b", 2)),
        frozenset({("6", "5a")}),
    )


def twelve() -> Sample:
    """12 steps, 7 lanes, 3 returns."""
    lanes = _lanes(
        "Pemohon", "Loket", "Verifikator", "Kepala Seksi Pengujian", "Analis Laboratorium", "Penyelia", "Bendahara"
    )
    nodes = (
        _node("1", 0, "Mengajukan pengujian contoh", "", "start"),
        _node("2", 1, "Memeriksa berkas dan contoh", "15 menit", "decision"),
        _node("3", 2, "Memverifikasi ruang lingkup dan metode uji", "1 HK"),
        _node("4", 6, "Menerbitkan tagihan", "1 HK"),
        _node("5", 3, "Menugaskan analis", "1 HK"),
        _node("6", 4, "Menguji contoh sesuai metode yang ditetapkan", "5 HK"),
        _node("7", 5, "Memeriksa hasil uji", "2 HK", "decision"),
        _node("8", 3, "Mengesahkan laporan hasil uji", "1 HK", "decision"),
        _node("9", 6, "Mencocokkan pembayaran", "1 HK"),
        _node("10", 1, "Menyusun laporan untuk pemohon", "1 HK"),
        _node("11", 0, "Menerima laporan", "", "process"),
        _node("12", 2, "Menutup berkas", "1 HK", "end"),
    )
    edges = (
        Edge("1", "2"),
        Edge("2", "3", "lengkap", "outcome"),
        Edge("2", "1", "kurang", "return"),
        Edge("3", "4", "", "branch"),
        Edge("3", "5", "", "branch"),
        Edge("5", "6"),
        Edge("6", "7"),
        Edge("7", "8", "sesuai", "outcome"),
        Edge("7", "6", "uji ulang", "return"),
        Edge("8", "10", "setuju", "join"),
        Edge("8", "5", "tugaskan lagi", "return"),
        Edge("4", "9"),
        Edge("9", "10", "", "join"),
        Edge("10", "11"),
        Edge("11", "12"),
    )
    return lanes, nodes, edges


_TWENTY = (
    Edge("1", "2"),
    Edge("2", "3"),
    Edge("3", "4", "layak", "branch"),
    Edge("3", "5", "layak", "branch"),
    Edge("3", "6", "layak", "branch"),
    Edge("3", "1", "tidak layak", "return"),
    Edge("4", "7", "", "join"),
    Edge("5", "7", "", "join"),
    Edge("6", "7", "", "join"),
    Edge("7", "8"),
    Edge("8", "9", "ya", "outcome"),
    Edge("8", "7", "tidak", "return"),
    Edge("9", "10", "ya", "outcome"),
    Edge("9", "7", "tidak", "return"),
    Edge("10", "11"),
    Edge("11", "12"),
    Edge("12", "13"),
    Edge("13", "14", "setuju", "outcome"),
    Edge("13", "2", "naskah diubah", "return"),
    Edge("14", "15"),
    Edge("15", "16", "", "branch"),
    Edge("15", "17", "", "branch"),
    Edge("16", "18", "", "join"),
    Edge("17", "18", "", "join"),
    Edge("18", "19"),
    Edge("19", "20", "lengkap", "outcome"),
    Edge("19", "15", "jadwal ulang", "return"),
)


def twenty() -> Sample:
    """20 steps, 8 lanes, 5 returns, two branches with joins."""
    lanes = _lanes(
        "Kepala Badan",
        "Pejabat Pimpinan Tinggi Madya",
        "Unit Kerja Pusat",
        "Biro Kerja Sama dan Hubungan Masyarakat",
        "Biro Hukum dan Organisasi",
        "UPT",
        "Kementerian",
        "Mitra luar negeri",
    )
    nodes = (
        _node("1", 7, "Mengusulkan kerja sama", "", "start"),
        _node("2", 3, "Mengkaji usulan", "10 HK"),
        _node("3", 3, "Menilai kelayakan usulan", "5 HK", "decision"),
        _node("4", 2, "Memberi masukan teknis", "5 HK"),
        _node("5", 5, "Memberi masukan wilayah", "5 HK"),
        _node("6", 4, "Memberi masukan hukum", "7 HK"),
        _node("7", 3, "Merumuskan naskah gabungan", "10 HK"),
        _node("8", 1, "Menyetujui naskah", "5 HK", "decision"),
        _node("9", 0, "Memberi arahan", "5 HK", "decision"),
        _node("10", 3, "Menyampaikan naskah ke kementerian", "3 HK"),
        _node("11", 6, "Menelaah naskah", "N/A"),
        _node("12", 3, "Mengirim naskah ke mitra", "2 HK"),
        _node("13", 7, "Menanggapi naskah", "N/A", "decision"),
        _node("14", 4, "Menyiapkan naskah akhir", "7 HK"),
        _node("15", 3, "Menjadwalkan penandatanganan", "10 HK"),
        _node("16", 0, "Menandatangani", "1 HK"),
        _node("17", 7, "Menandatangani", "1 HK"),
        _node("18", 3, "Menggabungkan naskah bertanda tangan", "1 HK"),
        _node("19", 6, "Menyimpan naskah asli di ruang perjanjian", "N/A", "decision"),
        _node("20", 3, "Mengarsipkan salinan", "5 HK", "end"),
    )
    return lanes, nodes, _TWENTY
