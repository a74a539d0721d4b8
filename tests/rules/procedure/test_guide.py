"""The complete example in the guide stays what it says it is."""

from __future__ import annotations

from pathlib import Path

from simpul.rules.procedure.graph import graph_of
from simpul.rules.procedure.loader import check, load

TEXT = (Path(__file__).parents[3] / "docs" / "guide" / "contoh-prosedur.yaml").read_text(encoding="utf-8")


def test_example_of_the_guide() -> None:
    assert check(TEXT) == []
    procedure = load(TEXT, "contoh-prosedur.yaml")
    returns = [edge for edge in graph_of(procedure).edges if edge.kind == "return"]
    assert (len(procedure.steps), len(procedure.lanes), len(returns)) == (12, 7, 3)
    assert {step.performer.mode for step in procedure.steps} == {"salah_satu", "bersama", "masing_masing"}
