"""`/perkara/<slug>/susun/klausa/<clause>/`: why a clause is there, its preferred words, and what to fall back on."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.casework import text_acts
from simpul.core.directory.officers import Officer
from simpul.features.agreements.choosing import LONGEST, standing_mark
from simpul.features.agreements.chosen import template_in, variants_in
from simpul.features.agreements.drafting import assembled, template_text
from simpul.features.agreements.models import Request
from simpul.features.agreements.values import values_of
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.case_head import load_case
from simpul.pages.desk.drafting import drafting_task
from simpul.pages.desk.text_pages import request_for, text_page
from simpul.pages.shell.forms import LookMixin
from simpul.rules.agreement_text.assemble import worded_as
from simpul.rules.agreement_text.structure import Article, Paragraph
from simpul.rules.agreement_text.template import ArticleTemplate, ParagraphTemplate
from simpul.rules.refusals import Refusal

PREFERRED = "utama"


@dataclass(frozen=True, slots=True)
class Clause:
    """A paragraph as the template has it and as it stands in the text now."""

    template: ParagraphTemplate
    article: ArticleTemplate
    standing: Paragraph
    place: Article

    @property
    def label(self) -> str:
        return f"Pasal {self.place.number} ayat ({self.standing.number})"

    @property
    def why(self) -> str:
        return self.template.reason or self.article.reason

    @property
    def source(self) -> str:
        return self.template.source or self.article.source


class VariantForm(LookMixin, forms.Form):
    """The preferred words or one of the fallbacks; a fallback needs its reason."""

    use_required_attribute = False
    variant = forms.ChoiceField(label=gettext_lazy("Wording"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Why this fallback"), required=False, max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Needed for a fallback. The legal analyst reads it."),
    )  # fmt: skip

    def __init__(self, asked: Request, clause: Clause, *args: Any, **kwargs: Any) -> None:
        chosen, reason = variants_in(asked.answers).get(clause.template.id, ("", None))
        super().__init__(
            *args, initial={"variant": chosen or PREFERRED, "reason": reason.words if reason else ""}, **kwargs
        )
        values = values_of(asked)
        named: Any = self.fields["variant"]
        named.choices = [(PREFERRED, _("Preferred wording"))] + [
            (each.id, _("Fallback %(number)s") % {"number": number})
            for number, each in enumerate(clause.template.fallbacks, 1)
        ]
        template = template_in(asked)
        notes = {
            each: worded_as(template, values, clause.template.id, each)
            for each in (PREFERRED, *(one.id for one in clause.template.fallbacks))
        }
        self.Look = SimpleNamespace(sometimes={"reason"}, cards={"variant"}, notes={"variant": notes})

    def chosen(self) -> str:
        """The id of the fallback, "" for the preferred words."""
        return "" if self.cleaned_data["variant"] == PREFERRED else str(self.cleaned_data["variant"])


def clause_for(asked: Request, clause_id: str) -> Clause:
    """The clause that stands in the text and has other wordings; 404 for any other."""
    text, _missing = template_text(asked)
    for article in text.articles:
        for paragraph in article.paragraphs:
            found = template_in(asked).paragraph(clause_id) if paragraph.id == clause_id else None
            if found is not None and found.variants:
                owner = next(each for each in template_in(asked).articles if each.id == article.id)
                return Clause(found, owner, paragraph, article)
    raise Http404


def _now(asked: Request, clause_id: str) -> str:
    """The clause as it stands in the text, with an officer's own words."""
    articles = assembled(asked).text.articles
    return next((each.text for article in articles for each in article.paragraphs if each.id == clause_id), "")


@officer_required
def clause(request: HttpRequest, officer: Officer, slug: str, clause_id: str) -> HttpResponse:
    """Read by every officer of the institution; chosen by the lane that drafts."""
    view = load_case(officer, slug)
    asked = request_for(view)
    found = clause_for(asked, clause_id)
    form = VariantForm(asked, found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            text_acts.choose_variant(
                case_id=view.case.pk, officer=officer, clause=clause_id, variant=form.chosen(),
                reason=form.cleaned_data["reason"], opened=request.POST.get("dibuka", ""),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error("reason" if refusal.code == "NSK-01" else None, say(refusal))
            asked = request_for(view)
            found = clause_for(asked, clause_id)
        else:
            messages.success(request, _("The wording is chosen. It stands in the next version of the draft."))
            return redirect(reverse("desk:drafting", args=[slug]) + f"#pasal-{found.place.id}")
    values, template = values_of(asked), template_in(asked)
    never = [each for each in found.template.variants if each.standing == "terlarang"]
    context = {
        "clause": found, "form": form, "opened": standing_mark(asked, clause_id),
        "may": drafting_task(officer, view) is not None,
        "now": _now(asked, clause_id),
        "chosen": variants_in(asked.answers).get(clause_id), "fallbacks": found.template.fallbacks,
        "never": [(worded_as(template, values, clause_id, each.id), each.reason) for each in never],
    }  # fmt: skip
    return text_page(request, officer, view, "desk/clause.html", context, found.label, 422 if form.errors else 200)
