"""One request, one answer."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from json import loads
from typing import Any, cast

from simpul.lib.outgoing.bodies import Part, body_of
from simpul.lib.outgoing.faults import AddressRefused, AnswerTooLarge, Redirected, Unreachable
from simpul.lib.outgoing.places import PORTS, Target, origin_of, resolve, target_of
from simpul.lib.outgoing.wire import Deadline, Wire, connect

LARGEST = 1024 * 1024
"""Bytes of an answer, unless the caller expects more (a signed file)."""


@dataclass(frozen=True)
class Answer:
    """``headers`` have lower-case names; ``body`` is as it came, whatever the status says."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)

    def json(self) -> Any:
        """The body as JSON. Raises ValueError if it is none."""
        return loads(self.body)


def send(
    method: str,
    url: str,
    *,
    timeout: float,
    headers: Mapping[str, str] | None = None,
    json: object = None,
    files: Mapping[str, Part] | None = None,
    data: Mapping[str, str] | bytes | None = None,
    trusted: frozenset[str] = frozenset(),
    plain: bool = False,
    largest: int = LARGEST,
) -> Answer:
    """Send one request within ``timeout`` seconds, all waiting together, and answer with whatever status came back.

    ``trusted``: addresses of services that the administrator configured. Their origins, and no others, may be reached
    without encryption and inside the own network or on this machine. ``plain``: http is allowed to public addresses
    too, for what is signed by itself (revocation lists). ``files``: field -> (file name, content, media type).
    Raises AddressRefused, Unreachable, AnswerTooLarge or Redirected, each with ``sent``.
    """
    target = target_of(url)
    known = target.origin in {origin_of(each) for each in trusted}
    if target.scheme != "https" and not (known or plain):
        raise AddressRefused(f"{target.origin} is not encrypted")
    body, kind = body_of(json, files, data)
    deadline = Deadline(timeout)
    addresses = resolve(target, timeout, trusted=known)
    wire = connect(target, addresses, deadline)
    try:
        return _exchanged(target, wire, method, body, _heads(kind, headers), largest)
    except (OSError, HTTPException) as error:
        raise Unreachable(f"{target.origin} gave no whole answer: {type(error).__name__}", sent=wire.began) from error
    finally:
        wire.hang_up()


def _heads(kind: str, given: Mapping[str, str] | None) -> dict[str, str]:
    ours = {"User-Agent": "Simpul", "Accept-Encoding": "identity", "Connection": "close"}
    return {**ours, **({"Content-Type": kind} if kind else {}), **(given or {})}


def _exchanged(
    target: Target, wire: Wire, method: str, body: bytes | None, heads: Mapping[str, str], largest: int
) -> Answer:
    connection = HTTPConnection(target.bracketed, target.port)
    # It never connects by itself: the one socket is that to the judged address.
    connection.auto_open = 0
    connection.sock = cast("socket.socket", wire)
    standard = PORTS.get(target.scheme) == target.port
    host = target.bracketed if standard else f"{target.bracketed}:{target.port}"
    connection.request(method, target.path, body=body, headers={"Host": host, **heads})
    with connection.getresponse() as response:
        if 300 <= response.status < 400 and response.status != 304:
            raise Redirected(f"{target.origin} sends elsewhere ({response.status})")
        named = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, named, _read(target, response, largest))


def _read(target: Target, response: HTTPResponse, largest: int) -> bytes:
    told = response.length
    body = b"" if told is not None and told > largest else response.read(largest + 1)
    if len(body) > largest or (told is not None and told > largest):
        raise AnswerTooLarge(f"{target.origin} answered with more than {largest} bytes")
    if response.length:
        raise Unreachable(f"{target.origin} broke off its answer", sent=True)
    return body
