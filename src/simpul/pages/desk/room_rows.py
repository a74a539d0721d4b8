"""What the signing rooms ask of the viewer's lanes, as rows of the worklist: no step of a procedure, yet to be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.core.directory.officers import Officer
from simpul.core.procedures.loaded import readable
from simpul.core.procedures.models import Case
from simpul.features.agreements.room_asks import Ask, Asked, asked_in
from simpul.features.agreements.sign_by import ROOM, runners
from simpul.pages.desk.phases import phases
from simpul.pages.shell import formats
from simpul.rules.pictures.markup import Markup
from simpul.rules.pictures.thread import mini
from simpul.rules.procedure.model import Procedure
from simpul.rules.working_time import Calendar
from simpul.rules.working_time.progress import working_days_between

SHOWN = 50
TO_DO: Mapping[Ask, str | Promise] = {
    Ask.ROUND: gettext_lazy("Prepare the next round"),
    Ask.LATE: gettext_lazy("The last day to sign has passed: give a later one or void the round"),
    Ask.REFUSED: gettext_lazy("A signer has refused: decide what follows"),
    Ask.RETURNED: gettext_lazy("Decide whether the signed file that came back is believed"),
    Ask.COMPARE: gettext_lazy("Compare the file that the signing service gave back"),
    Ask.UNSURE: gettext_lazy("Find out at the signing service whether it was signed"),
    Ask.DUTY: gettext_lazy("Settle the stamp duty; nobody is asked to sign before"),
    Ask.ORIGINALS: gettext_lazy("Enter what the originals still lack"),
    Ask.LEFT_OVER: gettext_lazy("Say what became of the e-Meterai of a void round"),
}


@dataclass(frozen=True, slots=True)
class RoomRow:
    """One signing room: ``to_do`` with the most pressing first, ``lane`` who runs it, ``due`` its last day to sign."""

    case: Case
    to_do: tuple[str, ...]
    lane: str
    chip: tuple[str, str]
    due: str
    thread: Markup


def room_rows(officer: Officer, calendar: Calendar, today: date, search: str = "") -> list[RoomRow]:
    """The rooms that the officer's lanes run and that ask something of them, by their last day. Three queries at most,
    one where no room of the institution asks anything.
    """
    asked = asked_in(officer.institution_id, today) if officer.lanes else []
    if not asked:
        return []
    cases = Case.objects.in_bulk([one.case_id for one in asked])
    asked.sort(key=lambda one: (one.sign_by or date.max, one.case_id))
    rows = (_row(officer, cases[one.case_id], one, calendar, today) for one in asked)
    return [row for row in rows if row is not None and _matches(row.case, search)]


def _matches(case: Case, search: str) -> bool:
    sought = search.casefold()
    return sought in case.ticket.casefold() or sought in case.title.casefold()


def _row(officer: Officer, case: Case, asked: Asked, calendar: Calendar, today: date) -> RoomRow | None:
    """None for a room that other lanes run, and where what is asked belongs to a signing that is not on."""
    procedure = readable(case.procedure_version_id)
    if procedure is None or not officer.holds_code(*runners(procedure)):
        return None
    signing = any(procedure.by_id[entry[0]].form == ROOM for entry in case.state.get("open", ()))
    to_do = tuple(str(TO_DO[ask]) for ask in asked.asks if signing or not ask.in_room)
    if not to_do:
        return None
    by = asked.sign_by if signing else None
    return RoomRow(
        case=case, to_do=to_do, lane=_lane(officer, procedure), chip=_left(by, calendar, today),
        due=formats.tanggal_pendek(by) if by is not None else "",
        thread=mini(phases(procedure, case.state, stands=False)),
    )  # fmt: skip


def _lane(officer: Officer, procedure: Procedure) -> str:
    """The viewer's own among those that run it."""
    return ", ".join(procedure.lane_name(lane) for lane in runners(procedure) if officer.holds_code(lane))


def _left(by: date | None, calendar: Calendar, today: date) -> tuple[str, str]:
    """Kind and words of the chip: working days until the last day to sign, or since."""
    if by is None:
        return "bare", _("No deadline")
    if by < today:
        return "late", formats.sisa_hk(-max(1, working_days_between(by, today, calendar)))
    left = working_days_between(today, by, calendar)
    return ("due", _("Today")) if by == today else ("bare", formats.sisa_hk(left))
