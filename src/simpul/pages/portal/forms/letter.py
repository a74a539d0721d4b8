"""The letter of request."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.core.directory.officers import today_in
from simpul.features.agreements.models import Request
from simpul.pages.portal.forms.section import SectionForm
from simpul.pages.shell.days import DayField, not_after


class LetterForm(SectionForm):
    letter_number = forms.CharField(
        label=_("Number of the letter"), required=False, max_length=120, help_text=_("For example: 445/0123/RSUD/2026")
    )
    letter_date = DayField(label=_("Date of the letter"), required=False)

    class Look:
        width: ClassVar = {"letter_date": 20}

    def adapt(self, draft: Request) -> None:
        not_after(self, "letter_date", today_in(draft.institution))
