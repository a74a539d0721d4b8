"""The child of :mod:`simpul.core.signing.isolation`: a PDF on standard input, its verdict as JSON on the output."""

from __future__ import annotations

import json
import logging
import resource
import sys
from datetime import datetime
from pathlib import Path

from simpul.core.signing import certificates
from simpul.core.signing.anchors import Anchors
from simpul.core.signing.verdict import to_json
from simpul.core.signing.verification import verify

MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 20


def main(home: str, at: str, more: str = "") -> int:
    """Judge standard input at the ISO time ``at`` ("" is now); ``more``: tell its certificates too.

    3: the anchors of the installation cannot be read.
    """
    limit()
    logging.disable()
    try:
        anchors = Anchors.load(Path(home))
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 3
    pdf = sys.stdin.buffer.read()
    told = to_json(verify(pdf, anchors, datetime.fromisoformat(at) if at else None))
    if more:
        told["certificates"] = [certificates.to_json(each) for each in certificates.certificates_of(pdf, anchors)]
    sys.stdout.write(json.dumps(told))
    return 0


def limit() -> None:
    """Bound this process before it reads a byte of the file: memory, processor time, no file writing, no core dump."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
