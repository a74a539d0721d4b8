"""A connection to one judged address, with one time limit over all that passes through it."""

from __future__ import annotations

import io
import socket
import ssl
import time
from typing import TYPE_CHECKING

from simpul.lib.outgoing.faults import NotTrusted, Unreachable
from simpul.lib.outgoing.places import Address, Target

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

CONNECT_WITHIN = 5.0
"""Seconds for a connection to one address, however long the whole may take."""


_WHY = {9: "time", 10: "time", 62: "name", 64: "name"}
"""OpenSSL's number of what is wrong with a certificate; whatever is not named here is a matter of its issuer."""


class Deadline:
    """A moment of the machine's own clock; what is left of it bounds every wait."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds, more than none. Raises TimeoutError when it is over."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError("the time for an answer is over")
        return left


class Wire:
    """What :mod:`http.client` needs of a socket. ``began``: some of the request was handed over, so it may be there."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock, self._deadline, self.began = sock, deadline, False

    def sendall(self, data: ReadableBuffer) -> None:
        self._sock.settimeout(self._deadline.left())
        self.began = True
        self._sock.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Reading(self._sock, self._deadline))

    def close(self) -> None:
        """The library closes its end before it has read the answer; :meth:`hang_up` is the end."""

    def hang_up(self) -> None:
        self._sock.close()


class _Reading(io.RawIOBase):
    """Each piece waits for what is left of the time, so an answer cannot drip for ever."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        super().__init__()
        self._sock, self._deadline = sock, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        self._sock.settimeout(self._deadline.left())
        return self._sock.recv_into(buffer)


def connect(target: Target, addresses: list[Address], deadline: Deadline) -> Wire:
    """To the first of ``addresses`` that takes the connection, encrypted for https and with the certificate of the
    name checked. Raises Unreachable or NotTrusted, nothing sent."""
    failed: OSError | None = None
    for address in addresses:
        try:
            return Wire(_opened(target, address, deadline), deadline)
        except OSError as error:
            failed = error
    if isinstance(failed, ssl.SSLCertVerificationError):
        raise NotTrusted(f"{target.origin} is not believed", why=_WHY.get(failed.verify_code, "issuer")) from failed
    raise Unreachable(f"{target.origin} does not answer: {failed}", sent=False) from failed


def _opened(target: Target, address: Address, deadline: Deadline) -> socket.socket:
    sock = socket.create_connection((str(address), target.port), timeout=min(CONNECT_WITHIN, deadline.left()))
    if target.scheme == "http":
        return sock
    try:
        # The issuers known to the system; SSL_CERT_FILE names others.
        return ssl.create_default_context().wrap_socket(sock, server_hostname=target.host)
    except OSError:
        sock.close()
        raise
