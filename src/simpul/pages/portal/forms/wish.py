"""What is wished: scope, term, cost."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from simpul.core.directory.officers import today_in
from simpul.features.agreements.models import Request
from simpul.pages.portal.forms.answers import NOTHING
from simpul.pages.portal.forms.section import SectionForm
from simpul.pages.shell.days import DayField, not_before
from simpul.pages.shell.forms import RupiahField, offer
from simpul.rules.requirements import TYPE_BY_CODE


def months_after(start: date, months: int) -> date:
    """The last day of a period of ``months`` that begins on ``start``."""
    year, month = divmod(start.month - 1 + months, 12)
    day = min(start.day, calendar.monthrange(start.year + year, month + 1)[1])
    return date(start.year + year, month + 1, day) - timedelta(days=1)


class ScopeForm(SectionForm):
    scope_items = forms.MultipleChoiceField(
        label=_("What you need"), required=False, widget=forms.CheckboxSelectMultiple, choices=[]
    )
    scope_other = forms.CharField(
        label=_("Something else"), required=False, max_length=300,
        help_text=_("In your own words, if the list lacks it."),
    )  # fmt: skip
    uraian = forms.CharField(
        label=_("Purpose in one or two sentences"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: about 200 PCR specimens a month, because our own laboratory is being rebuilt."),
    )  # fmt: skip
    data_pribadi = forms.ChoiceField(
        label=_("Is data of persons exchanged, such as names of patients?"), required=False,
        choices=[("ya", _("Yes")), ("tidak", _("No"))], widget=forms.RadioSelect,
    )  # fmt: skip

    class Look:
        why: ClassVar = {"data_pribadi": _("Then the agreement gets an article that protects this data.")}

    def adapt(self, draft: Request) -> None:
        items = TYPE_BY_CODE[draft.cooperation_type].items
        offer(self, "scope_items", ((code, _now(label)) for code, label in items.items()))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and not given.get("scope_items") and not given.get("scope_other"):
            self.add_error("scope_items", _("Choose at least one item, or write what you need."))
        return given


_TERMS = [(6, _("6 months")), (12, _("1 year")), (24, _("2 years")), (36, _("3 years")), (60, _("5 years"))]


class TermForm(SectionForm):
    mulai = DayField(label=_("Wished start"), required=False)
    lama_bulan = forms.TypedChoiceField(
        label=_("For how long"), required=False, choices=[NOTHING, *_TERMS], coerce=int, empty_value=None
    )
    perjanjian_lama = forms.CharField(
        label=_("Number of the agreement to be extended"), required=False, max_length=160,
        help_text=_("As it stands on the first page of the old agreement."),
    )  # fmt: skip

    class Look:
        width: ClassVar = {"mulai": 20, "lama_bulan": 20}

    def adapt(self, draft: Request) -> None:
        not_before(self, "mulai", today_in(draft.institution))
        if not draft.is_extension:
            del self.fields["perjanjian_lama"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        start, months = given.get("mulai"), given.get("lama_bulan")
        given["berakhir"] = months_after(start, months) if start and months else None
        return given


class CostForm(SectionForm):
    biaya = forms.ChoiceField(
        label=_("Who bears the cost?"), required=False, widget=forms.RadioSelect,
        choices=[
            ("tarif", _("We pay by the tariff of the laboratory")),
            ("tanpa", _("Nobody pays the other")),
            ("belum", _("Not clear yet, we want to talk about it")),
        ],
    )  # fmt: skip
    perkiraan_nilai = RupiahField(
        label=_("Estimated value of the whole cooperation (rupiah)"), required=False, min_value=0,
        max_value=999_999_999_999_999, help_text=_("For example: 150.000.000"),
    )  # fmt: skip
    penagihan = forms.ChoiceField(
        label=_("How bills should come"), required=False, widget=forms.RadioSelect,
        choices=[("bulan", _("Once a month")), ("permintaan", _("With each order"))],
    )  # fmt: skip
    sumber_dana = forms.CharField(
        label=_("Source of funds"), required=False, max_length=160, help_text=_("For example: DPA BLUD 2027")
    )

    class Look:
        words: ClassVar = {"perkiraan_nilai"}
        cards: ClassVar = {"biaya"}
        width: ClassVar = {"perkiraan_nilai": 20}
        why: ClassVar = {"perkiraan_nilai": _("Larger values need more approvals. An estimate is enough.")}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        given["dasar_biaya"] = "Rp0" if given.get("biaya") == "tanpa" else ""
        return given
