"""The parent: gives the bytes to a confined child and takes its Document."""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict

from simpul.adapters.docx_reading.faults import CODES, NOT_EXAMINED, TOO_COSTLY, Unreadable
from simpul.lib.confined import running
from simpul.lib.confined.limits import MIB, Limits
from simpul.rules.agreement_text.codec import read_as
from simpul.rules.agreement_text.reading.word import Document

_WORKER = ("-m", "simpul.adapters.docx_reading.worker")
LIMITS = Limits(output=24 * MIB)


def read(data: bytes, limits: Limits = LIMITS) -> Document:
    """The content of a Word file (bytes of a .docx); raises ``Unreadable``. Nothing of the file runs or is fetched."""
    with tempfile.TemporaryFile() as source:
        source.write(data)
        source.seek(0)
        program = (*_WORKER, json.dumps(asdict(limits)))
        outcome = running.run(program, source, limits, running.environment())
    if outcome.ended == "stopped":
        raise Unreadable(TOO_COSTLY)
    try:
        answer = json.loads(outcome.answer)
        if "code" in answer:
            raise Unreadable(answer["code"] if answer["code"] in CODES else NOT_EXAMINED)
        return read_as(Document, answer["document"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Unreadable(NOT_EXAMINED) from None
