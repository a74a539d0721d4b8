"""The kind of a file by its first bytes. Comparing bytes only: nothing is parsed here."""

from __future__ import annotations

HEAD = 4096

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"Rar!\x1a\x07", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\x00", "archive"),
    (b"MSCF", "archive"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"#!", "program"),
    (b"{\\rtf", "rtf"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
)
# Their own examiners look for a PDF inside; in front of anything else a PDF header decides, as it does for PDF readers.
_READ_ELSEWHERE = (b"\xff\xd8\xff", b"\x89PNG", b"PK\x03\x04")
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"})
_WEB = (b"<!doctype html", b"<html", b"<svg", b"<script", b"<?php", b"<head", b"<body")
CARRIERS = (b"<!doctype html", b"<html", b"<script", b"<?php", b"<svg")
"""Words that turn a file into a web page or program for whoever opens it as one."""


def kind_of(head: bytes) -> str:
    """A key of ``policy.KINDS`` or a word for what else it is; "unknown" at last. ``head``: up to ``HEAD`` bytes."""
    if b"%PDF-" in head[:1024] and not head.startswith(_READ_ELSEWHERE):
        return "pdf"
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[4:8] == b"ftyp":
        return "phone" if head[8:12] in _HEIF_BRANDS else "video"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "phone"
    text = head.replace(b"\x00", b"").lower()
    return "web" if any(word in text for word in _WEB) else "unknown"


def carries_web(data: bytes) -> bool:
    """Whether a word of ``CARRIERS`` stands anywhere in ``data``."""
    lowered = data.lower()
    return any(word in lowered for word in CARRIERS)
