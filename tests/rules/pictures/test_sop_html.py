"""The HTML face: a table with its headers, one drawing per step that says what it shows, nothing from outside."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from simpul.rules.pictures.from_procedure import sentences
from simpul.rules.pictures.sop_sheet.content import content_of
from simpul.rules.pictures.sop_sheet.faces import sop_html, sop_svg
from simpul.rules.pictures.sop_sheet.html import flow_table
from simpul.rules.procedure.loader import load
from simpul.rules.procedure.model import Procedure

FILES = sorted((Path(__file__).parents[3] / "src/simpul/sops").glob("*/*.yaml"))
_SVG = "{http://www.w3.org/2000/svg}"


def shipped(path: Path) -> Procedure:
    return load(path.read_text(encoding="utf-8"), path.name)


def parsed(table: str) -> ElementTree.Element:
    closed = table.replace("<br>", "<br/>").replace("<wbr>", "<wbr/>")
    return ElementTree.fromstring(
        closed.replace('"><col ', '"/><col ').replace("<colgroup>", "").replace('"></colgroup>', '"/>')
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_each_row_has_its_cells_and_a_drawing_with_words(path: Path) -> None:
    procedure = shipped(path)
    content = content_of(procedure)
    table = parsed(flow_table(content, caption="Bagian alur"))
    rows = table.findall("tbody/tr")
    assert len(rows) == len(content.rows)
    for row, step in zip(rows, content.rows, strict=True):
        drawing = row.find("td/svg")
        assert drawing is not None
        assert step.performer in drawing.get("aria-label", "")
        assert "".join(row.findall("td")[0].itertext()).startswith(step.cells[1].text)
        spans = sum(int(cell.get("colspan", "1")) for cell in row)
        assert spans == len(table.findall("col"))
    assert len(table.findall("thead/tr")[1]) == len(content.lanes) + 3


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_every_step_is_drawn_in_its_row(path: Path) -> None:
    content = content_of(shipped(path))
    rows = parsed(flow_table(content, caption="")).findall("tbody/tr")
    for row, step in zip(rows, content.rows, strict=True):
        drawn = [part for part in row.iter() if part.get("fill") == "white" and part.get("stroke") == "black"]
        assert len(drawn) >= len(step.node.lanes)


def test_the_file_stands_alone() -> None:
    procedure = shipped(FILES[0])
    text = sop_html(procedure, sentences(procedure))
    assert not [word for word in ("http://", "https://", "<script", "<link", "src=") if word in text]
    assert all(sentence.split("(")[0] in text for sentence in sentences(procedure))


def test_the_picture_has_title_and_description() -> None:
    procedure = shipped(FILES[0])
    root = ElementTree.fromstring(sop_svg(procedure, ["Satu.", "Dua."]))
    assert root.findtext(f"{_SVG}title") == procedure.identity.title
    assert root.findtext(f"{_SVG}desc") == "Satu. Dua."
