"""What the judge is told beside the text: the kind of document, regional cooperation, and what stands above."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.features.agreements import memorandum
from simpul.features.agreements.chosen import kind_of, regional_of
from simpul.features.agreements.models import Request
from simpul.pages.desk.document_kind import REGIONAL_WORDS
from simpul.pages.desk.life_forms import named
from simpul.pages.shell.days import DayField
from simpul.pages.shell.formats import tanggal
from simpul.pages.shell.forms import LookMixin

_ENTRIES = (memorandum.SLUG, memorandum.END, memorandum.SOURCE)


class JudgeForm(LookMixin, forms.Form):
    """What stands above the agreement: one of the register, else a day and the document that names it."""

    use_required_attribute = False
    naskah_induk = forms.ChoiceField(label=gettext_lazy("Document above it"), required=False)
    mou_berakhir = DayField(
        label=gettext_lazy("Its last day"), required=False,
        help_text=gettext_lazy("Only where it is not in the list."),
        error_messages={"invalid": gettext_lazy("Enter the day as a date that exists.")},
    )  # fmt: skip
    mou_sumber = forms.CharField(
        label=gettext_lazy("Its number, or where that day is read"), required=False,
        max_length=memorandum.LONGEST,
    )  # fmt: skip

    def __init__(self, asked: Request, data: Mapping[str, Any] | None = None) -> None:
        known = memorandum.given(asked)
        first = {"naskah_induk": known.slug, "mou_berakhir": known.end, "mou_sumber": known.source}
        super().__init__(data, initial=first)
        above: Any = self.fields["naskah_induk"]
        rows = memorandum.candidates(asked)
        above.choices = [("", _("None of the register")), *((row.slug, named(row)) for row in rows)]

    @property
    def given(self) -> memorandum.Given | None:
        """What was entered; None where nothing was asked, and then what is kept stays."""
        if not any(name in self.data for name in _ENTRIES):
            return None
        entered = self.cleaned_data
        return memorandum.Given(entered["naskah_induk"], entered["mou_berakhir"], entered["mou_sumber"])


def told(asked: Request) -> list[tuple[str, str]]:
    """Label and words of each, for everybody who reads the findings."""
    known = memorandum.memorandum(asked)
    above = memorandum.above_of(asked)
    lines = [(_("Kind of document"), kind_of(asked).title)]
    if words := REGIONAL_WORDS.get(regional_of(asked)):
        lines.append((_("Regional cooperation (PP 28/2018)"), str(words)))
    if above is not None:
        lines.append((_("Document above it"), named(above)))
    elif known is not None:
        until = _("until %(day)s") % {"day": tanggal(known.ends_on)}
        lines.append((_("Document above it"), f"{known.name}, {until}"))
    return lines
