"""Hostile pictures, other kinds and names, each made here: label, file name, maker of the bytes, expected code."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from PIL import Image

from tests.adapters.inspection.hostile_offices import packed
from tests.adapters.inspection.hostile_pdfs import Maker, honest_bytes


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, (200, 120, 40)).save(out, kind, **options)
    return out.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_claiming(width: int, height: int) -> bytes:
    """A header and a handful of compressed zeros: small as a file, gigabytes as a picture."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1_000_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def heic() -> bytes:
    return struct.pack(">I", 24) + b"ftypheic" + bytes(4) + b"mif1heic" + bytes(200)


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

CONTENTS: list[tuple[str, str, Maker, str]] = [
    ("empty", "surat.pdf", lambda: b"", "UNG-01"),
    ("too big", "surat.pdf", lambda: honest_bytes() + bytes(10 * 1024 * 1024), "UNG-02"),
    ("giant picture", "foto.png", lambda: png_claiming(50_000, 50_000), "UNG-17"),
    ("picture cut off", "foto.jpg", lambda: picture(size=(800, 600))[:2000], "UNG-28"),
    ("picture of noise", "foto.jpg", lambda: b"\xff\xd8\xff\xe0" + b"\x01" * 500, "UNG-28"),
    ("PNG with too little inside", "foto.png", lambda: png_claiming(2000, 2000), "UNG-28"),
    ("web page in a comment", "foto.jpg", lambda: picture(comment=b"<script>alert(1)</script>"), "UNG-15"),
    ("PDF in a comment", "foto.jpg", lambda: picture(comment=b"%PDF-1.4"), "UNG-15"),
    ("archive behind a photo", "foto.jpg", lambda: picture() + packed({"a.exe": b"MZ"}), "UNG-15"),
    ("program behind a drawing", "foto.png", lambda: picture("PNG") + b"MZ\x90\x00" + bytes(90), "UNG-15"),
    ("SVG", "logo.svg", lambda: SVG, "UNG-25"),
    ("SVG called PNG", "logo.png", lambda: SVG, "UNG-25"),
    ("web page", "surat.html", lambda: b"<!DOCTYPE html><html></html>", "UNG-25"),
    ("web page in UTF-16", "surat.pdf", lambda: "<html><script>".encode("utf-16"), "UNG-25"),
    ("HEIC", "IMG_0001.HEIC", heic, "UNG-26"),
    ("HEIC called JPG", "IMG_0001.jpg", heic, "UNG-26"),
    ("WebP", "foto.webp", lambda: picture("WEBP"), "UNG-26"),
    ("program", "surat.exe", lambda: b"MZ\x90\x00" + bytes(100), "UNG-03"),
    ("program called PDF", "surat.pdf", lambda: b"MZ\x90\x00" + bytes(100), "UNG-05"),
    ("photo called PDF", "surat.pdf", picture, "UNG-05"),
    ("PDF called photo", "foto.jpg", honest_bytes, "UNG-05"),
    ("plain text", "catatan.txt", lambda: b"halo", "UNG-03"),
]

NAMES: list[tuple[str, str, str]] = [
    ("program behind a document", "surat.pdf.exe", "UNG-06"),
    ("program before a document", "surat.exe.pdf", "UNG-06"),
    ("two documents", "surat.docx.pdf", "UNG-06"),
    ("far behind blanks", "surat.pdf" + " " * 80 + ".scr", "UNG-06"),
    ("with blanks inside", "surat.php .pdf", "UNG-06"),
    ("turned writing", "surat\u202efdp.exe", "UNG-07"),
    ("turned writing that ends well", "exe\u202e.pdf", "UNG-07"),
    ("isolated writing", "surat\u2067x.pdf", "UNG-07"),
    ("NUL", "surat.pdf\x00.exe", "UNG-07"),
    ("new line", "surat\n2.pdf", "UNG-07"),
    ("escape", "surat\x1b[31m.pdf", "UNG-07"),
    ("path", "../../etc/surat.pdf", "UNG-07"),
    ("Windows path", "C:\\surat.pdf", "UNG-07"),
    ("half a sign", "surat\ud800.pdf", "UNG-07"),
    ("no name", " . ", "UNG-07"),
    ("too long", "a" * 252 + ".pdf", "UNG-08"),
]
