"""Moves a case through its procedure. Pure: procedure, state and facts in, a :class:`Transition` out.

Rules that the SOP form leaves open are settled so. A return to a step before a fork cancels the other branches, which
are entered anew afterwards. A return from behind a join into one branch reopens that branch alone. ``selesai`` inside a
branch ends the case. A step whose condition does not hold is passed over at the moment it would open.
"""

from __future__ import annotations

from collections.abc import Iterable

from simpul.rules.procedure.model import FORK, ON_COMPLETION, Procedure, Step, Wait
from simpul.rules.procedure.move import Move, has_ended
from simpul.rules.procedure.state import Ended, Entry, State, Transition
from simpul.rules.procedure.vocabulary import Facts
from simpul.rules.refusals import N_, Conflict, Refusal


def start(procedure: Procedure, facts: Facts) -> Transition:
    """Open the first step of a new case."""
    move = Move(procedure, State({}, {}), facts)
    move.arrive(procedure.start, ())
    return move.result(())


def complete(procedure: Procedure, state: State, key: str, outcome: str, facts: Facts) -> Transition:
    """Complete the task ``key`` with ``outcome`` ("" where the step has no decision).

    Raises Conflict TGS-11 (done already), Refusal TGS-12 (no such task), TGS-13 (outcome), TGS-14 (case ended).
    """
    entry = open_entry(state, key)
    step = procedure.by_id[entry.step]
    target = _target(step, outcome)
    move = Move(procedure, state, facts)
    del move.open[key]
    if entry.unit and any(other.step == entry.step for other in move.open.values()):
        return move.result((entry,))
    move.effects_of(step.id, entry.round, ON_COMPLETION)
    if outcome:
        move.effects_of(step.id, entry.round, outcome)
    move.follow(step, target)
    return move.result((entry,))


def available_outcomes(procedure: Procedure, state: State, key: str) -> tuple[str, ...]:
    """The outcomes among which whoever completes ``key`` must choose; empty where the step has no decision."""
    return tuple(procedure.by_id[open_entry(state, key).step].decisions)


def waiting(procedure: Procedure, state: State, facts: Facts) -> frozenset[str]:
    """Keys of the open tasks whose clock stands now because an outside party is waited for."""
    return frozenset(key for key, entry in state.open.items() if awaited(procedure, entry.step, facts) is not None)


def awaited(procedure: Procedure, step: str, facts: Facts) -> Wait | None:
    """The first wait of the step that holds now: on whose account, and why, its clock stands."""
    return next(iter(all_awaited(procedure, step, facts)), None)


def all_awaited(procedure: Procedure, step: str, facts: Facts) -> tuple[Wait, ...]:
    """Every wait of the step that holds now, as written; one is enough for its clock to stand."""
    waits = procedure.by_id[step].waits
    return tuple(wait for wait in waits if procedure.holds(wait.during, {**facts, "pihak": wait.party}))


def retract(
    procedure: Procedure,
    state: State,
    completed: Entry,
    opened: Iterable[str],
    cancelled: Iterable[Entry] = (),
) -> Transition:
    """Withdraw a mistaken completion: ``completed`` is open again in its round, what it opened is void.

    ``opened`` and ``cancelled`` are those of the transition that is withdrawn. The rounds of the void tasks do not
    count, so their keys may be given again. Raises Conflict TGS-15 once a later step has acted, Refusal TGS-14 once
    the case has ended (what the last step did, such as archiving, is mended by a correction).
    """
    if state.ended:
        raise has_ended()
    opened = tuple(opened)
    if completed.key in state.open or any(key not in state.open for key in opened):
        raise _acted_upon(procedure, completed)
    if not (opened or _rests_at_join(procedure, state, completed)):
        raise _acted_upon(procedure, completed)
    void = tuple(state.open[key] for key in opened)
    kept = {key: entry for key, entry in state.open.items() if key not in opened}
    for entry in (*cancelled, completed):
        kept[entry.key] = entry
    rounds = dict(state.rounds)
    for step in {entry.step for entry in void}:
        rounds[step] -= 1
    return Transition(State(kept, {step: count for step, count in rounds.items() if count}), closed=void)


def withdraw(procedure: Procedure, state: State) -> Transition:
    """The case is withdrawn, from whatever step it stands in: every open task lapses."""
    return end(procedure, state, "ditarik")


def end(procedure: Procedure, state: State, how: Ended) -> Transition:
    """End the case outside its flow. Raises Refusal TGS-14 when it has ended already."""
    if state.ended:
        raise has_ended()
    lapsed = tuple(state.open.values())
    return Transition(State({}, state.rounds, how), cancelled=lapsed, ended=how)


def open_entry(state: State, key: str) -> Entry:
    """The open task ``key``; raises Conflict TGS-11, Refusal TGS-12 or TGS-14 when it is none."""
    entry = state.open.get(key)
    if entry is not None:
        return entry
    step, _, rest = key.partition("#")
    number = rest.partition("@")[0]
    if number.isdecimal() and 0 < int(number) <= state.rounds.get(step, 0):
        raise Conflict("TGS-11", N_("This task has been completed or has lapsed already. Open the case to see it."))
    if state.ended:
        raise has_ended()
    raise Refusal("TGS-12", N_("This case has no task %(key)s. Open the case again to see its tasks."), key=key)


def _target(step: Step, outcome: str) -> str:
    if not step.decisions:
        if outcome:
            raise Refusal("TGS-13", N_("Step %(no)s knows no outcome %(outcome)s."), no=step.no, outcome=outcome)
        return step.next or FORK
    if outcome not in step.decisions:
        raise Refusal(
            "TGS-13",
            N_("Choose one of the outcomes of step %(no)s: %(outcomes)s."),
            no=step.no,
            outcomes=", ".join(step.outcome_label(known) for known in step.decisions),
        )
    return step.decisions[outcome]


def _acted_upon(procedure: Procedure, completed: Entry) -> Conflict:
    return Conflict(
        "TGS-15",
        N_("Step %(no)s can no longer be taken back because a later step has acted. Record a correction instead."),
        no=procedure.by_id[completed.step].no,
    )


def _rests_at_join(procedure: Procedure, state: State, completed: Entry) -> bool:
    """Whether the token of a completion that opened nothing is still where it came to rest."""
    around = [procedure.places[entry.step] for entry in state.open.values()]
    if any(entry.step == completed.step and entry.round == completed.round for entry in state.open.values()):
        return True  # the other units of the same step are still at work
    if completed.unit and not _leads_to_join(procedure, completed.step):
        return False  # the last unit has opened a step, and that one has acted
    for place in reversed(procedure.places[completed.step]):
        if any(place in path for path in around):
            return False  # the join behind an inner fork has opened something in this branch
        if any(place[0] == fork for path in around for fork, _ in path):
            return True  # this branch has arrived, a sibling has not
    return False


def _leads_to_join(procedure: Procedure, step: str) -> bool:
    """Whether the step's branch ends with it."""
    places = procedure.places[step]
    return bool(places) and procedure.by_id[step].next == procedure.forks[places[-1][0]].join
