"""Both sides changed the same version: who changed what, and where they contradict."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from simpul.rules.agreement_text.comparing.compare import Comparison, compare
from simpul.rules.agreement_text.comparing.three_ways import three_ways
from tests.rules.agreement_text.comparing.made import Ayat, Pasal, base, text_of

Edit = Callable[[list[Pasal]], None]


def since(edit: Edit) -> Comparison:
    articles = base()
    edit(articles)
    return compare(text_of(base()), text_of(articles))


def days(number: str) -> Edit:
    def edit(articles: list[Pasal]) -> None:
        articles[1].ayat[0].text = f"Tagihan dibayar paling lambat {number} hari sejak diterima."

    return edit


def drop_first(articles: list[Pasal]) -> None:
    del articles[1].ayat[0]


def move_first(articles: list[Pasal]) -> None:
    articles[2].ayat.append(articles[1].ayat.pop(0))


def add(clause: str) -> Edit:
    return lambda articles: articles[0].ayat.append(Ayat(clause, "Hasil disampaikan tertulis."))


def nothing(articles: list[Pasal]) -> None:
    assert articles


@pytest.mark.parametrize(
    ("ours", "theirs", "wanted"),
    [
        (nothing, nothing, {}),
        (days("21"), nothing, {"bayar_1": "ours"}),
        (nothing, days("30"), {"bayar_1": "theirs"}),
        (days("30"), days("30"), {"bayar_1": "same"}),
        (days("21"), days("30"), {"bayar_1": "conflict"}),
        (drop_first, days("30"), {"bayar_1": "conflict"}),
        (days("21"), drop_first, {"bayar_1": "conflict"}),
        (drop_first, drop_first, {"bayar_1": "same"}),
        (move_first, days("30"), {"bayar_1": "theirs"}),
        (add("ours_1"), add("theirs_1"), {"+theirs_1": "same"}),
    ],
)
def test_who_changed_what(ours: Edit, theirs: Edit, wanted: dict[str, str]) -> None:
    assert {each.key: each.who for each in three_ways(since(ours), since(theirs))} == wanted
