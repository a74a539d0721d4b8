"""A paper in which somebody else stands where our institution should."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simpul.core.documents.positions import positions
from simpul.rules.agreement_text.judging.finding import Finding
from simpul.rules.agreement_text.judging.judge import Judgement, judge
from simpul.rules.agreement_text.reading.text import ReadText
from tests.rules.agreement_text.judging.cases import COMPANY_PAPER, HOSPITAL_PAPER, SETTINGS, TODAY, own, paper

BBLBK = ("Balai Besar Laboratorium Biologi Kesehatan", "BBLBK")
BLKPK = ("Balai Laboratorium Kesehatan Pengujian dan Kalibrasi Provinsi NTB", "BLKPK Provinsi NTB")
BY_TITLE = "penting"


def _judged(name: str, *ours: tuple[str, ...], text: ReadText | None = None) -> Judgement:
    return judge(text or paper(name), replace(SETTINGS[name], ours=ours), positions(), TODAY)


def _found(name: str, *ours: tuple[str, ...], text: ReadText | None = None) -> list[Finding]:
    return [one for one in _judged(name, *ours, text=text).findings if one.code == "PHK-07"]


def test_the_company_made_its_paper_for_another_laboratory() -> None:
    (found,) = _found(COMPANY_PAPER, BBLBK)
    assert (found.level, found.topic, found.expected) == ("wajib", "kewenangan", BBLBK[0])
    assert "BLKPK Provinsi NTB" in found.found
    assert found.refs == tuple(party.ref for party in paper(COMPANY_PAPER).parties)
    before = {one.code for one in _judged(COMPANY_PAPER).findings}
    judged = _judged(COMPANY_PAPER, BBLBK)
    assert {one.code for one in judged.findings} == before | {"PHK-07"}
    assert next(line.state for line in judged.checklist if line.position == "komparisi") == "kurang"


def test_who_is_named_is_a_party() -> None:
    assert _found(HOSPITAL_PAPER, BBLBK) == []
    assert _found(COMPANY_PAPER, BLKPK) == []
    assert _found(COMPANY_PAPER) == []


def _renamed(text: ReadText, old: str, new: str) -> ReadText:
    return replace(text, parties=tuple(replace(one, text=one.text.replace(old, new)) for one in text.parties))


@pytest.mark.parametrize(
    "called",
    [
        "BALAI BESAR LABORATORIUM BIOLOGI KESEHATAN",
        "Balai Besar Laboratorium Biologi  Kesehatan (BBLBK)",
        "Balai Besar Laboratorum Biologi Kesehatan",
        "BBLBK Kementerian Kesehatan",
    ],
)
def test_a_name_is_known_in_any_case_with_a_slip_and_abbreviated(called: str) -> None:
    assert _found(HOSPITAL_PAPER, BBLBK, text=_renamed(paper(HOSPITAL_PAPER), BBLBK[0], called)) == []


@pytest.mark.parametrize(
    "called",
    [
        "Balai Besar Laboratorium Kesehatan Masyarakat Rekaan",
        "Balai Besar Laboratorium Kesehatan",
        "Loka Laboratorium Biologi Kesehatan",
    ],
)
def test_a_sister_institution_is_another_one_whatever_the_title_says(called: str) -> None:
    """The title of the paper still names us: that weighs less, for the komparisi says who is bound."""
    (found,) = _found(HOSPITAL_PAPER, BBLBK, text=_renamed(paper(HOSPITAL_PAPER), BBLBK[0], called))
    assert (found.level, called in found.found) == (BY_TITLE, True)


def test_where_no_komparisi_was_read_title_and_signature_count() -> None:
    text = replace(paper(HOSPITAL_PAPER), parties=())
    assert _found(HOSPITAL_PAPER, BBLBK, text=text) == []
    bare = replace(paper(COMPANY_PAPER), parties=())
    (found,) = _found(COMPANY_PAPER, BBLBK, text=bare)
    assert found.level == "wajib"


def test_each_of_several_of_ours_must_be_there() -> None:
    (found,) = _found(HOSPITAL_PAPER, BBLBK, ("Loka Laboratorium Contoh",))
    assert found.expected == "Loka Laboratorium Contoh"


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(["pks-umum", "pks-pemeriksaan-lab"]), st.sampled_from([0, 1]))
def test_a_text_of_ours_without_us_is_found_and_without_the_partner_is_not(code: str, at: int) -> None:
    case = own(code)
    named = [" ".join(case.setting.ours[0][0].split())]
    assert named[0] in case.text.parties[0].text
    parties = list(case.text.parties)
    parties[at] = replace(parties[at], text="3. Umpama Contoh, untuk dan atas nama PT Rekaan, disebut PIHAK LAIN")
    codes = {one.code for one in case.judge(replace(case.text, parties=tuple(parties))).findings}
    assert ("PHK-07" in codes) == (at == 0)
