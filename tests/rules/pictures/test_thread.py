"""The mini thread and the ladder."""

from __future__ import annotations

import itertools
from xml.etree import ElementTree

import pytest

from simpul.rules.pictures.thread import Phase, PhaseState, Version, in_words, ladder, mini

SVG = "{http://www.w3.org/2000/svg}"


def phases(*states: PhaseState) -> list[Phase]:
    names = ("Surat", "Disposisi", "Telaah", "Draf", "Hukum", "Mitra", "Tanda tangan", "Arsip")
    return [Phase(name, state) for name, state in zip(names, states, strict=False)]


def test_mini_shows_each_phase_in_its_state() -> None:
    row = phases("done", "done", "done", "done", "now", "later", "later", "later")
    root = ElementTree.fromstring(mini(row))
    kinds = [circle.get("class") for circle in root.iter(f"{SVG}circle")]
    assert kinds == ["dot"] * 4 + ["dot-now"] + ["dot-next"] * 3
    assert [line.get("class") for line in root.iter(f"{SVG}line")] == ["th"] * 4 + ["th-next"] * 3
    assert (root.get("width"), root.get("height"), root.get("role")) == ("112", "18", "img")
    assert root.findtext(f"{SVG}title") == "Tahap 5 dari 8: Hukum"


def test_a_standing_clock_is_two_bars_and_a_word() -> None:
    row = phases("done", "done", "paused", "later")
    root = ElementTree.fromstring(mini(row))
    assert len(list(root.iter(f"{SVG}rect"))) == 2
    assert root.findtext(f"{SVG}title") == "Tahap 3 dari 4: Telaah, jam berhenti"


@pytest.mark.parametrize(
    ("states", "words"),
    [
        (("done", "done"), "Semua tahap selesai"),
        (("done", "later", "later"), "1 dari 3 tahap selesai"),
        (("now",), "Tahap 1 dari 1: Surat"),
    ],
)
def test_the_thread_in_words(states: tuple[PhaseState, ...], words: str) -> None:
    assert in_words(phases(*states)) == words


def test_mini_takes_its_own_title_and_escapes_it() -> None:
    assert "<title>Tahap A &amp; B</title>" in mini(phases("now"), "Tahap A & B")


def test_knots_keep_inside_the_picture_and_apart() -> None:
    root = ElementTree.fromstring(mini([*(Phase("Surat", "done") for _ in range(7)), Phase("Arsip", "now")]))
    places = [float(circle.get("cx", "")) for circle in root.iter(f"{SVG}circle")]
    assert places == sorted(places)
    assert min(b - a for a, b in itertools.pairwise(places)) > 10
    assert places[0] - 5 > 0
    assert places[-1] + 5 < 112


VERSIONS = [
    Version(1, "Kami", "12 Nov", "16 pasal", "3f9a21c0"),
    Version(2, "Mitra", "18 Nov", "3 pasal diubah", "90bb12de", ours=False),
    Version(3, "Kami", "23 Nov", "2 pasal diubah", "77c01a9e"),
]


def test_ladder_has_a_rung_for_each_version() -> None:
    root = ElementTree.fromstring(ladder(VERSIONS, ident="t1"))
    assert [circle.get("class") for circle in root.iter(f"{SVG}circle")] == ["box-done", "box-next", "dot-now"]
    assert len(list(root.iter(f"{SVG}line"))) == 2
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert texts[4:8] == ["v2", "Mitra, 18 Nov", "3 pasal diubah", "90bb12de"]
    assert root.get("aria-labelledby") == "t1-t t1-d"
    assert "Versi 2 dari Mitra, 18 Nov: 3 pasal diubah, sidik 90bb12de" in (root.findtext(f"{SVG}desc") or "")


def test_long_names_stay_within_their_rung() -> None:
    root = ElementTree.fromstring(ladder([Version(1, "Rumah Sakit " * 9, "12 Nov", "16 pasal")]))
    assert any((text.text or "").endswith("…") for text in root.iter(f"{SVG}text"))


def test_nothing_to_draw_is_refused() -> None:
    with pytest.raises(ValueError, match="phase"):
        mini([])
    with pytest.raises(ValueError, match="version"):
        ladder([])
