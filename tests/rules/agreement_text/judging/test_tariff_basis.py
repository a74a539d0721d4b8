"""A price whose rule is named without number and year, wherever else a rule about revenue may stand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simpul.rules.agreement_text.judging.finding import Finding
from simpul.rules.agreement_text.reading.text import ReadClause, ReadText
from tests.documents.agreement_cases import of_template
from tests.rules.agreement_text.judging.cases import Own, own
from tests.rules.agreement_text.judging.planting import clauses

NAMED_WITHOUT = "The rule on which the price is based is named without its number and year."
CODE = "pks-pemeriksaan-lab"


def _basis(citation: str, code: str = CODE) -> Own:
    values = of_template(code)
    assert values.cost_basis is not None
    return own(code, replace(values, cost_basis=replace(values.cost_basis, citation=citation)))


def _found(case: Own, text: ReadText | None = None) -> list[Finding]:
    return [one for one in case.judge(text).findings if one.code == "BIA-01"]


def _with_base(text: ReadText, words: str) -> ReadText:
    """One more legal basis in the preamble."""
    at = next(n for n, each in enumerate(text.preamble) if each.kind == "bases")
    group = text.preamble[at]
    group = replace(group, clauses=(*group.clauses, ReadClause("tambah", "99.", words, ())))
    return replace(text, preamble=(*text.preamble[:at], group, *text.preamble[at + 1 :]))


@pytest.mark.parametrize(
    "citation",
    [
        "Peraturan Pemerintah tentang PNBP",
        "PP tentang Penerimaan Negara Bukan Pajak",
        "Peraturan Daerah tentang Retribusi",
        "Peraturan Menteri Keuangan yang berlaku",
        "tarif PNBP yang ditetapkan dengan Peraturan Pemerintah",
        "Peraturan Pemerintah Nomor 64",
        "Keputusan Direktur mengenai tarif layanan",
    ],
)
@pytest.mark.parametrize("code", [CODE, "pks-uji-validasi"])
def test_a_rule_without_number_and_year_is_found_where_it_is_named(citation: str, code: str) -> None:
    case = _basis(citation, code)
    (found,) = _found(case)
    assert (found.reason, found.level) == (NAMED_WITHOUT, "wajib")
    texts = {one.ref: one.text for one in clauses(case.text)}
    assert citation in texts[found.refs[0]]
    line = next(line for line in case.judge().checklist if line.position == "dasar_tarif")
    assert line.state == "tidak_ada"


@pytest.mark.parametrize(
    "citation",
    [
        "Peraturan Pemerintah Nomor 64 Tahun 2019",
        "Peraturan Pemerintah Republik Indonesia No. 64 Tahun 2019 tentang Jenis dan Tarif atas Jenis PNBP",
        "PP 64/2019",
        "Peraturan Daerah Kota Tirta Nomor 3 Tahun 2024 tentang Pajak Daerah dan Retribusi Daerah",
        "Keputusan Direktur Nomor HK.02.02/A/123/2025",
        "Keputusan Direktur Nomor 445/12-RS tanggal 3 Januari 2025",
    ],
)
def test_a_rule_with_number_and_year_is_enough(citation: str) -> None:
    assert _found(_basis(citation)) == []


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 999), st.integers(1999, 2039), st.sampled_from(("Nomor", "No.", "Nomor:")))
def test_whatever_the_number_is(number: int, year: int, word: str) -> None:
    assert _found(_basis(f"Peraturan Pemerintah {word} {number} Tahun {year}")) == []


def test_the_same_kind_of_rule_in_the_legal_bases_says_which_is_meant() -> None:
    case = _basis("Peraturan Daerah tentang Retribusi")
    cited = "Peraturan Daerah Kota Tirta Nomor 3 Tahun 2024 tentang Pajak Daerah dan Retribusi Daerah;"
    assert _found(case, _with_base(case.text, cited)) == []
    other = "Peraturan Daerah Kota Tirta Nomor 9 Tahun 2020 tentang Ketertiban Umum;"
    assert len(_found(case, _with_base(case.text, other))) == 1


def test_a_statute_alone_sets_no_tariff() -> None:
    """The law on non-tax revenue stands among the bases of every text of ours; the tariff stands in none."""
    (found,) = _found(_basis("tarif yang berlaku"))
    assert found.reason != NAMED_WITHOUT


def test_a_rule_on_taxes_is_no_basis_of_the_price() -> None:
    case = _basis("Peraturan Pemerintah Nomor 64 Tahun 2019")
    text = replace(case.text, articles=tuple(
        replace(article, body=(*article.body, ReadClause(
            "pajak", "(9)", "Pajak atas biaya tersebut ditanggung sesuai dengan Peraturan Direktur Jenderal Pajak.", ()
        ))) if "BIAYA" in article.title else article
        for article in case.text.articles
    ))  # fmt: skip
    assert _found(case, text) == []
