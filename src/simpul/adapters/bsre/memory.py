"""The twin in memory: answers as the service does, signs with what it was given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from simpul.adapters.bsre.values import MAY_SIGN, BsreFault, Order, Person, Problem, Returned, Secret


@dataclass
class MemoryBsre:
    """``pen`` signs the sent bytes. ``fault`` is raised by the next signature; UNKNOWN signs all the same before.

    ``said``: what the service says of people. ``documents``: what was signed, by mark (v1).
    """

    pen: Callable[[bytes], bytes]
    by_nik: bool = False
    secret: str = ""
    said: str = MAY_SIGN
    fault: Problem | None = None
    codes: dict[str, str] = field(default_factory=dict)
    documents: dict[str, bytes] = field(default_factory=dict)
    orders: list[str] = field(default_factory=list)

    def status(self, person: Person) -> str:
        if self.fault in (Problem.DOWN, Problem.UNTRUSTED, Problem.ACCOUNT):
            raise BsreFault(self.fault)
        return self.said

    def ask_code(self, person: Person) -> None:
        if self.by_nik:
            raise BsreFault(Problem.REFUSED)
        self.codes[person.email or person.nik] = "246810"

    def sign(self, person: Person, secret: Secret, order: Order) -> Returned:
        if self.fault not in (None, Problem.UNKNOWN):
            raise BsreFault(self.fault)
        right = self.codes.pop(person.email or person.nik, None) if secret.one_time else self.secret
        if secret.value != right:
            raise BsreFault(Problem.MISTYPED)
        self.orders.append(order.reference)
        pdf, document = self.pen(order.pdf), f"dok-{len(self.orders)}" if self.by_nik else ""
        if self.by_nik:
            self.documents[document] = pdf
        if self.fault is Problem.UNKNOWN:
            raise BsreFault(Problem.UNKNOWN)
        return Returned(pdf, document)

    def fetch(self, document: str) -> bytes:
        if not self.by_nik:
            raise BsreFault(Problem.UNKNOWN)
        if document not in self.documents:
            raise BsreFault(Problem.REFUSED)
        return self.documents[document]

    def judge(self, pdf: bytes) -> str:
        return "VALID" if b"/ByteRange" in pdf else "NO_SIGNATURE"
