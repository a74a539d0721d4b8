"""What a file that was stamped elsewhere shows beside the text that was sent: the stamps, where they stand, and whether
every page is still the same. The file may have been written anew; then its pages are compared by what they draw.

Runs in a process of its own (``isolation``): the file is somebody else's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from io import BytesIO
from typing import Any

import pikepdf

from simpul.core.signing.afterwards import field_from
from simpul.core.signing.signer import SignatureField

_BESIDE = frozenset(
    {"/Length", "/Filter", "/DecodeParms", "/Metadata", "/PieceInfo", "/StructParent", "/StructParents"}
)
"""How a stream is packed, and what is said of it: nothing that a page shows."""
_BACK = frozenset({"/P", "/Parent"})
_HIDDEN = 2 | 32
_PLACES = 3


@dataclass(frozen=True)
class Stamps:
    """``added``: what is new on the pages, in their order; ``sealed``: which of it bears a signature. ``same``: all the
    pages of the text are there and show what they showed; ``foreign``: something new that is no stamp. ``sizes``: width
    and height of every page in points."""

    added: tuple[SignatureField, ...]
    sealed: tuple[bool, ...]
    same: bool
    foreign: bool
    sizes: tuple[tuple[float, float], ...]


def stamps(came: bytes, sent: bytes) -> Stamps:
    """Look at both. Raises pikepdf.PdfError and others on a file that is no readable PDF."""
    with pikepdf.open(BytesIO(sent)) as old, pikepdf.open(BytesIO(came)) as new:
        before, after = list(old.pages), list(new.pages)
        same = len(before) == len(after) and all(map(_alike, before, after))
        added: list[tuple[SignatureField, bool]] = []
        foreign = False
        for number, (was, now) in enumerate(zip(before, after, strict=False)):
            there = [_digest(each) for each in _annotations(was)]
            for each in _annotations(now):
                if (known := _digest(each)) in there:
                    there.remove(known)
                elif (found := _stamp(each, number)) is None:
                    foreign = True
                else:
                    added.append(found)
            same = same and not there
        sizes = tuple(_size(page) for page in after)
    return Stamps(tuple(box for box, _ in added), tuple(sealed for _, sealed in added), same, foreign, sizes)


def to_json(found: Stamps) -> dict[str, Any]:
    """Plain values; the inverse of :func:`from_json`."""
    return {**asdict(found), "added": [asdict(each) for each in found.added]}


def from_json(values: Mapping[str, Any]) -> Stamps:
    """Raises KeyError, TypeError or ValueError on anything that :func:`to_json` has not made."""
    added = tuple(field_from(each) for each in values["added"])
    sizes = tuple((float(width), float(height)) for width, height in values["sizes"])
    return Stamps(
        added, tuple(bool(each) for each in values["sealed"]), bool(values["same"]), bool(values["foreign"]), sizes
    )


def _alike(was: pikepdf.Page, now: pikepdf.Page) -> bool:
    """Whether a page shows what it showed: drawn alike, with the same fonts and pictures, on paper of the same size."""
    if _boxes(was) != _boxes(now) or _drawing(was) != _drawing(now):
        return False
    there = now.resources
    return all(_kept(entries, there.get(kind, pikepdf.Dictionary())) for kind, entries in was.resources.items())


def _kept(entries: pikepdf.Object, there: pikepdf.Object) -> bool:
    """Whether every font or picture of that name is the same one still."""
    if not isinstance(entries, pikepdf.Dictionary):
        return True
    return all(name in there and _digest(one) == _digest(there[name]) for name, one in entries.items())


def _boxes(page: pikepdf.Page) -> tuple[object, ...]:
    edges = [round(float(edge), _PLACES) for box in (page.mediabox, page.cropbox) for edge in box]
    return (*edges, int(page.obj.get("/Rotate", 0)), float(page.obj.get("/UserUnit", 1)))


def _drawing(page: pikepdf.Page) -> bytes:
    """The instructions of a page, written one way."""
    return bytes(pikepdf.unparse_content_stream(pikepdf.parse_content_stream(page)))


def _annotations(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    listed = page.obj.get("/Annots")
    yield from listed if isinstance(listed, pikepdf.Array) else ()


def _stamp(each: pikepdf.Object, page: int) -> tuple[SignatureField, bool] | None:
    """The place of a stamp, and whether it is sealed; None for anything else, and for what does not show."""
    sealed = each.get("/Subtype") == pikepdf.Name.Widget and _of_field(each, "/FT") == pikepdf.Name.Sig
    sealed = sealed and _of_field(each, "/V") is not None
    if not sealed and each.get("/Subtype") != pikepdf.Name.Stamp:
        return None
    left, bottom, right, top = (float(edge) for edge in each.get("/Rect", (0, 0, 0, 0)))
    box = (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
    if int(each.get("/F", 0)) & _HIDDEN or box[0] == box[2] or box[1] == box[3]:
        return None
    return SignatureField("meterai", page, box), sealed


def _of_field(each: pikepdf.Object, key: str) -> pikepdf.Object | None:
    """What a field says itself, or the one it belongs to."""
    for _step in range(8):
        if key in each:
            found: pikepdf.Object = each[key]
            return found
        if "/Parent" not in each:
            return None
        each = each["/Parent"]
    return None


def _size(page: pikepdf.Page) -> tuple[float, float]:
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    return right - left, top - bottom


def _digest(value: Any, above: tuple[tuple[int, int], ...] = ()) -> bytes:
    """What an object holds, whatever numbers its parts have and however they are packed."""
    made = hashlib.sha256()
    for piece in _pieces(value, above):
        made.update(piece + b"\0")
    return made.digest()


def _pieces(value: Any, above: tuple[tuple[int, int], ...]) -> Iterator[bytes]:
    if isinstance(value, pikepdf.Object) and value.is_indirect:
        if value.objgen in above:
            yield b"above"
            return
        above = (*above, value.objgen)
    if isinstance(value, pikepdf.Stream):
        yield b"stream"
        yield _contents(value)
        yield from _entries(value.stream_dict, above)
    elif isinstance(value, pikepdf.Dictionary):
        yield b"dictionary"
        yield from _entries(value, above)
    elif isinstance(value, pikepdf.Array):
        yield b"array"
        for each in value:
            yield _digest(each, above)
    elif isinstance(value, bool) or value is None:
        yield str(value).encode()
    else:
        with suppress(TypeError, ValueError, ArithmeticError):
            value = f"{round(float(value), _PLACES):g}"
        yield str(value).encode()


def _entries(value: Any, above: tuple[tuple[int, int], ...]) -> Iterator[bytes]:
    for key in sorted(value.keys()):
        if key not in _BESIDE and key not in _BACK:
            yield key.encode()
            yield _digest(value[key], above)


def _contents(value: pikepdf.Stream) -> bytes:
    try:
        return bytes(value.read_bytes())
    except pikepdf.PdfError:  # a picture whose packing is its contents
        return bytes(value.read_raw_bytes())
