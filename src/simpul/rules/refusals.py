"""The one way in which a rule says no: a searchable code and the sentence that the user will read.

The sentence is an English msgid; the rim translates it and appends the code (``simpul.lib.wording.say``).
"""

from __future__ import annotations


def N_(text: str) -> str:
    """Mark ``text`` as a msgid and return it unchanged."""
    return text


class Refusal(Exception):
    """Something is not allowed or not possible now.

    ``code`` is stable and searchable ("UNG-02"); ``text`` is a msgid with named placeholders filled from ``params``.
    """

    def __init__(self, code: str, text: str, /, **params: object) -> None:
        super().__init__(f"{code}: {text % params if params else text}")
        self.code = code
        self.text = text
        self.params = params


class Conflict(Refusal):
    """Somebody else was first, or the thing has moved on meanwhile (HTTP 409)."""


class NotAllowed(Refusal):
    """This person may see the thing but may not do this (HTTP 403)."""


class Gone(Refusal):
    """It was there and was destroyed on purpose (HTTP 410)."""
