"""`/meja/naskah/<code>/konsep/`: writing a template beside its faults and its example; nothing is lost between two."""

from __future__ import annotations

from dataclasses import dataclass, field

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from simpul.core.directory.officers import Officer
from simpul.features.agreements import text_concepts as concepts
from simpul.features.agreements.models import TextConcept
from simpul.features.agreements.text_kinds import Content
from simpul.features.agreements.text_versions import content_at
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.concept_text import differences, entered, lock_of, summary
from simpul.pages.desk.frame import desk_page
from simpul.pages.desk.studio.faults import Told, told
from simpul.pages.desk.texts.deciding import decision_page
from simpul.pages.desk.texts.examples import Example, example_for
from simpul.pages.desk.texts.shelf import HERE, crumbs, name_of
from simpul.pages.shell.forms import LookMixin
from simpul.rules.agreement_text.template import TextTemplate
from simpul.rules.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the entry beside its number."""

    number: int
    text: str
    is_faulty: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """The text as it is being written, its ``faults``, and the example as it reads now (or read last).

    ``theirs``: the text that somebody else saved meanwhile, ``differences``: (sign, line) from theirs to this one.
    """

    text: str
    faults: list[Told]
    example: Example
    is_older: bool
    content: Content
    theirs: str = ""
    differences: list[tuple[str, str]] = field(default_factory=list)

    @property
    def template(self) -> TextTemplate | None:
        """The content where it is a template: its articles can be written as forms."""
        return self.content if isinstance(self.content, TextTemplate) else None

    @property
    def name(self) -> str:
        return name_of(self.content)

    @property
    def lines(self) -> list[Row]:
        faulty = {fault.line for fault in self.faults}
        return [Row(n, line, n in faulty) for n, line in enumerate(self.text.split("\n"), 1)]


class ProposeForm(LookMixin, forms.Form):
    """What is new."""

    use_required_attribute = False
    note = forms.CharField(
        label=gettext_lazy("What is new, and why"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Read by the one who publishes, and kept with the version."),
    )  # fmt: skip
    lock_version = forms.IntegerField(widget=forms.HiddenInput)


def concept_for(officer: Officer, code: str) -> TextConcept:
    """The concept of the own institution (404 for any other)."""
    rows = TextConcept.objects.select_related("institution", "written_by", "submitted_by", "returned_by")
    found = rows.filter(institution_id=officer.institution_id, code=code).first()
    if found is None:
        raise Http404
    return found


def sheet_of(found: TextConcept, text: str, key: str = "") -> Sheet:
    """The text judged and shown on an example (``key``); with faults, the last words that stood whole are."""
    judged = concepts.judged(found, text)
    content, is_older = judged.content, False
    base = content_at(found.institution_id, found.code, found.based_on)
    if content is None or judged.faults:
        content, is_older = _standing(found, base), True
    return Sheet(text, told(judged.faults), example_for(content, base, found.institution, key), is_older, content)


def _standing(found: TextConcept, base: Content) -> Content:
    """What was saved, where it is whole; else what the concept was made from."""
    saved = concepts.judged(found)
    return saved.content if saved.content is not None and not saved.faults else base


@require_POST
@officer_required
def begin(request: HttpRequest, officer: Officer, code: str) -> HttpResponse:
    """A concept with the words of the newest version."""
    try:
        concepts.start(officer=officer, code=code)
    except KeyError:
        raise Http404 from None
    except Refusal as refusal:
        messages.error(request, say(refusal))
        return redirect("desk:text", code)
    return redirect("desk:text_concept", code)


@officer_required
def concept(request: HttpRequest, officer: Officer, code: str) -> HttpResponse:
    """The concept to write; once proposed, to decide."""
    found = concept_for(officer, code)
    if request.method == "POST":
        return _save(request, officer, found)
    if found.submitted_by_id is not None:
        return decision_page(request, officer, found)
    return _page(request, officer, found, sheet_of(found, found.text, request.GET.get("contoh", "")))


@require_POST
@officer_required
def check(request: HttpRequest, officer: Officer, code: str) -> HttpResponse:
    """The text that was sent, judged and set; nothing is saved."""
    found = concept_for(officer, code)
    sheet = sheet_of(found, entered(request), request.POST.get("contoh", ""))
    return _page(request, officer, found, sheet, lock_version=lock_of(request))


def _save(request: HttpRequest, officer: Officer, found: TextConcept) -> HttpResponse:
    text = entered(request)
    try:
        concepts.save(concept_id=found.pk, officer=officer, text=text, lock_version=lock_of(request))
    except concepts.TextConflict as conflict:
        stored = conflict.stored
        mine = sheet_of(stored, text)
        both = Sheet(
            text, mine.faults, mine.example, mine.is_older, mine.content, stored.text,
            list(differences(stored.text, text)),
        )  # fmt: skip
        return _page(request, officer, stored, both, status=409, lock_version=stored.lock_version)
    except Refusal as refusal:
        messages.error(request, say(refusal))
        return _page(request, officer, found, sheet_of(found, text), status=422, lock_version=lock_of(request))
    messages.success(request, _("Saved."))
    return redirect("desk:text_concept", found.code)


def _page(
    request: HttpRequest,
    officer: Officer,
    found: TextConcept,
    sheet: Sheet,
    status: int = 200,
    lock_version: int | None = None,
) -> HttpResponse:
    context = {
        "concept": found, "sheet": sheet, "example": sheet.example, "text": sheet.example.text,
        "summary": summary(len(sheet.faults)),
        "lock_version": found.lock_version if lock_version is None else lock_version,
        "may_write": concepts.allowed(officer, "write"), "is_saved": sheet.text.strip() == found.text.strip(),
    }  # fmt: skip
    steps = crumbs(found.code, _("Concept"))
    return desk_page(request, officer, "desk/texts/concept.html", context, current=HERE, crumbs=steps, status=status)


@officer_required
def proposal(request: HttpRequest, officer: Officer, code: str) -> HttpResponse:
    """Propose: what is new, and why."""
    concepts.need(officer, "propose")
    found = concept_for(officer, code)
    form = ProposeForm(request.POST or None, initial={"note": found.note, "lock_version": found.lock_version})
    if request.method == "POST" and form.is_valid():
        try:
            concepts.propose(concept_id=found.pk, officer=officer, **form.cleaned_data)
            messages.success(request, _("Proposed. Somebody else publishes it or sends it back."))
            return redirect("desk:text_concept", code)
        except Refusal as refusal:
            form.add_error(None, say(refusal))
    context = {"form": form, "concept": found, "faults": told(concepts.judged(found).faults)}
    steps = crumbs(code, _("Propose"))
    status = 422 if form.errors else 200
    return desk_page(request, officer, "desk/texts/propose.html", context, current=HERE, crumbs=steps, status=status)


@require_POST
@officer_required
def withdraw(request: HttpRequest, officer: Officer, code: str) -> HttpResponse:
    """The proposal becomes a concept again."""
    concepts.take_back(concept_id=concept_for(officer, code).pk, officer=officer)
    messages.success(request, _("The proposal is a concept again."))
    return redirect("desk:text_concept", code)


@require_POST
@officer_required
def throw_away(request: HttpRequest, officer: Officer, code: str) -> HttpResponse:
    """Discard the concept."""
    concepts.discard(concept_id=concept_for(officer, code).pk, officer=officer)
    messages.success(request, _("The concept is discarded."))
    return redirect("desk:text", code)
