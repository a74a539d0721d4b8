"""Another child of :mod:`simpul.core.signing.isolation`: a PDF on standard input, the stamps on it as JSON."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path

from simpul.core.signing.isolated import limit
from simpul.core.signing.stamp_survey import stamps, to_json


def main(sent: str) -> int:
    """Look at standard input beside the text at the path ``sent``, which is ours."""
    limit()
    logging.disable()
    sys.stdout.write(json.dumps(to_json(stamps(sys.stdin.buffer.read(), Path(sent).read_bytes()))))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
