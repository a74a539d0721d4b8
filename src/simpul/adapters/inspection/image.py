"""A photo is taken when its size is sane, every line of it decodes, and nothing else hides in the file."""

from __future__ import annotations

import struct
import warnings
from io import BytesIO

# Pillow would import MpoImagePlugin while it reads a phone's two-picture JPEG, when no file opens any more.
from PIL import Image, ImageFile, ImageOps, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, UnidentifiedImageError

from simpul.adapters.inspection.findings import Found, Unfit
from simpul.adapters.inspection.policy import Policy
from simpul.adapters.inspection.reasons import BROKEN_PICTURE, GIANT_PICTURE, POLYGLOT
from simpul.adapters.inspection.sniffing import carries_web, kind_of
from simpul.adapters.inspection.zip_tail import is_zip_archive

FORMATS = ("JPEG", "PNG")
_PLUGINS = (JpegImagePlugin, MpoImagePlugin, PngImagePlugin)
_GPS = 0x8825
# A phone appends a second picture or a short film to a photo; these do not belong behind one.
_FOREIGN = frozenset({"pdf", "zip", "ole", "archive", "program", "web", "rtf"})
_QUALITY = 88

Image.preinit()
Image.MAX_IMAGE_PIXELS = None  # our own limit is checked from the header, before any point is decoded
ImageFile.LOAD_TRUNCATED_IMAGES = False


def examine(data: bytes, policy: Policy) -> Found:
    """What the picture is, or ``Unfit``."""
    _refuse_polyglot(data)
    with _opened(data) as picture:
        width, height = picture.size
        if width * height > policy.max_pixels:
            raise Unfit(GIANT_PICTURE, width=width, height=height)
        notes = ["has_gps"] if _has_place(picture) else []
        kind = "png" if picture.format == "PNG" else "jpeg"
        try:
            picture.load()
        except (OSError, SyntaxError, ValueError, struct.error, IndexError):
            raise Unfit(BROKEN_PICTURE) from None
    if data[_end_of(data, kind) :].strip(b"\x00\r\n "):
        notes.append("trailing_data")
    return Found(kind, tuple(notes))


def stripped(data: bytes) -> bytes:
    """The same picture drawn anew, upright, without place, camera, time or anything appended. Same format."""
    with _opened(data) as picture:
        kind = "PNG" if picture.format == "PNG" else "JPEG"
        upright = ImageOps.exif_transpose(picture)
        if kind == "JPEG" and upright.mode not in {"RGB", "L"}:
            upright = upright.convert("RGB")
        profile = upright.info.get("icc_profile")
        upright.info.clear()
        out = BytesIO()
        if kind == "PNG":
            upright.save(out, kind, icc_profile=profile)
        else:
            upright.save(out, kind, quality=_QUALITY, icc_profile=profile)
    return out.getvalue()


def _opened(data: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Image.open(BytesIO(data), formats=FORMATS)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, struct.error):
        raise Unfit(BROKEN_PICTURE) from None


def _has_place(picture: Image.Image) -> bool:
    try:
        return bool(picture.getexif().get_ifd(_GPS))
    except (OSError, SyntaxError, ValueError, KeyError, TypeError, struct.error):
        return False  # unreadable EXIF tells nobody a place, and published copies carry none at all


def _refuse_polyglot(data: bytes) -> None:
    if b"%PDF-" in data or carries_web(data) or is_zip_archive(data):
        raise Unfit(POLYGLOT)
    behind = data[_end_of(data, "png" if data.startswith(b"\x89PNG") else "jpeg") :]
    if behind and kind_of(behind[:4096].lstrip(b"\x00\r\n ")) in _FOREIGN:
        raise Unfit(POLYGLOT)


def _end_of(data: bytes, kind: str) -> int:
    """Offset of the first byte behind the picture; the length of the data where no end is found."""
    return _end_of_png(data) if kind == "png" else _end_of_jpeg(data)


def _end_of_png(data: bytes) -> int:
    at = 8
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        kind = data[at + 4 : at + 8]
        at += 12 + length
        if kind == b"IEND":
            return min(at, len(data))
    return len(data)


def _end_of_jpeg(data: bytes) -> int:
    """Walk the segments; inside a scan, FF is stuffed with 00 or begins a restart mark D0-D7."""
    at = 2
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        mark = data[at + 1]
        if mark == 0xD9:
            return at + 2
        if mark in {0x00, 0x01, 0xFF} or 0xD0 <= mark <= 0xD8:
            at += 1 if mark == 0xFF else 2
            continue
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return len(data)
