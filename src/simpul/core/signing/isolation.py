"""Verification of a file from outside, in a process of its own that may use little memory, little time and no disk.

The parent never parses the file. Whatever happens in the child, crash, endless loop or flood of memory, is a verdict.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import simpul
from simpul.core.signing import certificates
from simpul.core.signing.afterwards import Survey
from simpul.core.signing.afterwards import from_json as from_plain
from simpul.core.signing.certificates import CertificateFacts
from simpul.core.signing.signer import SignatureField
from simpul.core.signing.verdict import Outcome, Reason, Verdict, from_json

WALL_SECONDS = 30.0
LIMIT_BYTES = 64 * 1024 * 1024

CHILD = "simpul.core.signing.isolated"
SURVEYOR = "simpul.core.signing.isolated_survey"


def verify_isolated(path: Path, home: Path, at: datetime | None = None, *, seconds: float = WALL_SECONDS) -> Verdict:
    """Judge the file at ``path`` with the anchors of ``home``, as :func:`simpul.core.signing.verification.verify` does.

    TIDAK DIKENAL with ``too_complex`` if the child exceeds a limit. Raises ``OSError`` if ``path`` cannot be read and
    ``RuntimeError`` if the anchors of this installation cannot (the fault is ours then, not the file's).
    """
    if path.stat().st_size > LIMIT_BYTES:
        return _unknown("too_large", limit=str(LIMIT_BYTES // 1024 // 1024))
    done = child(path, (CHILD, str(home), at.isoformat() if at else ""), seconds)
    return _read(done) if done is not None else _unknown("too_complex")


def examine_isolated(path: Path, home: Path) -> tuple[Verdict, tuple[CertificateFacts, ...]]:
    """As :func:`verify_isolated`, with the certificates of its signatures; none of a file that cannot be read."""
    if path.stat().st_size > LIMIT_BYTES:
        return _unknown("too_large", limit=str(LIMIT_BYTES // 1024 // 1024)), ()
    done = child(path, (CHILD, str(home), "", "certificates"), WALL_SECONDS)
    if done is None:
        return _unknown("too_complex"), ()
    verdict = _read(done)
    try:
        return verdict, tuple(map(certificates.from_json, json.loads(done.stdout)["certificates"]))
    except (ValueError, KeyError, TypeError):
        return verdict, ()


def survey_isolated(
    path: Path, sent: int, remaining: Sequence[SignatureField], *, seconds: float = WALL_SECONDS
) -> Survey | None:
    """As :func:`simpul.core.signing.afterwards.survey`; None if the file could not be looked at within the limits."""
    if path.stat().st_size > LIMIT_BYTES:
        return None
    done = child(path, (SURVEYOR, str(sent), json.dumps([asdict(field) for field in remaining])), seconds)
    try:
        return from_plain(json.loads(done.stdout)) if done is not None else None
    except (ValueError, KeyError, TypeError):
        return None


def child(path: Path, arguments: Sequence[str], seconds: float) -> subprocess.CompletedProcess[bytes] | None:
    """Run a module on the file as its standard input; None if it took longer than ``seconds``."""
    with path.open("rb") as file:
        try:
            return subprocess.run(
                [sys.executable, "-m", *arguments], stdin=file, capture_output=True, timeout=seconds,
                env=_environment(), check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return None


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
    kept = {name: os.environ[name] for name in ("SSL_CERT_FILE", "SSL_CERT_DIR") if name in os.environ}
    return {"PYTHONPATH": str(Path(simpul.__file__).parents[1]), "PATH": os.defpath, "LANG": "C.UTF-8", **kept}
