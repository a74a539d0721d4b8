"""The ways of signing that Simpul carries out itself, behind one interface: a key that is open here, or a service.

An officer's PKCS#12 and the installation's seal are both open keys (:class:`LocalKey`). BSrE holds the key itself
(:class:`Service`): it is told the signer's passphrase or code once and gives back a file, which must then be judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from simpul.adapters.bsre import MAY_SIGN, Bsre, BsreFault, Order, Person, Place, Problem, Secret
from simpul.core.signing.keys import OpenKey
from simpul.core.signing.signature_stamps import SignatureStamp
from simpul.core.signing.signer import SignatureField, sign
from simpul.core.signing.stamp import Stamp, draw, picture


@dataclass(frozen=True, repr=False)
class Paper:
    """What is signed, where and with which words. ``prepare``: the fields of all signers, laid out and closed by the
    first signature; empty where somebody signs outside, in a field of his own."""

    pdf: bytes
    field: SignatureField
    stamp: Stamp
    reason: str
    location: str
    at: datetime
    prepare: Sequence[SignatureField] = ()


@dataclass(frozen=True, repr=False)
class Signed:
    """``document``: the mark under which a service gives the file out again, empty elsewhere."""

    pdf: bytes
    document: str = ""


class Provider(Protocol):
    """One way of signing, opened for one signature."""

    def sign(self, paper: Paper) -> Signed: ...


@dataclass(frozen=True)
class LocalKey:
    """A key open in this process: its signature stands at once and extends the paper. ``time_stamp``: whom to ask for
    the time, None for a signature that only states it."""

    key: OpenKey
    time_stamp: SignatureStamp | None = None

    def sign(self, paper: Paper) -> Signed:
        """Raises Refusal as :func:`simpul.core.signing.signer.sign`."""
        return Signed(
            sign(
                paper.pdf, key=self.key, field=paper.field, appearance=draw(paper.stamp, paper.field.size),
                reason=paper.reason, location=paper.location, name=paper.stamp.name, at=paper.at,
                prepare=paper.prepare, time_stamp=self.time_stamp,
            )
        )  # fmt: skip


@dataclass(frozen=True, repr=False)
class Service:
    """A service that holds the signer's key. What it gives back must be judged before it is used."""

    client: Bsre
    person: Person
    secret: Secret
    reference: str

    def sign(self, paper: Paper) -> Signed:
        """The person's status is asked first. Raises BsreFault; only UNKNOWN leaves open whether it was signed."""
        if self.client.status(self.person) != MAY_SIGN:
            raise BsreFault(Problem.NOT_ISSUED)
        left, bottom, _right, _top = paper.field.rect
        place = Place(paper.field.page + 1, left, bottom, *paper.field.size)
        order = Order(
            paper.pdf, place, picture(paper.stamp, paper.field.size), paper.reason, paper.location, self.reference
        )
        returned = self.client.sign(self.person, self.secret, order)
        return Signed(returned.pdf, returned.document)
