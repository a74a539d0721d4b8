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
    """

    text: str
    variants: tuple[tuple[str, str], ...] = ()


def totals(procedure: Procedure) -> Total:
    """The sum over the main way, in which every decision goes on and nothing is returned.

    Of parallel branches the longest counts. A step that may be skipped counts; one without a clock adds nothing.
    """
    text = _text(_along(procedure, procedure.start, "", ""))
    found = []
    for name in _conditions(procedure):
        other = _text(_along(procedure, procedure.start, "", name))
        if other != text:
            found.append((procedure.condition_name(name), other))
    return Total(text, tuple(found))


def main_target(procedure: Procedure, step: Step) -> str:
    """Where the main way goes from ``step``: the first decision that goes on, a step id, ``cabang`` or ``selesai``."""
    if not step.decisions:
        return step.next or FORK
    onward = procedure.onward[step.id]
    ahead = [target for target in step.decisions.values() if target == FORK or target in onward]
    return ahead[0] if ahead else END


def _conditions(procedure: Procedure) -> dict[str, None]:
    return {timing.condition: None for step in procedure.steps for timing in step.timings if timing.condition}


def _along(procedure: Procedure, name: str, until: str, holding: str) -> Sums:
    """The sum from the step ``name`` to the end of the case or to ``until``, where only ``holding`` holds."""
    found: Sums = Counter()
    while name not in (END, until):
        step = procedure.by_id[name]
        found.update(_time(step, holding))
        name = main_target(procedure, step)
        if name == FORK:
            found.update(_longest([_along(procedure, head, step.join, holding) for head in step.branches]))
            name = step.join
    return found


def _longest(branches: Sequence[Sums]) -> Sums:
    lengths = [tuple(sums[unit, ""] for unit in _ORDER) for sums in branches]
    return branches[lengths.index(max(lengths))]


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
