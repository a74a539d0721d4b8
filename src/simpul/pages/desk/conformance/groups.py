"""By what the figures are grouped, and what each group is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.core.procedures.step_names import steps_of
from simpul.pages.shell import formats
from simpul.rules.procedure.figures import Entered, Figure, figures

Key = Callable[[Entered], tuple[str, ...]]
GROUPS: Mapping[str, tuple[object, Key]] = {
    "langkah": (gettext_lazy("By step"), lambda row: (row.step, row.standard)),
    "lajur": (gettext_lazy("By lane"), lambda row: (row.lane,)),
    "unit": (gettext_lazy("By unit"), lambda row: (row.unit,)),
    "bulan": (gettext_lazy("By month"), lambda row: (row.month,)),
}
STEP = "langkah"


@dataclass(frozen=True, slots=True)
class Names:
    """Number, title and place of every step, whichever version has it."""

    titles: Mapping[str, str]
    places: Mapping[str, int]

    @classmethod
    def of(cls, procedure_id: int) -> Names:
        """Those of a procedure."""
        steps = [step for _procedure, step in steps_of(procedure_id).values()]
        titles = {step.id: step.named for step in steps}
        return cls(titles, {step.id: place for place, step in enumerate(steps)})

    def title(self, step: str) -> str:
        """3d. Telaah permohonan; the id of a step that no version has any more"""
        return self.titles.get(step, step)

    def place(self, step: str) -> int:
        """For sorting; what is unknown comes last."""
        return self.places.get(step, len(self.places))


def grouped(entries: Sequence[Entered], group: str, names: Names) -> list[Figure]:
    """The figures of a group: steps in the order of the sheet, months in time, names by the alphabet."""
    found = figures(entries, GROUPS[group][1])
    if group != STEP:
        return found
    return sorted(found, key=lambda figure: (names.place(figure.key[0]), figure.key))


def label(group: str, key: tuple[str, ...], names: Names, beside: Sequence[Figure] = ()) -> str:
    """What a row is called; a step that stands ``beside`` itself with another standard time is told by its own."""
    if group == STEP:
        several = len({figure.key[1] for figure in beside if figure.key[0] == key[0]}) > 1
        return f"{names.title(key[0])} ({key[1]})" if several and key[1] else names.title(key[0])
    if group == "bulan":
        return month(key[0])
    return key[0] or _("without a unit")


def month(text: str) -> str:
    """November 2026"""
    return formats.tanggal(_first(text)).partition(" ")[2]


def short_month(text: str) -> str:
    """Nov 26"""
    return f"{formats.tanggal_pendek(_first(text)).partition(' ')[2]} {text[2:4]}"


def _first(text: str) -> date:
    return date.fromisoformat(f"{text}-01")
