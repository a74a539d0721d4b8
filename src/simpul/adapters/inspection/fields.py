"""Field instructions of a text and formulas of a table: which of them run or fetch something."""

from __future__ import annotations

import re

from simpul.adapters.inspection.findings import Unfit
from simpul.adapters.inspection.reasons import DDE, REMOTE_PARTS

_DDE_FIELD = re.compile(r'^[\s"]*DDE(AUTO)?\b', re.IGNORECASE)
# The classic formula form: program|'arguments'!cell
_DDE_FORMULA = re.compile(r"^=.*?[A-Za-z0-9_.\\]+\|\s*'", re.DOTALL)
_FETCHING_FIELD = re.compile(
    r'^[\s"]*(LINK|DATABASE|(?:INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|RD)\b(?=.*(?:://|\\\\|[A-Za-z]:[\\/])))\b',
    re.IGNORECASE | re.DOTALL,
)
_FETCHING_FORMULA = re.compile(r"^=.*\b(WEBSERVICE|RTD|CALL|REGISTER\.ID)\s*\(", re.IGNORECASE | re.DOTALL)
_QUOTED_SIGNS = re.compile(r"^\s*QUOTE((?:\s+\d{1,3})+)\s*$", re.IGNORECASE)


def check_field(instruction: str) -> str:
    """Raise ``Unfit`` for a field or "=formula" that runs or fetches; else what it says to the field around it.

    ``QUOTE 68 68 69`` spells "DDE" by the numbers of its letters: the spelt text is what counts outside.
    """
    if _DDE_FIELD.match(instruction) or _DDE_FORMULA.match(instruction):
        raise Unfit(DDE)
    if _FETCHING_FIELD.match(instruction) or _FETCHING_FORMULA.match(instruction):
        raise Unfit(REMOTE_PARTS, target=instruction.strip()[:60])
    quoted = _QUOTED_SIGNS.match(instruction)
    return "".join(chr(int(number)) for number in quoted.group(1).split()) if quoted else ""
