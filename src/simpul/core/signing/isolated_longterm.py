"""The child of :mod:`simpul.core.signing.isolation_longterm`: a PDF on standard input, what to append on the output.

Its limits are those of the other children; of all of them it alone asks services outside, through the gate.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import datetime
from pathlib import Path

from simpul.core.signing.isolated import limit
from simpul.core.signing.longterm import preserve, renew_before
from simpul.core.signing.stamping import ProofSource
from simpul.rules.refusals import Refusal


def main(asked: str) -> int:
    """``asked``: home, url, inside, at and believed as JSON. Answers a line of JSON and the bytes to append.

    The line holds ``until`` (when the last time stamp ends), or ``refused`` (code and msgid) without any bytes. 3: the
    anchors or keys of the installation cannot be read.
    """
    limit()
    logging.disable()
    pdf, wanted = sys.stdin.buffer.read(), json.loads(asked)
    source, at = ProofSource(Path(wanted["home"]), wanted["url"], frozenset(wanted["inside"])), wanted["at"]
    try:
        context, stamper = source.context(datetime.fromisoformat(at)), source.stamper(datetime.fromisoformat(at))
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 3
    believed = tuple(range(start, stop) for start, stop in wanted["believed"])
    try:
        made = preserve(pdf, context=context, stamper=stamper, believed=believed)
    except Refusal as refusal:
        sys.stdout.write(json.dumps({"refused": [refusal.code, refusal.text]}) + "\n")
        return 0
    until = renew_before(made)
    assert until is not None
    sys.stdout.buffer.write(json.dumps({"until": until.isoformat()}).encode() + b"\n" + made[len(pdf) :])
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
