"""The uploader's file name: shown to people, never used to store or to judge the kind."""

from __future__ import annotations

import unicodedata

from simpul.adapters.inspection.findings import Unfit
from simpul.adapters.inspection.policy import KINDS
from simpul.adapters.inspection.reasons import DOUBLE_EXTENSION, HIDDEN_IN_NAME, LONG_NAME

MAX_NAME = 255

# Characters that turn the direction of writing: "surat<RLO>fdp.exe" shows as "suratexe.pdf".
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_PATH = frozenset("/\\")

# Endings that mean something to a computer. No "com": partners put web addresses into file names.
_PROGRAMS = """
    apk bat cmd cpl dll dmg elf exe hta htm html iso jar js jse lnk msi php phtml pif ps1 py reg scr sh svg url vb vbe
    vbs wsf xhtml xml
"""
_DOCUMENTS = """
    7z avif bmp doc docm docx dot dotm gif gz heic ods odt ppt pptm pptx rar rtf tif tiff txt webp xls xlsb xlsm zip
"""
_ENDINGS: dict[str, str] = {ending: ending for ending in (_PROGRAMS + _DOCUMENTS).split()} | {
    ending: kind.name for kind in KINDS.values() for ending in kind.extensions
}


def extension_of(filename: str) -> str:
    """The ending in lower case without its dot; empty where there is none."""
    stem, dot, ending = filename.strip().rpartition(".")
    return ending.strip().lower() if dot and stem else ""


def check_name(filename: str) -> None:
    """Raise ``Unfit`` for a name that hides what it is, or that is too long."""
    if len(filename) > MAX_NAME:
        raise Unfit(LONG_NAME, suggested=_suggestion(filename))
    if not filename.strip(" .") or any(_is_hidden(sign) for sign in filename):
        raise Unfit(HIDDEN_IN_NAME, suggested=_suggestion(filename))
    _check_endings(filename)


def _is_hidden(sign: str) -> bool:
    return sign in _BIDI or sign in _PATH or unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"}


def _check_endings(filename: str) -> None:
    """A name ends once: "surat.pdf.exe" and "surat.exe.pdf" are refused, "surat.pdf.pdf" and "No.12.2026.pdf" not."""
    parts = [part.strip().lower() for part in filename.split(".")[1:]]
    outer = parts[-1] if parts else ""
    for inner in parts[:-1]:
        if inner in _ENDINGS and _ENDINGS[inner] != _ENDINGS.get(outer, outer):
            raise Unfit(DOUBLE_EXTENSION, inner=inner, outer=outer[:20], suggested=_suggestion(filename))


def _suggestion(filename: str) -> str:
    """A short clean name that the uploader can use instead."""
    ending = extension_of(filename)
    stem = filename.rpartition("/")[2].rpartition("\\")[2].split(".")[0]
    clean = "".join(sign for sign in stem if sign.isalnum() or sign in " -_()").strip()[:60] or "dokumen"
    return f"{clean}.{ending if _is_takeable(ending) else 'pdf'}"


def _is_takeable(ending: str) -> bool:
    return any(ending in kind.extensions for kind in KINDS.values())
