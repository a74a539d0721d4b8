"""The stamp duty of an agreement that was signed outside: what was said of it, and the form to say it."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from simpul.casework.stated_duty_acts import states_duty
from simpul.core.directory.officers import Officer
from simpul.features.agreements.models import Agreement
from simpul.features.agreements.stated_duty import owes, parties_of, signed_here, statement_of
from simpul.pages.shell.forms import LookMixin
from simpul.rules.stamp_duty import MOST, Stated, Way, stated

WAYS: Mapping[Way, str | Promise] = {
    Way.PAPER: _("Paper meterai"),
    Way.ELECTRONIC: _("e-Meterai"),
    Way.SLIP: _("Tax payment slip (SSP)"),
    Way.NONE: _("No stamp duty is owed"),
}


class DutyForm(LookMixin, forms.Form):
    """How it was paid, or why it is not owed."""

    way = forms.ChoiceField(
        label=_("How it was paid"), widget=forms.RadioSelect, choices=[(way.value, word) for way, word in WAYS.items()]
    )
    numbers = forms.CharField(
        label=_("Numbers"), required=False, max_length=1500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One on a line: of each stamp, or of the receipt (NTPN) of the slip."),
    )  # fmt: skip
    count = forms.IntegerField(
        label=_("Stamped originals"), required=False, min_value=1, max_value=MOST,
        widget=forms.TextInput(attrs={"class": "s-w-2"}),
        help_text=_("Leave empty for one for each party; enter it where the parties agreed on another number."),
    )  # fmt: skip
    ground = forms.CharField(
        label=_("Provision or agreement, and why it applies"), required=False, max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=_("Only where no stamp duty is owed."),
    )  # fmt: skip

    class Look:
        sometimes = {"numbers", "count", "ground"}

    def given(self, agreement: Agreement) -> Stated:
        """What the form says. Raises Refusal TTD-116, TTD-141..144."""
        said = self.cleaned_data
        return stated(
            Way(said["way"]), numbers=said["numbers"], count=said["count"], ground=said["ground"],
            parties=parties_of(agreement),
        )  # fmt: skip


def duty_card(officer: Officer, agreement: Agreement, sent: forms.Form | None) -> dict[str, object] | None:
    """What the page of an agreement shows of it; None where the signing room saw to it."""
    if signed_here(agreement):
        return None
    row = statement_of(agreement)
    form = sent if isinstance(sent, DutyForm) else DutyForm(initial=_known(agreement), auto_id="bea-%s")
    return {
        "row": row, "word": WAYS[Way(row.way)] if row is not None else "", "owes": owes(agreement),
        "form": form if states_duty(officer, agreement) and not officer.is_inspector else None,
    }  # fmt: skip


def _known(agreement: Agreement) -> dict[str, object]:
    row = statement_of(agreement)
    if row is None:
        return {}
    usual = row.originals in (0, parties_of(agreement))
    return {
        "way": row.way, "numbers": "\n".join(row.numbers), "count": None if usual else row.originals,
        "ground": row.ground,
    }  # fmt: skip
