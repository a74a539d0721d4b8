"""Notes on a partner's file, article by article, and the pages of a scan beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from simpul.core.directory.officers import Officer
from simpul.core.documents.faces.pages import can_preview, one_page, page_count
from simpul.features.agreements.models import Draft, PartnerNote, PartnerText
from simpul.features.agreements.models_drafting import Side
from simpul.features.agreements.partner_texts import articles_of, is_scan
from simpul.lib.wording import say
from simpul.pages.desk.access import case_for, officer_required
from simpul.pages.shell.forms import LookMixin
from simpul.rules.refusals import Refusal

_NEVER_CHANGED = "private, max-age=3600, immutable"


class NoteForm(LookMixin, forms.Form):
    """What an officer read in a file that the machine cannot read, at its place."""

    article = forms.ChoiceField(label=gettext_lazy("About"), required=False)
    note = forms.CharField(
        label=gettext_lazy("What the partner's file says there"), max_length=8000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("As you read it. Your name and the time are kept with it."),
    )  # fmt: skip

    def __init__(self, base: Draft, pages: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["article"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [("", gettext_lazy("The whole text")), *articles_of(base)]
        if pages:
            entry = forms.NumberInput(attrs={"class": "form-control s-w-10"})
            self.fields["page"] = forms.IntegerField(
                label=gettext_lazy("Page"), required=False, min_value=1, max_value=pages, widget=entry
            )
        self.order_fields(["article", "page", "note"])


@dataclass(frozen=True, slots=True)
class Noted:
    """All notes about one article, the newest last."""

    heading: str
    notes: Sequence[PartnerNote]


@dataclass(frozen=True, slots=True)
class Scan:
    """``pages`` from 1, empty where they cannot be drawn: then ``fault`` says why."""

    pages: Sequence[int] = ()
    fault: str = ""


def notes_of(kept: PartnerText) -> list[Noted]:
    """In the order of the articles, those about the whole text first; an article without a note is left out."""
    by_article: dict[str, list[PartnerNote]] = {}
    for one in kept.notes.select_related("by"):
        by_article.setdefault(one.article, []).append(one)
    named = [("", ""), *articles_of(kept.base)]
    return [Noted(heading, by_article[article]) for article, heading in named if article in by_article]


def scan_of(draft: Draft) -> Scan | None:
    """None for a Word file."""
    file = draft.pdf
    if not is_scan(draft) or file is None or not can_preview(file):
        return None
    try:
        return Scan(range(1, page_count(file) + 1))
    except Refusal as refusal:
        return Scan(fault=say(refusal))


@require_safe
@officer_required
def scan_page(request: HttpRequest, officer: Officer, slug: str, number: int, page: int) -> HttpResponse:
    """One page of the partner's scan as PNG, for every officer who may open the case."""
    case = case_for(officer, slug)
    drafts = Draft.objects.filter(request__case_id=case.pk, side=Side.PARTNER, number=number)
    draft = drafts.select_related("pdf").first()
    if draft is None or draft.pdf is None or not is_scan(draft) or not can_preview(draft.pdf):
        raise Http404
    try:
        picture = one_page(draft.pdf, page)
    except Refusal:
        raise Http404 from None
    if picture is None:
        raise Http404
    response = HttpResponse(picture, content_type="image/png")
    response.headers["Cache-Control"] = _NEVER_CHANGED
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
