"""Our own texts, assembled over types, categories, bases of cost and parties, stand before the judge."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simpul.core.documents.texts import template_codes, text_template
from simpul.rules.agreement_text.template import paragraphs_of
from tests.documents.agreement_cases import of_template
from tests.rules.agreement_text.judging.cases import codes, own
from tests.rules.agreement_text.test_shipped import combinations, needs_a_tariff


def weighty(code: str, **changed: object) -> list[str]:
    values = replace(of_template(code), **changed)  # type: ignore[arg-type]  # fields of the example by name
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
    assert weighty(code, variants=chosen) == []


def test_a_region_and_a_third_party_find_their_four_clauses() -> None:
    for code in ("pks-umum", "pks-pemeriksaan-lab", "pks-uji-validasi"):
        assert weighty(code, regional="ksdpk") == []


def test_a_draft_before_its_signing_lacks_only_what_the_signing_brings() -> None:
    values = replace(of_template("pks-umum"), sign_date=None, place="")
    assert "ISI-01" not in codes(own("pks-umum", values).judge())
    unaddressed = replace(values, parties=tuple(replace(party, address="") for party in values.parties))
    assert "ISI-01" in codes(own("pks-umum", unaddressed).judge())


def test_the_checklist_of_our_own_text_is_whole() -> None:
    assert {line.state for line in own("pks-pemeriksaan-lab").judge().checklist} <= {"ada", "cadangan", "tidak_perlu"}
