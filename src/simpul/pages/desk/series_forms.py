"""Forms of the series of numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.features.agreements.models import NumberSeries
from simpul.features.agreements.numbers import last_seq, start_of
from simpul.lib.wording import say
from simpul.pages.shell.forms import LookMixin
from simpul.rules.numbering import MAX_PATTERN, faults

NEW = "baru"
_MOST = 999_999
_PLAIN = ("name", "pattern", "document_code", "classification", "unit_code")


class SeriesForm(LookMixin, forms.Form):
    """How a series writes its numbers. ``year``: the present one; where it begins cannot change once it has begun."""

    use_required_attribute = False

    class Look:
        width: Mapping[str, int] = {
            "code": 20, "document_code": 20, "classification": 20, "unit_code": 20, "first_number": 6,
        }  # fmt: skip

    code = forms.SlugField(
        label=gettext_lazy("Code of the series"), max_length=40,
        help_text=gettext_lazy("Agreements take their number from the series with the code pks. It never changes."),
    )  # fmt: skip
    name = forms.CharField(label=gettext_lazy("Name of the series"), max_length=120)
    pattern = forms.CharField(
        label=gettext_lazy("Pattern"), max_length=MAX_PATTERN,
        help_text=gettext_lazy("What stands in braces is filled in, everything else is written as it is."),
    )  # fmt: skip
    document_code = forms.CharField(label=gettext_lazy("Kind, for {jenis}"), max_length=40, required=False)
    classification = forms.CharField(
        label=gettext_lazy("Classification, for {klasifikasi}"), max_length=40, required=False
    )
    unit_code = forms.CharField(label=gettext_lazy("Unit, for {unit}"), max_length=40, required=False)
    first_number = forms.IntegerField(
        label=gettext_lazy("First number of this year"), min_value=1, max_value=_MOST, widget=forms.TextInput,
        help_text=gettext_lazy("One more than the last number of the book on paper; 1 where none was given out."),
    )  # fmt: skip

    def __init__(self, series: NumberSeries, year: int, *args: Any, **kwargs: Any) -> None:
        initial = {name: getattr(series, name) for name in ("code", *_PLAIN)}
        initial["first_number"] = start_of(series, year)
        super().__init__(*args, initial=initial, **kwargs)
        self.series, self.year = series, year
        if series.pk:
            del self.fields["code"]
        if series.pk and last_seq(series, year) is not None:
            del self.fields["first_number"]

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if code == NEW:
            raise forms.ValidationError(_("This word is an address of its own. Choose another code."))
        return code

    def clean_pattern(self) -> str:
        pattern: str = self.cleaned_data["pattern"]
        if found := faults(pattern):
            raise forms.ValidationError([say(fault) for fault in found])
        return pattern

    def facts(self) -> dict[str, object]:
        """What the rules keep; where another year began is left as it is."""
        said, stands = self.cleaned_data, start_of(self.series, self.year)
        facts: dict[str, object] = {name: said.get(name, getattr(self.series, name)) for name in _PLAIN}
        if said.get("first_number", stands) != stands:
            facts |= {"first_year": self.year, "first_number": said["first_number"]}
        return facts

    def asked(self) -> NumberSeries:
        """The series as the entries make it, not kept."""
        series = NumberSeries(
            institution_id=self.series.institution_id, code=self.cleaned_data.get("code", self.series.code),
            first_year=self.series.first_year, first_number=self.series.first_number,
        )  # fmt: skip
        series.pk = self.series.pk
        for name, value in self.facts().items():
            setattr(series, name, value)
        return series


class ReasonForm(LookMixin, forms.Form):
    """Why a number is void."""

    use_required_attribute = False
    reason = forms.CharField(
        label=gettext_lazy("Why the number is void"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Shown beside the hole for as long as the series exists."),
    )  # fmt: skip
