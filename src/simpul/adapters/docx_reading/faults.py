"""Why a Word file cannot be read."""

from __future__ import annotations

# The codes of the upload check that say the same: one fault has one code, wherever it is found.
BOMB = "UNG-16"
LOCKED = "UNG-10"
ENTITIES = "UNG-23"
BROKEN = "UNG-27"
TOO_COSTLY = "UNG-29"
NOT_EXAMINED = "UNG-31"
CODES = frozenset({BOMB, LOCKED, ENTITIES, BROKEN, TOO_COSTLY, NOT_EXAMINED})


class Unreadable(Exception):
    """``code`` is one of ``CODES``; its words are those of the upload check."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
