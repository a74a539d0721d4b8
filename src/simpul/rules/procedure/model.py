"""A procedure as values: the terms of the SOP-AP form under English names; its rows are those of ``step``.

Every object is frozen; ``loader.load`` is the way to get one. The file's Indonesian keys are named in each docstring.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from simpul.rules.procedure import vocabulary
from simpul.rules.procedure.conditions import Condition
from simpul.rules.procedure.form_parts import Choice, Column, Field, FieldKind, Maker, OutputKind, OutputSpec
from simpul.rules.procedure.regions import Fork, Place, forward, places
from simpul.rules.procedure.step import (
    END,
    FORK,
    NO_CLOCK,
    NOT_IN_SOURCE,
    ON_COMPLETION,
    ON_ENTRY,
    Adoption,
    EffectRef,
    Identity,
    Lane,
    Mode,
    Origin,
    OriginKind,
    Performer,
    Step,
    Timing,
    Wait,
)
from simpul.rules.procedure.timers import Relation, Timer
from simpul.rules.procedure.vocabulary import Facts

__all__ = [
    "END",
    "FORK",
    "NOT_IN_SOURCE",
    "NO_CLOCK",
    "ON_COMPLETION",
    "ON_ENTRY",
    "Adoption",
    "Choice",
    "Column",
    "Condition",
    "EffectRef",
    "Field",
    "FieldKind",
    "Identity",
    "Lane",
    "Maker",
    "Mode",
    "Origin",
    "OriginKind",
    "OutputKind",
    "OutputSpec",
    "Performer",
    "Procedure",
    "Relation",
    "Step",
    "Timer",
    "Timing",
    "Wait",
    "with_conjunction",
]


def with_conjunction(wording: str) -> str:
    """ "dari UPT" -> "bila dari UPT"; "jika diperlukan" stays."""
    return wording if wording.partition(" ")[0] in ("bila", "jika", "apabila", "selama") else f"bila {wording}"


@dataclass(frozen=True)
class Procedure:
    """One version of one procedure. ``start`` (``mulai``) is the step that a new case opens first.

    ``timers`` (``pengatur_waktu``) hold for every step with a clock that lists none; ``period``: how often a round
    of the whole begins by itself, "" never.
    """

    code: str
    version: str
    identity: Identity
    lanes: tuple[Lane, ...]
    steps: tuple[Step, ...]
    start: str
    outside: tuple[Lane, ...] = ()
    remarks: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    timers: tuple[Timer, ...] = ()
    period: str = ""
    adopted: Adoption | None = None

    @cached_property
    def by_id(self) -> Mapping[str, Step]:
        return {step.id: step for step in self.steps}

    @cached_property
    def forks(self) -> Mapping[str, Fork]:
        """The parallel parts by the id of the step that opens them."""
        return {step.id: Fork(step.id, step.branches, step.join) for step in self.steps if step.branches}

    @cached_property
    def ways(self) -> Mapping[str, tuple[str, ...]]:
        """Step id -> ids of the steps that may follow (``selesai`` left out)."""
        return {step.id: tuple(to for _, to in step.targets() if to != END) for step in self.steps}

    @cached_property
    def onward(self) -> Mapping[str, tuple[str, ...]]:
        """``ways`` without returns."""
        return forward(self.start, self.ways)

    @cached_property
    def places(self) -> Mapping[str, tuple[Place, ...]]:
        """Step id -> the (fork, branch) pairs it lies in, outermost first."""
        return places(self.start, self.ways, self.forks)

    @cached_property
    def forks_around(self) -> Mapping[str, frozenset[str]]:
        """Step id -> ids of the forks it lies in."""
        return {step: frozenset(fork for fork, _ in path) for step, path in self.places.items()}

    @cached_property
    def effects_at(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """(step id, moment) -> names of effects in written order."""
        table: dict[tuple[str, str], tuple[str, ...]] = {}
        for step in self.steps:
            for effect in step.effects:
                table[step.id, effect.moment] = (*table.get((step.id, effect.moment), ()), effect.name)
        return table

    def ask(self, name: str, facts: Facts) -> bool | str:
        """The answer to a condition of the file or a predicate of the vocabulary; of some, the id of a lane."""
        condition = self._own.get(name)
        if condition is None:
            return vocabulary.PREDICATES[name].ask(facts)
        answer = condition.ask(facts)
        return self.ask(answer, facts) if isinstance(answer, str) and answer in self._own else answer

    def holds(self, name: str, facts: Facts) -> bool:
        """Whether the condition or predicate ``name`` is true of the case."""
        return bool(self.ask(name, facts))

    def lane_of(self, name: str, facts: Facts) -> str:
        """The lane that ``name`` names, "" while it names none."""
        answer = self.ask(name, facts)
        return answer if isinstance(answer, str) else ""

    def condition_name(self, name: str) -> str:
        """What sheets print for a condition or predicate."""
        condition = self._own.get(name)
        return condition.name if condition is not None else vocabulary.PREDICATES[name].printed

    def when(self, name: str) -> str:
        """The same with its conjunction: "bila dari UPT"; a wording that brings its own keeps it."""
        return with_conjunction(self.condition_name(name))

    def timing_text(self, timing: Timing) -> str:
        """A standard time with its condition: "5 HK bila dari UPT"."""
        return f"{timing.standard} {self.when(timing.condition)}" if timing.condition else timing.standard

    @cached_property
    def asked(self) -> frozenset[str]:
        """The fields whose answers some condition reads: what has to be kept in the facts of a case."""
        return frozenset(condition.field for condition in self.conditions if condition.field)

    @cached_property
    def clock_dates(self) -> frozenset[str]:
        """The date fields from which the clock of some step runs (``mulai_waktu``)."""
        return frozenset(step.clock_from for step in self.steps if step.clock_from)

    @cached_property
    def compared_dates(self) -> frozenset[str]:
        """The date fields with which some bound compares: what has to be kept in the facts of a case."""
        return frozenset(name for step in self.steps for item in step.fields for name in item.bounds)

    @cached_property
    def chosen_lanes(self) -> frozenset[str]:
        """The lanes of which some field lets units be chosen."""
        return frozenset(lane for step in self.steps for item in step.fields for lane in item.lanes)

    def standard_of(self, step: Step, facts: Facts) -> str:
        """The first standard time whose condition holds; "-" (no clock) where none does."""
        held = (one.standard for one in step.timings if one.condition is None or self.holds(one.condition, facts))
        return next(held, NO_CLOCK)

    def lanes_of(self, step: Step, facts: Facts) -> tuple[str, ...]:
        """The lanes that would do the step as things stand; all of them while a condition names none yet."""
        performer = step.performer
        if performer.mode != "menurut":
            return performer.lanes[:1] if performer.mode == "bersama" else performer.lanes
        answer = self.ask(performer.by, facts)
        named = answer if isinstance(answer, str) else performer.lanes[0 if answer else 1]
        return (named,) if named in performer.lanes else performer.lanes

    def timers_of(self, step: Step) -> tuple[Timer, ...]:
        """The step's own timers; where it lists none and has a clock, those of the procedure."""
        return step.timers or (self.timers if step.has_clock else ())

    @cached_property
    def _own(self) -> Mapping[str, Condition]:
        return {condition.id: condition for condition in self.conditions}

    def lane_name(self, lane_id: str) -> str:
        """The printed name of a lane or outside party; its id where it has none."""
        return self._names.get(lane_id, lane_id)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {lane.id: lane.name for lane in (*self.lanes, *self.outside)}
