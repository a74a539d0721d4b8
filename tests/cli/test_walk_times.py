"""A step whose clock runs from a date begins with that day on the sheet of a played case: no hour was named."""

from __future__ import annotations

from simpul.casework.walking.collecting import PlayedStep
from simpul.cli.walk import as_text
from simpul.core.procedures.models import Case


def test_a_day_without_an_hour_is_printed_as_a_day() -> None:
    step = PlayedStep(
        "reviu", "2", "Reviu", "Petugas", 1, "2026-11-02T00:00:00+07:00", None, "2026-11-03T09:05:00+07:00", "", ()
    )
    told = as_text(Case(ticket="KS-2026-0001", title="Contoh"), (step,))
    assert "02-11-2026  " in told
    assert "00.00" not in told
    assert "03-11-2026 09.05" in told
