"""Which way a played case takes: each return once, then the longest way that does not end early."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from simpul.rules.procedure.answers import read
from simpul.rules.procedure.dates import Days
from simpul.rules.procedure.engine import complete
from simpul.rules.procedure.model import END, FORK, Procedure, Step
from simpul.rules.procedure.regions import reach
from simpul.rules.procedure.state import State
from simpul.rules.procedure.vocabulary import Facts
from simpul.rules.working_time.standard import Unit, parse

USUAL = 200 * 60 * 1_000_000
"""Office microseconds between two acts: about two acts a day."""
_MINUTE, _DAY = 60 * 1_000_000, 7 * 3600 * 1_000_000

MOST_ACTS = 400
"""A procedure that has not ended by then goes round in circles."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """How many acts are to come, and the office microseconds that they may take together."""

    acts: int
    room: int


class Route:
    """Chooses the outcomes of one played case and remembers the returns it has taken."""

    def __init__(self, procedure: Procedure) -> None:
        self._procedure = procedure
        self._taken: set[tuple[str, str]] = set()

    def copy(self) -> Route:
        """A route that has taken the same returns so far."""
        other = Route(self._procedure)
        other._taken = set(self._taken)
        return other

    def choose(self, step: Step) -> str:
        """The outcome for the next completion of ``step``; "" where there is nothing to decide."""
        for outcome in returns(self._procedure, step):
            if (step.id, outcome) not in self._taken:
                self._taken.add((step.id, outcome))
                return outcome
        return onwards(self._procedure, step)


def returns(procedure: Procedure, step: Step) -> tuple[str, ...]:
    """The outcomes from which every way leads back before the case can end."""
    return tuple(outcome for outcome in step.decisions if not _ends(procedure, step, outcome))


def onwards(procedure: Procedure, step: Step) -> str:
    """Of the outcomes that lead on, the one with most steps ahead; the first written of equals."""
    back = returns(procedure, step)
    ahead = {outcome: len(_reached(procedure, step, outcome)) for outcome in step.decisions if outcome not in back}
    return max(ahead, key=lambda outcome: ahead[outcome], default="")


def _heads(step: Step, outcome: str) -> tuple[str, ...]:
    target = step.decisions[outcome]
    return step.branches if target == FORK else (target,)


def _reached(procedure: Procedure, step: Step, outcome: str) -> frozenset[str]:
    onward = procedure.onward
    heads = [head for head in _heads(step, outcome) if head in onward.get(step.id, ())]
    return frozenset[str]().union(*(reach(head, onward) for head in heads))


def _ends(procedure: Procedure, step: Step, outcome: str) -> bool:
    if step.decisions[outcome] == END:
        return True
    steps = (procedure.by_id[reached] for reached in _reached(procedure, step, outcome))
    return any(target == END for found in steps for _, target in found.targets())


def beats(
    procedure: Procedure,
    state: State,
    facts: Facts,
    route: Route,
    before: Callable[[Step, int, Facts], int],
    today: date,
    told: Callable[[Step, str], Mapping[str, str]] = lambda step, outcome: {},
) -> Ahead:
    """The acts to come: the completions, and what ``before(step, round, facts)`` adds to each.

    ``told(step, outcome)``: what will be answered, so that conditions are judged as they will be. ``route`` is used
    up; hand in a copy.
    """
    acts, room = 0, 0
    while state.open and acts < MOST_ACTS:
        key, entry = next(iter(state.open.items()))
        step = procedure.by_id[entry.step]
        more = before(step, entry.round, facts)
        acts, room = acts + 1 + more, room + more * USUAL + _room(procedure, step, facts)
        outcome = route.choose(step)
        asked = {field.id for field in step.fields if field.kind == "berkas"}
        facts = read(procedure, step, outcome, told(step, outcome), asked, facts, Days.of(today)).facts
        state = complete(procedure, state, key, outcome, facts).state
    return Ahead(acts, room)


def _room(procedure: Procedure, step: Step, facts: Facts) -> int:
    """Office microseconds in which a step is done in good time: half of its standard, but no more than is usual."""
    held = (one.standard for one in step.timings if one.condition is None or procedure.holds(one.condition, facts))
    standard = parse(next(held, "-"))
    if standard.unit is Unit.NONE:
        return USUAL
    each = _MINUTE if standard.unit is Unit.MINUTE else _DAY
    return min(USUAL, standard.amount * each // 2)
