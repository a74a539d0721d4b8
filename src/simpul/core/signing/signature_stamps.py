"""A time stamp within a signature (PAdES B-T): an authority's word on when the signature's value existed."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import cms
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError
from pyhanko.sign.validation.status import SignatureStatus, StandardCMSSignatureStatus, TimestampSignatureStatus

from simpul.core.signing.anchors import Anchors
from simpul.core.signing.coroutines import finish
from simpul.core.signing.keys import common_name
from simpul.core.signing.trust import doubts, rests_on_demo
from simpul.core.signing.verdict import Reason

DIGEST = "sha256"
ROOM = 8192
"""Bytes kept free for the token of an authority, whose certificates go with it."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class SignatureStamp:
    """Asks ``stamper``; ``room``: bytes that the token may take."""

    stamper: TimeStamper
    room: int = ROOM

    def token(self, digest: bytes) -> bytes | None:
        """The token over ``digest`` (SHA-256 of a signature's value) as DER. None, and a line in the log, where none
        was to be had: the signature is then made without it, and the proofs of the archive supply the time later."""
        try:
            token = finish(self.stamper.async_timestamp(digest, DIGEST))
            stamped, written = _imprint(token), bytes(token.dump())
        except (TimestampRequestError, OSError, ValueError, TypeError, KeyError) as error:
            logger.warning("a signature stays without a time stamp: %s", type(error).__name__)
            return None
        if stamped != digest or len(written) > self.room:
            logger.warning("a signature stays without a time stamp: unfit, %d bytes", len(written))
            return None
        return written


def _imprint(token: cms.ContentInfo) -> bytes:
    told = token["content"]["encap_content_info"]["content"].parsed
    return bytes(told["message_imprint"]["hashed_message"].native)


@dataclass(frozen=True)
class OwnStamp:
    """What the time stamp within a signature is worth: ``proves`` the time as of which the signature is judged, None if
    it proves none; ``demo``: on the word of a demonstration authority; ``faults`` speak against the signature."""

    proves: datetime | None = None
    notes: tuple[Reason, ...] = ()
    faults: tuple[Reason, ...] = ()
    demo: bool = False


def own_stamp(status: SignatureStatus | None, anchors: Anchors, moment: datetime) -> OwnStamp:
    """Of the signature with ``status``, judged at ``moment``. One that somebody broke speaks against the signature; one
    of an authority that is not trusted here says nothing."""
    stamp = status.timestamp_validity if isinstance(status, StandardCMSSignatureStatus) else None
    if stamp is None:
        return OwnStamp()
    if not (stamp.intact and stamp.valid):
        return OwnStamp(faults=(Reason("stamp_broken"),))
    authority = common_name(stamp.signing_cert.subject)
    if not stamp.trusted or any(_against(stamp, anchors, moment)):
        return OwnStamp(notes=(Reason("stamp_untrusted", {"authority": authority}),))
    proved = Reason("stamped", {"time": stamp.timestamp.isoformat(), "authority": authority})
    return OwnStamp(stamp.timestamp, (proved,), demo=rests_on_demo(stamp, anchors))


def _against(stamp: TimestampSignatureStatus, anchors: Anchors, moment: datetime) -> Iterator[Reason]:
    if stamp.timestamp > moment:
        yield Reason("time")
    yield from doubts(stamp, anchors, stamp.timestamp, moment)
