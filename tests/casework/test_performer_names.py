"""Who does a step, as the pages and the partner's tracking name it."""

from __future__ import annotations

import pytest

from simpul.core.procedures.timeline import performer_name
from simpul.rules.procedure.loader import load
from tests.casework.conftest import SOPS


@pytest.mark.parametrize(
    ("step", "called"),
    [
        ("perundingan", "Tim Kerja Program Pelayanan"),  # the source prints another name of the same team
        ("telaah", "Tim Kerja Program Pelayanan"),
        ("tanda_tangan", "Kedua belah pihak"),
    ],
)
def test_one_team_goes_by_one_name_and_several_by_that_of_the_source(step: str, called: str) -> None:
    procedure = load((SOPS / "bblbk" / "1.yaml").read_text(), "bblbk")
    assert performer_name(procedure, procedure.by_id[step], {}) == called
