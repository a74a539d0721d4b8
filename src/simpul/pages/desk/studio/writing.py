"""`/meja/sop/<code>/konsep/`: writing a concept beside its faults and its picture; nothing is lost between two."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from simpul.core.directory.lanes import add_lanes, staffed
from simpul.core.directory.models import User
from simpul.core.directory.officers import Officer
from simpul.core.procedures.concepts import TextConflict, discard, propose, save_text, take_back
from simpul.core.procedures.faces import face
from simpul.core.procedures.judging import Judgement, judge
from simpul.core.procedures.loaded import readable
from simpul.core.procedures.models import Concept
from simpul.core.procedures.publishing import allowed, need
from simpul.lib import clock
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.concept_text import differences, entered, lock_of, summary
from simpul.pages.desk.frame import desk_page
from simpul.pages.desk.studio.deciding import decision_page
from simpul.pages.desk.studio.drawing import Drawn, drawn, drawn_whole
from simpul.pages.desk.studio.faults import Told, told
from simpul.pages.desk.studio.forms import ProposeForm
from simpul.pages.desk.studio.shelf import HERE, crumbs, house_of, shelf_for
from simpul.rules.procedure.faults import ProcedureFaults
from simpul.rules.procedure.loader import examine
from simpul.rules.procedure.model import Procedure
from simpul.rules.procedure.publishing import PARTNER
from simpul.rules.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text behind its number."""

    number: int
    text: str
    is_faulty: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """The text as it is being written, with its ``faults`` by line.

    ``theirs``: the text that somebody else saved meanwhile, ``differences``: (sign, line) from theirs to this one.
    """

    text: str
    faults: list[Told]
    picture: Drawn | None
    is_older: bool
    lanes: tuple[tuple[str, str], ...]
    theirs: str = ""
    differences: list[tuple[str, str]] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        """Every line, also the empty one behind the last line end."""
        faulty = {fault.line for fault in self.faults}
        return [Line(number, text, number in faulty) for number, text in enumerate(self.text.split("\n"), 1)]


def concept_for(officer: Officer, code: str) -> Concept:
    """The concept of the own institution (404 for any other)."""
    rows = Concept.objects.select_related("institution", "written_by", "submitted_by", "returned_by", "based_on")
    found = rows.filter(institution_id=officer.institution_id, code=code).first()
    if found is None:
        raise Http404
    return found


def sheet_of(concept: Concept, text: str) -> Sheet:
    """The text judged and drawn; while it cannot be drawn, the picture is of the last state that could be."""
    judgement = judge(concept.institution, concept.code, text)
    older = None if judgement.is_drawable else _drawable(concept)
    shown = judgement.draft if judgement.is_drawable else older
    picture = drawn(shown) if shown is not None else None
    return Sheet(text, told(judgement.faults), picture, older is not None, _missing_lanes(concept, judgement))


def _drawable(concept: Concept) -> Procedure | None:
    """What was saved, else what the concept was made from."""
    saved = examine(concept.text)
    if saved.is_drawable:
        return saved.draft
    return readable(concept.based_on_id) if concept.based_on_id else None


def _missing_lanes(concept: Concept, judgement: Judgement) -> tuple[tuple[str, str], ...]:
    """The lanes of the text that the institution does not have: (id, printed name)."""
    if judgement.draft is None:
        return ()
    known = {"", PARTNER, *staffed(concept.institution)}
    return tuple((lane.id, lane.name) for lane in judgement.draft.lanes if lane.id not in known and lane.name)


@officer_required
def concept(request: HttpRequest, officer: Officer, code: str) -> HttpResponse:
    """The concept to write; once proposed, to decide."""
    found = concept_for(officer, code)
    if request.method == "POST":
        return _save(request, officer, found)
    if found.submitted_by_id is not None:
        return decision_page(request, officer, found)
    return _page(request, officer, found, sheet_of(found, found.text))


@require_POST
@officer_required
def check(request: HttpRequest, officer: Officer, code: str) -> HttpResponse:
    """The text that was sent, judged and drawn; nothing is saved."""
    found = concept_for(officer, code)
    return _page(request, officer, found, sheet_of(found, entered(request)), lock_version=lock_of(request))


@require_POST
@officer_required
def whole(request: HttpRequest, officer: Officer, code: str) -> HttpResponse:
    """The text that was sent as the sheet that it prints; while it has faults, as its flow in one picture."""
    found = concept_for(officer, code)
    judgement = judge(found.institution, found.code, entered(request))
    shown = judgement.draft if judgement.is_drawable else _drawable(found)
    if judgement.procedure is not None:
        made = face(judgement.procedure, "html", clock.now())
        response = HttpResponse(made, content_type="text/html; charset=utf-8")
    elif shown is not None:
        response = HttpResponse(drawn_whole(shown), content_type="image/svg+xml")
    else:
        raise Http404
    response["Content-Security-Policy"] = "sandbox"
    return response


