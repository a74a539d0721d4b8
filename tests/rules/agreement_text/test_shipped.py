"""Every shipped template under every type, category, basis of cost, number of parties and mode: whole, nothing open."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from simpul.core.documents.texts import template_codes, text_template
from simpul.rules.agreement_text.assemble import assemble
from simpul.rules.agreement_text.template import TextTemplate, paragraphs_of
from simpul.rules.agreement_text.values import AgreementValues, BasisKind, CostBasis
from tests.documents.agreement_cases import COMPANY, HOSPITAL, HOST, of_template
from tests.rules.agreement_text.test_assembly import every_word

CODES = template_codes()
TYPES = ("pelayanan", "teknis", "litbang", "magang", "lainnya")
CATEGORIES = ("lembaga", "perusahaan", "mahasiswa")
PARTNERS = (HOSPITAL, COMPANY)
OPEN = re.compile(r"[\[\]{}…‹›]|\.\.|  |;;|;\.|\.;|,,| ,")


def combinations(code: str) -> Iterator[AgreementValues]:
    """Every type × category × number of parties; basis, personal data and mode take their turns through them all."""
    example = of_template(code)
    kinds: tuple[BasisKind | None, ...] = (None, "PP", "Perda", "Kontrak", "Rp0")
    turns = itertools.cycle(itertools.product(kinds, (True, False), ("elektronik", "basah")))
    for type_code, category, parties in itertools.product(TYPES, CATEGORIES, (example.parties, (HOST, *PARTNERS))):
        named = tuple(replace(p, name_en=p.name_en or p.name, signatory_title_en="Director",
                              authority_en="Decree Number 1 of 2026") for p in parties)  # fmt: skip
        kind, personal, mode = next(turns)
        basis = CostBasis(kind=kind, citation="Peraturan Contoh Nomor 1 Tahun 2026") if kind else None
        yield replace(example, type_code=type_code, category=category, parties=named, cost_basis=basis,
                      has_personal_data=personal, mode="basah" if mode == "basah" else "elektronik")  # fmt: skip


def needs_a_tariff(code: str) -> bool:
    return code in ("pks-pemeriksaan-lab", "pks-uji-validasi")


@pytest.mark.parametrize("code", CODES)
def test_every_combination_is_whole(code: str) -> None:
    template = text_template(code)
    for values in combinations(code):
        text, missing = assemble(template, values)
        wanted = {"cost_basis.citation"} if values.cost_basis is None and needs_a_tariff(code) else set()
        assert {one.field for one in missing} == wanted
        for each in (text, text.translation or text):
            assert all(len(article.paragraphs) >= 2 for article in each.articles)
            assert wanted or not OPEN.search(every_word(each))


@pytest.mark.parametrize("code", CODES)
def test_every_clause_says_why_it_is_there(code: str) -> None:
    for article in text_template(code).articles:
        assert all(p.reason or article.reason for p in article.paragraphs), article.id
        assert article.source, article.id


@pytest.mark.parametrize("code", CODES)
def test_every_fallback_can_stand_in_its_place(code: str) -> None:
    template = text_template(code)
    chosen = _first_fallbacks(template)
    plain, _ = assemble(template, of_template(code))
    text, missing = assemble(template, replace(of_template(code), variants=chosen))
    assert missing == ()
    assert not OPEN.search(every_word(text))
    before, after = dict(plain.clauses()), dict(text.clauses())
    standing = [clause for clause, _ in chosen if clause in before]
    assert standing
    assert all(before[clause] != after[clause] for clause in standing)


def _first_fallbacks(template: TextTemplate) -> tuple[tuple[str, str], ...]:
    return tuple((p.id, p.fallbacks[0].id) for p in paragraphs_of(template) if p.fallbacks)


def test_a_forbidden_wording_is_never_taken() -> None:
    template, values = text_template("pks-umum"), of_template("pks-umum")
    forbidden = replace(values, variants=(("jangka_perpanjangan", "otomatis"),))
    assert assemble(template, forbidden) == assemble(template, values)


def test_a_memorandum_carries_no_rights_and_duties() -> None:
    for code in ("mou", "mou-bpom", "mou-luar-negeri"):
        text, _ = assemble(text_template(code), of_template(code))
        assert not any("HAK DAN KEWAJIBAN" in article.title for article in text.articles)


def test_a_regional_cooperation_with_a_third_party_names_its_sanctions() -> None:
    template, values = text_template("pks-umum"), of_template("pks-umum")
    plain, _ = assemble(template, values)
    text, missing = assemble(template, replace(values, regional="ksdpk"))
    assert missing == ()
    assert "sanksi" not in {article.id for article in plain.articles}
    assert [article.title for article in text.articles if article.id == "sanksi"] == ["SANKSI"]


def test_the_foreign_memorandum_is_whole_in_both_languages() -> None:
    text, missing = assemble(text_template("mou-luar-negeri"), of_template("mou-luar-negeri"))
    assert missing == ()
    other = text.translation
    assert other is not None
    assert other.language == "en"
    assert [name for name, _ in other.clauses()] == [name for name, _ in text.clauses()]
    assert text.mode == "basah"
    assert not any(block.meterai for block in text.signatures)
    assert other.title.instrument == "MEMORANDUM OF UNDERSTANDING"
    assert not re.search(r"Pasal \d|ayat \(", every_word(other))
    assert "Article 9" in every_word(other)


def test_without_english_words_the_values_are_asked_for() -> None:
    values = replace(of_template("mou-luar-negeri"), subject_en="", scope_items_en=())
    _, missing = assemble(text_template("mou-luar-negeri"), values)
    assert {one.field for one in missing} == {"subject_en", "scope_items_en"}


def test_a_validation_is_paid_by_the_object_that_is_tried() -> None:
    text, _ = assemble(text_template("pks-uji-validasi"), of_template("pks-uji-validasi"))
    costs = [row[-1] for row in text.annexes[0].table.rows]
    assert costs[0] == "Rp42.500.000,00 (empat puluh dua juta lima ratus ribu rupiah) per Objek Uji"
    assert "per spesimen" not in every_word(text)
