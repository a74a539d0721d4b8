"""The swimlane cut into sheets of paper."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from simpul.rules.pictures.sheets import print_sheets, sheets
from simpul.rules.pictures.swimlane import layout
from tests.rules.pictures import samples

SVG = "{http://www.w3.org/2000/svg}"
SAMPLES = [samples.laboratory, samples.twelve, samples.twenty]


@pytest.mark.parametrize("sample", SAMPLES)
def test_no_cut_goes_through_a_symbol_or_a_text(sample: Callable[[], samples.Sample]) -> None:
    drawing = layout(*sample())
    cut = sheets(drawing)
    assert (cut[0].left, cut[-1].right) == (drawing.header, drawing.width)
    rects = [symbol.rect for symbol in drawing.symbols]
    rects += [text.rect for text in drawing.texts if text.role != "lane"]
    for one, other in pairwise(cut):
        assert one.right == other.left
        assert not [rect for rect in rects if rect[0] < one.right < rect[2]]


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_line_over_a_cut_has_its_letter_on_both_sheets(sample: Callable[[], samples.Sample]) -> None:
    drawing = layout(*sample())
    cut = sheets(drawing)
    assert len(cut) > 1
    for one, other in pairwise(cut):
        heights = {
            round(a[1], 1)
            for line in drawing.lines
            for a, b in pairwise(line.points)
            if min(a[0], b[0]) < one.right < max(a[0], b[0])
        }
        assert one.after == other.before
        assert {connector.y for connector in one.after} == heights
    letters = [connector.letter for sheet in cut for connector in sheet.after]
    assert len(letters) == len(set(letters))


@pytest.mark.parametrize("sample", SAMPLES)
def test_sheets_fit_paper_at_a_readable_size(sample: Callable[[], samples.Sample]) -> None:
    drawing = layout(*sample())
    for text in print_sheets(drawing, title="Alur", desc="Uji"):
        root = ElementTree.fromstring(text)
        scale = min(1047 / float(root.get("width", 0)), 718 / float(root.get("height", 0)))
        assert scale * 12 * 0.75 > 6, "points of the smallest words"


def test_connectors_of_one_cut_do_not_touch() -> None:
    drawing = layout(*samples.twenty())
    for sheet in sheets(drawing):
        for rank in (False, True):
            heights = [connector.y for connector in sheet.after if connector.outer is rank]
            assert all(below - above >= 16 for above, below in pairwise(heights))


def test_sheets_are_counted_and_have_ids_of_their_own() -> None:
    roots = [ElementTree.fromstring(text) for text in print_sheets(layout(*samples.twelve()), title="Alur", desc="Uji")]
    titles = [root.findtext(f"{SVG}title") for root in roots]
    assert titles == [f"Alur, lembar {number} dari {len(roots)}" for number in range(1, len(roots) + 1)]
    assert len({root.get("aria-labelledby") for root in roots}) == len(roots)


def test_a_small_procedure_needs_one_sheet() -> None:
    lanes, nodes, edges = samples.twelve()
    few = {node.id for node in nodes[:3]}
    some = tuple(edge for edge in edges if {edge.source, edge.target} <= few)
    (only,) = print_sheets(layout(lanes, nodes[:3], some), title="Alur", desc="Uji")
    assert ElementTree.fromstring(only).findtext(f"{SVG}title") == "Alur"
