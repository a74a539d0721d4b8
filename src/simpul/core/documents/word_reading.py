"""A partner's Word file read back: what a counter-draft says, article by article.

The bytes are those of a stored file, judged harmless at its upload; they are still read in a confined child.
"""

from __future__ import annotations

from simpul.adapters.docx_reading import Unreadable, read
from simpul.adapters.inspection import PAPERS, REASONS
from simpul.rules.agreement_text.reading.read import Reading, read_agreement
from simpul.rules.refusals import Refusal


def read_word(docx: bytes) -> Reading:
    """The agreement in a Word file; raises the refusal of the upload check that says why it cannot be read."""
    try:
        return read_agreement(read(docx))
    except Unreadable as fault:
        values = {"megabytes": PAPERS.megabytes, "kinds": PAPERS.labels()}
        raise Refusal(fault.code, REASONS[fault.code].text, **values) from None
