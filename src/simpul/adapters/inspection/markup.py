"""One XML part of an office file, read as it streams by: no tree, no entities, nothing fetched."""

from __future__ import annotations

from xml.parsers import expat

from simpul.adapters.inspection.fields import check_field
from simpul.adapters.inspection.findings import Unfit
from simpul.adapters.inspection.reasons import BROKEN_OFFICE, DDE, EMBEDDED_OBJECT, REMOTE_PARTS, XML_ENTITIES
from simpul.adapters.inspection.relationships import check_relationship

_TEXTS = frozenset({"instrText", "delInstrText", "f", "definedName"})
_MAX_DEPTH = 500


class Markup:
    """Feed the bytes of one part, then ``close``. Raises ``Unfit``; keeps the content types it meets."""

    def __init__(self, name: str) -> None:
        self.content_types: set[str] = set()
        self._name = name
        self._depth = 0
        self._text: list[str] | None = None
        self._fields: list[list[str]] = []
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def feed(self, piece: bytes) -> None:
        """The next bytes of the part."""
        self._parse(piece, final=False)

    def close(self) -> None:
        """The part is at its end: whatever field is still open is judged too."""
        self._parse(b"", final=True)
        for pending in self._fields:
            check_field("".join(pending))

    def _parse(self, piece: bytes, *, final: bool) -> None:
        try:
            self._parser.Parse(piece, final)
        except expat.ExpatError:
            raise Unfit(BROKEN_OFFICE) from None

    def _refuse_doctype(self, *_declaration: object) -> None:
        raise Unfit(XML_ENTITIES)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise Unfit(BROKEN_OFFICE)
        name = tag.rpartition(" ")[2]
        values = {key.rpartition(" ")[2]: value for key, value in attributes.items()} if attributes else {}
        if name == "Relationship":
            check_relationship(values.get("Type", ""), values.get("Target", ""), values.get("TargetMode", ""))
        elif name in {"Override", "Default"} and "ContentType" in values:
            self.content_types.add(values["ContentType"].strip().lower())
        elif name in _TEXTS:
            self._text = []
        elif name == "fldSimple":
            check_field(values.get("instr", ""))
        elif name == "fldChar":
            self._mark_field(values.get("fldCharType", ""))
        elif name == "ddeLink":
            raise Unfit(DDE)
        elif name == "altChunk":
            raise Unfit(EMBEDDED_OBJECT)
        elif name in {"dbPr", "webPr"}:
            raise Unfit(REMOTE_PARTS, target=self._name)

    def _mark_field(self, mark: str) -> None:
        """Fields nest; an instruction may be cut over many runs, so it is judged when it ends."""
        if mark == "begin":
            self._fields.append([])
        elif mark in {"separate", "end"} and self._fields:
            instruction = "".join(self._fields[-1])
            said = check_field(instruction)
            if mark == "end":
                self._fields.pop()
                if self._fields:
                    self._fields[-1].append(said)

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        name = tag.rpartition(" ")[2]
        if name not in _TEXTS or self._text is None:
            return
        text, self._text = "".join(self._text), None
        if name in {"instrText", "delInstrText"} and self._fields:
            self._fields[-1].append(text)
        else:
            check_field(text if name.endswith("nstrText") else f"={text}")
