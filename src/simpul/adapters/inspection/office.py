"""A DOCX or XLSX is taken when its archive is honest and no part of it runs, fetches or carries anything.

Every part is read to its end once: sizes are counted, never believed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZipFile, ZipInfo

from simpul.adapters.inspection.findings import Found, Unfit
from simpul.adapters.inspection.markup import Markup
from simpul.adapters.inspection.policy import Policy
from simpul.adapters.inspection.reasons import ARCHIVE, BOMB, BROKEN_OFFICE, EMBEDDED_OBJECT, KIND, MACRO, POLYGLOT
from simpul.adapters.inspection.sniffing import kind_of
from simpul.adapters.inspection.zip_directory import refuse_crooked_directory
from simpul.lib.zip_entries import DAMAGED

_PIECE = 64 * 1024
_MAX_DEPTH = 2
_MAX_NESTED = 16 * 1024 * 1024
_TYPES = "[Content_Types].xml"
_MAIN = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
}
_RUNNABLE_PARTS = ("vbaproject", "vbadata", "/activex", "/macrosheets/", "/dialogsheets/")
_EMBEDDED_KINDS = frozenset({"ole", "program", "archive", "pdf", "rtf"})


@dataclass
class _Budget:
    """What is left of the policy's unpacked bytes and entries, over all depths of nesting."""

    octets: int
    entries: int

    def spend(self, octets: int) -> None:
        self.octets -= octets
        if self.octets < 0:
            raise Unfit(BOMB)


@dataclass
class _Package:
    archive: ZipFile
    budget: _Budget
    depth: int
    types: set[str] = field(default_factory=set)


def examine(data: bytes, policy: Policy) -> Found:
    """What the office file is, or ``Unfit``."""
    if b"%PDF-" in data[:1024]:
        raise Unfit(POLYGLOT)
    budget = _Budget(policy.max_unpacked, policy.max_entries)
    return Found(_examine_package(data, budget, depth=0))


def _examine_package(data: bytes, budget: _Budget, depth: int) -> str:
    if depth > _MAX_DEPTH:
        raise Unfit(BOMB)
    try:
        with ZipFile(BytesIO(data)) as archive:
            budget.entries -= len(archive.infolist())
            if budget.entries < 0:
                raise Unfit(BOMB)
            refuse_crooked_directory(data, archive, budget.octets)
            return _examine_parts(_Package(archive, budget, depth))
    except DAMAGED:
        raise Unfit(BROKEN_OFFICE) from None


def _examine_parts(package: _Package) -> str:
    names = package.archive.namelist()
    if _TYPES not in names:
        raise Unfit(KIND if "mimetype" in names else ARCHIVE)
    if any(part in f"/{name.lower()}" for name in names for part in _RUNNABLE_PARTS):
        raise Unfit(MACRO)
    for entry in package.archive.infolist():
        if not entry.is_dir():
            _examine_part(package, entry)
    if any("macroenabled" in each or "vbaproject" in each or "activex" in each for each in package.types):
        raise Unfit(MACRO)
    kinds = {_MAIN[each] for each in package.types if each in _MAIN}
    if len(kinds) != 1:
        raise Unfit(KIND)
    return kinds.pop()


def _examine_part(package: _Package, entry: ZipInfo) -> None:
    if entry.filename.lower().endswith((".xml", ".rels", ".vml")):
        _read_markup(package, entry)
        return
    with package.archive.open(entry) as part:
        head = part.read(_PIECE)
        package.budget.spend(len(head))
        kind = kind_of(head)
        if kind in _EMBEDDED_KINDS or _is_foreign_text(entry, kind):
            raise Unfit(EMBEDDED_OBJECT)
        nested = bytearray(head)
        while piece := part.read(_PIECE):
            package.budget.spend(len(piece))
            if kind == "zip":
                nested += piece
                if len(nested) > _MAX_NESTED:
                    raise Unfit(BOMB)
    if kind == "zip":
        _examine_nested(bytes(nested), package)


def _examine_nested(data: bytes, package: _Package) -> None:
    """A chart brings its table as a workbook inside the document; that is lawful, any other archive is not."""
    try:
        _examine_package(data, package.budget, package.depth + 1)
    except Unfit as unfit:
        if unfit.code in {ARCHIVE, KIND, BROKEN_OFFICE}:
            raise Unfit(EMBEDDED_OBJECT) from None
        raise


def _is_foreign_text(entry: ZipInfo, kind: str) -> bool:
    """HTML as an "alternative chunk" of the text; a drawing as SVG beside its PNG is ordinary."""
    return kind == "web" and not entry.filename.lower().endswith(".svg")


def _read_markup(package: _Package, entry: ZipInfo) -> None:
    markup = Markup(entry.filename)
    with package.archive.open(entry) as part:
        while piece := part.read(_PIECE):
            package.budget.spend(len(piece))
            markup.feed(piece)
    markup.close()
    package.types |= markup.content_types
