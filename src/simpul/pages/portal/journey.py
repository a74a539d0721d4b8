"""The journey of the file in the partner's words: who at the institution is a team, never a person's name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.core.procedures.timeline import Hold, Knot
from simpul.features.agreements.partner_turn import Turn
from simpul.lib import clock
from simpul.pages.shell import formats
from simpul.rules.working_time import Calendar, Unit, Used, remaining

_REASONS: Mapping[str, object] = {
    "kelengkapan_belum_lengkap": gettext_lazy("waiting for papers from you"),
    "menunggu_tanggapan_mitra": gettext_lazy("you are reading the draft"),
    "tinggal_tanda_tangan_mitra": gettext_lazy("waiting for your signature"),
    "selalu": gettext_lazy("waiting for your answer"),
}
_PARTNER = "mitra"


def thread(knots: Sequence[Knot], turn: Turn | None, filed_at: datetime | None, calendar: Calendar) -> list[object]:
    """Values for ``shell/_thread.html``. What the filing itself completed is one entry; so is what lies ahead of it."""
    found: list[object] = []
    if filed_at is not None:
        # the one title that is not a word of the procedure
        found.append({**_line("done", _("Request sent"), formats.saat(filed_at, calendar.tz)), "own": True})
    for knot in knots:
        if _by_filing(knot, filed_at):
            continue
        found.append(_entry(knot, turn, calendar))
        found += [_gap(hold, calendar) for hold in knot.holds if hold.working_days or hold.ended_at is None]
    return found


def moved(knots: Sequence[Knot]) -> bool:
    """Whether the institution has completed a step: then the file itself shows that it has arrived."""
    return any(knot.state == "done" and knot.step.performer.lanes[0] != _PARTNER for knot in knots)


def _by_filing(knot: Knot, filed_at: datetime | None) -> bool:
    mine = knot.step.performer.lanes[0] == _PARTNER
    return mine and knot.ended_at is not None and filed_at is not None and knot.ended_at <= filed_at


def _line(state: str, title: str, meta: str, box: str = "", round_: str = "") -> dict[str, str]:
    return {"state": state, "title": title, "meta": meta, "box": box, "round": round_}


def _entry(knot: Knot, turn: Turn | None, calendar: Calendar) -> dict[str, str]:
    state = {"done": "done", "now": "now"}.get(knot.state, "next")
    again = formats.putaran(knot.round) if knot.round > 1 else ""
    box = _now(knot, turn, calendar) if knot.state == "now" else ""
    return _line(state, knot.step.title, _meta(knot, calendar), box, again)


def _meta(knot: Knot, calendar: Calendar) -> str:
    team = _("You") if knot.step.performer.lanes[0] == _PARTNER else knot.lane
    if knot.state == "later":
        if knot.expected is None:
            return team
        return _("%(team)s, expected by %(day)s") % {"team": team, "day": formats.hari_tanggal(knot.expected)}
    if knot.state == "lapsed":
        return _("%(team)s. No longer needed.") % {"team": team}
    if knot.state == "retracted":
        return _("%(team)s. Taken back and done anew.") % {"team": team}
    if knot.state == "done" and knot.ended_at is not None:
        day, used = formats.hari_tanggal(calendar.local(knot.ended_at).date()), spent(knot.used)
        parts = [team, ", ".join(part for part in (day, used) if part), knot.outcome]
        return ". ".join(part for part in parts if part)
    return team


def _now(knot: Knot, turn: Turn | None, calendar: Calendar) -> str:
    if turn is not None and turn.key == knot.key:
        return _("Waiting for you. Our clock stands.") if knot.stands else _("Waiting for you.")
    if knot.stands:
        return _("Our clock stands.")
    if knot.due_at is None:
        return _("No deadline in the procedure for this step.")
    due = _("Due %(time)s") % {"time": formats.saat(knot.due_at, calendar.tz)}
    if clock.now() > knot.due_at:
        return f"{due}. {until_words(knot, calendar, clock.now())[1]}"
    words = spent(knot.used) if knot.used is not None and knot.used.amount else ""
    return f"{due}, {words}" if words else due


def spent(used: Used | None) -> str:
    """ "dalam 1 dari 3 hari kerja", "pada hari yang sama"; "" without a clock."""
    if used is None or used.allowed is None:
        return ""
    if used.amount == 0:
        return _("on the same day") if used.unit is not Unit.MINUTE else ""
    numbers = {"used": used.amount, "allowed": used.allowed}
    if used.unit is Unit.MINUTE:
        return _("%(used)s of %(allowed)s office minutes used") % numbers
    if used.unit is Unit.SAME_DAY:
        return _("%(days)s past that day") % {"days": formats.hari_kerja(used.amount)}
    if used.unit is Unit.DAY:
        return _("%(used)s of %(allowed)s days used") % numbers
    return _("%(used)s of %(allowed)s working days used") % numbers


def _gap(hold: Hold, calendar: Calendar) -> dict[str, str]:
    first = calendar.local(hold.started_at).date()
    reason = str(_REASONS.get(hold.reason, hold.reason.replace("_", " ")))
    if hold.ended_at is None:
        title = _("Our clock stands since %(day)s: %(reason)s.") % {"day": formats.tanggal(first), "reason": reason}
    else:
        days = formats.rentang(first, calendar.local(hold.ended_at).date())
        title = _("Our clock stood %(days)s: %(reason)s.") % {"days": days, "reason": reason}
    uncounted = _("%(days)s not counted.") % {"days": formats.hari_kerja(hold.working_days)}
    return _line("pause", title, uncounted if hold.working_days else "")


def until_words(knot: Knot, calendar: Calendar, now: datetime) -> tuple[str, str]:
    """Until when somebody of ours holds the file, and how much of that is left."""
    if knot.stands:
        return _("Our clock stands"), _("It runs on when what we wait for is here.")
    if knot.due_at is None:
        return _("No deadline"), _("The procedure names none for this step.")
    left = remaining(now, knot.due_at, calendar)
    day = formats.hari_tanggal(calendar.local(knot.due_at).date())
    due = f"{day}, {formats.waktu(knot.due_at, calendar.tz)}"
    if not left.late:
        return due, formats.sisa_hari_kerja(left.working_days).capitalize()
    if left.working_days == 0:
        return due, _("Late on our side since today. There is nothing you need to do.")
    days = formats.hari_kerja(left.working_days)
    return due, _("Late by %(days)s on our side. There is nothing you need to do.") % {"days": days}
