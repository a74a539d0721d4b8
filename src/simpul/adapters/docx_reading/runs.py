"""The content of one paragraph: runs, tracked changes, fields, links, boxes and pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from simpul.adapters.docx_reading.names import attribute, child, children, inner_words, name_of, switched
from simpul.adapters.docx_reading.package import Element
from simpul.adapters.docx_reading.state import TRACKED, State
from simpul.rules.agreement_text.reading.word import Block, Piece

# Holders whose content is read as if it stood there itself.
_OPEN = frozenset({"hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "bdo", "dir", "ruby", "rubyBase"})
_SILENT = frozenset(
    {
        "pPr", "rPr", "proofErr", "permStart", "permEnd", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr",
        "lastRenderedPageBreak", "annotationRef", "footnoteRef", "endnoteRef", "separator", "continuationSeparator",
        "softHyphen", "instrText", "delInstrText", "fldData", "rubyPr", "rt",
        "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd",
        "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd", "customXmlMoveToRangeStart",
        "customXmlMoveToRangeEnd",
    }
)  # fmt: skip
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_DRAWN = frozenset({"drawing", "pict", "object", "mc:AlternateContent"})
_KNOWN_FIELDS = frozenset(
    {"REF", "PAGE", "NUMPAGES", "HYPERLINK", "PAGEREF", "NOTEREF", "DATE", "TIME", "SEQ", "TOC", "SECTION",
     "STYLEREF", "AUTONUM", "SYMBOL", "MERGEFIELD", "FORMTEXT", "TITLE", "QUOTE", "CREATEDATE", "SECTIONPAGES"}
)  # fmt: skip


@dataclass
class Content:
    """What a paragraph holds: ``boxes`` and ``images`` are anchored in it."""

    pieces: list[Piece] = field(default_factory=list)
    boxes: list[Block] = field(default_factory=list)
    images: int = 0
    page_break: bool = False


Blocks = Callable[[Element, State], list[Block]]


class Runs:
    """Reads the children of a paragraph into ``content``; ``blocks`` reads the inside of a text box."""

    def __init__(self, state: State, bold: bool, blocks: Blocks) -> None:
        self.content = Content()
        self._state = state
        self._bold = bold
        self._blocks = blocks

    def read(self, holder: Element, marks: tuple[int, ...] = ()) -> None:
        for element in holder:
            self._element(element, marks)

    def _element(self, element: Element, marks: tuple[int, ...]) -> None:
        name = name_of(element)
        if name == "r":
            self._run(element, marks)
        elif name in TRACKED:
            self.read(element, (*marks, self._state.mark(element)))
        elif name in _OPEN:
            self.read(element, marks)
        elif name == "fldSimple":
            self._check_field(attribute(element, "instr"))
            self._state.shown.append(attribute(element, "instr"))
            self.read(element, marks)
            self._state.shown.pop()
        elif name in {"m:oMath", "m:oMathPara"}:
            self._state.report("formula", element)
            self._say(inner_words(element), marks, self._bold)
        elif name in _DRAWN:
            self._drawn(element)
        elif name not in _SILENT and not self._state.meet(element):
            self._not_understood(element, marks)

    def _run(self, run: Element, marks: tuple[int, ...]) -> None:
        props = child(run, "rPr")
        own = switched(child(props, "b"))
        style = attribute(child(props, "rStyle"))
        bold = own if own is not None else self._bold or bool(style and self._state.styles.style(style).bold)
        if switched(child(props, "vanish")):
            self._state.report("hidden text", run)
        for changed in children(props, "rPrChange"):
            marks = (*marks, self._state.mark(changed, "format"))
        for element in run:
            self._in_run(element, marks, bold)

    def _in_run(self, element: Element, marks: tuple[int, ...], bold: bool) -> None:
        name = name_of(element)
        if name in {"t", "delText"}:
            self._say(str(element.text or ""), marks, bold)
        elif name in _SIGNS:
            self._say(_SIGNS[name], marks, bold)
        elif name == "br":
            self._break(element, marks, bold)
        elif name == "sym":
            self._state.report("symbol", text=f"{attribute(element, 'font')} {attribute(element, 'char')}")
            self._say("\ufffd", marks, bold)
        elif name in {"footnoteReference", "endnoteReference"}:
            self._note(name.removesuffix("Reference"), attribute(element, "id"), marks)
        elif name == "commentReference":
            self.content.pieces.append(Piece("", marks=marks, comments=(attribute(element, "id"),)))
        elif name == "fldChar":
            self._field(element)
        elif name in {"instrText", "delInstrText"}:
            if self._state.fields:
                self._state.fields[-1] += str(element.text or "")
        elif name in _DRAWN:
            self._drawn(element)
        elif name in _OPEN or name in TRACKED:
            self._element(element, marks)
        elif name not in _SILENT and not self._state.meet(element):
            self._not_understood(element, marks)

    def _break(self, element: Element, marks: tuple[int, ...], bold: bool) -> None:
        if attribute(element, "type") == "page":
            self.content.page_break = self.content.page_break or not any(p.text.strip() for p in self.content.pieces)
        self._say("\n", marks, bold)

    def _note(self, kind: str, key: str, marks: tuple[int, ...]) -> None:
        self.content.pieces.append(Piece("", marks=marks, note=f"{kind}:{key}"))

    def _field(self, element: Element) -> None:
        """Between begin and separate stands the instruction; what is shown afterwards is text like any other."""
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            self._state.fields.append("")
            self._state.shown.append("")
        elif kind in {"separate", "end"} and self._state.fields:
            self._check_field(self._state.fields[-1])
            if kind == "end":
                self._state.fields.pop()
                self._state.shown.pop()
            else:
                self._state.shown[-1] = self._state.fields[-1]
                self._state.fields[-1] = ""

    def _check_field(self, instruction: str) -> None:
        words = instruction.split()
        if words and words[0].upper() not in _KNOWN_FIELDS:
            self._state.report("field", text=instruction.strip())

    def _drawn(self, element: Element) -> None:
        """A drawing: its text boxes are read once (not again from the fallback for old programs), pictures counted."""
        if name_of(element) == "mc:AlternateContent":
            chosen = children(element, "mc:Choice") or children(element, "mc:Fallback")
            for inside in chosen[:1]:
                for drawn in inside:
                    self._drawn(drawn)
            return
        boxes = _outermost(element, "txbxContent")
        for box in boxes:
            self.content.boxes += self._blocks(box, self._state)
        if not boxes:
            self.content.images += 1
            if name_of(element) == "object":
                self._state.report("embedded object", element)

    def _not_understood(self, element: Element, marks: tuple[int, ...]) -> None:
        words = inner_words(element)
        self._state.report(name_of(element), element)
        if words:
            self._say(words, marks, self._bold)

    def _say(self, text: str, marks: tuple[int, ...], bold: bool) -> None:
        state = self._state
        clauses = tuple(dict.fromkeys(state.clauses.values()))
        piece = Piece(text, bold, marks, clauses, tuple(dict.fromkeys(state.comments)), refers=state.refers)
        pieces = self.content.pieces
        if pieces and pieces[-1].text and replace(pieces[-1], text=text) == piece:
            pieces[-1] = replace(piece, text=pieces[-1].text + text)
        elif text:
            pieces.append(piece)


def _outermost(element: Element, name: str) -> list[Element]:
    """The nearest descendants of this name, none inside another."""
    found: list[Element] = []
    for inside in element:
        found += [inside] if name_of(inside) == name else _outermost(inside, name)
    return found
