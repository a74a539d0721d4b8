"""The entry of a day in the fixed forms: a slip of the year is told at once, and what lies beyond the form's bounds.

``not_before`` and ``not_after`` bound an entry of one form; the day they are given is that of the institution.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from simpul.lib import clock
from simpul.pages.shell import formats
from simpul.pages.shell.forms import DateEntry
from simpul.rules.plausible_days import FIRST_YEAR, is_plausible, last_year


class DayField(forms.DateField):
    """A day that can be meant: its year is one of this life, and it lies within the bounds of the form."""

    widget = DateEntry
    earliest: date | None = None
    latest: date | None = None

    def validate(self, value: Any) -> None:
        super().validate(value)
        if not isinstance(value, date):
            return
        today = clock.now().date()
        if not is_plausible(value, today):
            years = {"year": f"{value.year:04}", "first": FIRST_YEAR, "last": last_year(today)}
            raise ValidationError(
                _("The year %(year)s must be a slip. Write a year from %(first)s to %(last)s.") % years, code="year"
            )
        if self.earliest is not None and value < self.earliest:
            told = {"day": formats.tanggal(self.earliest)}
            raise ValidationError(_("This day has passed. Choose %(day)s or a later day.") % told, code="past")
        if self.latest is not None and value > self.latest:
            told = {"day": formats.tanggal(self.latest)}
            raise ValidationError(
                _("This day lies in the future. Choose %(day)s or an earlier day.") % told, code="future"
            )


def not_before(form: forms.BaseForm, name: str, day: date) -> None:
    """What is planned does not lie before ``day``."""
    field = form.fields[name]
    assert isinstance(field, DayField)
    field.earliest = day
    field.widget.attrs["min"] = day.isoformat()


def not_after(form: forms.BaseForm, name: str, day: date) -> None:
    """What has happened does not lie after ``day``."""
    field = form.fields[name]
    assert isinstance(field, DayField)
    field.latest = day
    field.widget.attrs["max"] = day.isoformat()
