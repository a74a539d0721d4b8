"""M7 `/lacak/`: where the file is, who holds it, until when, and what the partner must do now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from simpul.casework.partner_acts import may_withdraw
from simpul.core.directory.calendars import calendar_for
from simpul.core.procedures.models import Case, CaseStatus
from simpul.core.procedures.timeline import Knot, timeline
from simpul.features.agreements.models import Agreement, Request
from simpul.features.agreements.models_agreement import AgreementStatus
from simpul.features.agreements.partner_turn import Turn, signing_standing, turns
from simpul.features.agreements.requests import papers_lacking
from simpul.features.agreements.values import subject_of
from simpul.lib import clock
from simpul.pages.portal.access import partner_required
from simpul.pages.portal.documents import document_rows
from simpul.pages.portal.journey import moved, thread, until_words
from simpul.pages.portal.signing_words import holder, refusals
from simpul.pages.shell import formats
from simpul.pages.shell.navigation import Pos
from simpul.pages.shell.partner_session import session_party
from simpul.rules.working_time import Calendar, working_days_between

_FRESH = timedelta(minutes=30)
_SIGNING = ("sign", "sign_wet")


@dataclass(frozen=True, slots=True)
class Todo:
    """What the partner must do: heading of the page, why, and the one button ("" where there is nothing to press)."""

    title: str
    text: str
    url: str = ""
    button: str = ""


@partner_required
def track(http: HttpRequest, asked: Request) -> HttpResponse:
    """The page after filing and ever after."""
    case, now = asked.case, clock.now()
    assert case is not None
    calendar = calendar_for(asked.institution_id)
    entries, waits = timeline(case, now), turns(asked, case)
    papers = document_rows(asked)
    party, standing = session_party(http, asked), signing_standing(case.pk)
    mine = [wait for wait in waits if wait.party_id in (0, party)]
    turn = mine[0] if mine and (mine[0].kind != "papers" or mine[0].key) else None
    todo = _todo(asked, case, turn) if turn else None
    context = {
        "institution": asked.institution,
        "asked": asked,
        "case": case,
        "title": todo.title if todo else _heading(case, entries),
        "subject": _subject(asked),
        "todo": todo,
        "refusals": refusals(standing, asked, party) if case.status == CaseStatus.RUNNING else [],
        "others": [_todo(asked, case, each) if each in mine else _theirs(each) for each in waits if each is not turn],
        "pos": _pos(asked, case, entries, turn, calendar) if case.status == CaseStatus.RUNNING else None,
        "ended": _ended(asked, case),
        "original": next((row for row in papers if row.kind == "original"), None),
        "fresh": turn is None and not moved(entries) and asked.filed_at is not None and now - asked.filed_at < _FRESH,
        "thread": thread(entries, turn, asked.filed_at, calendar),
        "documents": papers,
        "running": case.status == CaseStatus.RUNNING,
        "may_withdraw": may_withdraw(asked),
        "parties": list(asked.parties.filter(is_host=False).order_by("order").values_list("name", flat=True)),
        "question_url": _whatsapp(asked, case),
    }
    return render(http, "portal/track.html", context)


def _subject(asked: Request) -> str:
    words = subject_of(asked)
    return f"{words[:1].upper()}{words[1:]}"


def _written(asked: Request, case: Case) -> str:
    """Where the partner can write about this request: by WhatsApp, else by e-mail, else ""."""
    email = asked.institution.email
    return _whatsapp(asked, case) or (f"mailto:{email}?subject={case.ticket}" if email else "")


def _whatsapp(asked: Request, case: Case) -> str:
    if not asked.institution.whatsapp:
        return ""
    text = quote(_("I have a question about request %(ticket)s.") % {"ticket": case.ticket})
    return f"{formats.nomor_wa(asked.institution.whatsapp)}?text={text}"


def _todo(asked: Request, case: Case, turn: Turn) -> Todo:
    """Without an e-mail address no code can be sent, so what needs one is answered by a message to the institution."""
    found = _here(asked, turn)
    if asked.contact_email or turn.kind not in ("question", "papers"):
        return found
    return replace(found, url=_written(asked, case), button=_("Answer by message"))


def _here(asked: Request, turn: Turn) -> Todo:
    if turn.held:
        return _held_up(turn)
    match turn.kind:
        case "sign":
            return Todo(
                _("Your turn: sign the agreement"),
                _("Read the whole text first; you can download it before you sign."),
                reverse("tracking:sign", args=[turn.number]),
                _("Read and sign"),
            )
        case "sign_wet":
            return Todo(
                _("Your turn: sign the agreement on paper"),
                _("The originals are signed in ink. We send them to you or agree on a day with your contact person."),
            )
        case "draft":
            return Todo(
                _("Your turn: read draft version %(number)s") % {"number": turn.number},
                _("Agree to it, or send us what should change. Our clock stands while you read."),
                reverse("tracking:draft", args=[turn.number]),
                _("Read draft version %(number)s") % {"number": turn.number},
            )
        case "question":
            return Todo(
                _("Your turn: answer our question"), turn.text, reverse("tracking:question"), _("Answer the question")
            )
        case _:
            names = ", ".join(_(paper.label) for paper in papers_lacking(asked))
            return Todo(
                _("Your turn: add the missing papers") if turn.key else _("Papers that may follow"),
                _("Still missing: %(papers)s.") % {"papers": names},
                reverse("tracking:supply"),
                _("Add papers"),
            )


def _held_up(turn: Turn) -> Todo:
    """Nobody can sign after the last day; the institution gives another one."""
    return Todo(
        _("Your signature waits for a later day"),
        _("The last day to sign has passed. Nothing is void. Ask us for a later day; we write to you then."),
        reverse("tracking:sign", args=[turn.number]) if turn.kind == "sign" else "",
        _("Look at the text"),
    )


def _theirs(turn: Turn) -> Todo:
    """The signature of another party, which this one may watch and not hurry."""
    return Todo(
        _("Waiting for the signature of %(party)s") % {"party": turn.text},
        _("We have written to its signatory. The signature needs the code that goes to that address."),
        reverse("tracking:sign", args=[turn.number]) if turn.kind == "sign" else "",
        _("Look at the text"),
    )


def _heading(case: Case, entries: Sequence[Knot]) -> str:
    words: Mapping[str, str] = {
        CaseStatus.FINISHED: _("Your agreement is signed and archived"),
        CaseStatus.REJECTED: _("Your request could not be granted"),
        CaseStatus.WITHDRAWN: _("Your request was withdrawn"),
    }
    if case.status in words:
        return words[case.status]
    now = _held(entries)
    return _("Your file is at: %(step)s") % {"step": now.step.title} if now else _("Your file is on its way")


def _held(entries: Sequence[Knot]) -> Knot | None:
    """The open entry that is shown first: the one that is due first, else the one opened last."""
    opened = [knot for knot in entries if knot.state == "now"]
    timed = sorted((k for k in opened if k.due_at is not None), key=lambda knot: str(knot.due_at))
    return timed[0] if timed else opened[-1] if opened else None


def _pos(asked: Request, case: Case, entries: Sequence[Knot], turn: Turn | None, calendar: Calendar) -> Pos:
    opened = [knot for knot in entries if knot.state == "now"]
    mine = next((knot for knot in opened if turn is not None and knot.key == turn.key), None)
    knot = mine or _held(entries)
    if knot is None:
        return Pos(_("On its way"), _("Nobody at this moment"), _("No deadline"))
    beside = [other.step.title for other in opened if other is not knot]
    notes = [_place(knot), _("At the same time: %(steps)s") % {"steps": ", ".join(beside)} if beside else ""]
    where = ". ".join(note for note in notes if note)
    if turn is not None and mine is not None:
        until, left = _until_partner(turn, calendar)
        who, house = (case.institution.short_name, "") if turn.held else (_("You"), case.title)
        return Pos(knot.step.title, who, until, where, house, left, where_lang="id")
    until, left = until_words(knot, calendar, clock.now())
    who = holder(knot, signing_standing(case.pk), asked)
    house = case.institution.short_name if who == knot.lane else ""
    return Pos(knot.step.title, who, until, where, house, left, where_lang="id")


def _place(knot: Knot) -> str:
    number = "" if knot.step.no == "+" else _("Step %(number)s") % {"number": knot.step.no}
    again = formats.putaran(knot.round).lower() if knot.round > 1 else ""
    return ", ".join(part for part in (number, again) if part)


def _until_partner(turn: Turn, calendar: Calendar) -> tuple[str, str]:
    if turn.until is None:
        return _("Not limited"), _("Our clock stands until then.") if turn.kind != "sign" else ""
    today = calendar.local(clock.now()).date()
    if turn.held:
        return formats.akhir_hari(turn.until, calendar.tz), _("This day has passed. Ask for a later one.")
    if turn.until < today:
        return formats.hari_tanggal(turn.until), _("This day has passed. Your request stays open; please answer soon.")
    left = working_days_between(today, turn.until, calendar)
    told = formats.akhir_hari(turn.until, calendar.tz) if turn.kind in _SIGNING else formats.hari_tanggal(turn.until)
    return told, formats.sisa_hari_kerja(left).capitalize()


def _ended(asked: Request, case: Case) -> str:
    """What the end means for the partner."""
    if case.status == CaseStatus.REJECTED:
        return _("The reasons stand in our letter below. You may file a new request at any time.")
    if case.status == CaseStatus.WITHDRAWN:
        return _("Nothing is left to do. You may file a new request at any time.")
    agreement = Agreement.objects.filter(request=asked).exclude(status=AgreementStatus.PREPARED).first()
    if case.status != CaseStatus.FINISHED or agreement is None or agreement.effective_on is None:
        return ""
    begins = formats.tanggal(agreement.effective_on)
    if agreement.ends_on is None:
        return _("In force from %(begins)s. Keep the signed original below.") % {"begins": begins}
    ends = formats.tanggal(agreement.ends_on)
    return _("In force from %(begins)s to %(ends)s. Keep the signed original below.") % {"begins": begins, "ends": ends}
