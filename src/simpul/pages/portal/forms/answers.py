"""What people type, read kindly: numbers in their one spelling."""

from __future__ import annotations

from collections.abc import Callable

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
