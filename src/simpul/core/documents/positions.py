"""The positions as shipped, read from ``texts/posisi/umum.yaml`` and checked once per process."""

from __future__ import annotations

from functools import cache

from simpul.core.documents.texts import FOLDER
from simpul.rules.agreement_text.judging.loading import load
from simpul.rules.agreement_text.judging.positions import Positions

FILE = "umum.yaml"


@cache
def positions() -> Positions:
    """What the judge measures by where an institution has written none; PositionFaults when they are not in order."""
    return load(positions_text(), FILE)


def positions_text() -> str:
    """The file as it is, with its remarks."""
    return (FOLDER / "posisi" / FILE).read_text(encoding="utf-8")
