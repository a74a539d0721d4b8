"""The parts of a Word file: an archive that is counted while it is unpacked, and XML without types or entities."""

from __future__ import annotations

import posixpath
from io import BytesIO
from typing import Any, TypeAlias
from zipfile import ZipFile, ZipInfo

from lxml import etree

from simpul.adapters.docx_reading.faults import BOMB, BROKEN, ENTITIES, LOCKED, Unreadable
from simpul.lib.confined.limits import MIB
from simpul.lib.zip_entries import DAMAGED, is_locked

Element: TypeAlias = Any  # lxml ships without types
MAX_ENTRIES = 2_000
MAX_UNPACKED = 100 * MIB
MAX_PART = 30 * MIB
MAX_RATIO = 200  # of unpacked to packed bytes, where a part is larger than a mebibyte
_MAIN = "/officeDocument"
_PIECE = 64 * 1024


class Package:
    """A Word file whose parts are looked up by the relation that names them. Raises ``Unreadable``."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = ZipFile(BytesIO(data))
        except DAMAGED:
            raise Unreadable(BROKEN) from None
        self._entries = {entry.filename: entry for entry in self._archive.infolist()}
        self._left = MAX_UNPACKED
        self._check_directory()
        self.main = self._main_part()

    def names(self) -> list[str]:
        return list(self._entries)

    def xml(self, name: str) -> Element | None:
        """The root of a part, None where the file has no such part."""
        return _parsed(self._unpacked(self._entries[name])) if name in self._entries else None

    def related(self, part: str, kind: str) -> list[tuple[str, str]]:
        """(id, part) of the inner parts that ``part`` names by a relation ending in ``kind``."""
        folder, name = posixpath.split(part)
        root = self.xml(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
        found = []
        for relation in [] if root is None else root:
            inner = relation.get("TargetMode", "").lower() != "external"
            if inner and str(relation.get("Type", "")).endswith(kind):
                target = str(relation.get("Target", ""))
                path = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                found.append((str(relation.get("Id", "")), path))
        return found

    def _main_part(self) -> str:
        for _, path in self.related("", _MAIN):
            if path in self._entries:
                return path
        if "word/document.xml" in self._entries:
            return "word/document.xml"
        raise Unreadable(BROKEN)

    def _check_directory(self) -> None:
        entries = self._archive.infolist()
        if any(map(is_locked, entries)):
            raise Unreadable(LOCKED)
        if len({entry.filename.lower() for entry in entries}) != len(entries):
            raise Unreadable(BROKEN)
        if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise Unreadable(BOMB)

    def _unpacked(self, entry: ZipInfo) -> bytes:
        allowed = min(MAX_PART, self._left, max(MIB, entry.compress_size * MAX_RATIO))
        out = bytearray()
        try:
            with self._archive.open(entry) as part:
                while piece := part.read(_PIECE):
                    out += piece
                    if len(out) > allowed:
                        raise Unreadable(BOMB)
        except DAMAGED:
            raise Unreadable(BROKEN) from None
        self._left -= len(out)
        return bytes(out)


def _parsed(data: bytes) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, dtd_validation=False, no_network=True, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    if _declares_type(data):
        raise Unreadable(ENTITIES)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise Unreadable(BROKEN) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(ENTITIES)
    return root


def _declares_type(data: bytes) -> bool:
    """Before a parser meets it; the parsed tree is asked again, whatever the encoding hid here."""
    return b"<!DOCTYPE" in data.replace(b"\x00", b"")[:4096]
