"""`/meja/naskah/<code>/konsep/pasal/<id>/`: one article of the concept as a form, for those who do not write YAML."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from simpul.core.directory.officers import Officer
from simpul.features.agreements import text_concepts as concepts
from simpul.features.agreements.models import TextConcept
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.concept_text import lock_of
from simpul.pages.desk.frame import desk_page
from simpul.pages.desk.studio.faults import told
from simpul.pages.desk.texts.article_form import ArticleForm
from simpul.pages.desk.texts.shelf import HERE, crumbs
from simpul.pages.desk.texts.writing import concept_for
from simpul.rules.agreement_text.template_editing import article_in, with_words
from simpul.rules.agreement_text.template_writing import rewritten
from simpul.rules.procedure.source import read
from simpul.rules.refusals import Refusal


@officer_required
def article(request: HttpRequest, officer: Officer, code: str, article_id: str) -> HttpResponse:
    """The words of one article; saved as the next state of the concept."""
    concepts.need(officer, "write")
    found = concept_for(officer, code)
    data, whole = _data(found, article_id)
    form = ArticleForm(data, whole, request.POST or None)
    if request.method == "POST" and form.is_valid():
        text = rewritten(found.text, with_words(data, article_id, form.cleaned_data), article_id)
        try:
            concepts.save(concept_id=found.pk, officer=officer, text=text, lock_version=lock_of(request))
        except Refusal as refusal:
            form.add_error(None, say(refusal))
        else:
            return _saved(request, officer, code)
    context = {
        "form": form, "concept": found, "article": whole, "lock_version": request.POST.get("kunci", found.lock_version),
    }  # fmt: skip
    steps = crumbs(code, _("Concept"), str(whole["judul"]).capitalize())
    status = 422 if form.errors else 200
    return desk_page(request, officer, "desk/texts/article.html", context, current=HERE, crumbs=steps, status=status)


def _data(found: TextConcept, article_id: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The data of the saved text and its article; 404 where the text cannot be read as a template or lacks it."""
    if found.submitted_by_id is not None or concepts.judged(found).template is None:
        raise Http404
    data = read(found.text)[0]
    whole = article_in(data, article_id)
    if whole is None:
        raise Http404
    return data, whole


def _saved(request: HttpRequest, officer: Officer, code: str) -> HttpResponse:
    faults = told(concepts.judged(concept_for(officer, code)).faults)
    if faults:
        messages.warning(request, _("Saved, with faults that keep it from being proposed."))
    else:
        messages.success(request, _("Saved."))
    return redirect("desk:text_concept", code)
