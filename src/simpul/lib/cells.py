"""Cells of exported tables that no spreadsheet program takes for a formula."""

from __future__ import annotations

# ASCII and full-width signs by which a formula or a DDE command can begin; tab and line breaks shift cells.
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def inert(text: str) -> str:
    """``text`` with an apostrophe before anything that could begin a formula, blanks before it included."""
    if text.startswith(_STARTS) or text.lstrip().startswith(_STARTS):
        return "'" + text
    return text
