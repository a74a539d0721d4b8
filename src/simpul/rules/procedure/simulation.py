"""A case as it would run if every step took exactly its standard time: where it goes, and when it would end.

No person, no institution, no database: the procedure, a calendar, the answers and decisions that are assumed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from simpul.rules.procedure.engine import complete, start
from simpul.rules.procedure.model import Procedure, Step
from simpul.rules.procedure.state import Opening, State
from simpul.rules.refusals import N_, Refusal
from simpul.rules.working_time import Calendar, deadline, parse

MOST = 400


@dataclass(frozen=True, slots=True)
class Assumed:
    """``choices``: step id -> its outcomes round by round, the last one for every further round; ``facts``: what the
    conditions read (answers, who began it); ``units``: the N of standards per unit; ``dates``: answers to the fields
    from which the clock of a step runs (``mulai_waktu``)."""

    choices: Mapping[str, Sequence[str]]
    facts: Mapping[str, object]
    units: int = 1
    dates: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Simulated:
    """One entry of a step. ``begun``: when its clock begins, which may be a date that the case has agreed on; ``due``
    is None where it has no clock, and then it takes no time."""

    step: str
    no: str
    title: str
    round: int
    outcome: str
    standard: str
    begun: datetime
    due: datetime | None


def check_assumed(procedure: Procedure, assumed: Assumed, began: str, answers: Mapping[str, str]) -> None:
    """Everything that is assumed exists: lane, steps with their outcomes, fields with their choices. Refuses SOP-62."""
    lanes = [lane.id for lane in procedure.lanes]
    _known(began, lanes)
    for step_id, outcomes in assumed.choices.items():
        _known(step_id, [step.id for step in procedure.steps if step.decisions])
        for outcome in outcomes:
            _known(outcome, list(procedure.by_id[step_id].decisions))
    fields = {item.id: item for step in procedure.steps for item in step.fields if item.kind == "pilihan"}
    for name, choice in answers.items():
        _known(name, list(fields))
        _known(choice, [known.id for known in fields[name].choices])


def _known(name: str, names: Sequence[str]) -> None:
    if name not in names:
        raise Refusal(
            "SOP-62",
            N_("The procedure does not know “%(name)s” there. It knows: %(names)s."),
            name=name,
            names=", ".join(names) or "-",
        )


def simulate(procedure: Procedure, begun: datetime, calendar: Calendar, assumed: Assumed) -> Iterator[Simulated]:
    """The entries in the order of their ends. Raises Refusal SOP-60 when it goes round without end, TGS-13 for an
    outcome that the step does not know, and what the engine refuses."""
    first = start(procedure, assumed.facts)
    opened = {one.entry.key: _opened(one, begun, calendar, assumed) for one in first.opened}
    state = first.state
    for _ in range(MOST):
        if not state.open:
            return
        ends = {key: _end(opened[key], calendar, assumed.units) for key in state.open}
        key = min(ends, key=lambda one: ends[one] or opened[one][1])
        entry, done = state.open[key], ends[key] or opened[key][1]
        step = procedure.by_id[entry.step]
        outcome = _outcome(step, entry.round, assumed)
        yield Simulated(step.id, step.no, step.title, entry.round, outcome, opened[key][0], opened[key][1], ends[key])
        moved = complete(procedure, state, key, outcome, assumed.facts)
        opened |= {one.entry.key: _opened(one, done, calendar, assumed) for one in moved.opened}
        state = moved.state
    raise _endless(state)


def _opened(opening: Opening, now: datetime, calendar: Calendar, assumed: Assumed) -> tuple[str, datetime]:
    """The standard, and when its clock begins: on the agreed date where one is assumed, else when the step opens; a
    step that comes again never begins before."""
    agreed = assumed.dates.get(opening.clock_from)
    named = datetime.combine(agreed, time(), calendar.tz) if agreed else now
    return opening.standard, max(named, now) if opening.entry.round > 1 else named


def _end(opening: tuple[str, datetime], calendar: Calendar, units: int) -> datetime | None:
    standard = parse(opening[0] or "-")
    return deadline(opening[1], standard, calendar, units if standard.per else None)


def _outcome(step: Step, round_: int, assumed: Assumed) -> str:
    """The assumed outcome of the round; else the first written one."""
    if not step.decisions:
        return ""
    listed = assumed.choices.get(step.id) or (next(iter(step.decisions)),)
    return listed[min(round_, len(listed)) - 1]


def _endless(state: State) -> Refusal:
    return Refusal(
        "SOP-60",
        N_("With these decisions the case never ends: step %(step)s comes again and again. Choose another outcome."),
        step=next(iter(state.open.values())).step,
    )
