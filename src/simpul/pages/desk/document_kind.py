"""`/perkara/<slug>/jenis-naskah/`: what kind of document the case makes, from which template, and why."""

from __future__ import annotations

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from simpul.casework import own_texts, text_acts
from simpul.core.directory.officers import Officer
from simpul.core.documents.texts import text_template
from simpul.features.agreements import own_text
from simpul.features.agreements.choosing import LONGEST, Choice
from simpul.features.agreements.chosen import kind_of, proposal, reason_in, regional_of, template_of
from simpul.features.agreements.models import Request
from simpul.features.agreements.negotiation import our_latest
from simpul.features.agreements.text_versions import published_templates
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.case_head import CaseView, load_case
from simpul.pages.desk.text_pages import text_page
from simpul.pages.shell.forms import LookMixin
from simpul.rules.agreement_text.instruments import KINDS, Kind
from simpul.rules.agreement_text.template import TextTemplate
from simpul.rules.refusals import Refusal

REGIONAL_WORDS = {
    "ksdd": gettext_lazy("Between regions (KSDD)"),
    "ksdpk": gettext_lazy("Of a region with a third party (KSDPK): sanctions are obligatory"),
}
_REGIONAL = [("", gettext_lazy("No regional cooperation")), *REGIONAL_WORDS.items()]


class KindForm(LookMixin, forms.Form):
    """Kind, template, whether it is regional cooperation, and the reason."""

    use_required_attribute = False
    kind = forms.ChoiceField(label=gettext_lazy("Kind of document"), widget=forms.RadioSelect)
    template = forms.ChoiceField(label=gettext_lazy("Template"))
    other = forms.ChoiceField(
        label=gettext_lazy("Template of another procedure"), required=False,
        help_text=gettext_lazy("Taken in place of the template above, where one is chosen."),
    )  # fmt: skip
    regional = forms.ChoiceField(
        label=gettext_lazy("Regional cooperation (PP 28/2018)"), choices=_REGIONAL, required=False,
        help_text=gettext_lazy("A legal judgement: only where a region or its institution is the one who acts."),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Why this kind"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Kept with the case and its log."),
    )  # fmt: skip

    def __init__(self, asked: Request, procedure: str, *args: Any, **kwargs: Any) -> None:
        known = reason_in(asked.answers)
        first = {
            "kind": kind_of(asked).code, "template": template_of(asked),
            "regional": regional_of(asked), "reason": known.words if known else "",
        }  # fmt: skip
        super().__init__(*args, initial=first, **kwargs)
        named = proposal(asked).code
        kinds: Any = self.fields["kind"]
        kinds.choices = [(each.code, _proposed(_(each.label), each.code == named)) for each in KINDS]
        notes = {each.code: _(each.when) for each in KINDS}
        self.Look = SimpleNamespace(cards={"kind"}, notes={"kind": notes})
        every = published_templates(asked.institution_id).values()
        fitting = [each for each in every if serves(each, procedure, every) or each.code == first["template"]]
        rest = [each for each in every if each not in fitting]
        templates: Any = self.fields["template"]
        templates.choices = _grouped(every)
        templates.widget.choices = _grouped(fitting)
        others: Any = self.fields["other"]
        others.choices = [("", _("None: the template above")), *_grouped(rest)]

    def choice(self) -> Choice:
        """What was chosen."""
        given = self.cleaned_data
        return Choice(given["kind"], given["other"] or given["template"], given["regional"])


def serves(template: TextTemplate, procedure: str, every: Iterable[TextTemplate]) -> bool:
    """Whether a template is for the procedure: made for it, or for none where none is made for it."""
    own = any(procedure in each.procedures for each in every)
    return procedure in template.procedures if own else not template.procedures


def _grouped(templates: Iterable[TextTemplate]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The templates under the kind of document that they are for first."""
    found = [
        (_(kind.label), [(each.code, each.name) for each in templates if each.instruments[0] == kind.code])
        for kind in KINDS
    ]
    return [(label, names) for label, names in found if names]


def _proposed(label: str, is_proposal: bool) -> str:
    return _("%(kind)s (proposed)") % {"kind": label} if is_proposal else label


@officer_required
def document_kind(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """Read by every officer of the institution; decided by the lane whose task is open, until the text is fixed."""
    view = load_case(officer, slug)
    asked = Request.objects.select_related("institution").filter(case_id=view.case.pk).first() or _unbegun(view)
    may = text_acts.task_for(officer, view.tasks, view.procedure, None) is not None
    form = KindForm(asked, view.procedure.code, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            keep = text_acts.choose_kind if asked.pk else own_texts.begin_text
            keep(case_id=view.case.pk, officer=officer, choice=form.choice(), reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            wrong = "other" if form.cleaned_data["other"] else "template"
            form.add_error(wrong if refusal.code == "NSK-02" else None, say(refusal))
        else:
            messages.success(request, _("The kind of document is kept with its reason."))
            return redirect("desk:drafting", slug)
    context = {
        "form": form, "may": may, "reason": reason_in(asked.answers), "kind": kind_of(asked),
        "template": text_template(template_of(asked)), "regional": REGIONAL_WORDS.get(regional_of(asked), ""),
        "begun": bool(asked.pk), "fitting": _fitting(asked, view.procedure.code),
        "drafts": asked.pk and our_latest(asked) is not None,
    }  # fmt: skip
    status = 422 if form.errors else 200
    return text_page(request, officer, view, "desk/document_kind.html", context, _("Kind of document"), status)


def _unbegun(view: CaseView) -> Request:
    """What the text would be begun with, in a case whose steps draft it; 404 in any other."""
    if not any(step.makes_text for step in view.procedure.steps):
        raise Http404
    return own_text.proposed(view.case)


def _fitting(asked: Request, procedure: str) -> list[tuple[Kind, list[str]]]:
    """Each kind with the names of the procedure's templates that serve it."""
    every = published_templates(asked.institution_id).values()
    own = [each for each in every if serves(each, procedure, every)]
    found = [(kind, [each.name for each in own if kind.code in each.instruments]) for kind in KINDS]
    return [(kind, names) for kind, names in found if names]


@require_POST
@officer_required
def take_newer(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """The next draft uses the newest published version of the template."""
    view = load_case(officer, slug)
    try:
        text_acts.take_newer_version(case_id=view.case.pk, officer=officer)
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, _("The next draft is made from the newest version of the template."))
    return redirect("desk:drafting", slug)
