"""How far a job on a sheet of old agreements has come, for whoever looks on."""

from __future__ import annotations

from collections.abc import Callable

from simpul.features.agreements.models import ImportPhase

Tell = Callable[[ImportPhase, int, int], None]
"""Hears at what the job is, and how many of how many scans or rows are done."""


def silent(_phase: ImportPhase, _done: int, _total: int) -> None:
    """Nobody looks on."""
