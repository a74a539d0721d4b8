"""Moves a case through its procedure. Pure: procedure, state and facts in, a :class:`Transition` out.

Rules that the SOP form leaves open are settled so. A return to a step before a fork cancels the other branches, which
are entered anew afterwards. A return from behind a join into one branch reopens that branch alone. ``selesai`` inside a
branch ends the case. A step whose condition does not hold is passed over at the moment it would open.
"""

from __future__ import annotations

from collections.abc import Iterable

from simpul.rules.procedure.model import END, FORK, ON_COMPLETION, ON_ENTRY, Procedure, Step
from simpul.rules.procedure.regions import Place
from simpul.rules.procedure.state import Effect, Ended, Entry, Opening, State, Transition, key_of
from simpul.rules.procedure.vocabulary import PREDICATES, Facts, holds
from simpul.rules.refusals import N_, Conflict, Refusal

NO_CLOCK = "-"


def start(procedure: Procedure, facts: Facts) -> Transition:
    """Open the first step of a new case."""
    move = _Move(procedure, State({}, {}), facts)
    move.arrive(procedure.start, ())
    return move.result(())


def complete(procedure: Procedure, state: State, key: str, outcome: str, facts: Facts) -> Transition:
    """Complete the task ``key`` with ``outcome`` ("" where the step has no decision).

    Raises Conflict TGS-11 (done already), Refusal TGS-12 (no such task), TGS-13 (outcome), TGS-14 (case ended).
    """
    entry = open_entry(state, key)
    step = procedure.by_id[entry.step]
    target = _target(step, outcome)
    move = _Move(procedure, state, facts)
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
    return frozenset(
        key
        for key, entry in state.open.items()
        if any(holds(wait.during, facts) for wait in procedure.by_id[entry.step].waits)
    )


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
        raise _ended()
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
        raise _ended()
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
        raise _ended()
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


def _ended() -> Refusal:
    return Refusal("TGS-14", N_("This case has ended; nothing more can be done in it."))


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
    for place in reversed(procedure.places[completed.step]):
        if any(place in path for path in around):
            return False  # the join behind an inner fork has opened something in this branch
        if any(place[0] == fork for path in around for fork, _ in path):
            return True  # this branch has arrived, a sibling has not
    return False


class _Move:
    """The working copy of one transition: tokens travel until each rests on a task, at a join, or the case ends."""

    __slots__ = (
        "cancelled",
        "effects",
        "ended",
        "facts",
        "forking",
        "open",
        "opened",
        "procedure",
        "rounds",
        "skipped",
    )

    def __init__(self, procedure: Procedure, state: State, facts: Facts) -> None:
        if state.ended:
            raise _ended()
        self.procedure = procedure
        self.facts = facts
        self.open = dict(state.open)
        self.rounds = dict(state.rounds)
        self.ended: Ended = ""
        self.opened: list[Opening] = []
        self.cancelled: list[Entry] = []
        self.skipped: list[str] = []
        self.effects: list[Effect] = []
        self.forking: set[str] = set()

    def result(self, closed: tuple[Entry, ...]) -> Transition:
        return Transition(
            State(self.open, self.rounds, self.ended),
            closed,
            tuple(self.opened),
            tuple(self.cancelled),
            tuple(self.skipped),
            tuple(self.effects),
            self.ended,
        )

    def effects_of(self, step: str, number: int, moment: str) -> None:
        for name in self.procedure.effects_at.get((step, moment), ()):
            self.effects.append(Effect(name, step, number, moment))

    def follow(self, step: Step, target: str) -> None:
        """Leave ``step`` for ``target``, or through all its branches."""
        if target != FORK:
            self.arrive(target, self.procedure.places[step.id])
            return
        # Until every head is open, a branch that is empty (all skipped) must not make the join believe it is the last.
        self.forking.add(step.id)
        for head in step.branches:
            self.arrive(head, self.procedure.places[head])
        self.forking.discard(step.id)
        if not self._busy(step.id):
            self.arrive(step.join, self.procedure.places[step.id])

    def arrive(self, target: str, scope: tuple[Place, ...]) -> None:
        """A token that travels in the branches ``scope`` comes to ``target``."""
        if target == END:
            self._cancel(tuple(self.open))
            self.ended = "selesai"
            return
        while scope and target == self.procedure.forks[scope[-1][0]].join:
            fork = scope[-1][0]
            if fork in self.forking or self._busy(fork):
                return
            scope = scope[:-1]
        self._leave(scope, self.procedure.places[target])
        self._enter(self.procedure.by_id[target])

    def _busy(self, fork: str) -> bool:
        around = self.procedure.forks_around
        return any(fork in around[entry.step] for entry in self.open.values())

    def _leave(self, scope: tuple[Place, ...], place: tuple[Place, ...]) -> None:
        """Cancel what runs beside the token in the outermost fork that it leaves without passing its join."""
        for depth, (fork, _) in enumerate(scope):
            if depth >= len(place) or place[depth][0] != fork:
                around = self.procedure.forks_around
                self._cancel(tuple(key for key, entry in self.open.items() if fork in around[entry.step]))
                return

    def _cancel(self, keys: Iterable[str]) -> None:
        for key in keys:
            self.cancelled.append(self.open.pop(key))

    def _enter(self, step: Step) -> None:
        if step.condition and not holds(step.condition, self.facts):
            self.skipped.append(step.id)
            self.follow(step, step.next or FORK)
            return
        number = self.rounds.get(step.id, 0) + 1
        self.rounds[step.id] = number
        standard = self._standard(step)
        for lanes, unit in self._performers(step):
            entry = Entry(key_of(step.id, number, unit), step.id, number, lanes, unit)
            self.open[entry.key] = entry
            self.opened.append(Opening(entry, standard, step.clock_from))
        self.effects_of(step.id, number, ON_ENTRY)

    def _standard(self, step: Step) -> str:
        """The first standard time whose condition holds; no clock where none does."""
        for timing in step.timings:
            if timing.condition is None or holds(timing.condition, self.facts):
                return timing.standard
        return NO_CLOCK

    def _performers(self, step: Step) -> list[tuple[tuple[str, ...], str]]:
        """The tasks to open for the step, each as (lanes that may complete it, unit)."""
        performer = step.performer
        match performer.mode:
            case "salah_satu":
                return [(performer.lanes, "")]
            case "bersama":
                return [(performer.lanes[:1], "")]
            case "menurut":
                return [((self._named_lane(step),), "")]
            case "masing_masing":
                return [((lane,), unit) for lane in performer.lanes for unit in self._units(lane)]

    def _units(self, lane: str) -> tuple[str, ...]:
        """The units of a lane that each get a task; the lane itself where casework names none."""
        by_lane = self.facts.get("unit")
        units = by_lane.get(lane) if isinstance(by_lane, dict) else None
        return tuple(units) if units else (lane,)

    def _named_lane(self, step: Step) -> str:
        """The lane a predicate names; of a yes-or-no predicate yes is the first lane and no the second."""
        answer = PREDICATES[step.performer.by].ask(self.facts)
        lanes = step.performer.lanes
        lane = answer if isinstance(answer, str) else lanes[0 if answer else 1]
        if lane not in lanes:
            raise Refusal(
                "TGS-16",
                N_("It has not been decided who does step %(no)s. Choose one of: %(lanes)s."),
                no=step.no,
                lanes=", ".join(self.procedure.lane_name(known) for known in lanes),
            )
        return lane
