"""What happened to a case beside its steps and is told above them: withdrawn, or moved to another version."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.utils.translation import gettext as _

from simpul.core.audit.models import AuditEvent
from simpul.core.directory.calendars import calendar_for
from simpul.core.procedures.models import CaseStatus
from simpul.pages.desk.case_head import CaseView
from simpul.pages.desk.trail import people_in, who_did
from simpul.pages.shell import formats

_TOLD = ("case.withdrawn", "case.moved")


@dataclass(frozen=True, slots=True)
class Turn:
    """A banner: ``kind`` as the look names it, heading, who and when, and the reason that was given."""

    kind: str
    title: str
    text: str


def turns_taken(view: CaseView) -> list[Turn]:
    """The withdrawal of a case that is withdrawn, the last move of one that was moved."""
    events = AuditEvent.objects.filter(chain=f"case:{view.case.pk}", verb__in=_TOLD).order_by("seq")
    last = {event.verb: event for event in events}
    if view.case.status != CaseStatus.WITHDRAWN:
        last.pop("case.withdrawn", None)
    return [_turn(view, event) for event in last.values()]


def _turn(view: CaseView, event: AuditEvent) -> Turn:
    who = who_did(event, people_in(view.case.institution_id, [event]))
    at = formats.saat(event.at, calendar_for(view.case.institution_id).tz)
    reason = view.case.reasons.filter(seq=event.seq).values_list("text", flat=True).first() or ""
    text = _("%(who)s, %(time)s: %(reason)s") if reason else _("%(who)s, %(time)s")
    said = text % {"who": who, "time": at, "reason": reason}
    if event.verb == "case.withdrawn":
        return Turn("due", _("This case was withdrawn"), said)
    facts = json.loads(event.body)["facts"]
    title = _("This case was moved from version %(old)s to version %(new)s of the procedure")
    return Turn("info", title % {"old": facts["from"], "new": facts["to"]}, said)
