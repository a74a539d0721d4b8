"""A PDF is taken when it opens without a password, has pages, and neither does nor carries anything.

Writers put "/OpenAction [page /XYZ ...]" into ordinary letters: a place to start reading is no action.
"""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf

from simpul.adapters.inspection.findings import Found, Unfit
from simpul.adapters.inspection.pdf_actions import refuse_actions
from simpul.adapters.inspection.pdf_streams import refuse_swollen_streams
from simpul.adapters.inspection.policy import Policy
from simpul.adapters.inspection.reasons import BROKEN_PDF, LOCKED, NO_PAGES, POLYGLOT
from simpul.adapters.inspection.sniffing import HEAD, carries_web
from simpul.adapters.inspection.zip_tail import is_zip_archive

_END = b"%%EOF"
# Byte order mark and white space before the header come from careless servers; readers skip them.
_BLANK_BEFORE = b"\xef\xbb\xbf \t\r\n"
# Scanners pad with NUL, old DOS programs with Ctrl-Z.
_BLANK_BEHIND = b" \t\r\n\x00\x1a"


def _open_random_source() -> None:
    """Let qpdf open its source of random numbers now: it needs one for a locked file, when no file opens any more."""
    with pikepdf.Pdf.new() as blank:
        blank.save(BytesIO(), encryption=pikepdf.Encryption(owner="-", user=""))


_open_random_source()
_PDF_SYNTAX = re.compile(rb"\d+ \d+ obj\b|\bendobj\b|\bstartxref\b")


def examine(data: bytes, policy: Policy) -> Found:
    """What the PDF is, or ``Unfit``."""
    _refuse_polyglot(data)
    try:
        with pikepdf.open(BytesIO(data), access_mode=pikepdf.AccessMode.stream) as pdf:
            return _examine_open(pdf, policy)
    except pikepdf.PasswordError:
        raise Unfit(LOCKED) from None
    except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, RuntimeError):
        raise Unfit(BROKEN_PDF) from None


def _examine_open(pdf: pikepdf.Pdf, policy: Policy) -> Found:
    if pdf.is_encrypted:
        raise Unfit(LOCKED)
    objects = list(pdf.objects)
    refuse_actions(objects)
    refuse_swollen_streams(objects, policy)
    pages = len(pdf.pages)
    if pages == 0:
        raise Unfit(NO_PAGES)
    for page in pdf.pages:
        if "/MediaBox" not in page.obj and page.mediabox is None:
            raise Unfit(BROKEN_PDF)
    signed = any(isinstance(each, pikepdf.Dictionary) and "/ByteRange" in each for each in objects)
    return Found("pdf", ("has_signature",) if signed else (), pages)


def _refuse_polyglot(data: bytes) -> None:
    """One file that is two things: bytes before the header, behind the end, or a second directory inside."""
    start = data.find(b"%PDF-")
    if data[:start].strip(_BLANK_BEFORE) or carries_web(data[:HEAD]):
        raise Unfit(POLYGLOT)
    end = data.rfind(_END)
    if end < 0:
        raise Unfit(BROKEN_PDF)
    behind = data[end + len(_END) :].strip(_BLANK_BEHIND)
    if behind:
        # An update cut off in transit is damage; anything else was put there.
        raise Unfit(BROKEN_PDF if _PDF_SYNTAX.search(behind) and not carries_web(behind) else POLYGLOT)
    if is_zip_archive(data):
        raise Unfit(POLYGLOT)
