"""eSign Client Service v2: JSON with the file in base64, people by e-mail address or NIK, passphrase or a code."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from simpul.adapters.bsre.calls import Calls, values_of, word_of
from simpul.adapters.bsre.values import Account, BsreFault, Order, Person, Problem, Returned, Secret


@dataclass(frozen=True, slots=True)
class BsreV2:
    """It gives a signed file out once only: what is lost on the way cannot be fetched again."""

    account: Account
    by_nik: bool = False

    def status(self, person: Person) -> str:
        """What the service says of the person; ``MAY_SIGN`` or something else."""
        answer = Calls(self.account).ask("POST", "/api/v2/user/check/status", json=_known_as(person))
        return word_of(answer, "status")

    def ask_code(self, person: Person) -> None:
        """Have the service send the person a code for one file."""
        Calls(self.account).ask("POST", "/api/v2/sign/get/totp", json={**_known_as(person), "data": 1})

    def sign(self, person: Person, secret: Secret, order: Order) -> Returned:
        """One signature on one file."""
        place = order.place
        look = {
            "tampilan": "VISIBLE", "imageBase64": _coded(order.picture), "page": place.page,
            "originX": place.left, "originY": place.bottom, "width": place.width, "height": place.height,
            "location": order.location, "reason": order.reason,
        }  # fmt: skip
        sent = {
            **_known_as(person), "totp" if secret.one_time else "passphrase": secret.value,
            "signatureProperties": [look], "file": [_coded(order.pdf)],
        }  # fmt: skip
        answer = Calls(self.account).order("/api/v2/sign/pdf", order.reference, json=sent)
        try:
            pdf = base64.b64decode(values_of(answer)["file"][0], validate=True)
        except (KeyError, IndexError, TypeError, binascii.Error) as error:
            raise BsreFault(Problem.UNKNOWN) from error
        if not pdf.startswith(b"%PDF-"):
            raise BsreFault(Problem.UNKNOWN)
        return Returned(pdf)

    def fetch(self, document: str) -> bytes:
        """v2 knows no documents of the past."""
        raise BsreFault(Problem.UNKNOWN)

    def judge(self, pdf: bytes) -> str:
        """The service's own conclusion about a file."""
        return word_of(
            Calls(self.account).ask("POST", "/api/v2/verify/pdf", json={"file": _coded(pdf)}), "conclusion", "summary"
        )


def _known_as(person: Person) -> dict[str, str]:
    """The e-mail address where there is one: the NIK is told only when it must be."""
    return {"email": person.email} if person.email else {"nik": person.nik}


def _coded(data: bytes) -> str:
    return base64.b64encode(data).decode()
