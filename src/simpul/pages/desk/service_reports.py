"""Callbacks on the set-up page: what came lately, and, in a demonstration, having the simulator send some."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from simpul.casework.service_callbacks import Outcome
from simpul.core.audit.models import AuditEvent
from simpul.core.signing.models import ServiceCallback, SigningService
from simpul.core.signing.service_secrets import secrets_of
from simpul.lib import clock, outgoing
from simpul.pages.shell.forms import LookMixin

SHOWN = 5
LATELY = timedelta(days=30)
SECONDS = 60.0
OUTCOMES: Mapping[str, tuple[str, str | Promise]] = {
    Outcome.APPLIED: ("ok", _("Applied")),
    Outcome.OUT_OF_ORDER: ("idle", _("Ignored: out of order, or settled before")),
    Outcome.UNKNOWN: ("idle", _("Ignored: about no request of ours")),
}
KINDS = (
    ("genuine", _("A genuine one: signed")), ("repeated", _("The same one, five times")),
    ("shuffled", _("Two in the wrong order")), ("failed", _("A genuine one: not signed")),
    ("late", _("A genuine one, ten minutes old")), ("forged", _("A forged one")),
)  # fmt: skip


class ReportForm(LookMixin, forms.Form):
    """Which callbacks the simulator sends; about its newest signature."""

    class Look:
        sometimes: ClassVar = set[str]()

    use_required_attribute = False
    kind = forms.ChoiceField(label=_("The simulator sends"), choices=KINDS, widget=forms.RadioSelect, initial="genuine")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="laporan-%s", **kwargs)


@dataclass(frozen=True, slots=True)
class Came:
    """A genuine callback and what became of it."""

    at: datetime
    event: str
    kind: str
    text: str | Promise


@dataclass(frozen=True, slots=True)
class Callbacks:
    """The newest genuine ones, and how many were not believed lately."""

    came: Sequence[Came]
    forged: int
    last_forged: datetime | None


def callbacks_of(service: SigningService) -> Callbacks:
    """What the page shows of them."""
    rows = service.callbacks.order_by("-id")[:SHOWN]
    alarms = AuditEvent.objects.filter(
        institution_id=service.institution_id, verb="callback.forged", at__gte=clock.now() - LATELY
    ).order_by("-at")
    newest = alarms.first()
    return Callbacks([_came(row) for row in rows], alarms.count(), newest.at if newest is not None else None)


def _came(row: ServiceCallback) -> Came:
    kind, text = OUTCOMES.get(row.outcome, ("idle", row.outcome))
    return Came(row.received_at, row.event, kind, text)


def have_reported(service: SigningService, address: str, kind: str) -> list[str]:
    """Tell the simulator where callbacks go and with which key, and have it send some: what each was answered.

    Empty where it has signed nothing yet, or is not there.
    """
    key = secrets_of(settings.HOME, service.institution_id).callback
    try:
        _told("kait", {"address": address, "key": key})
        found = _told("laporan", {"kind": kind})
    except (outgoing.OutgoingFault, ValueError):
        return []
    return [str(one) for one in found.get("answers", [])]


def _told(where: str, values: Mapping[str, str]) -> Mapping[str, Any]:
    address = f"{settings.SIMULATORS}/bsre/{where}"
    answer = outgoing.send("POST", address, timeout=SECONDS, json=values, trusted=frozenset({address}))
    found = json.loads(answer.body)
    return found if isinstance(found, dict) else {}
