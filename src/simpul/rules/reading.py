"""Who may read which stored file: one table for officers, inspectors, partners and everybody else.

A text that carries signatures is handed out as it is only to those who sign it, archive it or hold its case, and to its
parties. Everybody else in the house gets the reading copy ("salinan tidak terkendali") once there is one. What somebody
may not read does not exist for that person.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum


class Sort(Enum):
    """What a file is."""

    UNFILED = "paper of a request that has not been filed"
    ORDINARY = "paper, letter, sheet, draft, text before its first signature, reading copy"
    PARTLY_SIGNED = "text or scan that carries some of its signatures, or of a round that was given up"
    SIGNED = "text or scan that carries all its signatures"


class Reader(Enum):
    """How somebody stands to the file."""

    WORKING = "officer of the house whose lane signs or archives the agreement, or holds its case now"
    COLLEAGUE = "any other officer or inspector of the house"
    PARTY = "partner to or from whom the file went"
    STRANGER = "anybody else"


class Grant(Enum):
    """What is handed out."""

    FILE = "the file itself"
    COPY = "the reading copy of the agreement, where there is one"
    NOTHING = "nothing: the file does not exist"


TABLE: Mapping[Sort, Mapping[Reader, Grant]] = {
    Sort.UNFILED: {
        Reader.WORKING: Grant.NOTHING,
        Reader.COLLEAGUE: Grant.NOTHING,
        Reader.PARTY: Grant.FILE,
        Reader.STRANGER: Grant.NOTHING,
    },
    Sort.ORDINARY: {
        Reader.WORKING: Grant.FILE,
        Reader.COLLEAGUE: Grant.FILE,
        Reader.PARTY: Grant.FILE,
        Reader.STRANGER: Grant.NOTHING,
    },
    Sort.PARTLY_SIGNED: {
        Reader.WORKING: Grant.FILE,
        Reader.COLLEAGUE: Grant.COPY,
        Reader.PARTY: Grant.FILE,
        Reader.STRANGER: Grant.NOTHING,
    },
    Sort.SIGNED: {
        Reader.WORKING: Grant.FILE,
        Reader.COLLEAGUE: Grant.COPY,
        Reader.PARTY: Grant.FILE,
        Reader.STRANGER: Grant.NOTHING,
    },
}


def grant(reader: Reader, sort: Sort) -> Grant:
    """What this reader gets of such a file."""
    return TABLE[sort][reader]
