"""Another child of :mod:`simpul.core.signing.isolation`: a PDF on standard input, what it leaves to others as JSON."""

from __future__ import annotations

import json
import logging
import sys

from simpul.core.signing.afterwards import field_from, survey, to_json
from simpul.core.signing.isolated import limit


def main(sent: str, remaining: str) -> int:
    """Survey standard input, of which the first ``sent`` bytes are ours; ``remaining`` are fields as JSON."""
    limit()
    logging.disable()
    found = survey(sys.stdin.buffer.read(), int(sent), [field_from(each) for each in json.loads(remaining)])
    sys.stdout.write(json.dumps(to_json(found)))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
