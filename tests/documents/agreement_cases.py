"""Invented values of agreements, shared by the tests of texts and of their faces."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

from PIL import Image, ImageDraw

from simpul.rules.agreement_text.values import (
    AgreementValues,
    Billing,
    CostBasis,
    PartyValues,
    SpecimenRules,
    StudentRow,
    SupervisorRow,
    TestRow,
)


def logo(colour: str) -> bytes:
    """A round mark on a transparent ground, as institutions hand them in."""
    image = Image.new("RGBA", (320, 320), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((10, 10, 310, 310), outline=colour, width=26)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


HOST = PartyValues(
    name="Balai Besar Laboratorium Contoh",
    is_host=True,
    address="Jalan Rekaan Nomor 23, Jakarta",
    signatory_name="Dr. Bima Misalnata, S.Si., M.Biomed.",
    signatory_title="Kepala Balai Besar Laboratorium Contoh",
    authority="Keputusan Menteri Kesehatan Nomor KP.99.99/9/0001/2025 tentang Pengangkatan Pejabat",
    number="HK.03.01/C.I/0123/2026",
    contact_name="Ketua Tim Kerja Program Pelayanan",
    contact_email="pelayanan@labcontoh.example",
    contact_phone="0810-0000-0200",
    logo=logo("#0d5068"),
)
HOSPITAL = PartyValues(
    name="Rumah Sakit Umum Daerah Tirta Rekaan",
    address="Jalan Telaga Contoh Nomor 7, Kota Tirta",
    signatory_name="dr. Ratna Contohwati, M.Kes.",
    signatory_title="Direktur Rumah Sakit Umum Daerah Tirta Rekaan",
    authority="Keputusan Wali Kota Tirta Nomor 821.2/999/2025 tentang Pengangkatan Direktur Rumah Sakit Umum Daerah",
    number="445/117/PKS-RSUD/XI/2026",
    contact_name="Kepala Instalasi Laboratorium",
    contact_email="lab@rsudtirta.example",
    contact_phone="0810-0000-0107",
    logo=logo("#7a2e1d"),
)
COMPANY = PartyValues(
    name="PT Surya Rekaan Diagnostika",
    kind="swasta",
    address="Kawasan Niaga Contoh Blok C-9, Kota Surya",
    signatory_name="Yusuf Umpamanto, S.T., M.M.",
    signatory_title="Direktur Utama",
    authority="Akta Pendirian Nomor 12 tanggal 3 Mei 2019 yang dibuat di hadapan Notaris Melati Misalwati, S.H., M.Kn.",
    has_no_number=True,
    contact_name="Bagian Hukum",
    contact_email="hukum@suryarekaan.example",
    contact_phone="0810-0000-0311",
)
TESTS = tuple(
    TestRow(test=test, specimen=specimen, method=method, turnaround=f"{days} hari kerja", tariff=tariff)
    for test, specimen, method, days, tariff in (
        ("PCR Mycobacterium tuberculosis", "Dahak", "PCR waktu nyata", 3, 285_000),
        ("Serotipe virus Dengue", "Serum", "RT-PCR", 5, 460_000),
        ("Identifikasi Leptospira", "Darah EDTA", "PCR", 5, 475_000),
        ("Kultur dan uji kepekaan Salmonella Typhi", "Darah", "Kultur", 7, 310_000),
        ("IgM campak", "Serum", "ELISA", 4, 185_500),
        ("Genotipe HPV", "Usap serviks", "PCR dan hibridisasi", 7, 525_000),
        ("Beban virus HIV", "Plasma", "RT-PCR kuantitatif", 5, 650_000),
    )
)
LAB = AgreementValues(
    parties=(HOST, HOSPITAL),
    subject="Pelayanan Pemeriksaan Laboratorium Rujukan",
    type_code="pelayanan",
    scope_items=(
        "pemeriksaan laboratorium atas permintaan",
        "rujukan spesimen",
        "dukungan teknis pada kejadian luar biasa",
    ),
    tests=TESTS,
    cost_basis=CostBasis(
        kind="PP",
        citation="Peraturan Pemerintah Nomor 64 Tahun 2019 tentang Jenis dan Tarif atas "
        "Jenis Penerimaan Negara Bukan Pajak yang Berlaku pada Kementerian Kesehatan",
    ),
    billing=Billing(per="bulan", invoice_days=10, due_days=30),
    specimens=SpecimenRules(),
    legal_bases=("Peraturan Menteri Kesehatan Nomor 26 Tahun 2023 tentang Organisasi dan Tata Kerja Balai Besar",),
    start_date=date(2026, 12, 1),
    duration_months=24,
    place="Jakarta",
    sign_date=date(2026, 11, 22),
    mode="elektronik",
    host_unit="Tim Kerja Program Pelayanan",
    province="Daerah Khusus Jakarta",
)
THREE = replace(LAB, parties=(HOST, HOSPITAL, COMPANY), mode="basah", originals=3)
INTERN = replace(
    LAB,
    parties=(
        HOST,
        replace(
            HOSPITAL,
            name="Universitas Umpama Nusantara",
            kind="pendidikan",
            signatory_title="Dekan Fakultas Kedokteran",
        ),
    ),
    subject="Pelaksanaan Magang Mahasiswa",
    type_code="magang",
    scope_items=("magang mahasiswa", "pelatihan teknis laboratorium"),
    tests=(),
    cost_basis=None,
    students=(
        StudentRow(
            name="Nisa Rekaningrum",
            student_number="2299000101",
            programme="Biologi",
            starts_on=date(2027, 1, 4),
            ends_on=date(2027, 3, 31),
        ),
        StudentRow(
            name="Tono Contohadi",
            student_number="2299000102",
            programme="Biologi",
            starts_on=date(2027, 1, 4),
            ends_on=date(2027, 3, 31),
        ),
    ),
)

FOREIGN = PartyValues(
    name="Institute of Health Research of Exampleland",
    kind="lembaga",
    address="12 Sample Avenue, Example City, Exampleland",
    signatory_name="Professor Alex Sampleton",
    signatory_title="Direktur Jenderal",
    signatory_title_en="Director General",
    authority="Piagam Institute of Health Research of Exampleland",
    authority_en="the Charter of the Institute of Health Research of Exampleland",
    has_no_number=True,
    contact_name="Office of International Relations",
    contact_email="relations@ihr.example",
    contact_phone="0810-0000-0400",
    logo=logo("#23581d"),
)
REGION = replace(
    HOSPITAL,
    name="Pemerintah Kabupaten Rekaan Jaya",
    signatory_name="H. Suryo Umpamanegara, S.Sos.",
    signatory_title="Bupati Rekaan Jaya",
    authority="Keputusan Menteri Dalam Negeri Nomor 100.9.9.9-9999 Tahun 2025 tentang Pengesahan Pengangkatan Bupati",
)
_SUPERVISORS = (
    SupervisorRow(name="Wulan Misalningrum, S.Si.", position="Penyelia laboratorium", field="Biologi molekuler"),
    SupervisorRow(name="Dr. Galih Contohno, M.Sc.", is_host=False, position="Lektor", field="Mikrobiologi"),
)
_VALIDATION = tuple(
    TestRow(test=test, method=method, specimen=specimen, turnaround=f"{days} hari kerja", tariff=tariff)
    for test, method, specimen, days, tariff in (
        ("Kit RT-PCR Dengue merek Rekaan, 2 lot", "Protokol uji diagnostik", "120 serum tersimpan", 30, 42_500_000),
        ("Alat hematologi HX-9 Contoh", "Presisi, linearitas, banding", "60 darah EDTA", 20, 18_750_000),
    )
)
_ENGLISH_HOST = replace(
    HOST,
    name_en="Example National Laboratory of Public Health",
    signatory_title_en="Director of the Example National Laboratory of Public Health",
    authority_en="Decree of the Minister of Health Number KP.99.99/9/0001/2025",
)
EXAMPLES = {
    "pks-pemeriksaan-lab": LAB,
    "pks-umum": replace(INTERN, students=(), type_code="litbang", subject="Penelitian Bersama Vektor Dengue",
                        scope_items=("penelitian bersama", "publikasi ilmiah bersama")),
    "pks-magang": replace(INTERN, supervisors=_SUPERVISORS),
    "pks-uji-validasi": replace(LAB, parties=(HOST, COMPANY), type_code="teknis", category="perusahaan",
                                subject="Uji Validasi Kit dan Alat Diagnostik", tests=_VALIDATION,
                                scope_items=("validasi dan verifikasi alat laboratorium",)),
    "mou": replace(LAB, instrument="MoU", tests=(), cost_basis=None,
                   subject="Penguatan Jejaring Laboratorium Kesehatan"),
    "mou-bpom": replace(LAB, instrument="MoU", tests=(), cost_basis=None, subject="Edukasi Keamanan Pangan Sekolah",
                        scope_items=("komunikasi, informasi, dan edukasi", "pertukaran informasi pengawasan")),
    "pks-bpom": replace(LAB, tests=(), cost_basis=None, type_code="lainnya",
                        subject="Pengujian dan Edukasi Pangan Jajanan",
                        scope_items=("pengambilan dan pengujian contoh pangan", "edukasi kepada sekolah")),
    "nota-kesepakatan-sinergi": replace(LAB, instrument="NKS", parties=(HOST, REGION), tests=(), cost_basis=None,
                                        subject="Sinergi Penguatan Laboratorium Kesehatan Masyarakat"),
    "mou-luar-negeri": replace(LAB, instrument="MoU", parties=(_ENGLISH_HOST, FOREIGN), tests=(), cost_basis=None,
                               mode="basah", subject="Penelitian Penyakit Menular",
                               subject_en="Research on Infectious Diseases",
                               scope_items=("penelitian bersama", "pelatihan teknis tenaga laboratorium"),
                               scope_items_en=("joint research", "technical training of laboratory staff")),
}  # fmt: skip


def of_template(code: str) -> AgreementValues:
    """A complete case of the template."""
    return EXAMPLES[code]
