"""What is wrong with a row of a sheet of old agreements, and whether it can be taken over all the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from simpul.rules.refusals import N_, Refusal


class Level(StrEnum):
    """``REFUSED``: not without a correction; ``CHECKED``: with a person's approval; ``NOTED``: taken as text."""

    REFUSED = "tolak"
    CHECKED = "periksa"
    NOTED = "netralkan"


@dataclass(frozen=True, slots=True)
class Kind:
    """``name`` is what files and scripts call it, ``text`` a msgid."""

    code: str
    name: str
    level: Level
    text: str


KINDS = (
    Kind("IMP-10", "number_missing", Level.REFUSED, N_("The number of the agreement is empty.")),
    Kind("IMP-11", "partner_missing", Level.REFUSED, N_("The name of the partner is empty.")),
    Kind("IMP-12", "title_missing", Level.REFUSED, N_("The title is empty.")),
    Kind("IMP-13", "signed_missing", Level.REFUSED, N_("The date of signing is empty.")),
    Kind("IMP-14", "end_missing", Level.REFUSED, N_("The last day is empty.")),
    Kind(
        "IMP-15", "end_not_a_date", Level.REFUSED,
        N_("The last day is no date: “%(written)s”. Write the date itself."),
    ),
    Kind("IMP-16", "date_unreadable", Level.REFUSED, N_("This is no date: “%(written)s”.")),
    Kind("IMP-17", "date_impossible", Level.REFUSED, N_("There is no such day: “%(written)s”.")),
    Kind("IMP-18", "date_incomplete", Level.REFUSED, N_("The day is missing: “%(written)s”. Write the whole date.")),
    Kind("IMP-19", "end_before_start", Level.REFUSED, N_("It ends on %(end)s, before it begins on %(start)s.")),
    Kind("IMP-20", "duplicate_number", Level.REFUSED, N_("The number is the same as in row %(rows)s.")),
    Kind(
        "IMP-21", "number_known", Level.REFUSED,
        N_("An agreement with this number stands here already: %(title)s."),
    ),
    Kind(
        "IMP-22", "formula_in_value", Level.REFUSED,
        N_("A formula stands here. Copy the column and paste it as values."),
    ),
    Kind("IMP-23", "too_long", Level.REFUSED, N_("This is longer than %(most)s characters.")),
    Kind(
        "IMP-24", "addendum_without_main", Level.REFUSED,
        N_(
            "Which agreement this addendum changes was not found. Name its number in the column “Naskah "
            "induk”."
        ),
    ),
    Kind(
        "IMP-30", "kind_unknown", Level.CHECKED,
        N_("The kind “%(written)s” is not known. It is taken over as a cooperation agreement (PKS)."),
    ),
    Kind("IMP-31", "date_ambiguous", Level.CHECKED, N_("“%(written)s” is read day before month: %(read)s.")),
    Kind(
        "IMP-32", "date_serial_number", Level.CHECKED,
        N_("“%(written)s” is read as a day number of Excel: %(read)s."),
    ),
    Kind("IMP-33", "date_in_future", Level.CHECKED, N_("This day lies far ahead: %(read)s.")),
    Kind(
        "IMP-34", "amount_not_number", Level.CHECKED,
        N_("The value “%(written)s” is no number. It is kept as text."),
    ),
    Kind(
        "IMP-35", "looks_the_same", Level.CHECKED,
        N_("Perhaps the same agreement as %(other)s: partner, title and dates are alike."),
    ),
    Kind(
        "IMP-36", "status_differs", Level.CHECKED,
        N_("The sheet says “%(written)s”, by its dates the agreement is: %(read)s."),
    ),
    Kind(
        "IMP-37", "above_not_found", Level.CHECKED,
        N_("The document above it, “%(written)s”, was not found. It is taken over without one."),
    ),
    Kind(
        "IMP-40", "formula_in_text", Level.NOTED,
        N_("A formula stands here. It is kept as text and never computed."),
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
        return Refusal(self.kind.code, self.kind.text, **self.params)
