"""The journey of a case as the thread of the look draws it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.core.procedures.models import FiredTimer
from simpul.core.procedures.timeline import Hold, Knot
from simpul.pages.shell import formats
from simpul.rules.working_time import Calendar, Unit, Used

REASONS: Mapping[str, object] = {
    "kelengkapan_belum_lengkap": gettext_lazy("waiting for the missing papers"),
    "menunggu_tanggapan_mitra": gettext_lazy("waiting for the partner's answer to the draft"),
    "tinggal_tanda_tangan_mitra": gettext_lazy("waiting for the partner's signature"),
    "selalu": gettext_lazy("waiting for the partner"),
}


REMINDED: Mapping[str, object] = {
    "ingatkan_pelaksana": gettext_lazy("Reminded %(time)s"),
    "ingatkan_atasan": gettext_lazy("Brought before the superior %(time)s"),
    "ingatkan_mitra": gettext_lazy("Partner reminded %(time)s"),
}


def knots(
    entries: Iterable[Knot], calendar: Calendar, fired: Mapping[int, Sequence[FiredTimer]]
) -> list[dict[str, object]]:
    """Values for ``shell/_thread.html``: an entry, and a hatched one for every stretch in which its clock stood.

    ``fired``: the timers that went off, by task.
    """
    found: list[dict[str, object]] = []
    for knot in entries:
        found.append({**_entry(knot, calendar), "notes": reminded(fired.get(knot.task_id, ()), calendar)})
        found += [_gap(hold, calendar) for hold in knot.holds]
    return found


def _entry(knot: Knot, calendar: Calendar) -> dict[str, object]:
    number = "" if knot.step.no == "+" else f"{knot.step.no}. "
    entry: dict[str, object] = {
        "title": f"{number}{knot.step.title}",
        "state": {"later": "next", "lapsed": "next", "retracted": "next"}.get(knot.state, knot.state),
        "round": formats.putaran(knot.round) if knot.round > 1 else "",
        "meta": _meta(knot, calendar),
        "box": "",
    }
    if knot.state == "now":
        entry["box"] = _now(knot, calendar)
    elif knot.note:
        entry["box"] = f"“{knot.note}”"
    return entry


def reminded(fired: Iterable[FiredTimer], calendar: Calendar) -> list[str]:
    """ "Diingatkan 19 November 2026, pukul 16.00 WIB", one line per timer that went off."""
    return [str(REMINDED.get(one.name, one.name)) % {"time": formats.saat(one.fired_at, calendar.tz)} for one in fired]


def done_by(knot: Knot) -> str:
    """Who did it; of an acting official also in which capacity and instead of whom."""
    if not knot.capacity:
        return knot.who
    if not knot.acting_for:
        return f"{knot.who}, {knot.capacity}"
    told = {"name": knot.who, "capacity": knot.capacity, "holder": knot.acting_for}
    return _("%(name)s, %(capacity)s, instead of %(holder)s") % told


def _meta(knot: Knot, calendar: Calendar) -> str:
    if knot.state == "later":
        if knot.expected is None:
            return knot.lane
        return f"{knot.lane}, {_('expected by %(day)s') % {'day': formats.tanggal(knot.expected)}}"
    if knot.state == "now":
        return f"{knot.lane}, {knot.who}" if knot.who else knot.lane
    if knot.state == "lapsed":
        return f"{knot.lane}. {_('Lapsed: no longer needed')}"
    if knot.state == "retracted":
        return f"{knot.lane}. {_('Taken back')}"
    parts = [done_by(knot) or knot.lane]
    if knot.ended_at is not None:
        parts.append(formats.tanggal(calendar.local(knot.ended_at).date()))
    parts += [word for word in (knot.outcome, spent(knot.used), _("late") if knot.late else "") if word]
    return ", ".join(parts)


def _now(knot: Knot, calendar: Calendar) -> str:
    if knot.stands:
        return _("The clock stands")
    if knot.due_at is None:
        return _("No deadline in the procedure")
    words = spent(knot.used)
    due = _("due %(time)s") % {"time": formats.saat(knot.due_at, calendar.tz)}
    return f"{words}, {due}" if words else due


def spent(used: Used | None) -> str:
    """ "2 dari 3 HK", "90 dari 120 menit", "hari yang sama", "lewat 1 HK"; "" without a clock."""
    if used is None or used.allowed is None:
        return ""
    if used.unit is Unit.SAME_DAY:
        return _("%(days)s past the day") % {"days": f"{used.amount} {_('WD')}"} if used.amount else _("the same day")
    if used.unit is Unit.MINUTE:
        return _("%(used)s of %(allowed)s minutes") % {"used": used.amount, "allowed": used.allowed}
    if used.unit is Unit.DAY:
        return _("%(used)s of %(allowed)s days") % {"used": used.amount, "allowed": used.allowed}
    return _("%(used)s of %(allowed)s WD") % {"used": used.amount, "allowed": used.allowed}


def _reason(hold: Hold) -> str:
    if hold.reason == "menunggu_pihak_luar":
        return _("waiting for %(party)s") % {"party": hold.party}
    return str(REASONS.get(hold.reason, hold.reason.replace("_", " ")))


def _gap(hold: Hold, calendar: Calendar) -> dict[str, object]:
    first = calendar.local(hold.started_at).date()
    reason = _reason(hold)
    if hold.ended_at is None:
        title = _("Clock stopped since %(day)s: %(reason)s.") % {"day": formats.tanggal(first), "reason": reason}
    else:
        last = calendar.local(hold.ended_at).date()
        title = _("Clock stopped %(days)s: %(reason)s.") % {"days": formats.rentang(first, last), "reason": reason}
    meta = _("%(days)s not counted.") % {"days": formats.hari_kerja(hold.working_days)} if hold.working_days else ""
    return {"state": "pause", "title": title, "meta": meta, "round": "", "box": ""}
