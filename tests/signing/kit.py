"""What the signing tests share: a small agreement, its fields, invented signers, and the second validator."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from pathlib import Path

import typst

from simpul.core.signing.anchors import Anchors
from simpul.core.signing.authority import DemoAuthority, ensure_demo_authority, ensure_seal
from simpul.core.signing.keys import OpenKey, open_pkcs12
from simpul.core.signing.signer import SignatureField, sign
from simpul.core.signing.stamp import Stamp, draw, seal_reason

AT = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)
PASSPHRASE = "kalimat sandi umpama"
LINK = "https://simpul.example/verifikasi/contoh0001/"
FIELDS = (
    SignatureField("PIHAK_KESATU", 1, (60.0, 90.0, 270.5, 170.25)),
    SignatureField("PIHAK_KEDUA", 1, (320.0, 90.0, 530.5, 170.25)),
    SignatureField("PIHAK_KETIGA", 1, (60.0, 200.0, 270.5, 280.25)),
)
SOURCE = b"""#set page(paper: "a4")
#set document(title: "Perjanjian Contoh")
= Perjanjian Kerja Sama Contoh
#lorem(120)
#pagebreak()
Tarif pemeriksaan Rp1.500.000,00.
"""


@lru_cache(maxsize=4)
def agreement(source: bytes = SOURCE) -> bytes:
    """An unsigned PDF/A-2b of two pages."""
    pdf = typst.compile(source, pdf_standards="a-2b", timestamp=int(AT.timestamp()))
    assert isinstance(pdf, bytes)
    return pdf


@dataclass(frozen=True)
class Kit:
    """One installation with its demo authority, two officers and the seal."""

    home: Path

    @cached_property
    def authority(self) -> DemoAuthority:
        return ensure_demo_authority(self.home, at=AT)

    @cached_property
    def seal(self) -> OpenKey:
        return ensure_seal(self.home, organization="BBLBK Contoh", at=AT)

    @cached_property
    def head(self) -> OpenKey:
        return self.officer("dr. Rekaan Misal", "Kepala Balai")

    @cached_property
    def second(self) -> OpenKey:
        return self.officer("Umpama Contoh", "Ketua Tim Kerja Sama")

    @property
    def anchors(self) -> Anchors:
        return Anchors.load(self.home)

    def officer(self, name: str, title: str) -> OpenKey:
        file = self.authority.issue_officer(
            name=name, title=title, organization="BBLBK Contoh", passphrase=PASSPHRASE, at=AT
        )
        return open_pkcs12(file, PASSPHRASE, at=AT)

    @cached_property
    def once(self) -> bytes:
        """Signed by the head; all three fields prepared, the document certified."""
        return self.put(agreement(), self.head, 0, prepare=True)

    @cached_property
    def twice(self) -> bytes:
        """And sealed for the partner."""
        return self.put(self.once, self.seal, 1)

    @cached_property
    def thrice(self) -> bytes:
        """And signed by the second officer."""
        return self.put(self.twice, self.second, 2)

    def put(
        self,
        pdf: bytes,
        key: OpenKey,
        place: int,
        *,
        prepare: bool = False,
        stamped: bool = True,
        field: SignatureField | None = None,
        at: datetime = AT,
    ) -> bytes:
        """One more signature on ``pdf`` in the field at ``place`` of :data:`FIELDS`."""
        target = field or FIELDS[place]
        look = stamp_of(key, at)
        return sign(
            pdf,
            key=key,
            field=target,
            appearance=draw(look, target.size) if stamped else None,
            reason=seal_reason(look.name, look.capacity) if key.is_seal else "Menyetujui perjanjian",
            location="Jakarta",
            name=key.subject,
            at=at,
            prepare=FIELDS if prepare else (),
        )


def stamp_of(key: OpenKey, at: datetime = AT) -> Stamp:
    """The stamp that goes with a key."""
    return Stamp(
        name="Siti Rekaan" if key.is_seal else key.subject,
        capacity="Direktur RSUD Misal" if key.is_seal else "Kepala Balai",
        at=at,
        zone="Asia/Jakarta",
        link=LINK,
        institution="RSUD Misal" if key.is_seal else "BBLBK Contoh",
        sealed_act=key.is_seal,
        demo=True,
    )


def pdfsig(pdf: bytes, folder: Path) -> list[str]:
    """The validity lines of poppler's validator, one per signature; it uses no certificate store here."""
    path = folder / "pdfsig.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False)
    return [line.split(":", 1)[1].strip() for line in done.stdout.splitlines() if "Signature Validation:" in line]


def run(tool: list[str], pdf: bytes, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run ``tool`` with ``pdf`` as last argument."""
    path = folder / "tool.pdf"
    path.write_bytes(pdf)
    return subprocess.run([*tool, str(path)], capture_output=True, text=True, check=False)
