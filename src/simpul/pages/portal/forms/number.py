"""The number under which a party keeps the agreement, or that it gives none."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


def own_number(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=120,
        help_text=_("Most give it shortly before signing; then leave it open."),
    )  # fmt: skip


def has_no_number(label: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


class NumberFields(forms.Form):
    """Either a number or none: both at once cannot be meant."""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("own_number") and given.get("has_no_number"):
            self.add_error("has_no_number", _("Fill in a number, or tick that there is none, not both."))
        return given
