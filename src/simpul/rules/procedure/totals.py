"""What the standard times of a procedure come to, as the head of its sheet prints it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from simpul.rules.procedure.model import END, FORK, Procedure, Step
from simpul.rules.working_time.standard import Unit, parse

_ORDER = (Unit.WORKING_DAY, Unit.DAY, Unit.MINUTE, Unit.CLOCK_HOUR, Unit.SAME_DAY)
Sums = Counter[tuple[Unit, str]]
"""Amount by unit and by what it is counted for ("" nothing)."""


@dataclass(frozen=True, slots=True)
class Total:
    """``text``: "35 HK", units that cannot be added side by side ("2 HK, 3 hari"), "" where no step has a clock.

    ``variants``: (wording of a condition, the total where it alone holds) for each condition that changes it.
    ``left_out``: the numbers of the steps that have a clock and are not in it, in order; the title of one without.
    """

    text: str
    variants: tuple[tuple[str, str], ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Way:
    """A part of the way: what it comes to, and the ids of the steps that are counted."""

    sums: Sums
    steps: frozenset[str] = frozenset()

    def and_then(self, other: _Way) -> _Way:
        return _Way(self.sums + other.sums, self.steps | other.steps)


def totals(procedure: Procedure) -> Total:
    """The sum over the main way, in which every decision goes on and nothing is returned.

    Of parallel branches the longest counts. A step that may be skipped counts; one without a clock adds nothing.
    """
    usual = _along(procedure, procedure.start, "", "")
    text = _text(usual.sums)
    found = []
    for name in _conditions(procedure):
        other = _text(_along(procedure, procedure.start, "", name).sums)
        if other != text:
            found.append((procedure.condition_name(name), other))
    beside = [step for step in procedure.steps if step.id not in usual.steps and _time(step, "")]
    return Total(text, tuple(found), tuple(step.no if step.no.strip("+ ") else step.title for step in beside))


def main_target(procedure: Procedure, step: Step) -> str:
    """Where the main way goes from ``step``: the first decision that goes on, a step id, ``cabang`` or ``selesai``."""
    if not step.decisions:
        return step.next or FORK
    onward = procedure.onward[step.id]
    ahead = [target for target in step.decisions.values() if target == FORK or target in onward]
    return ahead[0] if ahead else END


def _conditions(procedure: Procedure) -> dict[str, None]:
    return {timing.condition: None for step in procedure.steps for timing in step.timings if timing.condition}


def _along(procedure: Procedure, name: str, until: str, holding: str) -> _Way:
    """From the step ``name`` to the end of the case or to ``until``, where only ``holding`` holds."""
    found = _Way(Counter())
    while name not in (END, until):
        step = procedure.by_id[name]
        found = found.and_then(_Way(_time(step, holding), frozenset({name})))
        name = main_target(procedure, step)
        if name == FORK:
            found = found.and_then(_longest([_along(procedure, head, step.join, holding) for head in step.branches]))
            name = step.join
    return found


def _longest(branches: Sequence[_Way]) -> _Way:
    return max(branches, key=lambda way: tuple(way.sums[unit, ""] for unit in _ORDER))


def _time(step: Step, holding: str) -> Sums:
    counted = (timing for timing in step.timings if timing.condition in (None, "selalu", holding))
    standard = parse(next((timing.standard for timing in counted), "-"))
    if standard.unit is Unit.NONE:
        return Counter()
    return Counter({(standard.unit, standard.per): standard.amount or 1})


def _text(sums: Sums) -> str:
    keys = sorted(sums, key=lambda key: (bool(key[1]), _ORDER.index(key[0]), key[1]))
    return ", ".join(_part(unit, per, sums[unit, per]) for unit, per in keys)


def _part(unit: Unit, per: str, amount: int) -> str:
    if unit is Unit.SAME_DAY:
        return str(unit)
    return f"{amount} {unit} per {per}" if per else f"{amount} {unit}"
