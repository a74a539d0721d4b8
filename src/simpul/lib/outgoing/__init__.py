"""The one gate for whatever leaves this machine over HTTP; nothing else opens a connection to fetch or to post.

An address may come from a stranger (a certificate says where its revocation list lies), so it is resolved once, judged,
and the connection goes to the very address that was judged. No redirect is followed, no proxy of the environment is
asked, an answer is read up to a limit, and one time limit spans the whole exchange.
"""

from simpul.lib.outgoing.faults import (
    AddressRefused,
    AnswerTooLarge,
    NotTrusted,
    OutgoingFault,
    Redirected,
    Unreachable,
)
from simpul.lib.outgoing.places import origin_of
from simpul.lib.outgoing.sending import LARGEST, Answer, send

__all__ = [
    "LARGEST",
    "AddressRefused",
    "Answer",
    "AnswerTooLarge",
    "NotTrusted",
    "OutgoingFault",
    "Redirected",
    "Unreachable",
    "origin_of",
    "send",
]
