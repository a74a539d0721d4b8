"""What an examiner says of a file: the found kind with notes, or why it is unfit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """``kind`` is a key of ``policy.KINDS``; ``notes`` are words of ``NOTES``; ``pages`` is 0 for a picture."""

    kind: str
    notes: tuple[str, ...] = ()
    pages: int = 0


NOTES = frozenset({"has_gps", "has_signature", "extension_corrected", "trailing_data"})


class Unfit(Exception):
    """The file is not to be taken: a code of ``reasons.REASONS`` and the plain values its text needs."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
