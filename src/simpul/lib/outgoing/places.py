"""Where a request may go: the origin of an address, what its name resolves to, and which of that is permitted."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Thread
from urllib.parse import urlsplit

from simpul.lib.outgoing.faults import AddressRefused, Unreachable

PORTS = {"http": 80, "https": 443}
TRANSLATED = IPv6Network("64:ff9b::/96")
"""IPv4 as an IPv6-only network shows it (RFC 6052)."""

Address = IPv4Address | IPv6Address


@dataclass(frozen=True)
class Target:
    """An address taken apart. ``origin`` is "scheme://host:port" in lower case; ``path`` includes the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.bracketed}:{self.port}"

    @property
    def bracketed(self) -> str:
        """The host as it stands in an address."""
        return f"[{self.host}]" if ":" in self.host else self.host


def target_of(url: str) -> Target:
    """``url`` taken apart. Refuses what is no plain address of a web service: other schemes, names and passwords in
    it, blanks and control characters, letters outside ASCII."""
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme.lower(), (parts.hostname or "").lower(), parts.port
    except ValueError as error:
        raise AddressRefused("an address that cannot be read") from error
    if scheme not in PORTS or not host or port == 0:
        raise AddressRefused("not the address of a web service")
    if "@" in parts.netloc or "%" in host or "\\" in url or not all("!" <= sign <= "~" for sign in url):
        raise AddressRefused("an address with parts that none may have")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(scheme, host, port or PORTS[scheme], path)


def origin_of(url: str) -> str:
    """ "https://host:443" of any address there, for the set of trusted origins. Raises AddressRefused."""
    return target_of(url).origin


def resolve(target: Target, seconds: float, *, trusted: bool) -> list[Address]:
    """The addresses that the name stands for, asked once. Raises AddressRefused if only one of them is not permitted:
    who answers for a name could mix them. Raises Unreachable where the name is not known in time."""
    found, permitted = _looked_up(target, seconds), is_one_machine if trusted else is_public
    if not all(permitted(each) for each in found):
        raise AddressRefused(f"{target.origin} lies within a network that is not open to requests")
    return found


def is_public(address: Address) -> bool:
    """True for what anybody in the internet can reach, judged by the address that is really meant."""
    meant = _meant(address)
    if isinstance(meant, IPv6Address) and meant.is_site_local:
        return False
    return meant.is_global and not meant.is_multicast and not meant.is_reserved


def is_one_machine(address: Address) -> bool:
    """True for public addresses, this machine and the institution's own network; never for link-local ones, where
    clouds keep their keys, nor for those that stand for many or for none."""
    meant = _meant(address)
    if meant.is_loopback:
        return True
    return not (meant.is_link_local or meant.is_multicast or meant.is_unspecified or meant.is_reserved)


def _meant(address: Address) -> Address:
    """The IPv4 address inside an IPv6 one, where there is one."""
    if isinstance(address, IPv4Address):
        return address
    if address in TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else address)


def _looked_up(target: Target, seconds: float) -> list[Address]:
    """In a thread: the system's resolver knows no time limit of ours."""
    answers: list[Address] = []

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
            answers.extend(dict.fromkeys(ip_address(str(row[4][0])) for row in rows))
        except (OSError, UnicodeError, ValueError):
            answers.clear()

    asking = Thread(target=ask, daemon=True)
    asking.start()
    asking.join(seconds)
    if asking.is_alive() or not answers:
        raise Unreachable(f"{target.origin}: the name is not known", sent=False)
    return answers
