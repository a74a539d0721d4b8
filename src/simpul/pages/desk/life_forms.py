"""Forms of the page of an agreement's life."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.features.agreements.models import Agreement, LifeAct
from simpul.pages.shell.days import DayField
from simpul.pages.shell.formats import tanggal
from simpul.pages.shell.forms import LookMixin, offer
from simpul.rules.agreement_life.standing import Kind
from simpul.rules.refusals import N_

KINDS: Mapping[Kind, tuple[str, str]] = {
    Kind.ADDENDUM: (N_("Addendum"), N_("A part of the text changes. The end may change with it.")),
    Kind.RENEWAL: (N_("Renewal"), N_("It goes on longer than agreed.")),
    Kind.TERMINATION: (N_("Termination"), N_("It ends before its time, or before it begins.")),
    Kind.REPLACEMENT: (N_("Replacement"), N_("Another agreement takes its place.")),
}


_BY: Mapping[Kind, str] = {Kind.REPLACEMENT: N_("Replaced by"), Kind.RENEWAL: N_("Renewed by")}


def act_words(act: LifeAct) -> tuple[str, str]:
    """What the act is called, and what its other agreement is to it."""
    kind = Kind(act.kind)
    return _(KINDS[kind][0]), _(_BY.get(kind, _BY[Kind.REPLACEMENT]))


def named(agreement: Agreement) -> str:
    """ "B/12/2026, RSUD Contoh, until 3 May 2028" """
    until = _("until %(day)s") % {"day": tanggal(agreement.ends_on)} if agreement.ends_on else _("without an end")
    return f"{agreement.called}, {agreement.request.partner_name}, {until}"


class ActForm(LookMixin, forms.Form):
    """One act on the agreement."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What happened"),
        widget=forms.RadioSelect,
        choices=[(kind.value, gettext_lazy(words)) for kind, (words, _note) in KINDS.items()],
    )
    on = DayField(
        label=gettext_lazy("Counts from"),
        help_text=gettext_lazy(
            "For a termination or replacement: the last day. Before the agreement begins: the day from which it is off."
        ),
    )
    ends_on = DayField(
        label=gettext_lazy("New last day"),
        required=False,
        help_text=gettext_lazy("For a renewal, and for an addendum that moves the end."),
    )
    other = forms.ChoiceField(
        label=gettext_lazy("Replaced or renewed by"), required=False,
        help_text=gettext_lazy("For a replacement, and for a renewal by an agreement of its own."),
    )  # fmt: skip
    number = forms.CharField(
        label=gettext_lazy("Number of the deed"), max_length=160, required=False,
        help_text=gettext_lazy("For an addendum or a renewal: this number or the deed itself, or both."),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("As it stands in the deed or letter."),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("Deed or letter"), required=False, widget=forms.FileInput(attrs={"accept": ".pdf,.docx"})
    )

    def __init__(self, others: Iterable[Agreement], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "other", [("", _("No other agreement")), *((one.slug, named(one)) for one in others)])

    class Look:
        cards: frozenset[str] = frozenset({"kind"})
        notes: Mapping[str, Mapping[str, object]] = {
            "kind": {kind.value: gettext_lazy(note) for kind, (_words, note) in KINDS.items()}
        }


class AboveForm(LookMixin, forms.Form):
    """What stands above the agreement."""

    above = forms.ChoiceField(label=gettext_lazy("Carries out"), required=False)

    def __init__(self, candidates: Iterable[Agreement], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "above", [("", _("Nothing stands above it")), *((one.slug, named(one)) for one in candidates)])
