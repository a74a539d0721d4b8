"""2. Each transition is one audit event is one outbox row; counts and keys match both ways."""

from __future__ import annotations

from collections.abc import Iterator

from simpul.casework.invariants.broken import Broken, rows
from simpul.rules.refusals import N_

NO_OUTBOX = N_("row %(seq)d of %(subject)s has no message event")
NO_AUDIT = N_("message event %(key)s has no row in the log")
OTHER_KIND = N_("row %(seq)d of %(subject)s and its message event tell different acts")
COUNT = N_("case %(case)s counts %(version)d acts but its log %(length)d")

_KEYS = """
SELECT audit.chain, audit.seq, outbox.key
FROM audit_auditevent AS audit FULL JOIN outbox_outboxevent AS outbox ON outbox.key = audit.chain || ':' || audit.seq
WHERE audit.id IS NULL OR outbox.id IS NULL OR audit.verb <> outbox.kind
   OR (audit.chain LIKE 'case:%' AND audit.chain <> 'case:' || outbox.case_id)
   OR audit.institution_id IS DISTINCT FROM outbox.institution_id
"""
_COUNTS = """
SELECT cases.id, cases.ticket, cases.version, coalesce(log.length, 0)
FROM procedures_case AS cases LEFT JOIN (
    SELECT chain, count(*) AS length FROM audit_auditevent GROUP BY chain
) AS log ON log.chain = 'case:' || cases.id
WHERE cases.version <> coalesce(log.length, 0) OR cases.chain_seq <> cases.version
"""


def broken() -> Iterator[Broken]:
    """Both directions of the keys, and the number of acts that each case counts."""
    for chain, seq, key in rows(_KEYS):
        if chain is None:
            yield Broken("transitions", f"outbox:{key}", NO_AUDIT, {"key": key})
        else:
            text = NO_OUTBOX if key is None else OTHER_KIND
            yield Broken("transitions", chain, text, {"subject": chain, "seq": seq}, seq)
    for number, ticket, version, length in rows(_COUNTS):
        told = {"case": ticket, "version": version, "length": length}
        yield Broken("transitions", f"case:{number}", COUNT, told)
