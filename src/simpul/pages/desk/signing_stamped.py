"""A text that was stamped by hand: handing it in, the two texts side by side, and the decision where one is due."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from simpul.casework import stamped_acts
from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.officers import Officer
from simpul.core.procedures.models import Case
from simpul.core.signing.models import ReturnedState, RoundState, StampedFile
from simpul.core.signing.stamped_upload import ADVICE, FAULTS
from simpul.core.signing.verdict import from_json
from simpul.lib.wording import say
from simpul.pages.desk.access import case_for, officer_required
from simpul.pages.desk.duty_forms import ComparedStampForm, StampedForm
from simpul.pages.desk.frame import desk_page
from simpul.pages.desk.signing import open_room
from simpul.pages.desk.signing_returned import pairs_of
from simpul.pages.desk.signing_view import judges_text, verdict_words
from simpul.pages.desk.uploads import keep_upload
from simpul.pages.shell.intake import streams_uploads
from simpul.pages.shell.navigation import Crumb
from simpul.pages.shell.returned_words import STATES
from simpul.rules.refusals import Conflict, NotAllowed, Refusal

KIND = "naskah_bermeterai"


@streams_uploads
@require_POST
@officer_required
def hand_in(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """The stamped text, with the serials on it."""
    room = open_room(officer, slug)
    form = StampedForm(request.POST, request.FILES, auto_id="bubuh-%s")
    if not form.is_valid():
        first = next(iter(form.errors.values()))
        messages.error(request, f"{_('Correct what you entered and send it again.')} {first[0]}")
        return redirect("desk:signing", slug)
    upload = form.cleaned_data["file"]
    assert isinstance(upload, UploadedFile)
    try:
        row = stamped_acts.hand_in_stamped(
            case_id=room.view.case.pk, officer=officer, file=keep_upload(upload, KIND, officer, ("pdf",)),
            serials=form.cleaned_data["serials"],
        )  # fmt: skip
    except (Conflict, NotAllowed):
        raise
    except Refusal as refusal:
        messages.error(request, say(refusal))
        return redirect("desk:signing", slug)
    if row.state == ReturnedState.TAKEN:
        messages.success(request, _("The stamped text is taken; the signers sign upon it."))
        return redirect("desk:signing", slug)
    return redirect("desk:signing_stamped", slug, row.pk)


def _stamped(officer: Officer, slug: str, stamped_id: int) -> tuple[Case, StampedFile]:
    """Load and authorise; anything else does not exist."""
    case = case_for(officer, slug)
    rows = StampedFile.objects.select_related("file", "sent", "round", "by", "decided_by")
    found = rows.filter(pk=stamped_id, round__case_id=case.pk).first()
    if found is None or not judges_text(officer, case):
        raise Http404
    return case, found


@require_safe
@officer_required
def stamped(request: HttpRequest, officer: Officer, slug: str, stamped_id: int) -> HttpResponse:
    """The two side by side, what the judging found, and the decision where one is due."""
    return _page(request, officer, *_stamped(officer, slug, stamped_id), ComparedStampForm())


def _page(
    request: HttpRequest, officer: Officer, case: Case, row: StampedFile, form: ComparedStampForm
) -> HttpResponse:
    pairs = list(pairs_of(row.sent.sha256, row.file.sha256))
    waits = row.state == ReturnedState.ASKED and row.round.state == RoundState.OPEN
    zone = calendar_for(officer.institution_id).tz
    context = {
        "case": case, "row": row, "state": STATES[ReturnedState(row.state)],
        "faults": [(_(FAULTS[code]), _(ADVICE[code]) if code in ADVICE else "") for code in row.faults],
        "pairs": pairs, "different": [pair.number for pair in pairs if not pair.same],
        "verdict": verdict_words(from_json(row.verdict), zone) if _has_seals(row) else None,
        "decides": waits and stamped_acts.decides_stamped(officer, case.pk), "form": form,
    }  # fmt: skip
    room = reverse("desk:signing", args=[case.slug])
    crumbs = (Crumb(_("Worklist"), "/meja/"), Crumb(case.ticket, room), Crumb(_("Stamped text")))
    status = 422 if form.is_bound else 200
    return desk_page(request, officer, "desk/signing_stamped.html", context, crumbs=crumbs, status=status)


def _has_seals(row: StampedFile) -> bool:
    return bool(row.verdict) and bool(from_json(row.verdict).signatures)


@require_POST
@officer_required
def decide(request: HttpRequest, officer: Officer, slug: str, stamped_id: int) -> HttpResponse:
    """It is the same text with genuine stamps, or not."""
    case, row = _stamped(officer, slug, stamped_id)
    form = ComparedStampForm(request.POST)
    if not form.is_valid():
        return _page(request, officer, case, row, form)
    accepted = form.cleaned_data["decision"] == "terima"
    stamped_acts.decide_stamped(
        stamped_id=row.pk, officer=officer, accepted=accepted, reason=form.cleaned_data["reason"]
    )
    done = _("The stamped text is taken; the signers sign upon it.") if accepted else _("The stamped text is refused.")
    messages.success(request, done)
    return redirect("desk:signing", case.slug)
