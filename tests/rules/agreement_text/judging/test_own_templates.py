"""Our own texts, assembled over types, categories, bases of cost and parties, stand before the judge."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from simpul.adapters.docx_reading import read
from simpul.core.documents.faces.docx import agreement_docx
from simpul.core.documents.positions import positions
from simpul.core.documents.texts import template_codes, text_template
from simpul.rules.agreement_text.assemble import assemble
from simpul.rules.agreement_text.judging.judge import judge
from simpul.rules.agreement_text.judging.setting import setting_of
from simpul.rules.agreement_text.reading.read import read_agreement
from simpul.rules.agreement_text.template import paragraphs_of
from simpul.rules.agreement_text.values import AgreementValues
from tests.documents.agreement_cases import of_template
from tests.rules.agreement_text.judging.cases import TODAY, codes, own
from tests.rules.agreement_text.test_shipped import combinations, needs_a_tariff


def weighty(code: str, values: AgreementValues) -> list[str]:
    return [f"{each.code} {each.words}" for each in own(code, values).judge().findings if each.level != "saran"]


@pytest.mark.parametrize("code", template_codes())
def test_no_combination_has_a_finding_above_a_hint(code: str) -> None:
    for values in combinations(code):
        if values.cost_basis is None and needs_a_tariff(code):
            continue
        judgement = own(code, values).judge()
        assert [f"{each.code} {each.words}" for each in judgement.findings if each.level != "saran"] == []


@pytest.mark.parametrize("code", template_codes())
def test_nor_in_the_wording_one_falls_back_on(code: str) -> None:
    chosen = tuple((p.id, p.fallbacks[0].id) for p in paragraphs_of(text_template(code)) if p.fallbacks)
    assert weighty(code, replace(of_template(code), variants=chosen)) == []


@pytest.mark.parametrize("code", ["mou", "pks-magang", "pks-pemeriksaan-lab"])
def test_read_back_from_word_it_is_as_sound(code: str) -> None:
    text, missing = assemble(text_template(code), of_template(code))
    read_back = read_agreement(read(agreement_docx(text, at=datetime(2026, 11, 22, tzinfo=UTC)))).accepted
    judgement = judge(read_back, setting_of(of_template(code), missing=missing), positions(), TODAY)
    assert [f"{each.code} {each.words}" for each in judgement.findings if each.level != "saran"] == []


def test_a_region_and_a_third_party_find_their_four_clauses() -> None:
    for code in ("pks-umum", "pks-pemeriksaan-lab", "pks-uji-validasi"):
        assert weighty(code, replace(of_template(code), regional="ksdpk")) == []


def test_a_draft_before_its_signing_lacks_only_what_the_signing_brings() -> None:
    values = replace(of_template("pks-umum"), sign_date=None, place="")
    assert "ISI-01" not in codes(own("pks-umum", values).judge())
    unaddressed = replace(values, parties=tuple(replace(party, address="") for party in values.parties))
    assert "ISI-01" in codes(own("pks-umum", unaddressed).judge())


def test_the_checklist_of_our_own_text_is_whole() -> None:
    assert {line.state for line in own("pks-pemeriksaan-lab").judge().checklist} <= {"ada", "cadangan", "tidak_perlu"}
