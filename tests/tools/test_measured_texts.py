"""The procedures that the transition bench plays are those that are shipped, and pass the same check."""

from __future__ import annotations

import pytest

from bench.transitions.measured import texts
from simpul.rules.procedure.loader import load


@pytest.mark.parametrize("text", texts(), ids=lambda text: text.partition("\n")[0])
def test_what_is_measured_passes_the_check(text: str) -> None:
    assert load(text, "terukur").steps
