"""Recomputes the audit log in a process of its own: every hash from genesis, every head, every signed checkpoint.

A second implementation on purpose: it imports no model, no Django and not the rule that wrote the chain. Memory holds
one head per chain and a page of rows, however long the log is.

``python -m simpul.core.audit.verifier FOLDER [COPY]`` prints one JSON object (see :class:`Report`) for DATABASE_URL.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from simpul.core.audit.chain_reader import EventRow, HeadRow, Log, opened
from simpul.core.audit.checkpoint_judge import SignedHeads, differing, judge_checkpoints

GENESIS = "0" * 64
MOST_FAULTS = 200


@dataclass(frozen=True, slots=True)
class Fault:
    """The first bad row of a chain, or a bad checkpoint (``subject`` "checkpoint", its number as ``seq``).

    ``kind`` is a code; who shows it puts it in words (:mod:`simpul.core.audit.verification`).
    """

    kind: str
    subject: str
    seq: int


@dataclass(slots=True)
class Report:
    """What was walked and what is wrong; ``checkpoint`` is the number up to which the guarantee reaches."""

    events: int = 0
    chains: int = 0
    checkpoint: int = 0
    checkpoint_at: str = ""
    seconds: float = 0.0
    found: int = 0
    faults: list[Fault] = field(default_factory=list)

    def note(self, faults: Iterable[Fault]) -> None:
        """Keep the first faults; count them all."""
        for fault in faults:
            self.found += 1
            if len(self.faults) < MOST_FAULTS:
                self.faults.append(fault)


def verify(url: str, folder: Path, copy: Path | None = None) -> Report:
    """Walk the whole log of the database against the checkpoints of ``folder`` and these against their ``copy``.

    Raises psycopg.Error, OSError.
    """
    report, started = Report(), time.monotonic()
    with opened(url, folder) as log:
        signed, faults = judge_checkpoints(log)
        report.note(Fault(reason, "checkpoint", number) for number, reason in faults)
        report.checkpoint, report.checkpoint_at = signed.number, signed.at
        heads = {head.chain: head for head in log.heads()}
        for chain, rows in groupby(log.events(), itemgetter(0)):
            walk = Walk(chain, heads.pop(chain, None), signed)
            report.note(_first(walk.judged(rows), walk, log))
            report.chains += 1
            report.events += walk.rows
        report.note(_lost(heads.values(), signed))
    report.note(Fault("copy_differs", "checkpoint", number) for number in (differing(folder, copy) if copy else ()))
    report.seconds = round(time.monotonic() - started, 3)
    return report


def _first(found: tuple[int, str] | None, walk: Walk, log: Log) -> Iterator[Fault]:
    """The first bad row of one chain; for a rewritten one the earliest position that a checkpoint signed otherwise."""
    if found is None:
        return
    seq, reason = found
    if reason == "rewritten":
        seq = walk.signed.earliest_difference(walk.chain, log.hash_at) or seq
    yield Fault(reason, walk.chain, seq)


def _lost(heads: Iterable[HeadRow], signed: SignedHeads) -> Iterator[Fault]:
    """Chains of which no row is left, by their heads and by the checkpoints."""
    gone = {head.chain for head in heads if head.seq > 0 or head.hash not in ("", GENESIS)}
    yield from (Fault("missing", chain, 1) for chain in sorted(gone | signed.unseen()))


class Walk:
    """One chain, row by row. Stops judging at the first bad row but counts on."""

    def __init__(self, chain: str, head: HeadRow | None, signed: SignedHeads) -> None:
        self.chain, self.head, self.signed = chain, head, signed
        self.signed_at = signed.take(chain)
        self.rows = 0

    def judged(self, rows: Iterator[EventRow]) -> tuple[int, str] | None:
        """The position and the reason of the first bad row."""
        seq, last, found, before = 0, GENESIS, None, None
        for row in rows:
            self.rows += 1
            if found is None:
                found = self._row(row, seq + 1, last, before) or self._against_checkpoint(row)
                before, seq, last = row, row.seq, row.hash
        return found or self._end(seq, last)

    def _row(self, row: EventRow, due: int, last: str, before: EventRow | None) -> tuple[int, str] | None:
        if row.seq != due:
            return (due, "missing") if row.seq > due else (row.seq, "twice")
        intact = row.hash == link(row.chain, row.seq, row.prev_hash, row.body)
        if intact and row.prev_hash == last:
            return None if self._columns_agree(row) else (row.seq, "columns")
        if before is None:
            return row.seq, "changed"
        if intact:
            # This row is as it was written and swears to another predecessor: the predecessor was exchanged.
            return before.seq, "changed"
        if row.hash == link(row.chain, row.seq - 1, row.prev_hash, row.body) and row.prev_hash == before.prev_hash:
            # This row once stood one place earlier: the one before it was put in.
            return before.seq, "inserted"
        return row.seq, "changed"

    def _columns_agree(self, row: EventRow) -> bool:
        """The columns that pages search by say what the hashed body says."""
        try:
            told = json.loads(row.body)
            actor = told["actor"]
            said = (told["verb"], told["at"], actor["kind"], actor["ref"])
        except (ValueError, KeyError, TypeError):
            return False
        owner = self.head is None or self.head.institution_id == row.institution_id
        return owner and said == (row.verb, row.told_at, row.actor_kind, row.actor_ref)

    def _against_checkpoint(self, row: EventRow) -> tuple[int, str] | None:
        if self.signed_at and self.signed_at[0] == row.seq and self.signed_at[1] != row.hash:
            return row.seq, "rewritten"
        return None

    def _end(self, seq: int, last: str) -> tuple[int, str] | None:
        """What the head of the chain and the last checkpoint say about its end."""
        if self.signed_at and seq < self.signed_at[0]:
            return seq + 1, "missing"
        if self.head is None:
            return 1, "without_head"
        if self.head.seq > seq:
            return seq + 1, "missing"
        if self.head.seq < seq:
            return self.head.seq + 1, "beyond_head"
        return None if self.head.hash == last else (seq, "head_differs")


def link(chain: str, seq: int, previous: str, body: str) -> str:
    """The hash of one row, computed here anew."""
    return hashlib.sha256(f"{chain}\n{seq}\n{previous}\n{body}".encode()).hexdigest()


def main(argv: list[str]) -> int:
    """0 whole, 1 faults. The address of the database comes by the environment, where no list of processes shows it."""
    report = verify(os.environ["DATABASE_URL"], *(Path(word) for word in argv))
    sys.stdout.write(json.dumps({"ok": not report.found, **asdict(report)}, ensure_ascii=False) + "\n")
    return 1 if report.found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
