"""Who asks, and for what."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.pages.portal.forms.section import SectionForm
from simpul.rules.requirements import CATEGORIES, TYPES


class KindForm(SectionForm):
    category = forms.ChoiceField(
        label=_("Who are you?"), choices=[(code, _(label)) for code, label in CATEGORIES.items()],
        widget=forms.RadioSelect,
    )  # fmt: skip
    cooperation_type = forms.ChoiceField(
        label=_("What is the cooperation about?"), choices=[(kind.code, _(kind.label)) for kind in TYPES],
        widget=forms.RadioSelect,
    )  # fmt: skip
    is_extension = forms.TypedChoiceField(
        label=_("Is it new, or does it extend an agreement?"),
        choices=[("baru", _("New cooperation")), ("perpanjangan", _("Extension of an agreement that exists"))],
        widget=forms.RadioSelect, coerce=lambda value: value == "perpanjangan",
    )  # fmt: skip

    class Look:
        cards: ClassVar = {"category", "cooperation_type", "is_extension"}
        notes: ClassVar = {"cooperation_type": {kind.code: _(kind.summary) for kind in TYPES}}
