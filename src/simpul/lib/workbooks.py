"""What reading a workbook (XLSX) from outside may raise where the file is damaged: it never reaches a person."""

from __future__ import annotations

from openpyxl.utils.exceptions import InvalidFileException

from simpul.lib import zip_entries

DAMAGED = (
    *zip_entries.DAMAGED, InvalidFileException, SyntaxError, LookupError, TypeError, AttributeError, OverflowError,
)  # fmt: skip
"""``SyntaxError``: both readers of XML say so of a part that is cut."""
