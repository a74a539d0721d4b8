"""Invariants of the swimlane: on the samples, and on random procedures."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from simpul.rules.pictures.drawing import Drawing
from simpul.rules.pictures.model import Current, Edge, Kind, Lane, Node, Shape, Status
from simpul.rules.pictures.swimlane import layout, render
from tests.rules.pictures import measuring, samples

SAMPLES = [samples.laboratory, samples.twelve, samples.twenty]
SHAPES: tuple[Shape, ...] = ("process", "decision", "start", "end")
WORDS = ("Menelaah", "surat", "perjanjian", "dan", "penandatanganan", "mitra", "hasil", "uji", "berkas", "x")


def assert_readable(drawing: Drawing, edges: int) -> None:
    assert sum(line.edge.kind != "link" for line in drawing.lines) == edges
    assert not measuring.slanted(drawing)
    assert not measuring.unattached(drawing)
    assert not measuring.cramped_heads(drawing)
    assert not measuring.pierced(drawing)
    assert not measuring.lying_on_each_other(drawing)
    assert not measuring.touching_texts(drawing)
    assert not measuring.crossed_texts(drawing)
    assert not measuring.hidden_texts(drawing)
    assert not measuring.crowded_symbols(drawing)
    assert not measuring.strays(drawing)


@pytest.mark.parametrize("sample", SAMPLES)
def test_samples_are_readable(sample: Callable[[], samples.Sample]) -> None:
    lanes, nodes, edges = sample()
    assert_readable(layout(lanes, nodes, edges), len(edges))


@pytest.mark.parametrize("sample", SAMPLES)
def test_any_step_can_be_the_current_one(sample: Callable[[], samples.Sample]) -> None:
    lanes, nodes, edges = sample()
    for node in nodes:
        current = (Current(node.id, "Penyusunan draf, sampai Rabu, 2 Desember 2026 pukul 16.00 WIB"),)
        status = Status(frozenset(other.id for other in nodes), current, ((node.id, 3),))
        drawing = layout(lanes, nodes, edges, status)
        assert_readable(drawing, len(edges))
        assert len(drawing.flags) == 1


def test_a_step_of_several_lanes_stands_in_each_of_them() -> None:
    lanes = tuple(Lane(name, name.upper()) for name in "abcd")
    nodes = (
        Node("1", "1", "Mulai", "b", "start"),
        Node("2", "2", "Bahas", "a", lanes=("a", "c", "d")),
        Node("3", "3", "Setujui", "a", "decision", lanes=("a", "b")),
    )
    edges = (Edge("1", "2"), Edge("2", "3"), Edge("3", "2", "tidak", "return"))
    drawing = layout(lanes, nodes, edges)
    assert_readable(drawing, len(edges))
    assert sorted((one.node.step, one.node.lane) for one in drawing.symbols) == [
        ("1", "b"), ("2", "a"), ("2", "c"), ("2", "d"), ("3", "a"), ("3", "b")
    ]  # fmt: skip
    assert len({one.x for one in drawing.symbols if one.node.step == "2"}) == 1
    links = [(line.edge.source, line.edge.target) for line in drawing.lines if line.edge.kind == "link"]
    assert links == [("2", "2@c"), ("2@c", "2@d"), ("3@a", "3")]
    assert render(drawing, title="A", desc="B").count('class="hd') == len(edges)


@pytest.mark.parametrize("lane", ["a", "b"])
def test_a_case_stands_in_the_lane_that_has_the_step(lane: str) -> None:
    lanes = tuple(Lane(name, name.upper()) for name in "ab")
    nodes = (
        Node("1", "1", "Mulai", "b", "start"),
        Node("2", "2", "Setujui", "a", "decision", "5 HK", lanes=("a", "b")),
        Node("3", "3", "Simpan", "a", "end"),
    )
    edges = (Edge("1", "2"), Edge("2", "3", "ya", "outcome"), Edge("2", "1", "tidak", "return"))
    status = Status(frozenset("1"), (Current("2", "hari ini"),), lanes=(("2", lane),))
    drawing = layout(lanes, nodes, edges, status)
    assert_readable(drawing, len(edges))
    states = {symbol.node.lane: symbol.state for symbol in drawing.symbols if symbol.node.step == "2"}
    assert states == {lane: "now", "b" if lane == "a" else "a": "again"}


def test_parallel_positions_have_a_flag_each() -> None:
    lanes, nodes, edges = samples.laboratory()
    drawing = layout(lanes, nodes, edges, Status(frozenset(), (Current("4a"), Current("4b", "hari ini"))))
    assert_readable(drawing, len(edges))
    assert [flag.texts[0].text for flag in drawing.flags] == ["Posisi saat ini", "Posisi saat ini"]


def test_lane_names_and_steps_stand_in_their_bands() -> None:
    lanes, nodes, edges = samples.twenty()
    drawing = layout(lanes, nodes, edges)
    bands = {lane.id: band for lane, band in zip(lanes, drawing.bands, strict=True)}
    for symbol in drawing.symbols:
        band = bands[symbol.node.lane]
        assert band.top < symbol.rect[1]
        assert symbol.rect[3] < band.top + band.height


def test_forward_edges_lead_to_the_right() -> None:
    lanes, nodes, edges = samples.twelve()
    at = {symbol.node.id: symbol.x for symbol in layout(lanes, nodes, edges).symbols}
    assert all((at[edge.source] < at[edge.target]) == (edge.kind != "return") for edge in edges)


def test_few_lines_cross_in_a_procedure_of_twelve_steps() -> None:
    lanes, nodes, edges = samples.twelve()
    lines = layout(lanes, nodes, edges).lines
    crossed = sum(
        _cross(a, b)
        for number, one in enumerate(lines)
        for other in lines[number + 1 :]
        for a in measuring.stretches(one)
        for b in measuring.stretches(other)
    )
    assert crossed <= 5


def _cross(a: measuring.Stretch, b: measuring.Stretch) -> bool:
    if (a[0][0] == a[1][0]) == (b[0][0] == b[1][0]):
        return False
    upright, flat = (a, b) if a[0][0] == a[1][0] else (b, a)
    low, high = sorted((upright[0][1], upright[1][1]))
    left, right = sorted((flat[0][0], flat[1][0]))
    return left < upright[0][0] < right and low < flat[0][1] < high


def test_same_input_gives_the_same_text_whatever_the_hash_seed() -> None:
    code = (
        "from tests.rules.pictures import samples; from simpul.rules.pictures.swimlane import layout, render;"
        "print(render(layout(*samples.twenty()), title='Alur', desc='Uji'))"
    )
    root = Path(__file__).parents[3]
    path = f"{root / 'src'}{os.pathsep}{root}"
    texts = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(texts) == 1


def test_states_follow_the_case() -> None:
    lanes, nodes, edges = samples.laboratory()
    drawing = layout(lanes, nodes, edges, samples.laboratory_status())
    states = {symbol.node.id: symbol.state for symbol in drawing.symbols}
    assert (states["3a"], states["5b"], states["7"]) == ("done", "now", "next")
    lines = {(line.edge.source, line.edge.target): line.state for line in drawing.lines}
    assert (lines["1", "2"], lines["6", "5a"], lines["5b", "6"], lines["7", "+a"]) == ("done", "loop", "next", "next")
    assert "putaran ke\u20112" in [text.text for text in drawing.texts]


def test_screen_names_classes_and_no_colour() -> None:
    lanes, nodes, edges = samples.laboratory()
    text = render(layout(lanes, nodes, edges, samples.laboratory_status()), title="Alur <A&B>", desc="Uji", ident="a1")
    root = ElementTree.fromstring(text)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "a1-t a1-d"
    assert "Alur &lt;A&amp;B&gt;" in text
    assert not [word for word in ("fill=", "stroke=", "style=", "#") if word in text.replace("&#x27;", "")]
    assert text.count('class="hd') == len(edges)
    assert text.count('id="a1-kini"') == 1


def test_print_variant_is_black_on_white_without_classes() -> None:
    lanes, nodes, edges = samples.laboratory()
    text = render(layout(lanes, nodes, edges), title="Alur", desc="Uji", variant="print")
    root = ElementTree.fromstring(text)
    paints = {element.get(name) for element in root.iter() for name in ("fill", "stroke")} - {None}
    assert paints == {"black", "white", "none"}
    assert [element for element in root.iter() if element.get("class")] == [root]


def test_parts_cut_the_lane_names_from_the_flow() -> None:
    lanes, nodes, edges = samples.twelve()
    drawing = layout(lanes, nodes, edges)
    names, flow = (
        ElementTree.fromstring(render(drawing, title="A", desc="B", part=part)) for part in ("lanes", "flow")
    )
    assert names.get("height") == flow.get("height")
    assert float(names.get("width", 0)) + float(flow.get("width", 0)) == drawing.width


def test_words_are_whole_where_they_can_be() -> None:
    lanes, nodes, edges = samples.twenty()
    words = {word for text in layout(lanes, nodes, edges).texts for word in text.text.split()}
    assert {"Menandatangani", "penandatanganan", "Menyampaikan"} <= words


def test_long_names_are_shortened_and_told_in_full() -> None:
    name = "Menyampaikan " + "sangat " * 40 + "panjang"
    nodes = (Node("1", "1", name, "a"), Node("2", "2", "Selesai", "a", "end"))
    drawing = layout((Lane("a", "Balai " * 30),), nodes, (Edge("1", "2", "hasil " * 20, "outcome"),))
    assert_readable(drawing, 1)
    assert name in render(drawing, title="A", desc="B")


@pytest.mark.parametrize(
    ("nodes", "edges"),
    [
        ((Node("1", "1", "A", "nowhere"),), ()),
        ((Node("1", "1", "A", "a"),), (Edge("1", "2"),)),
        ((Node("1", "1", "A", "a"), Node("1", "1", "A", "a")), ()),
    ],
)
def test_a_faulty_graph_is_refused(nodes: tuple[Node, ...], edges: tuple[Edge, ...]) -> None:
    with pytest.raises(ValueError, match=r"lane|step|ids"):
        layout((Lane("a", "A"),), nodes, edges)


def test_an_empty_procedure_still_draws_its_lanes() -> None:
    drawing = layout((Lane("a", "Mitra"), Lane("b", "Tata Usaha")), (), ())
    assert len(drawing.bands) == 2
    ElementTree.fromstring(render(drawing, title="A", desc="B"))


@st.composite
def procedures(draw: st.DrawFn) -> tuple[samples.Sample, Status | None]:
    """Any graph: edges forward, backward, doubled and to themselves, up to four out of a decision."""
    lanes = tuple(Lane(f"l{n}", f"Lajur {n}") for n in range(draw(st.integers(1, 5))))
    label = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)
    nodes = []
    for number in range(draw(st.integers(2, 12))):
        lane, shape = draw(st.sampled_from(lanes)), draw(st.sampled_from(SHAPES))
        time = draw(st.sampled_from(("", "1 HK", "hari yang sama", "10 HK atau 5 HK dari UPT")))
        also = tuple(draw(st.lists(st.sampled_from([one.id for one in lanes]), max_size=2)))
        added = draw(st.booleans())
        nodes.append(Node(f"n{number}", str(number), draw(label), lane.id, shape, time, added, (lane.id, *also)))
    edges = []
    for node in nodes:
        for target in draw(st.lists(st.sampled_from(nodes), max_size=4 if node.shape == "decision" else 2)):
            outcome = draw(st.sampled_from(("", "ya", "minta kelengkapan")))
            kind: Kind = "return" if int(target.no) <= int(node.no) else "next"
            edges.append(Edge(node.id, target.id, outcome, kind))
    return (lanes, tuple(nodes), tuple(edges)), draw(st.none() | statuses(tuple(nodes)))


def statuses(nodes: tuple[Node, ...]) -> st.SearchStrategy[Status]:
    some = st.frozensets(st.sampled_from([node.id for node in nodes]), max_size=3)
    return st.builds(
        lambda done, current: Status(done, tuple(Current(node, "hari ini") for node in sorted(current))), some, some
    )


def two_returns_between_two_decisions() -> tuple[samples.Sample, Status | None]:
    """A return enters a decision from above at the very place where the link of a two-lane decision comes down."""
    lanes = tuple(Lane(f"l{n}", f"Lajur {n}") for n in range(5))
    held: dict[int, tuple[Shape, tuple[str, ...]]] = {0: ("decision", ("l4",)), 7: ("decision", ("l3", "l4"))}
    found = [(number, *held.get(number, ("process", ("l0",)))) for number in range(9)]
    nodes = tuple(Node(f"n{n}", str(n), "Menelaah", stands[0], shape, lanes=stands) for n, shape, stands in found)
    return (lanes, nodes, (Edge("n8", "n0", "", "return"),) * 2), None


@settings(deadline=None, max_examples=40)
@given(procedures())
@example(two_returns_between_two_decisions())
def test_random_procedures_are_readable(given_one: tuple[samples.Sample, Status | None]) -> None:
    (lanes, nodes, edges), status = given_one
    assert_readable(layout(lanes, nodes, edges, status), len(edges))


def test_the_measures_notice_what_is_wrong() -> None:
    lanes, nodes, edges = samples.twelve()
    drawing = layout(lanes, nodes, edges)
    first, second = drawing.lines[0], drawing.lines[1]
    symbol = drawing.symbols[5]
    through = replace(first, points=((first.points[0][0], symbol.y), (drawing.width, symbol.y)))
    assert measuring.pierced(replace(drawing, lines=(through,)))
    assert measuring.unattached(replace(drawing, lines=(through,)))
    assert measuring.slanted(replace(drawing, lines=(replace(first, points=(first.points[0], second.points[-1])),)))
    shorter = replace(through, points=(through.points[0], (drawing.width - 50, symbol.y)))
    assert measuring.lying_on_each_other(replace(drawing, lines=(through, shorter)))
    height = symbol.texts[1].y
    assert measuring.crossed_texts(replace(drawing, lines=(replace(first, points=((160, height), (1600, height))),)))
    twice = replace(drawing, symbols=(symbol, replace(symbol, x=symbol.x + 5)))
    assert measuring.crowded_symbols(twice)
    assert measuring.touching_texts(twice)
    assert measuring.strays(replace(drawing, width=300))
    assert measuring.hidden_texts(replace(drawing, width=300))
    assert measuring.cramped_heads(replace(drawing, lines=(replace(first, points=((0.0, 0.0), (3.0, 0.0))),)))
