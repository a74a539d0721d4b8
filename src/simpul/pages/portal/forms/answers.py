"""What people type, read kindly: numbers in their one spelling, dates of this life."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from simpul.rules.refusals import Refusal

NOTHING = ("", _("Not chosen yet"))


def read(reader: Callable[[str], str], text: str) -> str:
    """A number in its one spelling; "" stays. A refusal becomes the form's error."""
    try:
        return reader(text) if text.strip() else ""
    except Refusal as refusal:
        raise ValidationError(_now(refusal.text)) from refusal


def sane(day: date | None) -> date | None:
    """A year of this life: a slip of the finger such as 0206 is caught here."""
    if day is not None and not 2000 <= day.year <= 2100:
        raise ValidationError(_now("Check the year of this date."))
    return day
