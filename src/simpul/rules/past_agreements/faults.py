"""What is wrong with a row of a sheet of old agreements, and whether it can be taken over all the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from simpul.rules.procedure.faults import Coded
from simpul.rules.refusals import N_, Refusal


class Level(StrEnum):
    """``REFUSED``: not without a correction; ``CHECKED``: with a person's approval; ``NOTED``: taken as text."""

    REFUSED = "tolak"
    CHECKED = "periksa"
    NOTED = "netralkan"


@dataclass(frozen=True, slots=True)
class Kind:
    """``name`` is what files and scripts call it."""

    name: str
    level: Level
    said: Coded

    @property
    def code(self) -> str:
        return self.said.code


KINDS = (
    Kind("number_missing", Level.REFUSED, Coded("IMP-10", N_("The number of the agreement is empty."))),
    Kind("partner_missing", Level.REFUSED, Coded("IMP-11", N_("The name of the partner is empty."))),
    Kind("title_missing", Level.REFUSED, Coded("IMP-12", N_("The title is empty."))),
    Kind("signed_missing", Level.REFUSED, Coded("IMP-13", N_("The date of signing is empty."))),
    Kind("end_missing", Level.REFUSED, Coded("IMP-14", N_("The last day is empty."))),
    Kind(
        "end_not_a_date", Level.REFUSED,
        Coded("IMP-15", N_("The last day is no date: “%(written)s”. Write the date itself.")),
    ),
    Kind("date_unreadable", Level.REFUSED, Coded("IMP-16", N_("This is no date: “%(written)s”."))),
    Kind("date_impossible", Level.REFUSED, Coded("IMP-17", N_("There is no such day: “%(written)s”."))),
    Kind(
        "date_incomplete", Level.REFUSED,
        Coded("IMP-18", N_("The day is missing: “%(written)s”. Write the whole date.")),
    ),
    Kind(
        "end_before_start", Level.REFUSED,
        Coded("IMP-19", N_("It ends on %(end)s, before it begins on %(start)s.")),
    ),
    Kind("duplicate_number", Level.REFUSED, Coded("IMP-20", N_("The number is the same as in row %(rows)s."))),
    Kind(
        "number_known", Level.REFUSED,
        Coded("IMP-21", N_("An agreement with this number stands here already: %(title)s.")),
    ),
    Kind(
        "formula_in_value", Level.REFUSED,
        Coded("IMP-22", N_("A formula stands here. Copy the column and paste it as values.")),
    ),
    Kind("too_long", Level.REFUSED, Coded("IMP-23", N_("This is longer than %(most)s characters."))),
    Kind(
        "addendum_without_main", Level.REFUSED,
        Coded("IMP-24", N_(
            "Which agreement this addendum changes was not found. Name its number in the column “Naskah "
            "induk”."
        )),
    ),
    Kind(
        "kind_unknown", Level.CHECKED,
        Coded("IMP-30", N_("The kind “%(written)s” is not known. It is taken over as a cooperation agreement (PKS).")),
    ),
    Kind("date_ambiguous", Level.CHECKED, Coded("IMP-31", N_("“%(written)s” is read day before month: %(read)s."))),
    Kind(
        "date_serial_number", Level.CHECKED,
        Coded("IMP-32", N_("“%(written)s” is read as a day number of Excel: %(read)s.")),
    ),
    Kind("date_in_future", Level.CHECKED, Coded("IMP-33", N_("This day lies far ahead: %(read)s."))),
    Kind(
        "amount_not_number", Level.CHECKED,
        Coded("IMP-34", N_("The value “%(written)s” is no number. It is kept as text.")),
    ),
    Kind(
        "looks_the_same", Level.CHECKED,
        Coded("IMP-35", N_("Perhaps the same agreement as %(other)s: partner, title and dates are alike.")),
    ),
    Kind(
        "status_differs", Level.CHECKED,
        Coded("IMP-36", N_("The sheet says “%(written)s”, by its dates the agreement is: %(read)s.")),
    ),
    Kind(
        "above_not_found", Level.CHECKED,
        Coded("IMP-37", N_("The document above it, “%(written)s”, was not found. It is taken over without one.")),
    ),
    Kind(
        "formula_in_text", Level.NOTED,
        Coded("IMP-40", N_("A formula stands here. It is kept as text and never computed.")),
    ),
)  # fmt: skip
BY_NAME = {kind.name: kind for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding in a row; ``columns`` are letters of the sheet."""

    name: str
    columns: tuple[str, ...]
    params: dict[str, object] = field(default_factory=dict)

    @property
    def kind(self) -> Kind:
        return BY_NAME[self.name]

    @property
    def level(self) -> Level:
        return self.kind.level

    def refusal(self) -> Refusal:
        """As the rim says it."""
        return Refusal(self.kind.said.code, self.kind.said.text, **self.params)
