"""Every defect planted in the partners' papers is found, and hardly anything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from simpul.rules.agreement_text.judging.finding import Finding
from simpul.rules.agreement_text.judging.judge import Judgement
from tests.rules.agreement_text.judging.cases import (
    COMPANY_PAPER,
    HOSPITAL_PAPER,
    SETTINGS,
    judged_paper,
    truth,
)

FALSE_ALARMS = 2
CLAUSES = {
    "keadaan kahar (force majeure)": "keadaan kahar",
    "pelindungan data pribadi": "pelindungan data pribadi",
    "monitoring dan evaluasi": "monitoring dan evaluasi",
}
Meets = Callable[[dict[str, Any], Finding], bool]


def param(found: Finding, name: str) -> object:
    return dict(found.params).get(name)


def of(code: str) -> Meets:
    return lambda defect, found: found.code == code


# Which finding answers which kind of planted defect, beside the article that both must name.
ANSWERS: dict[str, Meets] = {
    "missing_number": of("NOM-01"),
    "duplicate_number": of("NOM-02"),
    "amount_words_differ": lambda d, f: f.code == "ANG-01" and f"{d['figures']:,}".replace(",", ".") in f.found,
    "term_contradiction": lambda d, f: f.code == "WKT-02" and {param(f, "one"), param(f, "other")} == set(d["values"]),
    "undefined_term": lambda d, f: f.code == "IST-01" and param(f, "term") == d["term"],
    "missing_clause": lambda d, f: f.code in ("KLA-01", "KLA-03") and param(f, "clause") == CLAUSES[d["clause"]],
    "party_named_inconsistently": lambda d, f: (f.code, f.found, f.expected) == ("PHK-01", d["used"], d["expected"]),
    "dangling_reference": lambda d, f: f.code == "NOM-03" and param(f, "target") == d["reference"],
    "term_outlives_mou": of("WKT-06"),
    "tariff_without_basis": of("BIA-01"),
    "authority_missing": of("PHK-05"),
    "authority_weak": of("PHK-06"),
    "own_number_blank": of("NOM-06"),
    "spelling_inconsistent": of("IST-04"),
    "one_sided_termination": lambda d, f: param(f, "rule") == "pengakhiran.sepihak",
    "one_sided_forum": lambda d, f: param(f, "rule") == "perselisihan.forum_satu_pihak",
    "ip_all_to_partner": lambda d, f: param(f, "rule") == "hki.milik_satu_pihak",
    "annex_sum_wrong": lambda d, f: f.code == "ANG-03" and f.expected == f"{d['true']:,}".replace(",", "."),
    "stamp_duty_missing": of("MTR-01"),
}  # fmt: skip


def places(judgement: Judgement, found: Finding) -> set[str]:
    return {judgement.places[ref].lower() for ref in found.refs}


def points_at(judgement: Judgement, defect: dict[str, Any], found: Finding) -> bool:
    """The article, and the ayat where the truth names one (7.1 is ayat 1, a. the first letter)."""
    if defect["article"] is None:
        return True
    article, ayat = str(defect["article"]).lower(), defect.get("ayat")
    number = article.split()[-1]
    wanted = {
        f"{article} ayat ({ayat})",
        f"{article} angka {number}.{ayat}",
        f"{article} huruf {chr(96 + (ayat or 1))}",
    }
    near = places(judgement, found)
    return bool(near & wanted) if ayat else any(each == article or each.startswith(f"{article} ") for each in near)


def answered(judgement: Judgement, defect: dict[str, Any]) -> list[Finding]:
    meets = ANSWERS[defect["kind"]]
    return [each for each in judgement.findings if meets(defect, each) and points_at(judgement, defect, each)]


@pytest.mark.parametrize("name", SETTINGS)
def test_every_planted_defect_is_found_where_it_was_planted(name: str) -> None:
    judgement = judged_paper(name)
    missed = [defect["id"] for defect in truth(name)["defects"] if not answered(judgement, defect)]
    assert missed == []


@pytest.mark.parametrize("name", SETTINGS)
def test_hardly_anything_else_is_found(name: str) -> None:
    judgement = judged_paper(name)
    told = {each for defect in truth(name)["defects"] for each in answered(judgement, defect)}
    others = [f"{each.code} {each.words}" for each in judgement.findings if each not in told]
    assert len(others) <= FALSE_ALARMS, others


def test_the_memorandum_that_the_paper_itself_names_is_pointed_at() -> None:
    judgement = judged_paper(HOSPITAL_PAPER)
    (found,) = [each for each in judgement.findings if each.code == "WKT-06"]
    assert [judgement.places[ref] for ref in found.refs] == ["Pasal 7 ayat (1)", "Pertimbangan huruf c"]
    assert dict(found.params) == {"end": "15 Februari 2028", "above": "31 Maret 2027", "source": "Pertimbangan huruf c"}


def test_the_checklist_tells_where_each_clause_stands() -> None:
    lines = {each.position: each for each in judged_paper(COMPANY_PAPER).checklist}
    assert [lines["komparisi"].state, lines["dasar_tarif"].state] == ["kurang", "tidak_ada"]
    assert lines["kahar"].state == "tidak_ada"
    assert lines["kahar"].preferred.startswith("Keadaan kahar adalah")
    assert [lines["hki"].state, lines["hki"].refs] == ["ada", ("art9",)]
    assert lines["pengakhiran"].state == "kurang"
    assert lines["pengakhiran"].note == "kewajiban yang telah timbul"
    assert {line.position: line.state for line in judged_paper(HOSPITAL_PAPER).checklist}["jangka_waktu"] == "cadangan"
