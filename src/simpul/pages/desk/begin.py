"""`/meja/mulai/`: the procedures that the officer may begin, and the title of the new case."""

from __future__ import annotations

from types import SimpleNamespace

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.casework.beginning import TITLE_LENGTH, Beginning, begin_case, beginnings
from simpul.core.directory.officers import Officer
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.frame import desk_page
from simpul.pages.shell.forms import LookMixin, offer
from simpul.rules.refusals import Refusal


class BeginForm(LookMixin, forms.Form):
    """What is begun, as whom, and under which title."""

    what = forms.ChoiceField(label=gettext_lazy("Procedure"), widget=forms.RadioSelect)
    title = forms.CharField(
        label=gettext_lazy("Title of the case"),
        max_length=TITLE_LENGTH,
        help_text=gettext_lazy("As your colleagues will find it, for example the partner and the subject."),
    )

    def __init__(self, offered: list[Beginning], **kwargs: object) -> None:
        super().__init__(**kwargs)
        cards = [card for one in offered for card in _cards(one)]
        offer(self, "what", ((value, title) for value, title, _place in cards))
        self.Look = SimpleNamespace(cards={"what"}, notes={"what": {value: place for value, _title, place in cards}})
        if len(cards) == 1:
            self.initial["what"] = cards[0][0]


def _cards(one: Beginning) -> list[tuple[str, str, str]]:
    """One card for each place from which the officer may begin the procedure: value, title, as whom."""
    title, first = one.procedure.identity.title, one.procedure.by_id[one.procedure.start]
    needs = _(". To have at hand: %(needs)s") % {"needs": ", ".join(first.requirements)} if first.requirements else ""
    return [
        (
            f"{one.version.pk}|{lane.code}|{unit.code if unit else ''}",
            title,
            _("As %(place)s; first step: %(step)s") % {"place": unit or lane.name, "step": first.title} + needs,
        )
        for lane, unit in one.places
    ]


@officer_required
def begin(request: HttpRequest, officer: Officer) -> HttpResponse:
    """Choose, name, begin: the case opens with its first step."""
    offered = beginnings(officer)
    form = BeginForm(offered, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        version, lane, unit = form.cleaned_data["what"].split("|")
        try:
            case = begin_case(
                officer=officer, version_id=int(version), title=form.cleaned_data["title"], lane_code=lane,
                unit_code=unit,
            )  # fmt: skip
            return redirect("desk:case", case.slug)
        except Refusal as refusal:
            form.add_error(None, say(refusal))
    status = 422 if form.errors else 200
    context = {"form": form, "offered": offered}
    return desk_page(request, officer, "desk/begin.html", context, current="/meja/mulai/", status=status)
