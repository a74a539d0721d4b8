"""A procedure as values: the terms of the SOP-AP form under English names.

Every object is frozen; ``loader.load`` is the way to get one. The file's Indonesian keys are named in each docstring.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from simpul.rules.procedure import vocabulary
from simpul.rules.procedure.conditions import Condition
from simpul.rules.procedure.form_parts import Choice, Column, Field, FieldKind, Maker, OutputKind, OutputSpec
from simpul.rules.procedure.regions import Fork, Place, forward, places
from simpul.rules.procedure.timers import Relation, Timer
from simpul.rules.procedure.vocabulary import Facts
from simpul.rules.working_time.standard import Unit, parse

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

END = "selesai"
"""The word that stands where a step id could stand and ends the case."""

FORK = "cabang"
"""The word that stands where a step id could stand and opens the step's parallel branches."""

ON_ENTRY = "masuk"
ON_COMPLETION = "selesai"

NO_CLOCK = "-"
"""The standard time of a step without a clock."""

NOT_IN_SOURCE = "tidak ada dalam sumber"

Mode = Literal["salah_satu", "bersama", "masing_masing", "menurut"]
OriginKind = Literal["sumber", "tafsir", "tambahan"]


@dataclass(frozen=True, slots=True)
class Lane:
    """A column of the sheet (``pelaksana``), or an outside party without one (``pihak_luar``)."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Performer:
    """Who does a step (``pelaksana`` of a step).

    ``mode`` (``cara``): ``salah_satu`` any of the lanes; ``bersama`` one task that the first lane completes;
    ``masing_masing`` one task per unit; ``menurut`` the condition ``by`` names the lane.
    ``printed`` (``tercetak``) is the name the source prints where it differs from the lane's name.
    """

    lanes: tuple[str, ...]
    mode: Mode = "salah_satu"
    by: str = ""
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Timing:
    """A standard time as written (``waktu``) and the condition under which it counts (None: always)."""

    condition: str | None
    standard: str


@dataclass(frozen=True, slots=True)
class Wait:
    """The step's clock stands while the predicate ``during`` holds, on account of ``party`` (``menunggu``)."""

    party: str
    during: str


@dataclass(frozen=True, slots=True)
class EffectRef:
    """An effect and its moment: on entry, on completion, or on one outcome (``akibat``)."""

    moment: str
    name: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the step and its parts come from (``asal``); a part that is not named has the origin of the step.

    ``parts`` knows ``pelaksana``, ``waktu`` and ``keluaran``; ``flow`` knows outcomes, ``lanjut`` and ``cabang``.
    """

    step: OriginKind
    parts: Mapping[str, str] = field(default_factory=dict)
    flow: Mapping[str, str] = field(default_factory=dict)

    def of_part(self, name: str) -> str:
        return self.parts.get(name, self.step)

    def of_flow(self, name: str) -> str:
        return self.flow.get(name, self.step)


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the sheet (``langkah``).

    Exactly one way out: ``next``; or ``decisions`` (outcome -> step id, ``selesai`` or ``cabang``); or ``branches``
    opened together, with the ``join`` that waits for all of them.
    """

    id: str
    no: str
    activity: str
    performer: Performer
    timings: tuple[Timing, ...]
    outputs: tuple[OutputSpec, ...]
    origin: Origin
    short: str = ""
    requirements: tuple[str, ...] = ()
    notes: str = ""
    clock_from: str = ""
    next: str = ""
    decisions: Mapping[str, str] = field(default_factory=dict)
    outcome_labels: Mapping[str, str] = field(default_factory=dict)
    branches: tuple[str, ...] = ()
    join: str = ""
    condition: str = ""
    fields: tuple[Field, ...] = ()
    effects: tuple[EffectRef, ...] = ()
    waits: tuple[Wait, ...] = ()
    form: str = "umum"
    subprocedure: str = ""
    timers: tuple[Timer, ...] = ()

    @property
    def title(self) -> str:
        """The short name for lists and diagrams (``ringkas``); the activity where none is given."""
        return self.short or self.activity

    @property
    def time_text(self) -> str:
        """The standard time as the sheet prints it; several conditional ones divided by a slash."""
        return " / ".join(timing.standard for timing in self.timings)

    @property
    def has_clock(self) -> bool:
        """Whether any of its standard times is counted."""
        return any(parse(timing.standard).unit is not Unit.NONE for timing in self.timings)

    def outcome_label(self, outcome: str) -> str:
        """The words on the button (``sebutan``); the outcome's id in plain words where none is given."""
        return self.outcome_labels.get(outcome) or outcome.replace("_", " ").capitalize()

    def outputs_for(self, outcome: str = "") -> tuple[OutputSpec, ...]:
        """The outputs that must exist for this outcome."""
        return tuple(output for output in self.outputs if not output.outcomes or outcome in output.outcomes)

    def fields_for(self, outcome: str = "") -> tuple[Field, ...]:
        """The fields that belong to this outcome."""
        return tuple(item for item in self.fields if not item.outcomes or outcome in item.outcomes)

    def targets(self) -> tuple[tuple[str, str], ...]:
        """Every way out as (label, target): label is an outcome, ``lanjut`` or ``cabang``; ``cabang`` is unfolded."""
        if not self.decisions:
            return (("lanjut", self.next),) if self.next else tuple((FORK, head) for head in self.branches)
        ways: list[tuple[str, str]] = []
        for outcome, target in self.decisions.items():
            ways += [(outcome, head) for head in self.branches] if target == FORK else [(outcome, target)]
        return tuple(ways)


@dataclass(frozen=True, slots=True)
class Identity:
    """The head of the SOP-AP sheet (``identitas``); single texts, and lists in printed order."""

    number: str
    title: str
    unit: str
    made_on: str
    revised_on: str
    effective_on: str
    approval: str
    legal_basis: tuple[str, ...]
    related: tuple[str, ...]
    qualifications: tuple[str, ...]
    equipment: tuple[str, ...]
    warnings: tuple[str, ...]
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Adoption:
    """The published version of another institution that this one was taken over from (``adopsi``)."""

    institution: str
    code: str
    version: str
    sha256: str


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

    @cached_property
    def asked(self) -> frozenset[str]:
        """The fields whose answers some condition reads: what has to be kept in the facts of a case."""
        return frozenset(condition.field for condition in self.conditions if condition.field)

    @cached_property
    def clock_dates(self) -> frozenset[str]:
        """The date fields from which the clock of some step runs (``mulai_waktu``)."""
        return frozenset(step.clock_from for step in self.steps if step.clock_from)

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
