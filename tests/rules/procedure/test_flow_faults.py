"""A way that leads nowhere silences no other fault of the flow, and makes up none."""

from __future__ import annotations

from pathlib import Path

import pytest

from simpul.rules.procedure.loader import check, examine
from tests.rules.procedure.fault_cases import CASES
from tests.rules.procedure.samples import FILE, step, text_of

SOPS = Path(__file__).parents[3] / "src" / "simpul" / "sops"
BEHIND = ("    lanjut: selesai", "    lanjut: tamatt")
FLOW = ("lanjut", "cabang", "gabung", "keputusan", "id")


def told(text: str) -> set[tuple[str, str, str]]:
    return {(fault.step, fault.field, fault.reason) for fault in check(text)}


@pytest.mark.parametrize("kind", [kind for kind, case in CASES.items() if BEHIND[0] in FILE.replace(*case[:2], 1)])
def test_a_missing_target_behind_it_silences_no_fault(kind: str) -> None:
    old, new, *_rest = CASES[kind]
    text = FILE.replace(old, new, 1)
    head, last, tail = text.rpartition(BEHIND[0])
    assert last
    missing = told(text) - told(head + BEHIND[1] + tail)
    assert not {fault for fault in missing if fault[1].split(".")[0] in FLOW}, missing


@pytest.mark.parametrize("path", sorted(SOPS.glob("*/*.yaml")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_missing_target_makes_up_no_other_fault(path: Path) -> None:
    lines = path.read_text().splitlines()
    for number, line in enumerate(lines):
        if line.strip().startswith("lanjut: ") and not line.strip().endswith("selesai"):
            broken = [*lines[:number], line.rpartition(":")[0] + ": tak_ada", *lines[number + 1 :]]
            found = check("\n".join(broken))
            assert [(fault.line, fault.params) for fault in found] == [(number + 1, {"id": "tak_ada"})], line


def test_what_a_missing_target_may_have_meant_is_not_called_lost() -> None:
    rest = (step("tolak", lanjut="selesai"), step("simpan", lanjut="selesai"))
    typed = text_of(step("a", keputusan={"ya": "selesai", "tidak": "simpen"}), *rest)
    assert told(typed) == {("a", "keputusan.tidak", "There is no step “simpen”.")}
    other = text_of(step("a", keputusan={"ya": "tolak", "tidak": "entah"}), *rest)
    assert told(other) == {
        ("a", "keputusan.tidak", "There is no step “entah”."),
        ("simpan", "id", "The step “simpan” is never reached."),
    }


def two_joins(**more: str) -> str:
    """b and c meet in d; the fork says e."""
    return text_of(
        step("a", cabang=["b", "c"], gabung="e"),
        step("b", lanjut="d"),
        step("c", lanjut="d"),
        step("d", lanjut="e"),
        step("e", lanjut=more.get("last", "selesai")),
    )


def test_a_wrong_join_is_named_beside_a_missing_target() -> None:
    wrong = ("a", "cabang", "The branches meet in “d” before their join.")
    assert told(two_joins()) == {wrong}
    assert told(two_joins(last="tak_ada")) == {wrong, ("e", "lanjut", "There is no step “tak_ada”.")}


def test_a_circle_is_named_beside_a_missing_target() -> None:
    text = text_of(step("a", keputusan={"ya": "b", "tidak": "tak_ada"}), step("b", lanjut="c"), step("c", lanjut="b"))
    assert {(fault.step, fault.field) for fault in check(text)} == {("a", "keputusan.tidak"), ("b", "-")}


def test_a_circle_that_leads_into_another_is_not_the_fault() -> None:
    first = (step("a", lanjut="b"), step("b", keputusan={"cukup": "c", "ulang": "a"}))
    assert told(text_of(*first, step("c", lanjut="d"), step("d", lanjut="d"))) == {
        ("d", "-", "From here no way leads to “selesai”: the circle has no exit."),
    }


def test_a_fork_that_only_follows_a_missing_target_is_judged() -> None:
    fork = (step("f", cabang=["b", "c"], gabung="e"), step("b", lanjut="d"), step("c", lanjut="d"))
    text = text_of(step("a", lanjut="tak_ada"), *fork, step("d", lanjut="e"), step("e", lanjut="selesai"))
    assert told(text) == {
        ("a", "lanjut", "There is no step “tak_ada”."),
        ("f", "cabang", "The branches meet in “d” before their join."),
    }


def test_an_ill_written_way_silences_no_missing_target() -> None:
    text = text_of(step("a", lanjut=["b"]), step("b", lanjut="tak_ada"), step("c", cabang="d", gabung="hilang"))
    fields = {(fault.step, fault.field) for fault in check(text)}
    assert fields == {("a", "lanjut"), ("b", "lanjut"), ("c", "cabang"), ("c", "gabung")}
    assert not examine(text).is_drawable


def test_what_nothing_leads_to_is_told_when_all_ways_are_known() -> None:
    lost = (step("x", lanjut="y"), step("y", lanjut="x"))
    assert told(text_of(step("a", lanjut="selesai"), *lost)) == {("x", "id", "The step “x” is never reached.")}
