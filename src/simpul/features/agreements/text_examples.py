"""An example case for every template: invented values, so that a text can be read and printed before its first use."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from simpul.core.directory.models import Institution
from simpul.core.documents.texts import template_codes
from simpul.features.agreements.text_versions import newest_number, template_at
from simpul.rules.agreement_text.assemble import assemble
from simpul.rules.agreement_text.instruments import BY_CODE
from simpul.rules.agreement_text.judging.judge import Judgement, judge
from simpul.rules.agreement_text.judging.positions import Positions
from simpul.rules.agreement_text.judging.setting import setting_of
from simpul.rules.agreement_text.reading.ours import as_read
from simpul.rules.agreement_text.template import ParagraphTemplate, TextTemplate
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
_SIGNED = date(2026, 11, 23)
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
    sign_date=_SIGNED,
    mode="elektronik",
)

AS_A_PARTNER = "-mitra"
"""Behind the code of a template: its example in the wordings that the institution never signs."""
USUAL = f"pks-umum{AS_A_PARTNER}"


def example_drafts() -> tuple[str, ...]:
    """Keys of the drafts that positions are tried on: every template, and each as a partner might turn it."""
    return tuple(f"{code}{end}" for code in template_codes() for end in ("", AS_A_PARTNER))


def judged_example(key: str, measures: Positions, house: Institution) -> Judgement:
    """What the judge finds by these positions in an example made from the newest template that the house has published.

    KeyError for an unknown key.
    """
    code = key.removesuffix(AS_A_PARTNER)
    template = template_at(house.pk, code, newest_number(house.pk, code))
    if key.endswith(AS_A_PARTNER):
        template = turned(template)
    values = example_of(template, house)
    text, missing = assemble(template, values)
    meterai = any(block.meterai for block in text.signatures)
    setting = setting_of(values, foreign=text.translation is not None, meterai=meterai, missing=missing)
    return judge(as_read(text), setting, measures, _SIGNED)


def turned(template: TextTemplate) -> TextTemplate:
    """The template in the first of the wordings that are never signed, wherever it has one."""
    articles = (
        replace(article, paragraphs=tuple(_worst(each) for each in article.paragraphs)) for article in template.articles
    )
    return replace(template, articles=tuple(articles))


def _worst(paragraph: ParagraphTemplate) -> ParagraphTemplate:
    found = next((each for each in paragraph.variants if each.standing == "terlarang"), None)
    return paragraph if found is None else replace(paragraph, text=found.text, items=found.items, joiner=found.joiner)


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
