"""Personal data in free words: numbers and addresses by which a person is reached or identified are masked.

All other words of a reason or note stand as they were written: they are the evidence.
"""

from __future__ import annotations

import re

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NUMBER = re.compile(r"(?<![\w/.-])(?:\+?62|0)8[\d -]{7,14}\d(?![\w/])|(?<![\d/.-])\d{15,18}(?![\d/])")
MASK = "[disamarkan]"


def masked(words: str) -> str:
    """Without e-mail addresses, mobile numbers, and numbers as long as NIK, NPWP or NIP."""
    return _NUMBER.sub(MASK, _MAIL.sub(MASK, words))
