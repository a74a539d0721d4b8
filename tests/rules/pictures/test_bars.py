"""Bars: well-formed, told by title and description, as long as they say, cut where the axis ends."""

from __future__ import annotations

from xml.etree.ElementTree import Element, fromstring

import pytest

from simpul.rules.pictures.bars import NARROW, WIDE, Bar, Goal, bars

SVG = "{http://www.w3.org/2000/svg}"
LONG = "Koordinasi penyusunan <perjanjian> & lampirannya dengan seluruh tim kerja yang terkait"


def drawn(*rows: Bar, goal: Goal | None = None, wide: int = WIDE) -> Element:
    return fromstring(bars(rows, title="Judul <a>", desc="Uraian & isi", ident="x", goal=goal, width_px=wide))


def lengths(picture: Element, kind: str) -> list[float]:
    return [float(rect.get("width", "")) for rect in picture.iter(f"{SVG}rect") if rect.get("class") == kind]


def test_title_and_description_name_the_picture() -> None:
    picture = drawn(Bar("A", "1", 1))
    title, desc = picture.find(f"{SVG}title"), picture.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert picture.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert (title.text, desc.text) == ("Judul <a>", "Uraian & isi")


def test_lengths_stand_to_each_other_as_the_values_do() -> None:
    picture = drawn(Bar("A", "10", 10, 40), Bar("B", "20", 20), Bar("C", "tanpa"))
    assert lengths(picture, "bar") == [WIDE / 4, WIDE / 2]
    assert lengths(picture, "bar-edge") == [WIDE * 3 / 4]
    assert len(lengths(picture, "bar-track")) == 2


def test_the_standard_is_a_line_across_each_drawn_bar() -> None:
    picture = drawn(Bar("A", "", 0.5, 0.9), Bar("B", ""), Bar("C", "", 7.0), goal=Goal("mutu baku"))
    lines = [line for line in picture.iter(f"{SVG}line") if line.get("class") == "goal"]
    assert [line.get("x1") for line in lines] == [f"{WIDE / 3:.1f}"] * 2
    assert len([path for path in picture.iter(f"{SVG}path") if path.get("class") == "cut"]) == 1
    assert lengths(picture, "bar")[1] == WIDE


def test_the_line_of_the_standard_leaves_the_words_above_its_bar_alone() -> None:
    picture = drawn(Bar("Telaah yang panjang", "", 0.5), goal=Goal("mutu baku"))
    words = next(float(text.get("y", "")) for text in picture.iter(f"{SVG}text"))
    lines = [float(line.get("y1", "")) for line in picture.iter(f"{SVG}line") if "goal" in line.get("class", "")]
    # the words reach a quarter of their 13 pixels below their line
    assert min(lines) > words + 13 / 4


@pytest.mark.parametrize("wide", [WIDE, NARROW])
def test_long_names_are_cut_before_the_numbers(wide: int) -> None:
    words = [text.text or "" for text in drawn(Bar(LONG, "33 %, 100 %", 0.3), wide=wide).iter(f"{SVG}text")]
    assert words[1] == "33 %, 100 %"
    assert words[0].startswith("Koordinasi")
    assert (words[0] == LONG) == (wide == WIDE)


def test_nothing_and_nought() -> None:
    assert lengths(drawn(Bar("A", "0", 0)), "bar") == [0]
    with pytest.raises(ValueError, match="needs a row"):
        drawn()
