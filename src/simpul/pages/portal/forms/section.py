"""What every form of a section is made of."""

from __future__ import annotations

from typing import Any

from django import forms

from simpul.features.agreements.models import Request
from simpul.pages.shell.forms import LookMixin


class SectionForm(LookMixin, forms.Form):
    """A form of one section; knows the draft for what depends on it."""

    use_required_attribute = False

    def __init__(self, *args: Any, draft: Request | None = None, **kwargs: Any) -> None:
        self.draft = draft
        super().__init__(*args, **kwargs)
        if draft is not None:
            self.adapt(draft)

    def adapt(self, draft: Request) -> None:
        """Fit fields and words to the draft."""
