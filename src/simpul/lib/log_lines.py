"""One line of log per event, without line breaks and without personal values or secrets.

What a log tells comes partly from outside: an address, a file name, the message of an exception with the row it met.
Control characters are written as escapes, so nobody forges a line; what looks like a personal number, an e-mail address
or a secret is covered, whichever library wrote it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from datetime import UTC, datetime

_COVERED: Mapping[str, re.Pattern[str]] = {
    # The secrets of links and sessions: 256 bits as 43 signs, a signed value, a session key.
    "[rahasia]": re.compile(r"(?<![\w-])(?:[A-Za-z0-9_-]{43}|[a-z0-9]{32})(?![\w-])"),
    "[e-mail]": re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"),
    # NIK, NPWP and NITKU: 15, 16 or 22 digits, also with the points and dashes of print.
    "[nomor]": re.compile(r"(?<![\w.-])\d(?:[.\- ]?\d){14,21}(?![\w-])"),
    "[telepon]": re.compile(r"(?<![\w.-])(?:\+?62|0)[ -]?8(?:[ -]?\d){7,11}(?![\w-])"),
}


def covered(text: str) -> str:
    """``text`` without what must not stand in a log."""
    for word, pattern in _COVERED.items():
        text = pattern.sub(word, text)
    return text


def one_line(text: str) -> str:
    """``text`` with every sign that could end a line or move the cursor as its escape."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


class LineFormatter(logging.Formatter):
    """Time (UTC), level, logger and message; a trace follows on the same line."""

    def format(self, record: logging.LogRecord) -> str:
        message = record.getMessage()
        if record.exc_info:
            message += "\n" + self.formatException(record.exc_info)
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        return f"{at} {record.levelname} {record.name} {one_line(covered(message))}"
