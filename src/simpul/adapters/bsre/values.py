"""What goes in and comes out, whichever version of the service."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

SIMULATOR = "Simulator BSrE (bukan BSrE)"
"""What the simulator calls itself, in its certificate and on every page where it is met."""
OPENS_WITH = "peragaan-simpul"
"""What opens a signature at the simulator; every page where one is asked for says so."""
CODE = "246810"
"""The simulator's one-time code, good once after it was asked for; a real service sends one by e-mail."""

MAY_SIGN = "ISSUE"
"""The one status of a person that allows a signature."""


class Problem(StrEnum):
    """Why there is no signature. Only after ``UNKNOWN`` may there be one all the same. ``MISTYPED``: the passphrase or
    code is wrong. ``UNTRUSTED``: the certificate of the service's address is not believed, so nothing was sent."""

    DOWN = "down"
    UNTRUSTED = "untrusted"
    UNKNOWN = "unknown"
    MISTYPED = "secret"
    ACCOUNT = "account"
    NOT_ISSUED = "not_issued"
    REFUSED = "refused"


class BsreFault(Exception):
    """The service did not do what was asked. The text names the problem alone: no address, nothing that was sent.

    ``why``: of an UNTRUSTED address, a word of ``simpul.lib.outgoing.NotTrusted``.
    """

    def __init__(self, problem: Problem, why: str = "") -> None:
        super().__init__(problem.value)
        self.problem, self.why = problem, why


@dataclass(frozen=True, slots=True, repr=False)
class Account:
    """The institution's own account at the service: base address, HTTP Basic, seconds for one signature."""

    address: str
    user: str
    password: str
    seconds: float = 30.0


@dataclass(frozen=True, slots=True, repr=False)
class Person:
    """Who signs: v2 is content with the e-mail address, v1 wants the NIK."""

    email: str = ""
    nik: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """What the signer typed for this one signature; ``one_time``: a TOTP instead of the passphrase (v2 only)."""

    value: str
    one_time: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where the signature shows, in PDF points from the lower left; ``page`` counts from 1."""

    page: int
    left: float
    bottom: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, repr=False)
class Order:
    """One signature: the PDF (without a password), where, with which picture (PNG), and what it states.

    ``reference`` is our own mark of this order; it goes along as ``X-Request-Id`` for gateways that hand it on.
    """

    pdf: bytes
    place: Place
    picture: bytes
    reason: str
    location: str
    reference: str


@dataclass(frozen=True, slots=True, repr=False)
class Returned:
    """The signed file; ``document`` is the mark under which v1 gives it out again, empty in v2."""

    pdf: bytes
    document: str = ""


class Bsre(Protocol):
    """Either version, or the twin. Every method raises BsreFault; only ``sign`` and ``fetch`` may say UNKNOWN."""

    @property
    def by_nik(self) -> bool:
        """Whether people are known there by their NIK."""

    def status(self, person: Person) -> str: ...

    def ask_code(self, person: Person) -> None: ...

    def sign(self, person: Person, secret: Secret, order: Order) -> Returned: ...

    def fetch(self, document: str) -> bytes: ...

    def judge(self, pdf: bytes) -> str: ...
