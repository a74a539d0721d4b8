"""How tokens travel through a procedure within one transition."""

from __future__ import annotations

from collections.abc import Iterable

from simpul.rules.procedure.conditions import units_in
from simpul.rules.procedure.model import END, FORK, ON_ENTRY, Procedure, Step
from simpul.rules.procedure.regions import Place
from simpul.rules.procedure.state import Effect, Ended, Entry, Opening, State, Transition, key_of
from simpul.rules.procedure.vocabulary import Facts
from simpul.rules.refusals import N_, Refusal


def has_ended() -> Refusal:
    """The refusal of every act in a case that is over."""
    return Refusal("TGS-14", N_("This case has ended; nothing more can be done in it."))


class Move:
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
            raise has_ended()
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
        if step.condition and not self.procedure.holds(step.condition, self.facts):
            self.skipped.append(step.id)
            self.follow(step, step.next or FORK)
            return
        number = self.rounds.get(step.id, 0) + 1
        self.rounds[step.id] = number
        standard = self.procedure.standard_of(step, self.facts)
        for lanes, unit in self._performers(step):
            entry = Entry(key_of(step.id, number, unit), step.id, number, lanes, unit)
            self.open[entry.key] = entry
            self.opened.append(Opening(entry, standard, step.clock_from))
        self.effects_of(step.id, number, ON_ENTRY)

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
                return [((lane,), unit) for unit, lane in self._units(step).items()]

    def _units(self, step: Step) -> dict[str, str]:
        """Unit -> lane, one task for each. A lane of which no field lets units be chosen is a unit by itself."""
        chosen = units_in(self.facts)
        units: dict[str, str] = {}
        for lane in step.performer.lanes:
            alone = () if lane in self.procedure.chosen_lanes else (lane,)
            for unit in chosen.get(lane) or alone:
                units.setdefault(unit, lane)
        if not units:
            raise Refusal(
                "TGS-17",
                N_("No unit has been chosen for step %(no)s. Choose those that it is for: %(lanes)s."),
                no=step.no,
                lanes=self._lane_names(step),
            )
        return units

    def _named_lane(self, step: Step) -> str:
        """The lane that a condition names; of a yes-or-no condition yes is the first lane and no the second."""
        answer = self.procedure.ask(step.performer.by, self.facts)
        lanes = step.performer.lanes
        lane = answer if isinstance(answer, str) else lanes[0 if answer else 1]
        if lane not in lanes:
            raise Refusal(
                "TGS-16",
                N_("It has not been decided who does step %(no)s. Choose one of: %(lanes)s."),
                no=step.no,
                lanes=self._lane_names(step),
            )
        return lane

    def _lane_names(self, step: Step) -> str:
        return ", ".join(self.procedure.lane_name(lane) for lane in step.performer.lanes)
