"""The letter of request."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from simpul.lib import clock
from simpul.pages.portal.forms.answers import sane
from simpul.pages.portal.forms.section import SectionForm
from simpul.pages.shell.forms import DateEntry


class LetterForm(SectionForm):
    letter_number = forms.CharField(
        label=_("Number of the letter"), required=False, max_length=120, help_text=_("For example: 445/0123/RSUD/2026")
    )
    letter_date = forms.DateField(label=_("Date of the letter"), required=False, widget=DateEntry)

    class Look:
        width: ClassVar = {"letter_date": 20}

    def clean_letter_date(self) -> date | None:
        day = sane(self.cleaned_data["letter_date"])
        if day is not None and day > clock.now().date() + timedelta(days=1):
            raise ValidationError(_now("The date of the letter lies in the future. Check it."))
        return day
