"""`/meja/naskah/<code>/konsep/pasal/<id>/`: one article of the concept as a form, for those who do not write YAML."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from simpul.core.directory.officers import Officer
from simpul.features.agreements import text_concepts as concepts
from simpul.features.agreements.models import TextConcept
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.frame import desk_page
from simpul.pages.desk.studio.faults import told
from simpul.pages.desk.texts.shelf import HERE, crumbs
from simpul.pages.desk.texts.writing import concept_for
from simpul.pages.shell.forms import LookMixin
from simpul.rules.agreement_text.template import ENGLISH
from simpul.rules.agreement_text.template_editing import NEW, Entry, article_in, entries_of, with_words
from simpul.rules.agreement_text.template_writing import written_text
from simpul.rules.procedure.source import read
from simpul.rules.refusals import Refusal

_MOST = 4000


class ArticleForm(LookMixin, forms.Form):
    """One entry for every sentence of the article, and one for a paragraph more."""

    def __init__(self, entries: list[Entry], *args: Any, in_two: bool, **kwargs: Any) -> None:
        self.entries = entries
        super().__init__(*args, **kwargs)
        for entry in entries:
            self._add(entry.name, _label(entry), entry.text, _("Only where: %(when)s") % {"when": entry.when}
                      if entry.when and entry.kind == "paragraph" else "")  # fmt: skip
        self._add(f"{NEW}-teks", _("One paragraph more"), "")
        if in_two:
            self._add(f"{NEW}-teks{ENGLISH}", _("One paragraph more, in English"), "")
        self._add(f"{NEW}-alasan", _("Why it is there"), "")

    def _add(self, name: str, label: str, text: str, note: str = "") -> None:
        entry = forms.CharField(
            label=label, required=False, initial=text, max_length=_MOST, help_text=note,
            widget=forms.Textarea(attrs={"rows": min(8, 1 + len(text) // 80 + 1), "lang": "id"}),
        )  # fmt: skip
        self.fields[name] = entry
        self._clothe(name, entry)


def _label(entry: Entry) -> str:
    names = {
        "title": _("Title of the article"),
        "reason": _("Why the article is there"),
        "source": _("Source"),
        "paragraph": _("Paragraph (%(n)s)") % {"n": entry.paragraph},
        "item": _("Paragraph (%(n)s), item %(position)s") % {"n": entry.paragraph, "position": entry.position},
        "variant": _("Paragraph (%(n)s), other wording %(position)s")
        % {"n": entry.paragraph, "position": entry.position},
        "variant_reason": _("Paragraph (%(n)s), why wording %(position)s")
        % {"n": entry.paragraph, "position": entry.position},
    }
    label = names[entry.kind]
    return _("%(label)s, in English") % {"label": label} if entry.in_english else label


@officer_required
def article(request: HttpRequest, officer: Officer, code: str, article_id: str) -> HttpResponse:
    """The words of one article; saved as the next state of the concept."""
    concepts.need(officer, "write")
    found = concept_for(officer, code)
    data, whole = _data(found, article_id)
    in_two = data.get("bahasa") == "dua"
    form = ArticleForm(entries_of(whole, in_two=in_two), request.POST or None, in_two=in_two)
    if request.method == "POST" and form.is_valid():
        text = written_text(with_words(data, article_id, form.cleaned_data))
        try:
            concepts.save(concept_id=found.pk, officer=officer, text=text, lock_version=_lock(request))
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


def _lock(request: HttpRequest) -> int:
    given = request.POST.get("kunci", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else -1
