"""One row of the sheet and what it is made of (``langkah``), and the head of the sheet (``identitas``).

Every object is frozen. The file's Indonesian keys are named in each docstring.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from simpul.rules.procedure.form_parts import Field, OutputSpec
from simpul.rules.procedure.timers import Timer
from simpul.rules.working_time.standard import Unit, parse

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
    def effect_names(self) -> frozenset[str]:
        """What it sets going, at whatever moment."""
        return frozenset(effect.name for effect in self.effects)

    @property
    def named(self) -> str:
        """ "3d. Telaah permohonan"; a step that the source lacks has no number."""
        return f"{self.no}. {self.title}" if self.no.strip("+ ") else self.title

    @property
    def makes_text(self) -> bool:
        """Whether its officers draft the text of an agreement, which becomes one of its outputs."""
        return any(output.is_text for output in self.outputs)

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

    def left_to(self, field: Field) -> OutputSpec | None:
        """The output that comes into being by this field or not at all although the form lets it stand empty."""
        if field.required or not field.fills:
            return None
        output = next((item for item in self.outputs if item.id == field.fills and not item.made), None)
        others = [item for item in self.fields if item.fills == field.fills and item.id != field.id]
        return None if others else output

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
