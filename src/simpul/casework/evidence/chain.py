"""Where the acts on an agreement stand in the audit log, and the chain of a case as lines that can be computed anew."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from django.db.models import Q, QuerySet

from simpul.casework.evidence.wording import VERBS, moment
from simpul.core.audit.models import AuditEvent
from simpul.core.documents.faces.evidence_sheet import Part, Table
from simpul.core.messages.actions import chain_for
from simpul.core.procedures.models import Case
from simpul.core.signing.models import Signer
from simpul.features.agreements.models import Agreement
from simpul.rules.working_time import Calendar

ROOMS = ("agreement.", "original.", "signing.", "duty.", "archive.")
"""Whose acts in the log of a case are acts on the agreement."""
TAKEN_OVER = "agreements.imported"
COLUMNS = ("chain", "seq", "prev_hash", "hash", "body")
"""Only what the hash covers: what stands beside it could be changed unseen."""


def part(agreement: Agreement, calendar: Calendar) -> Part:
    """The acts on the agreement by their place and hash, and the head of the chain now."""
    return _of_past(agreement, calendar) if agreement.case is None else _of_case(agreement.case, calendar)


def events_of_past(agreement: Agreement) -> QuerySet[AuditEvent]:
    """The acts on an agreement without a case, and its taking over, in the log of the institution."""
    named = Q(body__contains=f'"agreement":"{agreement.slug}"')
    if agreement.batch is not None:
        named |= Q(verb=TAKEN_OVER, body__contains=f'"batch":"{agreement.batch.slug}"')
    return AuditEvent.objects.filter(named, chain=chain_for(agreement.institution_id)).order_by("seq")


def _of_past(agreement: Agreement, calendar: Calendar) -> Part:
    rows = tuple(
        (str(event.seq), VERBS.get(event.verb, event.verb), moment(calendar, event.at), event.hash)
        for event in events_of_past(agreement).iterator()
    )
    return _table(f"Catatan ini berada dalam rantai {chain_for(agreement.institution_id)} milik instansi.", rows)


def _of_case(case: Case, calendar: Calendar) -> Part:
    events = AuditEvent.objects.filter(chain=_name(case), seq__lte=case.chain_seq).order_by("seq")
    names = {
        (one.round.number, one.role): one.name
        for one in Signer.objects.filter(round__case_id=case.pk).select_related("round")
    }
    rows = tuple(
        (str(event.seq), _act(event, names), moment(calendar, event.at), event.hash)
        for event in events.iterator()
        if event.verb.startswith(ROOMS)
    )
    head = f"Rantai {_name(case)} kini berisi {case.chain_seq} baris; sidik baris terakhir {case.chain_hash}."
    return _table(head, rows)


def _table(head: str, rows: tuple[tuple[str, ...], ...]) -> Part:
    columns = ("Urutan", "Tindakan", "Dicatat", "SHA-256 baris")
    return Part(
        heading="Tempat dalam jejak audit", notes=(head,),
        table=Table(columns=columns, widths=(9, 17, 17, 57), rows=rows, mono=(3,)) if rows else None,
    )  # fmt: skip


def _act(event: AuditEvent, names: Mapping[tuple[int, str], str]) -> str:
    """The act, and of a signature whose it was: the row itself names the place of the signer only."""
    facts = json.loads(event.body).get("facts", {})
    signer = names.get((facts.get("round", 0), facts.get("role", "")), "")
    return f"{VERBS.get(event.verb, event.verb)}{f': {signer}' if signer else ''}"


def extract(case: Case) -> Iterator[bytes]:
    """The chain of the case, one event a line, with everything that is needed to compute its hashes anew."""
    rows = AuditEvent.objects.filter(chain=_name(case), seq__lte=case.chain_seq).order_by("seq")
    for row in rows.values(*COLUMNS).iterator():
        yield json.dumps(row, ensure_ascii=False).encode() + b"\n"


def lines_of(events: Iterable[AuditEvent]) -> Iterator[bytes]:
    """Events of a chain that others share, one a line, each with all that its own hash covers."""
    for event in events:
        yield json.dumps({name: getattr(event, name) for name in COLUMNS}, ensure_ascii=False).encode() + b"\n"


def _name(case: Case) -> str:
    return f"case:{case.pk}"
