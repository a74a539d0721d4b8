"""What can go wrong on the way out, told apart by the one question that matters: may the other side have acted?"""

from __future__ import annotations


class OutgoingFault(Exception):
    """No answer to work with. ``sent`` False: not one byte of the request left, it may be repeated freely. True: the
    other side may have received it, so its outcome is unknown until the other side is asked.

    The text names the origin only, never the path or the query: they can hold secrets.
    """

    def __init__(self, text: str, *, sent: bool) -> None:
        super().__init__(text)
        self.sent = sent


class AddressRefused(OutgoingFault):
    """The address is not one that may be reached from here; nothing was sent."""

    def __init__(self, text: str) -> None:
        super().__init__(text, sent=False)


class Unreachable(OutgoingFault):
    """Unknown name, no connection, no trust in the certificate (``sent`` False), or the answer did not come whole and
    in time (``sent`` True)."""


class NotTrusted(Unreachable):
    """The other side's certificate is not believed; nothing was sent. ``why``: "time" (out of date), "name" (it is
    another's) or "issuer" (nobody whom this machine trusts has issued it)."""

    def __init__(self, text: str, *, why: str) -> None:
        super().__init__(text, sent=False)
        self.why = why


class AnswerTooLarge(OutgoingFault):
    """The answer exceeds the limit and was dropped."""

    def __init__(self, text: str) -> None:
        super().__init__(text, sent=True)


class Redirected(OutgoingFault):
    """The other side sent us elsewhere; that is not followed."""

    def __init__(self, text: str) -> None:
        super().__init__(text, sent=True)
