"""How large the streams of a PDF become: inflated piece by piece and counted, never kept."""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Iterable, Iterator

import pikepdf

from simpul.adapters.inspection.findings import Unfit
from simpul.adapters.inspection.policy import Policy
from simpul.adapters.inspection.reasons import BOMB, GIANT_PICTURE

_PIECE = 64 * 1024
# Scans have one bit a point: a drawing of A2 at 600 dpi is larger than any photograph.
_SCAN_FACTOR = 4


def refuse_swollen_streams(objects: Iterable[pikepdf.Object], policy: Policy) -> None:
    """Raise ``Unfit`` where the streams together, or one picture, exceed what a document needs."""
    budget = policy.max_unpacked
    for stream in objects:
        if not isinstance(stream, pikepdf.Stream):
            continue
        _refuse_giant(stream, policy)
        for size in _unpacked(stream):
            budget -= size
            if budget < 0:
                raise Unfit(BOMB)


def _refuse_giant(stream: pikepdf.Stream, policy: Policy) -> None:
    try:
        width, height = int(stream.get("/Width", 0)), int(stream.get("/Height", 0))
    except (TypeError, ValueError):
        return
    if width * height > policy.max_pixels * _SCAN_FACTOR:
        raise Unfit(GIANT_PICTURE, width=width, height=height)


def _unpacked(stream: pikepdf.Stream) -> Iterator[int]:
    """Sizes of the pieces that come out of the chain of filters; a picture's own coding ends the chain."""
    pieces: Iterator[bytes] = iter([bytes(stream.read_raw_bytes())])
    for name in _filters(stream):
        if name in {"/FlateDecode", "/Fl"}:
            pieces = _inflated(pieces)
        elif name in {"/ASCII85Decode", "/A85", "/ASCIIHexDecode", "/AHx"}:
            pieces = iter([_from_text(b"".join(pieces), name)])
        else:
            break
    return (len(piece) for piece in pieces)


def _filters(stream: pikepdf.Stream) -> list[str]:
    found = stream.get("/Filter")
    if isinstance(found, pikepdf.Array):
        return [str(each) for each in found]
    return [str(found)] if isinstance(found, pikepdf.Name) else []


def _inflated(pieces: Iterator[bytes]) -> Iterator[bytes]:
    machine = zlib.decompressobj()
    for piece in pieces:
        rest = piece
        while rest and not machine.eof:  # behind its end, zlib hands the same tail back for ever
            try:
                yield machine.decompress(rest, _PIECE)
            except zlib.error:  # a damaged stream shows as a gap in readers; it cannot swell any more
                return
            rest = machine.unconsumed_tail


def _from_text(raw: bytes, name: str) -> bytes:
    try:
        if name in {"/ASCIIHexDecode", "/AHx"}:
            return binascii.unhexlify(b"".join(raw.split(b">")[0].split()))
        return base64.a85decode(raw.split(b"~>")[0].strip().removeprefix(b"<~"))
    except ValueError:
        return b""
