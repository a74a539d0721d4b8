"""Time stamps (RFC 3161) of an authority outside, whose address the administrator configured."""

from __future__ import annotations

from asn1crypto import tsp
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError

from simpul.lib.outgoing import OutgoingFault, send

ANSWER_WITHIN = 10.0
"""Seconds that the authority gets for its answer."""
HEADS = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}


class TimeAuthority(TimeStamper):
    """Asks over the gate for outgoing requests; its address may lie in the own network."""

    def __init__(self, url: str, seconds: float = ANSWER_WITHIN) -> None:
        TimeStamper.__init__(self)
        self._url, self._seconds = url, seconds

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Raises TimestampRequestError where no usable answer came."""
        try:
            answer = send(
                "POST", self._url, headers=HEADS, data=req.dump(), timeout=self._seconds, trusted=frozenset({self._url})
            )
        except OutgoingFault as error:
            raise TimestampRequestError(str(error)) from error
        kind = answer.headers.get("content-type", "").partition(";")[0].strip()
        if answer.status != 200 or kind != HEADS["Accept"]:
            raise TimestampRequestError(f"the time-stamping authority answered with {answer.status} {kind}")
        return tsp.TimeStampResp.load(answer.body)
