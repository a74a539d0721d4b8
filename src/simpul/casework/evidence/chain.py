"""Where the acts on an agreement stand in the audit log, and the chain of a case as lines that can be computed anew."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from simpul.casework.evidence.wording import VERBS, moment
from simpul.core.audit.models import AuditEvent
from simpul.core.documents.faces.evidence_sheet import Part, Table
from simpul.core.procedures.models import Case
from simpul.core.signing.models import Signer
from simpul.rules.working_time import Calendar

_ROOMS = ("agreement.", "original.", "signing.", "archive.")
COLUMNS = ("chain", "seq", "prev_hash", "hash", "body")
"""Only what the hash covers: what stands beside it could be changed unseen."""


def part(case: Case, calendar: Calendar) -> Part:
    """The acts on the agreement by their place and hash, and the head of the chain now."""
    events = AuditEvent.objects.filter(chain=_name(case), seq__lte=case.chain_seq).order_by("seq")
    names = {
        (one.round.number, one.role): one.name
        for one in Signer.objects.filter(round__case_id=case.pk).select_related("round")
    }
    rows = tuple(
        (str(event.seq), _act(event, names), moment(calendar, event.at), event.hash)
        for event in events.iterator()
        if event.verb.startswith(_ROOMS)
    )
    head = f"Rantai {_name(case)} kini berisi {case.chain_seq} baris; sidik baris terakhir {case.chain_hash}."
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


def _name(case: Case) -> str:
    return f"case:{case.pk}"
