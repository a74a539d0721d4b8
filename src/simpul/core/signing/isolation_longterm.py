"""Proofs for the years after, made in a process of its own: a partner may have signed the file, so it is a stranger's.

A file that eats memory or time, or makes a parser fall over, is refused here, and the worker goes on with the next one.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from subprocess import CompletedProcess

from simpul.core.signing.isolation import LIMIT_BYTES, child
from simpul.core.signing.stamping import ProofSource
from simpul.rules.refusals import N_, Refusal

PRESERVER = "simpul.core.signing.isolated_longterm"
WALL_SECONDS = 300.0
"""Longer than for a judgement: each service that is asked may take its ten seconds."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Preserved:
    """``pdf``: the file with what was appended; ``until``: when the certificate of its last time stamp ends."""

    pdf: bytes
    until: datetime


def preserve_isolated(
    path: Path, source: ProofSource, at: datetime, believed: Sequence[range] = (), *, seconds: float = WALL_SECONDS
) -> Preserved:
    """As :func:`simpul.core.signing.longterm.preserve`, with its refusals, and ARS-80: it could not be worked on within
    the limits. The bytes of ``path`` stand unchanged whatever the child answers.

    Raises ``RuntimeError`` where the anchors or keys of this installation cannot be read.
    """
    source.stamper(at)  # a demonstration makes its key now: the child writes no file
    asked = {
        "home": str(source.home), "url": source.url, "inside": sorted(source.inside), "at": at.isoformat(),
        "believed": [(span.start, span.stop) for span in believed],
    }  # fmt: skip
    done = child(path, (PRESERVER, json.dumps(asked)), seconds) if path.stat().st_size <= LIMIT_BYTES else None
    if done is not None and done.returncode == 3:
        raise RuntimeError(done.stderr.decode(errors="replace").strip())
    if done is None or done.returncode != 0:
        raise _beyond(done)
    head, _, added = done.stdout.partition(b"\n")
    told = json.loads(head)
    if "refused" in told:
        raise Refusal(*told["refused"])
    return Preserved(path.read_bytes() + added, datetime.fromisoformat(told["until"]))


def _beyond(done: CompletedProcess[bytes] | None) -> Refusal:
    """The log keeps the last line of what the child said of its end."""
    last = done.stderr.decode(errors="replace").strip().splitlines()[-1:] if done is not None else ["too slow"]
    logger.warning("proofs could not be made: %r", last)
    return Refusal("ARS-80", N_("The signed file could not be worked on within the limits of time and memory."))