def _save(request: HttpRequest, officer: Officer, found: Concept) -> HttpResponse:
    text = entered(request)
    try:
        save_text(concept_id=found.pk, officer=officer, text=text, lock_version=lock_of(request))
    except TextConflict as conflict:
        return _conflict(request, officer, conflict, text)
    except Refusal as refusal:
        messages.error(request, say(refusal))
        return _page(request, officer, found, sheet_of(found, text), status=422, lock_version=lock_of(request))
    messages.success(request, _("Saved."))
    return redirect("desk:sop_concept", found.code)


def _conflict(request: HttpRequest, officer: Officer, conflict: TextConflict, text: str) -> HttpResponse:
    """Both texts; what is saved from here on knows the other one."""
    stored = conflict.stored
    mine = sheet_of(stored, text)
    both = Sheet(
        text, mine.faults, mine.picture, mine.is_older, mine.lanes, stored.text, list(differences(stored.text, text))
    )
    return _page(request, officer, stored, both, status=409, lock_version=stored.lock_version)


def _page(
    request: HttpRequest,
    officer: Officer,
    found: Concept,
    sheet: Sheet,
    status: int = 200,
    lock_version: int | None = None,
) -> HttpResponse:
    context = {
        "concept": found,
        "sheet": sheet,
        "lock_version": found.lock_version if lock_version is None else lock_version,
        "may_write": allowed(officer, "write"),
        "writers": _writers(officer),
        "is_saved": sheet.text.rstrip("\n") == found.text.rstrip("\n"),
        "summary": summary(len(sheet.faults)),
    }
    steps = crumbs(shelf_for(officer, found.code), _("Concept"))
    return desk_page(request, officer, "desk/studio/concept.html", context, current=HERE, crumbs=steps, status=status)


def _writers(officer: Officer) -> list[str]:
    rows = User.objects.filter(institution_id=officer.institution_id, is_admin=True, is_active=True)
    return list(rows.order_by("full_name").values_list("full_name", flat=True))


@officer_required
def proposal(request: HttpRequest, officer: Officer, code: str) -> HttpResponse:
    """Propose: effective date and what is new."""
    need(officer, "propose")
    found = concept_for(officer, code)
    first = {"effective_on": found.effective_on, "note": found.note, "lock_version": found.lock_version}
    form = ProposeForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            propose(concept_id=found.pk, officer=officer, **form.cleaned_data)
            messages.success(request, _("Proposed. Somebody else publishes it or sends it back."))
            return redirect("desk:sop_concept", code)
        except ProcedureFaults as faults:
            messages.error(request, summary(len(faults.faults)))
            return redirect("desk:sop_concept", code)
        except Refusal as refusal:
            form.add_error("effective_on" if refusal.code in ("SOP-33", "SOP-34") else None, say(refusal))
    judgement = judge(house_of(officer), code, found.text)
    printed = judgement.procedure.identity.effective_on if judgement.procedure else ""
    context = {"form": form, "concept": found, "printed": printed, "faults": told(judgement.faults)}
    steps = crumbs(shelf_for(officer, code), _("Propose"))
    status = 422 if form.errors else 200
    return desk_page(request, officer, "desk/studio/propose.html", context, current=HERE, crumbs=steps, status=status)


@require_POST
@officer_required
def withdraw(request: HttpRequest, officer: Officer, code: str) -> HttpResponse:
    """The proposal becomes a concept again."""
    take_back(concept_id=concept_for(officer, code).pk, officer=officer)
    messages.success(request, _("The proposal is a concept again."))
    return redirect("desk:sop_concept", code)


@require_POST
@officer_required
def throw_away(request: HttpRequest, officer: Officer, code: str) -> HttpResponse:
    """Discard the concept."""
    discard(concept_id=concept_for(officer, code).pk, officer=officer)
    messages.success(request, _("The concept is discarded."))
    return redirect("desk:sop_studio")


@require_POST
@officer_required
def make_lanes(request: HttpRequest, officer: Officer, code: str) -> HttpResponse:
    """The lanes that the saved text names and the institution does not have yet."""
    need(officer, "write")
    found = concept_for(officer, code)
    missing = dict(_missing_lanes(found, judge(found.institution, code, found.text)))
    made = add_lanes(institution=found.institution, names=missing, by=officer.actor())
    told = _("New lanes: %(count)d. Now put people in them, on the page of people and lanes.")
    messages.success(request, told % {"count": len(made)})
    return redirect("desk:sop_concept", code)
