"""A sound text with one planted defect of each kind: the judge names the kind, and the clause."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st

from simpul.rules.agreement_text.judging.codes import CODES
from tests.documents.agreement_cases import LAB
from tests.rules.agreement_text.judging.cases import Own, own
from tests.rules.agreement_text.judging.planting import PLANTERS

OWN: Own = own("pks-pemeriksaan-lab", replace(LAB, mode="basah"))
ELSEWHERE = {"KLA-02", "PHK-06"}
"""Planted by tests of their own: another setting, another kind of party."""


def test_the_text_is_sound_before() -> None:
    assert [each.words for each in OWN.judge().findings] == []


@pytest.mark.parametrize("name", PLANTERS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.differing_executors])
@given(data=st.data())
def test_one_planted_defect_is_found(name: str, data: st.DataObject) -> None:
    planted = data.draw(st.composite(PLANTERS[name])(OWN.text))
    found = [each for each in OWN.judge(planted.text).findings if each.code == planted.code]
    assert found
    assert not planted.ref or any(planted.ref in each.refs for each in found)


def test_every_code_is_planted_by_somebody() -> None:
    planted = {find(st.composite(plant)(OWN.text), lambda _: True).code for plant in PLANTERS.values()}
    assert planted | ELSEWHERE == set(CODES)


def test_without_sanctions_the_agreement_of_a_region_with_a_third_party_is_incomplete() -> None:
    setting = replace(OWN.setting, ksdpk=True)
    found = [each for each in Own(OWN.text, setting).judge().findings if each.code == "KLA-02"]
    assert [dict(each.params)["clause"] for each in found] == ["sanksi"]
