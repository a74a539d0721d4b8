"""The child: a Word file from standard input, its Document as JSON on standard output. Run by ``reading``.

python -m simpul.adapters.docx_reading.worker '{"memory": ..., ...}' < FILE
"""

from __future__ import annotations

import json
import sys

from simpul.adapters.docx_reading.document import document
from simpul.adapters.docx_reading.faults import NOT_EXAMINED, TOO_COSTLY, Unreadable
from simpul.lib.confined import sealing
from simpul.lib.confined.limits import Limits
from simpul.rules.agreement_text.codec import plain

# Ready beforehand: where memory has run out nothing more can be made.
_COSTLY = json.dumps({"code": TOO_COSTLY}).encode()


def main(argv: list[str]) -> int:
    """Answer one JSON object and return 0; a fault is an answer too."""
    limits = Limits(**json.loads(argv[0]))
    sealing.bound(limits)
    sealing.seal(limits)
    answer = _answer(sys.stdin.buffer.read())
    sys.stdout.buffer.write(answer if len(answer) <= limits.output else _COSTLY)
    sys.stdout.buffer.flush()
    return 0


def _answer(data: bytes) -> bytes:
    try:
        return json.dumps({"document": plain(document(data))}, ensure_ascii=False).encode()
    except Unreadable as fault:
        return json.dumps({"code": fault.code}).encode()
    except (MemoryError, RecursionError):
        return _COSTLY
    except Exception as fault:  # fail closed: whatever the reader stumbles over is not half read
        return json.dumps({"code": NOT_EXAMINED, "fault": type(fault).__name__}).encode()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
