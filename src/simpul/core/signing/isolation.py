"""Verification of a file from outside, in a process of its own that may use little memory, little time and no disk.

The parent never parses the file. Whatever happens in the child, crash, endless loop or flood of memory, is a verdict.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import simpul
from simpul.core.signing.verdict import Outcome, Reason, Verdict, from_json

WALL_SECONDS = 30.0
LIMIT_BYTES = 64 * 1024 * 1024

CHILD = "simpul.core.signing.isolated"


def verify_isolated(path: Path, home: Path, at: datetime | None = None, *, seconds: float = WALL_SECONDS) -> Verdict:
    """Judge the file at ``path`` with the anchors of ``home``, as :func:`simpul.core.signing.verification.verify` does.

    TIDAK DIKENAL with ``too_complex`` if the child exceeds a limit. Raises ``OSError`` if ``path`` cannot be read and
    ``RuntimeError`` if the anchors of this installation cannot (the fault is ours then, not the file's).
    """
    size = path.stat().st_size
    if size > LIMIT_BYTES:
        return _unknown("too_large", limit=str(LIMIT_BYTES // 1024 // 1024))
    with path.open("rb") as file:
        try:
            done = subprocess.run(
                [sys.executable, "-m", CHILD, str(home), at.isoformat() if at else ""],
                stdin=file,
                capture_output=True,
                timeout=seconds,
                env=_environment(),
                check=False,
            )
        except subprocess.TimeoutExpired:
            return _unknown("too_complex")
    return _read(done)


def _read(done: subprocess.CompletedProcess[bytes]) -> Verdict:
    if done.returncode == 3:
        raise RuntimeError(done.stderr.decode(errors="replace").strip())
    try:
        return from_json(json.loads(done.stdout))
    except (ValueError, KeyError, TypeError):
        return _unknown("too_complex")


def _unknown(code: str, **params: str) -> Verdict:
    return Verdict(Outcome.TIDAK_DIKENAL, (Reason(code, params),))


def _environment() -> dict[str, str]:
    """Nothing of ours goes to the child: no secrets, no database address."""
    return {"PYTHONPATH": str(Path(simpul.__file__).parents[1]), "PATH": os.defpath, "LANG": "C.UTF-8"}
