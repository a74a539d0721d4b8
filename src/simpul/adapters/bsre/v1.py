"""eSign Client Service v1: multipart forms, people by NIK, a signed document can be fetched again by its mark."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from simpul.adapters.bsre.calls import Calls, word_of
from simpul.adapters.bsre.values import Account, BsreFault, Order, Person, Problem, Returned, Secret


@dataclass(frozen=True, slots=True)
class BsreV1:
    """Its passphrase is the only secret; there are no one-time codes."""

    account: Account
    by_nik: bool = True

    def status(self, person: Person) -> str:
        """What the service says of the person; ``MAY_SIGN`` or something else."""
        return word_of(Calls(self.account).ask("GET", f"/api/user/status/{quote(person.nik, safe='')}"), "status")

    def ask_code(self, person: Person) -> None:
        """Refused: v1 has none."""
        raise BsreFault(Problem.REFUSED)

    def sign(self, person: Person, secret: Secret, order: Order) -> Returned:
        """One signature; what comes back is the PDF itself."""
        files = {"file": ("naskah.pdf", order.pdf, "application/pdf")}
        if order.picture:
            files["imageTTD"] = ("stempel.png", order.picture, "image/png")
        place = order.place
        data = {
            "nik": person.nik, "passphrase": secret.value, "tampilan": "visible",
            "image": "true" if order.picture else "false", "page": str(place.page),
            "xAxis": f"{place.left:g}", "yAxis": f"{place.bottom:g}",
            "width": f"{place.width:g}", "height": f"{place.height:g}",
            "reason": order.reason, "location": order.location,
        }  # fmt: skip
        answer = Calls(self.account).order("/api/sign/pdf", order.reference, files=files, data=data)
        if not answer.body.startswith(b"%PDF-"):
            raise BsreFault(Problem.UNKNOWN)
        return Returned(answer.body, answer.headers.get("id_dokumen", "")[:80])

    def fetch(self, document: str) -> bytes:
        """A document signed before, by its mark. UNKNOWN: the service has none under it, or no PDF came."""
        answer = Calls(self.account).ask("GET", f"/api/sign/download/{quote(document, safe='')}")
        if not answer.body.startswith(b"%PDF-"):
            raise BsreFault(Problem.UNKNOWN)
        return answer.body

    def judge(self, pdf: bytes) -> str:
        """The service's own conclusion about a file."""
        files = {"signed_file": ("naskah.pdf", pdf, "application/pdf")}
        return word_of(Calls(self.account).ask("POST", "/api/sign/verify", files=files), "conclusion", "summary")
