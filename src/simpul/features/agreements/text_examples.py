"""An example case for every template: invented values, so that a text can be read and printed before its first use."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from simpul.core.directory.models import Institution
from simpul.rules.agreement_text.instruments import BY_CODE
from simpul.rules.agreement_text.template import TextTemplate
from simpul.rules.agreement_text.values import (
    AgreementValues,
    CostBasis,
    PartyValues,
    StudentRow,
    SupervisorRow,
    TestRow,
)

_PARTNER = PartyValues(
    name="Rumah Sakit Umum Daerah Rekaan",
    address="Jalan Telaga Contoh Nomor 7, Kota Rekaan",
    signatory_name="dr. Ratna Contohwati, M.Kes.",
    signatory_title="Direktur",
    signatory_title_en="Director",
    authority="Keputusan Wali Kota Rekaan Nomor 821.2/999/2025",
    authority_en="Decree of the Mayor of Rekaan Number 821.2/999/2025",
    number="445/117/PKS/XI/2026",
    contact_name="Bagian Kerja Sama",
    contact_email="kerjasama@rekaan.example",
    contact_phone="0810-0000-0107",
)
_FIRST, _LAST = date(2027, 1, 4), date(2027, 3, 31)
_STUDENTS = tuple(
    StudentRow(name=name, student_number=number, programme="Biologi", starts_on=_FIRST, ends_on=_LAST)
    for name, number in (("Nisa Rekaningrum", "2299000101"), ("Tono Contohadi", "2299000102"))
)
_SUPERVISORS = (
    SupervisorRow(name="Wulan Misalningrum, S.Si.", position="Penyelia laboratorium", field="Biologi molekuler"),
    SupervisorRow(name="Dr. Galih Contohno, M.Sc.", is_host=False, position="Lektor", field="Mikrobiologi"),
)
_TESTS = (
    TestRow(test="PCR Contoh", specimen="Serum", method="RT-PCR", turnaround="5 hari kerja", tariff=460_000),
    TestRow(test="Kultur Contoh", specimen="Darah", method="Kultur", turnaround="7 hari kerja", tariff=310_000),
)
_EXAMPLE = AgreementValues(
    parties=(),
    subject="Kerja Sama Contoh",
    subject_en="Example Cooperation",
    scope_items=("kegiatan contoh yang pertama", "kegiatan contoh yang kedua"),
    scope_items_en=("a first example activity", "a second example activity"),
    start_date=date(2026, 12, 1),
    duration_months=24,
    sign_date=date(2026, 11, 23),
    mode="elektronik",
)


def example_of(template: TextTemplate, house: Institution) -> AgreementValues:
    """Values under which the template stands whole; the host is the institution itself, its signatory invented."""
    tables = template.tables
    tariffs = bool({"tarif", "validasi"} & tables)
    return replace(
        _EXAMPLE,
        parties=(_host(house), _PARTNER),
        instrument=BY_CODE[template.instruments[0]].value,
        place=house.city or "Kota Rekaan",
        province=house.province,
        tests=_TESTS if tariffs else (),
        students=_STUDENTS if "pembimbing" in tables else (),
        supervisors=_SUPERVISORS if "pembimbing" in tables else (),
        cost_basis=CostBasis(kind="PP", citation="Peraturan Contoh Nomor 1 Tahun 2026") if tariffs else None,
    )


def _host(house: Institution) -> PartyValues:
    return PartyValues(
        name=house.name,
        is_host=True,
        address=house.address or "Jalan Rekaan Nomor 23",
        signatory_name="Dr. Bima Misalnata, S.Si.",
        signatory_title=f"Kepala {house.name}",
        signatory_title_en=f"Head of {house.name}",
        authority="Keputusan Menteri Nomor KP.99.99/9/0001/2025",
        authority_en="Decree of the Minister Number KP.99.99/9/0001/2025",
        number="HK.03.01/9/0001/2026",
        contact_name="Tim Kerja Sama",
        contact_email="pelayanan@contoh.example",
        contact_phone="0810-0000-0200",
    )
