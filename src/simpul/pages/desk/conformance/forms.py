"""The stretch of days and the version that are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.core.procedures.models import ProcedureVersion
from simpul.pages.shell.days import DayField
from simpul.pages.shell.forms import LookMixin, offer

MONTHS = 12


def first_day(today: date) -> date:
    """The first of the month eleven months back: twelve months with the present one."""
    month = today.year * 12 + today.month - MONTHS
    return date(month // 12, month % 12 + 1, 1)


class PeriodForm(LookMixin, forms.Form):
    """From and to, both included and both optional; one version, or all."""

    use_required_attribute = False
    dari = DayField(label=gettext_lazy("From"), required=False)
    sampai = DayField(label=gettext_lazy("Up to and including"), required=False)
    versi = forms.ChoiceField(label=gettext_lazy("Version"), required=False)

    def __init__(self, versions: Sequence[ProcedureVersion], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "versi", [("", _("All versions")), *((str(row.pk), row.version) for row in versions)])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("dari"), cleaned.get("sampai")
        if since and until and until < since:
            self.add_error("sampai", _("The last day lies before the first one."))
        return cleaned
