"""The mini thread of a case: the printed step numbers, bundled into at most eight phases."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from simpul.rules.pictures.thread import Phase, PhaseState
from simpul.rules.procedure.model import Procedure

_MOST = 8
_DIGITS = re.compile(r"\d+")


def _number(no: str) -> str:
    found = _DIGITS.match(no)
    return found.group() if found else ""


@lru_cache(maxsize=64)
def _bundles(numbers: tuple[tuple[str, str], ...]) -> Mapping[str, int]:
    """Step id -> phase: steps of one number (3a, 3b) together, an added step with the one before it."""
    order: list[str] = []
    place: dict[str, int] = {}
    last = ""
    for step, no in numbers:
        last = _number(no) or last
        if last not in order:
            order.append(last)
        place[step] = order.index(last)
    wide = max(1, -(-len(order) // _MOST))
    return {step: position // wide for step, position in place.items()}


def phases(procedure: Procedure, state: Mapping[str, Sequence[object]], *, stands: bool) -> list[Phase]:
    """Phases before the first open one are done, the open ones run or stand, the others come later."""
    bundle = _bundles(tuple((step.id, step.no) for step in procedure.steps))
    names: dict[int, str] = {}
    for step in procedure.steps:
        names.setdefault(bundle[step.id], step.title)
    at = {bundle[str(entry[0])] for entry in state.get("open", ()) if isinstance(entry, list) and entry[0] in bundle}
    now: PhaseState = "paused" if stands else "now"

    def of(number: int) -> PhaseState:
        if not at:
            return "done"
        return now if number in at else "done" if number < min(at) else "later"

    return [Phase(name, of(number)) for number, name in names.items()]
