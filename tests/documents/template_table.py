"""The combinations that the table of the guide promises, and the values that a case of each would have."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from simpul.core.documents.texts import text_template
from simpul.rules.agreement_text.conditions import CONDITIONS, NOT
from simpul.rules.agreement_text.instruments import BY_CODE
from simpul.rules.agreement_text.template import TextTemplate
from simpul.rules.agreement_text.values import (
    AgreementValues,
    BasisKind,
    Billing,
    CostBasis,
    Kind,
    PartyValues,
    SpecimenRules,
)
from tests.documents.agreement_cases import COMPANY, of_template

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "templat-naskah.md"
ROW = re.compile(r"^\| `((?:mou|nota|pks)[a-z-]*)` \|(.+)\|$", re.MULTILINE)
KINDS: dict[str, Kind] = {"lembaga": "pemerintah", "perusahaan": "swasta", "mahasiswa": "pendidikan"}
BASES: tuple[BasisKind | None, ...] = ("PP", "PMK", "Perda", "Perkada", "Kontrak", "Rp0", None)
PRICED = ("pks-pemeriksaan-lab", "pks-uji-validasi")
"""Their costs have a basis always; without one it is asked for."""


@dataclass(frozen=True, slots=True)
class Combination:
    """One row of the table drawn apart, with the conditions that stand below the table."""

    code: str
    instrument: str
    type_code: str
    category: str
    parties: int
    mode: str
    basis: BasisKind | None
    personal: bool

    def __str__(self) -> str:
        said = (self.instrument, self.type_code, self.category, self.parties, self.mode, self.basis, self.personal)
        return " / ".join(map(str, said))


def rows() -> dict[str, list[list[str]]]:
    """Template -> the entries of its columns, as the guide has them."""
    found = ROW.findall(GUIDE.read_text(encoding="utf-8"))
    return {code: [[entry.strip() for entry in cell.split(",")] for cell in rest.split("|")] for code, rest in found}


def combinations(code: str) -> Iterator[Combination]:
    """Every row of the table, with every basis of costs and with personal data and without."""
    bases = [basis for basis in BASES if basis or code not in PRICED]
    for kind, type_code, category, count, mode in itertools.product(*rows()[code]):
        for basis, personal in itertools.product(bases, (True, False)):
            yield Combination(code, kind, type_code, category, int(count), mode, basis, personal)


def values_of(one: Combination) -> AgreementValues:
    example = of_template(one.code)
    return replace(
        example, instrument=BY_CODE[one.instrument].value, type_code=one.type_code, category=one.category,
        parties=parties(one), mode="basah" if one.mode == "basah" else "elektronik", originals=one.parties,
        cost_basis=CostBasis(kind=one.basis, citation="Peraturan Contoh Nomor 1 Tahun 2026") if one.basis else None,
        has_personal_data=one.personal,
    )  # fmt: skip


def parties(one: Combination) -> tuple[PartyValues, ...]:
    """A third party is of the second one's kind where only such can be one: regions, campuses."""
    example = of_template(one.code)
    partner = replace(example.parties[1], kind=KINDS[one.category])
    third = replace(COMPANY, name_en="Surya Rekaan Diagnostika Ltd", signatory_title_en="President Director",
                    authority_en="Deed of Establishment Number 12 of 2019")  # fmt: skip
    if one.code in ("nota-kesepakatan-sinergi", "pks-magang"):
        name = "Pemerintah Kota Contoh Makmur" if one.code.startswith("nota") else "Politeknik Rekaan Bakti"
        third = replace(partner, name=name, signatory_name="Sekar Umpamasari, M.Si.", number="", has_no_number=True)
    return (example.parties[0], partner, third)[: one.parties]


def _conditions(template: TextTemplate) -> frozenset[str]:
    lines = [*template.after_parties, *template.considerations, *template.bases, *template.closing]
    for article in template.articles:
        for paragraph in article.paragraphs:
            lines += [*paragraph.items, *(item for variant in paragraph.variants for item in variant.items)]
    lines += [note for annex in template.annexes for note in annex.notes]
    named = [*(line.when for line in lines), *(annex.when for annex in template.annexes)]
    for article in template.articles:
        named += [article.when, *(paragraph.when for paragraph in article.paragraphs)]
    return frozenset(name.removeprefix(NOT) for when in named for name in when)


def distinct(code: str) -> list[AgreementValues]:
    """``unlike`` combinations, each with conditions beside those of the table in turn."""
    return [_further(values, number) for number, values in enumerate(unlike(code))]


def unlike(code: str) -> list[AgreementValues]:
    """The values of every combination that another text comes of.

    The words of a template depend on its conditions and places only, and no place shows the type, the category or the
    kind of basis: combinations that agree in every condition which the template names, and in their parties, are one.
    """
    asked = sorted(_conditions(text_template(code)))
    seen: dict[object, AgreementValues] = {}
    for one in combinations(code):
        values = values_of(one)
        answers = tuple(CONDITIONS[name](values) for name in asked)
        seen.setdefault((one.instrument, one.parties, one.mode, one.basis == "Rp0", answers), values)
    return list(seen.values())


def _further(values: AgreementValues, number: int) -> AgreementValues:
    """Conditions beside those of the table, each both ways: unlike periods, so that they meet in every way."""
    far = SpecimenRules(collected_by="lembaga", carried_by="lembaga")
    return replace(
        values,
        regional="ksdpk" if number % 3 == 1 else "",
        host_unit="" if number % 4 == 2 else values.host_unit,
        province="" if number % 5 == 3 else values.province,
        meterai=number % 7 != 4,
        end_date=date(2027, 10, 17) if number % 6 == 5 else values.end_date,
        duration_months=None if number % 6 == 5 else values.duration_months,
        specimens=far if number % 2 else values.specimens,
        billing=Billing(per="permintaan", invoice_days=14, due_days=21) if number % 3 == 2 else values.billing,
    )
