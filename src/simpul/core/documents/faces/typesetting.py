"""Words go in as JSON, a PDF/A-2b and its boxes come out; what typst has set before it keeps for the process.

Only the fonts inside typst and those cut from the installed font package are used, so that a sheet looks the same on
every machine and every font is embedded.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal

import typst

FOLDER = Path(__file__).resolve().parents[1] / "typst"
FONTS = Path(__file__).resolve().parents[5] / "build" / "fonts"
"""The faces cut from the installed font package (``tools/fonts.py``)."""
Paper = Literal["a4", "f4"]
HEIGHT: Mapping[Paper, float] = {"a4": 297 / 25.4 * 72, "f4": 330 / 25.4 * 72}
# What the built-in serif can set; PDF/A forbids the empty glyph that anything else would become. Bidirectional
# controls stay out, because a name must not be able to turn the words around it.
_UNPRINTABLE = re.compile(
    "[^\n\u0020-\u007e\u00a0-\u00ac\u00ae-\u0377\u0391-\u03a1\u03a3-\u0482\u048a-\u04ff\u1e00-\u1eff"
    "\u2010-\u2027\u2030-\u2040\u2070\u2071\u2074-\u208e\u20a0-\u20bf\u2100-\u211e\u2122\u2126\u2190-\u22ff]"
)
_DROPPED = re.compile("[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
# typst writes the default too, and poppler (22.12) calls that a fault; spaces keep every other byte in its place.
_MARKED = (b"/MarkInfo<</Marked true/Suspects false>>", b"/MarkInfo<</Marked true               >>")
_OF_THREAD = threading.local()
_KEPT_TOGETHER = re.compile(r"\b(Pasal|ayat|Lampiran|Rp|Nomor|pukul) (?=[\dIVX(])")


@dataclass(frozen=True, slots=True)
class Box:
    """A place kept free for a stamp. ``party`` counts from 0 in the order of the parties, ``page`` from 0;
    ``rect`` is (left, bottom, right, top) in points from the lower left corner, as PDF counts."""

    party: int
    kind: Literal["ttd", "meterai"]
    page: int
    rect: tuple[float, float, float, float]


@dataclass(frozen=True)
class Rendered:
    """A finished sheet; ``boxes`` in reading order, empty where nobody signs; looked for when they are asked for."""

    pdf: bytes
    find_boxes: Callable[[], tuple[Box, ...]]

    @cached_property
    def boxes(self) -> tuple[Box, ...]:
        return self.find_boxes()


@lru_cache(maxsize=4096)
def printable(text: str) -> str:
    """``text`` with invisible controls dropped and signs that the serif lacks shown as a question mark."""
    kept = _DROPPED.sub("", text.replace("\t", " ").replace("\r\n", "\n"))
    return _KEPT_TOGETHER.sub("\\1\u00a0", _UNPRINTABLE.sub("?", kept))


def typeset(sheet: str, data: Mapping[str, Any], paper: Paper, at: datetime) -> Rendered:
    """Set ``typst/<sheet>.typ`` with ``data``. ``at`` is the moment written into the PDF: same input, same bytes."""
    compiler, lock = _compiler(sheet)
    with lock:  # the compiler remembers its last document, which the query reads
        pdf = _pdf(compiler, at, sys_inputs={"data": _as_json(data)})
        boxes = _boxes(compiler, paper)
    return Rendered(pdf, lambda: boxes)


def typeset_like_others(
    sheet: str, data: Mapping[str, Any], paper: Paper, at: datetime, pictures: Sequence[bytes] = ()
) -> Rendered:
    """The same for a long text of which much stands in others too: ``typst/<sheet>.typ`` has a function ``sheet`` of
    the data and the pictures. Inputs belong to the library of the compiler: where they change it knows no paragraph
    again; so the data stands in the source, as strings that are never read as markup. The source is in memory only:
    a process that is killed leaves nothing behind."""
    main = source(sheet, data, pictures).encode()
    return Rendered(_pdf(kept_compiler(), at, input=main), lambda: _boxes(_new_compiler(main), paper))


def source(sheet: str, data: Mapping[str, Any], pictures: Sequence[bytes]) -> str:
    """The call of the sheet."""
    shown = "".join(f"picture({_quoted(_as_numbers(png))})," for png in pictures)
    return f'#import "/{sheet}.typ": sheet, picture\n#sheet(json(bytes({_quoted(_as_json(data))})), ({shown}))\n'


def kept_compiler() -> Any:
    """Of this thread; the sheets that it has read it does not read again."""
    if not hasattr(_OF_THREAD, "compiler"):
        _OF_THREAD.compiler = _new_compiler()
    return _OF_THREAD.compiler


def _new_compiler(main: bytes | None = None) -> Any:
    """A source from memory is gone after one call."""
    return typst.Compiler(main, root=str(FOLDER), font_paths=_fonts())


def _pdf(compiler: Any, at: datetime, **given: Any) -> bytes:
    pdf: bytes = compiler.compile(format="pdf", pdf_standards=["a-2b"], timestamp=int(at.timestamp()), **given)
    return pdf.replace(*_MARKED)


def _boxes(compiler: Any, paper: Paper) -> tuple[Box, ...]:
    return tuple(_box(entry["value"], paper) for entry in json.loads(compiler.query("<box>")))


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])


def _as_json(data: Mapping[str, Any]) -> str:
    return json.dumps(_printable(data), ensure_ascii=False)


def _quoted(text: str) -> str:
    """``text`` as a string of typst, whose only signs with a meaning of their own are these two."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@lru_cache(maxsize=64)
def _as_numbers(png: bytes) -> str:
    """A picture goes in as the list of its bytes: JSON knows no bytes."""
    return json.dumps(list(png), separators=(",", ":"))


@cache
def _compiler(sheet: str) -> tuple[Any, threading.Lock]:
    path = FOLDER / f"{sheet}.typ"
    return typst.Compiler(str(path), root=str(FOLDER), font_paths=_fonts()), threading.Lock()


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {key: _printable(entry) for key, entry in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], int):
        return value  # the bytes of a picture
    if isinstance(value, list | tuple):
        return [_printable(entry) for entry in value]
    return value


def _box(value: Mapping[str, Any], paper: Paper) -> Box:
    """typst counts down from the top left, PDF up from the lower left."""
    top = HEIGHT[paper] - value["y"]
    rect = (value["x"], top - value["height"], value["x"] + value["width"], top)
    return Box(value["party"], value["kind"], value["page"] - 1, tuple(round(edge, 2) for edge in rect))
