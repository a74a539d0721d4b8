"""Sound agreements in other people's words: nothing above a hint is found in them.

In the files a line that begins with "C " is centred and bold.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from simpul.core.documents.positions import positions
from simpul.rules.agreement_text.judging.judge import Judgement, judge
from simpul.rules.agreement_text.judging.setting import Setting
from simpul.rules.agreement_text.reading.assemble import read_text
from simpul.rules.agreement_text.reading.views import Line
from tests.rules.agreement_text.judging.cases import TODAY

HERE = Path(__file__).parent
SETTINGS = {
    "campus": Setting(type_code="litbang", category="lembaga"),
    "company": Setting(type_code="teknis", category="perusahaan", ksdpk=True),
}


def judged(name: str, old: str = "", new: str = "") -> Judgement:
    text = (HERE / f"{name}.txt").read_text(encoding="utf-8").replace(old, new, 1)
    lines = [
        Line(
            (at,), line.removeprefix("C "), align="center" if line.startswith("C ") else "", bold=line.startswith("C ")
        )
        for at, line in enumerate(text.splitlines())
    ]
    return judge(read_text(lines), SETTINGS[name], positions(), TODAY)


@pytest.mark.parametrize("name", SETTINGS)
def test_nothing_above_a_hint(name: str) -> None:
    assert [each.words for each in judged(name).findings if each.level != "saran"] == []


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("campus", "Jumat, tanggal", "Kamis, tanggal", "WKT-04"),
        ("campus", "19 November 2029", "19 November 2030", "WKT-01"),
        ("campus", "Pasal 2 huruf a", "Pasal 22", "NOM-03"),
        ("campus", "dimiliki bersama oleh Para Pihak", "menjadi milik Pihak Pertama", "KLA-04"),
        ("company", "berdasarkan Surat Keputusan Gubernur Nomor 821/9/2025, ", "", "PHK-05"),
        ("company", "satu juta dua ratus lima puluh ribu", "satu juta dua ratus lima belas ribu", "ANG-01"),
        ("company", " bermaterai cukup", "", "MTR-01"),
        ("company", "PARA PIHAK memilih domisili hukum di", "PARA PIHAK menunjuk pengadilan Singapura dan", "KLA-04"),
        ("company", "C HAK DAN KEWAJIBAN PIHAK KEDUA", "C HAK DAN KEWAJIBAN PIHAK KESATU", "PHK-01"),
    ],
)
def test_one_word_changed_is_one_finding(name: str, old: str, new: str, code: str) -> None:
    assert code in {each.code for each in judged(name, old, new).findings}
