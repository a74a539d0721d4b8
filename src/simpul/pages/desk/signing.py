"""D7, `/perkara/<slug>/tanda-tangan/`: the signing room with the paper, the signers and the one thing to do now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django import forms
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.officers import Officer, today_in
from simpul.core.documents.faces.pages import page_pictures
from simpul.core.documents.models import StoredFile
from simpul.core.procedures.models import Case
from simpul.core.signing.models import Mode, ReturnedFile, RoundState, SigningRound, StampedFile
from simpul.core.signing.officer_keys import current_key
from simpul.features.agreements.acting_signer import SIGNS, acting_places
from simpul.features.agreements.officer_files import works_with_original
from simpul.features.agreements.signing_plan import orders_of
from simpul.lib.wording import say
from simpul.pages.desk.access import case_for, officer_required
from simpul.pages.desk.case_head import load_case
from simpul.pages.desk.duty_view import duty_panel, left_over_panel
from simpul.pages.desk.frame import desk_page
from simpul.pages.desk.service_view import ServiceState, asked_state, service_state
from simpul.pages.desk.signing_forms import (
    ActingForm,
    AskAgainForm,
    HandInForm,
    OrderForm,
    OriginalForm,
    RefuseForm,
    RoundForm,
    SignByForm,
    SignForm,
    VoidForm,
    WetSignatureForm,
    may_hand_in,
)
from simpul.pages.desk.signing_pos import late_ask, room_pos, undecided
from simpul.pages.desk.signing_view import (
    Room,
    judged,
    judges_text,
    original_cards,
    returned_cards,
    room_of,
    shown_file,
    signer_cards,
    verdict_words,
)
from simpul.pages.shell.navigation import Crumb
from simpul.rules.refusals import Refusal

Forms = Mapping[str, forms.Form]


def open_room(officer: Officer, slug: str) -> Room:
    """Load and authorise: 404 for a case of another institution, or one whose text has never been prepared."""
    room = room_of(officer, load_case(officer, slug))
    if room is None or room.round is None:
        raise Http404
    return room


@require_safe
@officer_required
def signing(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """The room as it stands."""
    return room_page(request, open_room(officer, slug))


def room_page(
    request: HttpRequest, room: Room, sent: Forms | None = None, refusal: Refusal | None = None,
    service: ServiceState | None = None,
) -> HttpResponse:  # fmt: skip
    """The room; ``sent`` are forms with faults by name, ``refusal`` the sentence above them (422); ``service``: the
    signing service, where it was asked already."""
    case = room.view.case
    assert room.round is not None
    service = service or (service_state(room) if "service" in (sent or {}) else asked_state(room))
    context: dict[str, object] = {
        "room": room,
        "case": case,
        "signers": signer_cards(room),
        "originals": _original_forms(room, sent or {}),
        **_shown(room),
        "earlier": SigningRound.objects.filter(case_id=case.pk, state=RoundState.VOID).order_by("number"),
        "key": current_key(room.officer.user_id) if room.own else None,
        **_beside(room),
        "error": say(refusal) if refusal is not None else "",
        "verdict": _verdict(request, room),
        "service": service,
        "forms": {**_forms(room), **(service.forms() if service is not None else {}), **(sent or {})},
    }
    status = 422 if refusal is not None or sent else 200
    return desk_page(request, room.officer, "desk/signing.html", context, crumbs=_crumbs(case), status=status)


def _shown(room: Room) -> dict[str, object]:
    """The pages of the text, as pictures 910 pixels wide."""
    sha256 = shown_file(room)
    high = 1401 if room.view.case.institution.paper == "f4" else 1287
    pages = range(1, len(page_pictures(sha256)) + 1)
    return {"pages": pages, "shown": sha256, "page_width": 910, "page_height": high}


def _beside(room: Room) -> dict[str, object]:
    """What belongs to the signing besides the signatures: files that came back, stamp duty, and whom all this asks."""
    return {
        "pos": room_pos(room),
        "returned": returned_cards(room),
        "undecided": undecided(room),
        "duty": duty_panel(room),
        "leftover": left_over_panel(room),
        "late_ask": late_ask(room),
    }


def _crumbs(case: Case) -> tuple[Crumb, ...]:
    way = reverse("desk:case", args=[case.slug])
    return (Crumb(_("Worklist"), "/meja/"), Crumb(case.ticket, way), Crumb(_("Signing")))


def _forms(room: Room) -> dict[str, forms.Form]:
    """Every form that somebody may need here, as it looks before it is sent."""
    today = today_in(room.request.institution)
    found: dict[str, forms.Form] = {
        "sign": SignForm(),
        "refuse": RefuseForm(auto_id="tolak-%s"),
        "void": VoidForm(auto_id="batal-%s"),
        "again": AskAgainForm(auto_id="lagi-%s"),
        "sign_by": SignByForm(today, auto_id="batas-%s"),
        "round": RoundForm(today, initial=_terms_now(room, today), auto_id="putaran-%s"),
        "order": OrderForm(list(room.request.parties.all()), orders_of(room.request), auto_id="urut-%s"),
    }
    if acting_places(room.request.institution) or room.request.answers.get(SIGNS):
        found["acting"] = ActingForm(room.request.institution, auto_id="wakil-%s")
    if not room.wet and may_hand_in(room.signers):
        found["hand_in"] = HandInForm(room.signers, auto_id="titip-%s")
    if room.wet:
        first = str(room.unsigned[0].pk) if len(room.unsigned) == 1 else None
        found["wet"] = WetSignatureForm(
            room.unsigned, initial={"signed_on": today, "signer": first}, auto_id="basah-%s"
        )
    return found


def _terms_now(room: Room, today: date) -> dict[str, object]:
    """The terms of the round before; a day that has passed is not proposed again."""
    agreement = room.agreement
    on, by = (agreement.sign_date, agreement.sign_by) if agreement is not None else (None, None)
    partner = room.request.parties.filter(is_host=False).order_by("order").first()
    return {
        "on": on if on is not None and on >= today else None,
        "by": by if by is not None and by >= today else None,
        "place": agreement.sign_place if agreement is not None else "",
        "partner_number": partner.own_number if partner is not None else "",
    }


def _original_forms(room: Room, sent: Forms) -> list[dict[str, object]]:
    """Each original with its form; ``next`` is the one to complete now, once everybody has signed."""
    cards = original_cards(room)
    due = None if room.unsigned else next((card for card in cards if card.lacks), None)
    return [
        {
            "card": card,
            "form": sent.get(f"original{card.original.number}") or OriginalForm.of(card.original),
            "next": card is due,
        }
        for card in cards
    ]


def _verdict(request: HttpRequest, room: Room) -> dict[str, object] | None:
    """The signatures of the file as it stands, checked when asked for."""
    if request.GET.get("periksa") != "1" or room.wet or room.round is None:
        return None
    return verdict_words(judged(room.round.current.sha256), calendar_for(room.officer.institution_id).tz)


@require_safe
@officer_required
def page_picture(request: HttpRequest, officer: Officer, slug: str, sha256: str, number: int) -> HttpResponse:
    """One page of the text that is signed, as PNG. ``sha256`` in the address lets a browser keep it."""
    case = case_for(officer, slug)
    rounds = SigningRound.objects.filter(case_id=case.pk)
    shown = Q(pk__in=rounds.values("rendered"))
    if works_with_original(officer, case.pk):
        shown |= Q(pk__in=rounds.exclude(mode=Mode.WET).values("current"))
        shown |= Q(pk__in=rounds.values("signers__signed_file"))
    if judges_text(officer, case):
        mine = ReturnedFile.objects.filter(signer__round__in=rounds)
        shown |= Q(pk__in=mine.values("file")) | Q(pk__in=mine.values("sent"))
        stamped = StampedFile.objects.filter(round__in=rounds)
        shown |= Q(pk__in=stamped.values("file")) | Q(pk__in=stamped.values("sent"))
    if not StoredFile.objects.filter(shown, sha256=sha256).exists():
        raise Http404
    pages = page_pictures(sha256)
    if not 1 <= number <= len(pages):
        raise Http404
    response = HttpResponse(pages[number - 1], content_type="image/png")
    response.headers["Cache-Control"] = "private, max-age=3600, immutable"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
