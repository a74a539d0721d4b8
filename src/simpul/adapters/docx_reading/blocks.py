"""Paragraphs and tables in reading order."""

from __future__ import annotations

from simpul.adapters.docx_reading.faults import BROKEN, Unreadable
from simpul.adapters.docx_reading.names import attribute, child, children, name_of, number, switched
from simpul.adapters.docx_reading.package import Element
from simpul.adapters.docx_reading.runs import Runs
from simpul.adapters.docx_reading.state import TRACKED, State
from simpul.rules.agreement_text.reading.word import Block, Cell, ChangeKind, Paragraph, Row, Table

_DEEPEST = 20
_OPEN = frozenset({"sdt", "sdtContent", "customXml", "smartTag"})
_SILENT = frozenset({"sectPr", "tcPr", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr", "proofErr", "permStart",
                     "permEnd", "tblPr", "tblGrid", "trPr", "tblPrEx"})  # fmt: skip
_ROW_MARKS: dict[str, ChangeKind] = {"ins": "insert", "del": "delete"}
_FORMAT = ("pPrChange", "sectPrChange", "numberingChange")


def blocks(holder: Element, state: State) -> list[Block]:
    """The paragraphs and tables inside a body, a cell, a note or a text box; nesting without end is refused."""
    state.depth += 1
    if state.depth > _DEEPEST:
        raise Unreadable(BROKEN)
    found: list[Block] = []
    for element in holder:
        name = name_of(element)
        if name == "p":
            found.append(Block(paragraph=_paragraph(element, state)))
        elif name == "tbl":
            found.append(Block(table=_table(element, state)))
        elif name in _OPEN or name in TRACKED:
            found += blocks(element, state)
        elif name == "mc:AlternateContent":
            for inside in (children(element, "mc:Choice") or children(element, "mc:Fallback"))[:1]:
                found += blocks(inside, state)
        elif name == "altChunk":
            state.report("imported document", element)
        elif name not in _SILENT and not state.meet(element):
            state.report(name, element)
    state.depth -= 1
    return found


def _paragraph(element: Element, state: State) -> Paragraph:
    index = state.next_index()
    props = child(element, "pPr")
    key = attribute(child(props, "pStyle")) or state.styles.default
    style = state.styles.style(key)
    list_id, depth = _numbering(props, key, state)
    end = _end_marks(props, state)
    runs = Runs(state, style.bold, blocks)
    runs.read(element)
    state.end_paragraph()
    content = runs.content
    return Paragraph(
        index=index,
        pieces=tuple(content.pieces),
        style=style.name,
        outline=number(child(props, "outlineLvl"), default=style.outline),
        align=attribute(child(props, "jc")) or style.align,
        list_id=list_id,
        depth=depth,
        page_break=bool(switched(child(props, "pageBreakBefore"))) or content.page_break,
        end_marks=end,
        boxes=tuple(content.boxes),
        images=content.images,
    )


def _numbering(props: Element | None, key: str, state: State) -> tuple[str, int]:
    """The list and level of a paragraph: its own, else its style's; number 0 takes a paragraph out of every list."""
    style = state.styles.style(key)
    own = child(props, "numPr")
    list_id = attribute(child(own, "numId")) or style.list_id
    if list_id in {"", "0"}:
        return "", 0
    if list_id not in state.lists.lists:
        state.report("list without definition", text=list_id)
        return "", 0
    tied = style.depth if style.depth >= 0 else state.lists.depth_of_style(list_id, key)
    return list_id, max(0, min(8, number(child(own, "ilvl"), default=tied)))


def _end_marks(props: Element | None, state: State) -> tuple[int, ...]:
    marks = [state.mark(changed) for changed in children(child(props, "rPr"), *TRACKED)]
    marks += [state.mark(changed, "format") for changed in children(props, *_FORMAT)]
    return tuple(marks)


def _table(element: Element, state: State) -> Table:
    borders = child(element, "tblPr", "tblBorders")
    lined = any(attribute(side) not in {"", "nil", "none"} for side in (borders if borders is not None else []))
    rows: list[Row] = []
    _rows(element, state, rows)
    return Table(tuple(rows), lined)


def _rows(holder: Element, state: State, rows: list[Row]) -> None:
    for element in holder:
        name = name_of(element)
        if name == "tr":
            rows.append(_row(element, state))
        elif name in _OPEN or name in TRACKED:
            _rows(element, state, rows)
        elif name not in _SILENT and not state.meet(element):
            state.report(name, element)


def _row(element: Element, state: State) -> Row:
    props = child(element, "trPr")
    marks = tuple(state.mark(changed, _ROW_MARKS[name_of(changed)]) for changed in children(props, *_ROW_MARKS))
    cells: list[Cell] = []
    _cells(element, state, cells)
    return Row(tuple(cells), marks, header=bool(switched(child(props, "tblHeader"))))


def _cells(holder: Element, state: State, cells: list[Cell]) -> None:
    for element in holder:
        name = name_of(element)
        if name == "tc":
            props = child(element, "tcPr")
            for changed in children(props, "cellIns", "cellDel", "cellMerge"):
                state.report("tracked cell", changed)
            merged = child(props, "vMerge")
            continued = merged is not None and attribute(merged, default="continue") == "continue"
            span = max(1, min(64, number(child(props, "gridSpan"), default=1)))
            cells.append(Cell(tuple(blocks(element, state)), span, continued))
        elif name in _OPEN or name in TRACKED:
            _cells(element, state, cells)
        elif name not in _SILENT and not state.meet(element):
            state.report(name, element)
