"""`/perkara/<slug>/tanda-tangan/kembali/<id>/`: a file that came back signed, beside the text that was sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from simpul.casework import returned_acts
from simpul.casework.returned_acts import OWN
from simpul.casework.signing_rounds import runs_the_room
from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.officers import Officer
from simpul.core.documents.faces.pages import page_pictures
from simpul.core.documents.storage import Damaged
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.models import Case
from simpul.core.signing.models import Means, ReturnedFile, ReturnedState, RoundState, SignerState
from simpul.core.signing.returned import ADVICE, FAULTS
from simpul.core.signing.verdict import from_json
from simpul.pages.desk.access import case_for, officer_required
from simpul.pages.desk.frame import desk_page
from simpul.pages.desk.signing import open_room, room_page
from simpul.pages.desk.signing_forms import DecideForm, HandInForm
from simpul.pages.desk.signing_view import judges_text, verdict_words
from simpul.pages.desk.uploads import keep_upload
from simpul.pages.shell.intake import streams_uploads
from simpul.pages.shell.navigation import Crumb
from simpul.pages.shell.returned_words import STATES
from simpul.rules.refusals import Conflict, NotAllowed, Refusal

KIND = "berkas_bertanda_tangan"


@dataclass(frozen=True, slots=True)
class Pair:
    """One page of each file; None where the file has fewer. ``same``: both look exactly alike."""

    number: int
    sent: bool
    came: bool
    same: bool


def _returned(officer: Officer, slug: str, returned_id: int) -> tuple[Case, ReturnedFile]:
    """Load and authorise; anything else does not exist."""
    case = case_for(officer, slug)
    rows = ReturnedFile.objects.select_related("file", "sent", "signer__round", "decided_by")
    found = rows.filter(pk=returned_id, signer__round__case_id=case.pk).first()
    if found is None or not judges_text(officer, case):
        raise Http404
    return case, found


@require_safe
@officer_required
def returned(request: HttpRequest, officer: Officer, slug: str, returned_id: int) -> HttpResponse:
    """The two side by side, what the judging found, and the decision where one is due."""
    return _page(request, officer, *_returned(officer, slug, returned_id), DecideForm())


def _page(
    request: HttpRequest, officer: Officer, case: Case, row: ReturnedFile, form: DecideForm, error: str = ""
) -> HttpResponse:
    pairs = list(pairs_of(row.sent.sha256, row.file.sha256))
    zone = calendar_for(officer.institution_id).tz
    context = {
        "case": case, "row": row, "signer": row.signer, "state": STATES[ReturnedState(row.state)],
        "faults": [(_(FAULTS[code]), _advice(row, code)) for code in row.faults],
        "pairs": pairs, "different": [pair.number for pair in pairs if not pair.same],
        "verdict": verdict_words(from_json(row.verdict), zone) if row.verdict else None,
        "decides": row.state == ReturnedState.ASKED and _runs(officer, case, row), "form": form, "error": error,
    }  # fmt: skip
    room = reverse("desk:signing", args=[case.slug])
    crumbs = (Crumb(_("Worklist"), "/meja/"), Crumb(case.ticket, room), Crumb(_("File that came back")))
    status = 422 if form.is_bound else 200
    return desk_page(request, officer, "desk/signing_returned.html", context, crumbs=crumbs, status=status)


def _advice(row: ReturnedFile, code: str) -> str:
    """What a sender can do; a service is no sender whom one could advise."""
    return _(ADVICE[code]) if code in ADVICE and row.signer.means != Means.SERVICE else ""


def _runs(officer: Officer, case: Case, row: ReturnedFile) -> bool:
    """Whether this officer decides: the signing is open at this signer, and run by the officer."""
    if row.signer.means not in OWN or row.signer.round.state != RoundState.OPEN or row.signer.state != SignerState.TURN:
        return False
    procedure = procedure_of(case.procedure_version_id)
    open_tasks = case.tasks.filter(state="open")
    return any(runs_the_room(officer, procedure, task.lane_id) for task in open_tasks)


def pairs_of(sent_sha256: str, came_sha256: str) -> Iterator[Pair]:
    """The pages of two files beside each other; none where one cannot be drawn. Raises Damaged."""
    try:
        sent, came = page_pictures(sent_sha256), page_pictures(came_sha256)
    except Damaged:
        raise
    except Refusal:  # what came back cannot be drawn; it can still be downloaded
        return
    for number in range(1, max(len(sent), len(came)) + 1):
        left = sent[number - 1] if number <= len(sent) else None
        right = came[number - 1] if number <= len(came) else None
        yield Pair(number, left is not None, right is not None, left == right)


@require_POST
@officer_required
def decide(request: HttpRequest, officer: Officer, slug: str, returned_id: int) -> HttpResponse:
    """The certificate is believed, or not."""
    case, row = _returned(officer, slug, returned_id)
    form = DecideForm(request.POST)
    if not form.is_valid():
        return _page(request, officer, case, row, form)
    accepted = form.cleaned_data["decision"] == "terima"
    returned_acts.decide(returned_id=row.pk, officer=officer, accepted=accepted, reason=form.cleaned_data["reason"])
    done = _("The file is taken; the signature counts.") if accepted else _("The file is refused; the signer is asked.")
    messages.success(request, done)
    return redirect("desk:signing", case.slug)


@streams_uploads
@require_POST
@officer_required
def hand_in(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """An officer hands in what the partner sent by mail."""
    room = open_room(officer, slug)
    form = HandInForm(room.signers, request.POST, request.FILES, auto_id="titip-%s")
    refusal: Refusal | None = None
    if form.is_valid():
        try:
            return _handed_in(request, officer, slug, form)
        except (Conflict, NotAllowed):
            raise
        except Refusal as caught:
            refusal = caught
    return room_page(request, room, {"hand_in": form}, refusal)


def _handed_in(request: HttpRequest, officer: Officer, slug: str, form: HandInForm) -> HttpResponse:
    said = form.cleaned_data
    upload = said["file"]
    assert isinstance(upload, UploadedFile)
    file = keep_upload(upload, KIND, officer, ("pdf",))
    row = returned_acts.hand_in_for_partner(
        signer_id=int(said["signer"]), officer=officer, file=file, received=said["received"]
    )
    if row.state == ReturnedState.TAKEN:
        messages.success(request, _("The file is taken; the signature counts."))
        return redirect("desk:signing", slug)
    return redirect("desk:signing_returned", slug, row.pk)
