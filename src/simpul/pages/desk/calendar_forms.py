"""The form of one year of the calendar: its decrees, its days line by line, its Ramadan."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.pages.shell.days import DayField
from simpul.pages.shell.forms import LookMixin
from simpul.rules.working_time import Calendar, CalendarYear, DayOff, RamadanRow, Reason
from simpul.rules.working_time.editing import with_ramadan, with_year

KINDS = {
    Reason.HOLIDAY: gettext_lazy("National holiday"),
    Reason.JOINT_LEAVE: gettext_lazy("Joint leave"),
    Reason.OWN_HOLIDAY: gettext_lazy("Own holiday"),
}
# The words of the lines; Indonesian, as they are typed.
_WORDS = {Reason.HOLIDAY: "libur", Reason.JOINT_LEAVE: "cuti bersama", Reason.OWN_HOLIDAY: "libur sendiri"}
_BY_WORD = {word: kind for kind, word in _WORDS.items()}
_LINE = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*;\s*([^;]+?)\s*(?:;\s*(.*?)\s*)?", re.ASCII)


def as_lines(calendar: Calendar, year: int) -> str:
    """The days off of a year as the form shows them."""
    days = [entry for entry in calendar.days if entry.day.year == year]
    return "\n".join(f"{entry.day.isoformat()}; {_WORDS[entry.kind]}; {entry.name}" for entry in days)


def _day(line: str) -> DayOff | None:
    found = _LINE.fullmatch(line)
    if found is None or found[4].lower() not in _BY_WORD:
        return None
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
    return DayOff(day, _BY_WORD[found[4].lower()], (found[5] or "")[:200])


class YearForm(LookMixin, forms.Form):
    """Everything of one year; what is not changed stays as it is."""

    use_required_attribute = False
    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False)
    skb = forms.CharField(
        label=gettext_lazy("Joint decree (SKB) on holidays and joint leave"), max_length=200, required=False,
        help_text=gettext_lazy("Numbers of the decree. As long as it is empty, the year counts as not confirmed."),
    )  # fmt: skip
    keppres = forms.CharField(label=gettext_lazy("Keppres on joint leave"), max_length=200, required=False)
    days = forms.CharField(
        label=gettext_lazy("Days off, one in a line"), required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false"}),
        help_text=gettext_lazy("Date; kind; name. The kind is libur, cuti bersama or libur sendiri."),
    )  # fmt: skip
    ramadan_first = DayField(label=gettext_lazy("Ramadan, first day"), required=False)
    ramadan_last = DayField(label=gettext_lazy("Ramadan, last day"), required=False)
    ramadan_decree = forms.CharField(label=gettext_lazy("Decision on Ramadan"), max_length=200, required=False)
    note = forms.CharField(
        label=gettext_lazy("Decree or reason of this change"), max_length=300,
        help_text=gettext_lazy("Kept with the version and in the log."),
    )  # fmt: skip

    def __init__(self, year: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year

    @classmethod
    def of(cls, year: int, calendar: Calendar, version: int | None) -> YearForm:
        """The form filled with how the year stands now."""
        row = next((each for each in calendar.years if each.year == year), CalendarYear(year))
        span = next((each for each in calendar.ramadan if year in (each.first.year, each.last.year)), None)
        initial: dict[str, object] = {
            "based_on": version,
            "skb": row.skb,
            "keppres": row.keppres,
            "days": as_lines(calendar, year),
        }
        if span:
            initial |= {"ramadan_first": span.first, "ramadan_last": span.last, "ramadan_decree": span.decree}
        return cls(year, initial=initial)

    def clean_days(self) -> tuple[DayOff, ...]:
        found = []
        for number, line in enumerate(str(self.cleaned_data["days"]).splitlines(), start=1):
            if not line.strip():
                continue
            entry = _day(line)
            if entry is None:
                text = _("Line %(number)s is not understood: “%(line)s”. Example: 2026-08-17; libur; Proklamasi")
                raise forms.ValidationError(text % {"number": number, "line": line[:60]})
            found.append(entry)
        return tuple(found)

    def clean(self) -> dict[str, Any]:
        values = dict(super().clean() or {})
        if bool(values.get("ramadan_first")) != bool(values.get("ramadan_last")):
            self.add_error("ramadan_last", _("Enter both the first and the last day of Ramadan."))
        years = {values[name].year for name in ("ramadan_first", "ramadan_last") if values.get(name)}
        if years and self.year not in years:
            self.add_error("ramadan_first", _("This Ramadan does not lie in %(year)s.") % {"year": self.year})
        return values

    def change(self) -> Callable[[Calendar], Calendar]:
        """The edit as the rules take it."""
        values = self.cleaned_data
        row = CalendarYear(self.year, values["skb"], values["keppres"])

        def changed(calendar: Calendar) -> Calendar:
            edited = with_year(calendar, row, values["days"])
            if not values["ramadan_first"]:
                return edited
            span = RamadanRow(values["ramadan_first"], values["ramadan_last"], values["ramadan_decree"])
            return with_ramadan(edited, span)

        return changed
