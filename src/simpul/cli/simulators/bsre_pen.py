"""How the simulator signs: a certificate of the demo authority that bears its label, in a field of its own."""

from __future__ import annotations

import io
import secrets
import threading
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import typst
from PIL import Image
from pyhanko.pdf_utils.reader import PdfFileReader

from simpul.adapters.bsre import SIMULATOR as LABEL
from simpul.core.signing.authority import ensure_demo_authority
from simpul.core.signing.keys import OpenKey, common_name, open_pkcs12
from simpul.core.signing.signer import SignatureField, sign
from simpul.lib import clock

_ADDED = b"""#set page(paper: "a4")
#set document(title: "Simulator")
= Pasal yang tidak disepakati
Halaman ini disisipkan oleh simulator untuk menguji pemeriksaan berkas yang kembali.
"""


@dataclass(frozen=True, slots=True)
class Look:
    """Where and how the signature shows: ``page`` from 1, ``rect`` in points, ``picture`` PNG or empty."""

    visible: bool
    page: int
    rect: tuple[float, float, float, float]
    picture: bytes
    reason: str
    location: str


class Pen:
    """Its key is made at the first signature and lives as long as the process."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.key: OpenKey | None = None
        self.lock = threading.Lock()

    def sign(self, pdf: bytes, look: Look) -> bytes:
        """One more signature behind ``pdf``. Raises Refusal where it is no PDF that can be signed."""
        field = SignatureField(
            f"SIMULATOR_{secrets.token_hex(4)}", look.page - 1, look.rect if look.visible else (0, 0, 0, 0)
        )
        return sign(
            pdf, key=self._open(), field=field, appearance=_page(look.picture) if look.visible else None,
            reason=f"{look.reason} - {LABEL}", location=look.location, name=LABEL, at=clock.now(),
        )  # fmt: skip

    def _open(self) -> OpenKey:
        with self.lock:
            if self.key is None:
                now, lock = clock.now(), secrets.token_urlsafe(16)
                authority = ensure_demo_authority(self.home, at=now)
                file = authority.issue_officer(
                    name=LABEL, title="", organization="Simpul, hanya untuk peragaan", passphrase=lock, at=now
                )
                self.key = open_pkcs12(file, lock, at=now)
            return self.key

    def saved_anew(self, pdf: bytes) -> bytes:
        """The same pages, written again: not one byte needs to stand where it stood."""
        return _saved(pdf, b"")

    def another_text(self, pdf: bytes) -> bytes:
        """With a page more than was sent."""
        added = typst.compile(_ADDED)
        assert isinstance(added, bytes)
        return _saved(pdf, added)

    def judge(self, pdf: io.BytesIO) -> tuple[str, list[str]]:
        """A conclusion in the service's words, and who signed; only whether there is a signature is looked at."""
        signers = [common_name(each.signer_cert.subject) for each in PdfFileReader(pdf).embedded_signatures]
        return ("VALID" if signers else "NO_SIGNATURE"), signers


def _saved(pdf: bytes, added: bytes) -> bytes:
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        if added:
            with pikepdf.open(io.BytesIO(added)) as other:
                opened.pages.extend(other.pages)
                opened.save(written)
        else:
            opened.save(written)
    return written.getvalue()


def _page(picture: bytes) -> bytes | None:
    if not picture:
        return None
    page = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as opened:
        opened.convert("RGB").save(page, "PDF")
    # Written once more: what Pillow writes is not to the letter of the norm, and the library that signs is strict.
    return _saved(page.getvalue(), b"")
