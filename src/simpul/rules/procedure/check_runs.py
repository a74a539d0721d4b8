"""What would only show when a case runs: an answer that is read before it can be given, a paper without a word.

The file can be used all the same, so what was published stays readable; a new text is told of it before it is proposed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from simpul.rules.procedure.faults import Findings, Path
from simpul.rules.procedure.form_parts import Field, OutputSpec
from simpul.rules.procedure.model import Procedure, Step
from simpul.rules.procedure.parts import Part, performer_of, timings_of, waits_of
from simpul.rules.procedure.regions import reach
from simpul.rules.procedure.sheet_words import fields_of
from simpul.rules.refusals import N_


def check_order(whole: Part, procedure: Procedure, findings: Findings) -> None:
    """Everything that a step reads is asked before it on some way. The ways must be sound before this is asked."""
    asked = _Asked(procedure)
    for part, step in zip(whole.parts("langkah"), procedure.steps, strict=True):
        for path, condition, given in _conditions(part, step):
            for field in asked.fields_of(condition):
                text = N_(
                    "The condition “%(condition)s” reads the answer to “%(name)s”, which is only asked later, "
                    "in step %(steps)s."
                )
                asked.check(field, given, _Place(path, step), text, findings, condition=condition)
        text = N_("The date “%(name)s” from which the clock runs is only asked later, in step %(steps)s.")
        asked.check(step.clock_from, True, _Place(part.at("mulai_waktu"), step), text, findings)
        _check_dates(part, step, asked, findings)
        if step.performer.mode == "masing_masing":
            asked.check_units(_Place(part.at("pelaksana"), step), findings)


def _check_dates(part: Part, step: Step, asked: _Asked, findings: Findings) -> None:
    text = N_("The date “%(name)s”, against which this one is held, is only asked later, in step %(steps)s.")
    for row in part.parts("isian"):
        for key in ("paling_awal", "paling_lambat"):
            asked.check(row.text(key), True, _Place(row.at(key), step), text, findings)


def check_papers(whole: Part, procedure: Procedure, findings: Findings) -> None:
    """Each document that the general form prints has a field that is always answered when it is due."""
    for part, step in zip(whole.parts("langkah"), procedure.steps, strict=True):
        for row, output in zip(part.parts("keluaran"), step.outputs, strict=True):
            printed = step.form == "umum" and output.made_by_form and output.kind == "berkas" and not output.is_text
            is_told = findings.has(row.at("dibuat")) or _is_spoilt(part, row, findings)
            if printed and not is_told and not _always_has_words(procedure, step, output):
                text = N_(
                    "The document “%(id)s” can stay empty: none of its fields must always be answered. Give it one "
                    "with “wajib: ya” and without “jika”."
                )
                findings.add(row.at("dibuat"), text, id=output.id)


def check_fillers(whole: Part, procedure: Procedure, findings: Findings) -> None:
    """Each output that the fields fill has one that is always answered when it is due, or the step gets stuck."""
    for part, step in zip(whole.parts("langkah"), procedure.steps, strict=True):
        for row, output in zip(part.parts("keluaran"), step.outputs, strict=True):
            filled = output.id and not output.made and any(field.fills == output.id for field in step.fields)
            is_told = findings.has(row.path) or _is_spoilt(part, row, findings)
            if filled and not is_told and not _always_has_words(procedure, step, output):
                text = N_(
                    "The output “%(id)s” can stay empty, and the step can then not be completed: none of the fields "
                    "that fill it must always be answered. Write “wajib: ya” without “jika”, or give the output the "
                    "same “jika”."
                )
                findings.add(row.path, text, id=output.id)


def _is_spoilt(step: Part, output: Part, findings: Findings) -> bool:
    """Whether a fault is told already of what decides when the output or its fields are due."""
    rows = (output, *step.parts("isian"))
    return any(findings.has(row.at(key)) for row in rows for key in ("untuk", "jika", "mengisi"))


def _conditions(part: Part, step: Step) -> Iterator[tuple[Path, str, bool]]:
    """Where the step names a condition: (path, condition, whether the step's own answers are given by then)."""
    yield part.at("syarat"), step.condition, False
    yield performer_of(part).at("menurut"), step.performer.by, False
    yield from ((path, condition, False) for _, _, path, condition in timings_of(part))
    yield from ((wait.at("selama"), wait.text("selama"), False) for wait in waits_of(part))
    for inner in (*part.parts("isian"), *part.parts("keluaran")):
        yield inner.at("jika"), inner.text("jika"), True


@dataclass(frozen=True, slots=True)
class _Place:
    path: Path
    step: Step


class _Asked:
    """Which step asks what, and what can come before a step."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self.conditions = {condition.id: condition for condition in procedure.conditions}

    def fields_of(self, name: str) -> frozenset[str]:
        """The fields that a condition reads, also by way of another one that it names."""
        condition = self.conditions.get(name)
        if condition is None:
            return frozenset()
        inner = (self.fields_of(lane) for lane in condition.lanes.values() if lane != name)
        return frozenset({condition.field}.union(*inner)) - {""}

    def check(self, name: str, given: bool, place: _Place, text: str, findings: Findings, **more: str) -> None:
        """``given``: answers of the step itself count. A field that no step asks is told of elsewhere."""
        steps = self._steps(lambda field: field.id == name)
        if not name or self._in_time(steps, place.step, given):
            return
        if beside := {id_: one for id_, one in steps.items() if self._is_beside(one[0], place.step)}:
            findings.add(place.path, _BESIDE, name=name, steps=_numbers(beside))
        else:
            findings.add(place.path, text, name=name, steps=_numbers(steps), **more)

    def check_units(self, place: _Place, findings: Findings) -> None:
        """Some lane of the step needs no choice of units, or has had it."""
        lanes = place.step.performer.lanes
        steps = self._steps(lambda field: bool(set(lanes) & set(field.lanes)))
        chosen = set(lanes) <= self.procedure.chosen_lanes
        if chosen and not self._in_time(steps, place.step, given=False):
            text = N_("The units that do this step are only chosen later, in step %(steps)s.")
            findings.add(place.path, text, steps=_numbers(steps))

    def _steps(self, fits: Callable[[Field], bool]) -> Mapping[str, tuple[Step, Collection[str]]]:
        """The steps that ask, with the outcomes for which they do; none named: all."""
        found: dict[str, tuple[Step, Collection[str]]] = {}
        for step in self.procedure.steps:
            for field in filter(fits, step.fields):
                found[step.id] = (step, field.outcomes)
        return found

    def _in_time(self, steps: Mapping[str, tuple[Step, Collection[str]]], reader: Step, given: bool) -> bool:
        if not steps or (given and reader.id in steps):
            return True
        return any(self._precedes(step, outcomes, reader) for step, outcomes in steps.values())

    def _precedes(self, step: Step, outcomes: Collection[str], reader: Step) -> bool:
        """On some way ``reader`` comes after ``step``."""
        heads = {to for way, to in step.targets() if not outcomes or way in outcomes}
        if self._is_beside(step, reader):
            return False
        return any(reader.id in reach(head, self.procedure.ways) for head in heads)

    def _is_beside(self, step: Step, reader: Step) -> bool:
        """Whether the two stand in different branches of one fork, so that either can come first."""
        here, there = dict(self.procedure.places[step.id]), dict(self.procedure.places[reader.id])
        return any(here[fork] != there[fork] for fork in here.keys() & there.keys())


_BESIDE = N_(
    "“%(name)s” is asked in a branch beside this one, in step %(steps)s, and may not be answered yet. Ask it before "
    "the branches part."
)


def _numbers(steps: Mapping[str, tuple[Step, Collection[str]]]) -> str:
    return ", ".join(step.no for step, _ in steps.values())


def _always_has_words(procedure: Procedure, step: Step, output: OutputSpec) -> bool:
    """For each outcome some required field stands on the paper whatever the answers are."""
    outcomes = output.outcomes or tuple(step.decisions) or ("",)
    return all(_is_sure(procedure, output, fields_of(output, step.fields_for(outcome))) for outcome in outcomes)


def _is_sure(procedure: Procedure, output: OutputSpec, fields: Collection[Field]) -> bool:
    required = [field.condition for field in fields if field.required]
    if "" in required or (output.condition and output.condition in required):
        return True
    return any(_covers(procedure, choices, required) for choices in _choices(procedure).items())


def _choices(procedure: Procedure) -> Mapping[str, frozenset[str]]:
    """The choices of each field that conditions read and that must be answered."""
    fields = (field for step in procedure.steps for field in step.fields if field.required and field.choices)
    return {field.id: frozenset(choice.id for choice in field.choices) for field in fields}


def _covers(procedure: Procedure, asked: tuple[str, frozenset[str]], conditions: Collection[str]) -> bool:
    """Whether one of the conditions holds whichever choice is taken."""
    name, choices = asked
    own = [one for one in procedure.conditions if one.id in conditions and one.field == name and not one.lanes]
    met = [choices - set(one.among) if one.negated else choices & set(one.among) for one in own]
    return bool(met) and frozenset().union(*met) == choices
