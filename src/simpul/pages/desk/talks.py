"""The tab "Diskusi": notes among officers and contacts with the partner, kept with the case."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.casework.cases import act_on_case
from simpul.core.directory.officers import Officer
from simpul.core.procedures.acting import Acting
from simpul.features.agreements.models import Request, Talk
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.case_head import case_tab, load_case
from simpul.pages.desk.channels import CHANNELS
from simpul.pages.shell.forms import LookMixin


class TalkForm(LookMixin, forms.Form):
    """One entry: what was said, and by which channel where the partner took part."""

    text = forms.CharField(
        label=gettext_lazy("Note"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Colleagues of every lane read it. The partner does not see it."),
    )  # fmt: skip
    channel = forms.ChoiceField(
        label=gettext_lazy("Contact with the partner by"), required=False,
        choices=[("", gettext_lazy("None, an internal note")), *CHANNELS.items()],
    )  # fmt: skip


@officer_required
def talks(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """Read and add; an inspector and an admin without a lane only read."""
    view = load_case(officer, slug)
    form = TalkForm(request.POST or None)
    if request.method == "POST" and officer.lanes and form.is_valid():
        _add(view.case.pk, officer, form.cleaned_data["text"], form.cleaned_data["channel"])
        messages.success(request, _("The note is kept."))
        return redirect("desk:talks", slug)
    rows = Talk.objects.filter(request__case_id=view.case.pk).select_related("by", "file")
    context = {"talks": rows, "form": form if officer.lanes else None, "channels": CHANNELS}
    return case_tab(request, officer, view, "talks", context, 422 if form.errors else 200)


def _add(case_id: int, officer: Officer, text: str, channel: str) -> None:
    def change(acting: Acting) -> None:
        asked = Request.objects.get(case_id=case_id)
        Talk.objects.create(
            request=asked, internal=not channel, channel=channel, text=text, by_id=officer.user_id, at=acting.at
        )
        acting.told = {"channel": channel}

    act_on_case(case_id=case_id, verb="talk.noted", by=officer.actor(), change=change)
