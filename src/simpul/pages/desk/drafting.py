"""D5, `/perkara/<slug>/susun/`: what is filled and missing, the clauses, the text as paper, the next version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from simpul.casework import text_acts
from simpul.core.directory.officers import Officer
from simpul.core.procedures.models import Task
from simpul.features.agreements.chosen import kind_of, newer_version, reason_in, template_in, variants_in
from simpul.features.agreements.drafting import assembled, changed_articles, is_current, wordable
from simpul.features.agreements.models import Draft, Request
from simpul.features.agreements.negotiation import our_latest
from simpul.features.agreements.own_wording import MORE, WordingConflict, added, entries_of, marks_of, worded
from simpul.features.agreements.requests import papers_lacking
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.case_head import CaseView, load_case
from simpul.pages.desk.departures import departures, own_clauses
from simpul.pages.desk.text_pages import request_for, text_page
from simpul.pages.desk.values import open_places
from simpul.pages.shell.forms import LookMixin
from simpul.rules.agreement_text.columns import SECOND, words_in_second
from simpul.rules.agreement_text.structure import AgreementText, Article
from simpul.rules.agreement_text.template import paragraphs_of
from simpul.rules.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the text is: the newest version of ours, what it lacks, and what changed since."""

    draft: Draft | None
    text: AgreementText
    places: Sequence[dict[str, str]]
    papers: Sequence[str]
    current: bool
    changes: Sequence[dict[str, object]]


def standing_of(slug: str, asked: Request) -> Standing:
    """The state of the text of one request."""
    draft, text = our_latest(asked), assembled(asked).text
    current = draft is not None and is_current(draft, text)
    return Standing(
        draft, text, open_places(slug, asked), [_(paper.label) for paper in papers_lacking(asked)], current,
        [] if current else changed_articles(draft, text),
    )  # fmt: skip


def next_number(asked: Request) -> int:
    """The number that the next version gets; versions of both sides are counted together."""
    last = Draft.objects.filter(request=asked).order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


