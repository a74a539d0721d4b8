"""Which bytes of the file a signature covers, read from the bytes themselves.

A PDF signature covers everything but one gap, and the gap must be exactly its own value: hexadecimal digits of one DER
container, then zeros. Whatever else could hide there, or after the last signature, is a reason to refuse.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pyhanko.pdf_utils import generic
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

LEFTOVER = re.compile(rb"/ByteRange\s*\[\s*\d+\s+\d+\s+\d+\s+\d+\s*\]|/SubFilter\s*/(?:ETSI|adbe)\.")
HEXADECIMAL = re.compile(rb"<(?:[0-9a-f]*|[0-9A-F]*)>")


@dataclass(frozen=True)
class Cover:
    """``regular``: the range has the only accepted form; ``end``: offset behind its last covered byte."""

    regular: bool
    end: int


def cover(pdf: bytes, signature: EmbeddedPdfSignature) -> Cover:
    """How ``signature`` covers ``pdf``; never raises."""
    numbers = [int(each) for each in signature.byte_range if isinstance(each, generic.NumberObject)]
    if len(numbers) != 4 or len(signature.byte_range) != 4 or min(numbers) < 0:
        return Cover(regular=False, end=0)
    start, before, after, rest = numbers
    end = after + rest
    regular = start == 0 and before < after and end <= len(pdf) and _is_value(pdf[before:after], signature)
    return Cover(regular, end)


def _is_value(gap: bytes, signature: EmbeddedPdfSignature) -> bool:
    if HEXADECIMAL.fullmatch(gap) is None or len(gap) % 2:
        return False
    value = bytes.fromhex(gap[1:-1].decode())
    container = _container_length(value)
    return value == signature.pkcs7_content and container > 0 and not any(value[container:])


def _container_length(value: bytes) -> int:
    """Length of the one DER SEQUENCE at the front of ``value``, 0 if there is none in definite form."""
    if len(value) < 2 or value[0] != 0x30:
        return 0
    if value[1] < 0x80:
        return 2 + value[1]
    digits = value[1] & 0x7F
    length = 2 + digits + int.from_bytes(value[2 : 2 + digits], "big")
    return length if 1 <= digits <= 4 and length <= len(value) else 0


def has_leftover(pdf: bytes) -> bool:
    """True if the bytes hold a signature's range or kind although the document shows no signature: it was cut out."""
    return LEFTOVER.search(pdf) is not None
