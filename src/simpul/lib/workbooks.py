"""What reading a workbook (XLSX) from outside may raise where the file is damaged: it never reaches a person."""

from __future__ import annotations

import zlib
from zipfile import BadZipFile

from openpyxl.utils.exceptions import InvalidFileException

DAMAGED = (
    BadZipFile, InvalidFileException, zlib.error, SyntaxError, KeyError, IndexError, ValueError, TypeError,
    AttributeError, NotImplementedError, OverflowError, EOFError, OSError,
)  # fmt: skip
"""``SyntaxError``: both readers of XML say so of a part that is cut."""
