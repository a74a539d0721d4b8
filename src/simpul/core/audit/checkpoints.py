"""Checkpoints: the heads of the chains that moved, signed and laid down outside the database.

Whoever owns the database can rewrite a chain with all its hashes; he cannot rewrite the files, and less so their
copy on another host (``SIMPUL_CHECKPOINT_COPY``: a mounted folder). The guarantee reaches up to the last checkpoint.
"""

from __future__ import annotations

import logging
import os
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from simpul.core.audit.checkpoint_files import (
    FOLDER,
    CheckpointFile,
    Leaf,
    alone,
    copy_missing,
    last,
    lay_down,
    leaf,
    name_of,
    ordered,
    signing_key,
)
from simpul.core.audit.models import Checkpoint
from simpul.rules.audit_chain import merkle_root

_log = logging.getLogger(__name__)

# A transaction holds its event's number a while before the event can be seen; none lives as long as this.
_OVERLAP = timedelta(minutes=15)
# Now and then every head is looked at, whatever the numbers say.
_FULL_EVERY = 200

_MOVED = """
SELECT event.chain, event.seq, event.hash, moved.newest
FROM (SELECT chain, max(seq) AS seq, max(id) AS newest FROM audit_auditevent WHERE id > %s GROUP BY chain) AS moved
JOIN audit_auditevent AS event ON event.chain = moved.chain AND event.seq = moved.seq
"""


def make() -> int | None:
    """Sign the heads that moved since the last checkpoint; its number, or None when nothing moved.

    Never inside the transaction of an act: what may still be rolled back must not be signed. Acts call it
    on commit. Raises OSError when the folder cannot be written; the next call lays down what is missing.
    """
    home = Path(settings.HOME)
    with alone(home):
        with transaction.atomic(durable=True):
            _lay_down_missing(home)
            made = _made(home)
        if made is not None:
            lay_down(home / FOLDER, made)
        _copy(home)
    return made.number if made else None


def _made(home: Path) -> CheckpointFile | None:
    now = _database_time()
    before = Checkpoint.objects.order_by("-number").first()
    heads, upto = _moved(before, now)
    if not heads:
        return None
    outside = last(home / FOLDER)
    # After a restored backup files may be ahead of rows; their numbers are never given twice.
    newest = max(
        (before.number, before.root) if before else (0, ""), (outside.number, outside.root) if outside else (0, "")
    )
    made = CheckpointFile(
        number=newest[0] + 1,
        at=now.isoformat(timespec="microseconds"),
        count=len(heads),
        heads=heads,
        root=merkle_root([leaf(head) for head in heads]),
        previous_root=newest[1],
    )
    made = replace(made, signature=signing_key(home).sign(made.signed_text()).hex())
    Checkpoint.objects.create(**(asdict(made) | {"at": now, "upto": upto}))
    return made


def _database_time() -> datetime:
    # The database's own clock: a demonstration may move ours through the past.
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        (now,) = cursor.fetchone()
    assert isinstance(now, datetime)
    return now.astimezone(UTC)


def _moved(before: Checkpoint | None, now: datetime) -> tuple[list[Leaf], int]:
    """The heads that moved and the highest event number that was seen."""
    settled, known = _settled(before, now)
    with connection.cursor() as cursor:
        cursor.execute(_MOVED, [settled])
        rows = cursor.fetchall()
    upto = max((int(row[3]) for row in rows), default=before.upto if before else 0)
    heads = ordered((str(chain), int(seq), str(digest)) for chain, seq, digest, _ in rows)
    return [head for head in heads if head not in known], upto


def _settled(before: Checkpoint | None, now: datetime) -> tuple[int, set[Leaf]]:
    """Up to which event number nothing can appear any more, and the heads signed since."""
    if before is None or before.number % _FULL_EVERY == 0:
        everything = Checkpoint.objects.all() if before else Checkpoint.objects.none()
        return 0, _leaves(everything.values_list("heads", flat=True).iterator())
    old = Checkpoint.objects.filter(at__lt=now - _OVERLAP).order_by("-number").first()
    later = Checkpoint.objects.filter(number__gt=old.number if old else 0)
    return (old.upto if old else 0), _leaves(later.values_list("heads", flat=True))


def _leaves(listed: object) -> set[Leaf]:
    assert hasattr(listed, "__iter__")
    return {(str(chain), int(seq), str(digest)) for heads in listed for chain, seq, digest in heads}


def _lay_down_missing(home: Path) -> None:
    """The newest rows whose file is missing: the process died between its commit and its file."""
    for row in Checkpoint.objects.order_by("-number")[:10]:
        if (home / FOLDER / name_of(row.number)).exists():
            return
        lay_down(home / FOLDER, _as_file(row))


def _as_file(row: Checkpoint) -> CheckpointFile:
    return CheckpointFile(
        number=row.number,
        at=row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        count=len(row.heads),
        heads=[(str(chain), int(seq), str(digest)) for chain, seq, digest in row.heads],
        root=row.root,
        previous_root=row.previous_root,
        signature=row.signature,
    )


def _copy(home: Path) -> None:
    elsewhere = os.environ.get("SIMPUL_CHECKPOINT_COPY")
    if not elsewhere:
        return
    try:
        copy_missing(home / FOLDER, Path(elsewhere))
    except OSError:
        _log.exception("the checkpoints could not be copied to %s", elsewhere)