@officer_required
def drafting(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """Read for every officer of the institution; made by the lane that drafts."""
    return _page(request, officer, load_case(officer, slug))


@officer_required
def make(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """POST: the next version."""
    view = load_case(officer, slug)
    if request.method != "POST":
        return redirect("desk:drafting", slug)
    try:
        text_acts.make_draft(case_id=view.case.pk, officer=officer, summary=request.POST.get("ringkasan", "")[:2000])
    except Refusal as refusal:
        return _page(request, officer, view, say(refusal))
    lacking = len(open_places(slug, request_for(view)))
    if lacking:
        words = ngettext(
            "The draft is made, but %(number)s value is missing in it. Fill it in and make the next version.",
            "The draft is made, but %(number)s values are missing in it. Fill them in and make the next version.",
            lacking,
        )
        messages.warning(request, words % {"number": lacking})
    else:
        messages.success(
            request, _("The draft is made. Read it once more, then hand it over in the task of this step.")
        )
    return redirect("desk:drafting", slug)


def _page(request: HttpRequest, officer: Officer, view: CaseView, error: str = "") -> HttpResponse:
    asked = request_for(view)
    state = standing_of(view.case.slug, asked)
    task = drafting_task(officer, view)
    context = {
        "asked": asked, "state": state, "task": task, "error": error, "number": next_number(asked),
        "made_here": state.draft is not None and task is not None and state.draft.task_id == task.pk,
        "own": own_clauses(asked), "departures": departures(view.case.slug, asked, state.text),
        "entered": request.POST.get("ringkasan", ""), "text": state.text, **_choices(asked),
        "may_choose": text_acts.task_for(officer, view.tasks, view.procedure, None) is not None,
    }  # fmt: skip
    return text_page(request, officer, view, "desk/drafting.html", context, _("Drafting"), 422 if error else 200)


def _choices(asked: Request) -> dict[str, object]:
    """Kind, template and fallbacks as chosen, and the clauses that could be worded otherwise."""
    template, fallen = template_in(asked), variants_in(asked.answers)
    return {
        "template": template, "kind": kind_of(asked), "reason": reason_in(asked.answers), "newer": newer_version(asked),
        "choosable": frozenset(each.id for each in paragraphs_of(template) if each.variants), "fallen": fallen,
    }  # fmt: skip


def drafting_task(officer: Officer, view: CaseView) -> Task | None:
    """The open task in which this officer may make a draft."""
    return text_acts.task_for(officer, view.tasks, view.procedure, {text_acts.DRAFTING})


class WordingForm(LookMixin, forms.Form):
    """One entry per clause of an article, and one for a paragraph more."""

    def __init__(
        self, plain: Article, asked: Request, data: object = None, second: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(data)
        own = worded(asked.answers)
        self.second = second
        for paragraph in plain.paragraphs:
            self._entry(paragraph.id, _("Paragraph (%(n)s)") % {"n": paragraph.number}, paragraph.text, own)
            for position, item in enumerate(paragraph.items):
                label = _("Paragraph (%(n)s), letter %(letter)s") % {
                    "n": paragraph.number,
                    "letter": chr(97 + position),
                }
                self._entry(item.id, label, item.text, own)
        for number, text in enumerate([*added(asked.answers).get(plain.id, []), ""], 1):
            name, said = f"tambahan-{number}", own.get(f"{plain.id}_tambahan_{number}{SECOND}", "")
            self.fields[name] = forms.CharField(
                label=_("Added paragraph") if text else _("One paragraph more"), required=False, initial=text,
                max_length=4000, widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
            )  # fmt: skip
            if second is not None:
                self._field(f"{plain.id}_tambahan_{number}{SECOND}", _("Added paragraph, in English"), said)

    def _entry(self, name: str, label: str, plain: str, own: dict[str, str]) -> None:
        rows = min(8, 2 + len(plain) // 90)
        self.fields[name] = forms.CharField(
            label=label, required=False, initial=own.get(name, plain), max_length=4000,
            help_text=_("Template: %(text)s") % {"text": plain} if name in own else "",
            widget=forms.Textarea(attrs={"rows": rows, "class": "form-control"}),
        )  # fmt: skip

        if self.second is not None:
            english = own.get(f"{name}{SECOND}", self.second.get(name, ""))
            self._field(f"{name}{SECOND}", _("%(label)s, in English") % {"label": label}, english)

    def _field(self, name: str, label: str, text: str) -> None:
        self.fields[name] = forms.CharField(
            label=label, required=False, initial=text, max_length=4000,
            widget=forms.Textarea(attrs={"rows": min(8, 2 + len(text) // 90), "class": "form-control", "lang": "en"}),
        )  # fmt: skip

    def words(self) -> dict[str, str]:
        """The words of the clauses, without the added paragraphs."""
        return {name: text for name, text in self.cleaned_data.items() if not name.startswith("tambahan-")}

    def beside(self, conflict: WordingConflict, now: Mapping[str, str]) -> dict[str, str]:
        """The officer's own changes, and everything else as it stands now."""
        kept = {**now, **conflict.mine}
        more = kept.pop(MORE).split("\n")
        return {**kept, **{f"tambahan-{number}": text for number, text in enumerate(more, 1)}}

    def tell_conflict(self, conflict: WordingConflict) -> None:
        """What a colleague wrote meanwhile, beside the entry that says otherwise."""
        self.add_error(None, say(conflict))
        first = next(name for name in self.fields if name.startswith("tambahan-"))
        for name, text in conflict.standing.items():
            told = _("A colleague's words: %(text)s") % {"text": text or _("(nothing)")}
            self.add_error(first if name == MORE else name, told)

    def more(self) -> list[str]:
        return [str(text) for name, text in self.cleaned_data.items() if name.startswith("tambahan-")]


@officer_required
def article(request: HttpRequest, officer: Officer, slug: str, article_id: str) -> HttpResponse:
    """The wording of one article; empty words go back to the template."""
    view = load_case(officer, slug)
    asked = request_for(view)
    whole = wordable(asked)
    plain = next((each for each in whole.articles if each.id == article_id), None)
    if plain is None or drafting_task(officer, view) is None:
        raise Http404
    second = words_in_second(whole) if whole.translation is not None else None
    form = WordingForm(plain, asked, request.POST if request.method == "POST" else None, second)
    opened = request.POST.get("dibuka", "")
    if request.method == "POST" and form.is_valid():
        try:
            text_acts.word_article(
                case_id=view.case.pk, officer=officer, article_id=article_id, words=form.words(), more=form.more(),
                opened=opened,
            )  # fmt: skip
        except WordingConflict as conflict:
            asked, opened = request_for(view), ""
            form = WordingForm(plain, asked, form.beside(conflict, entries_of(asked, plain, second)), second)
            form.tell_conflict(conflict)
        else:
            messages.success(request, _("The wording is kept. It stands in the next version of the draft."))
            return redirect(reverse("desk:drafting", args=[slug]) + f"#pasal-{article_id}")
    now = entries_of(asked, plain, second)
    context = {"form": form, "article": plain, "asked": asked, "opened": opened or marks_of(now)}
    title = f"Pasal {plain.number}"
    return text_page(request, officer, view, "desk/article.html", context, title, 422 if form.errors else 200)
