"""Whom this installation trusts: certificate files under ``SIMPUL_HOME/anchors``.

``anchors/*.pem`` are trusted issuers, ``anchors/demo/*.pem`` are trusted for demonstration only (a verdict that rests
on one says so), ``*.crl`` beside either are revocation lists in PEM or DER.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from asn1crypto import crl, pem, x509

FOLDER = "anchors"
DEMO_FOLDER = "demo"


@dataclass(frozen=True)
class Anchors:
    """Trusted root certificates, those of them that are demo, and the revocation lists known offline."""

    roots: tuple[x509.Certificate, ...] = ()
    demo_roots: tuple[x509.Certificate, ...] = ()
    revocations: tuple[crl.CertificateList, ...] = ()

    @classmethod
    def load(cls, home: Path) -> Anchors:
        """Read the anchor files below ``home``; a missing folder means that nobody is trusted.

        Raises ``ValueError`` naming the file if one of them is no certificate or list.
        """
        folder = home / FOLDER
        demo = folder / DEMO_FOLDER
        return cls(
            roots=tuple(_certificates(folder)),
            demo_roots=tuple(_certificates(demo)),
            revocations=(*_revocations(folder), *_revocations(demo)),
        )

    @property
    def trusted(self) -> tuple[x509.Certificate, ...]:
        """Every root, real and demo."""
        return self.roots + self.demo_roots

    def is_demo(self, root: x509.Certificate) -> bool:
        """True if ``root`` is trusted only as a demo anchor."""
        fingerprint = root.sha256
        real = any(each.sha256 == fingerprint for each in self.roots)
        return not real and any(each.sha256 == fingerprint for each in self.demo_roots)

    def revoked(self, certificate: x509.Certificate, moment: datetime) -> bool:
        """True if a list of its issuer names ``certificate`` as revoked at ``moment`` or earlier.

        The lists lie beside the anchors and are believed like them; certificates without any list are not revoked.
        """
        return any(
            entry["user_certificate"].native == certificate.serial_number and entry["revocation_date"].native <= moment
            for each in self.revocations
            if each.issuer == certificate.issuer
            for entry in each["tbs_cert_list"]["revoked_certificates"]
        )


def _blocks(path: Path) -> Iterator[bytes]:
    data = path.read_bytes()
    if pem.detect(data):
        for _label, _headers, block in pem.unarmor(data, multiple=True):
            yield block
    else:
        yield data


def _parse_whole(value: x509.Certificate | crl.CertificateList) -> None:
    """asn1crypto parses lazily; a broken file must fail where its name is known. Raises ValueError, TypeError."""
    if not value.native:
        raise ValueError("empty")


def _certificates(folder: Path) -> Iterator[x509.Certificate]:
    for path in sorted(folder.glob("*.pem")):
        for block in _blocks(path):
            try:
                certificate = x509.Certificate.load(block)
                _parse_whole(certificate)
            except (ValueError, TypeError) as error:
                raise ValueError(f"{path} holds no readable certificate") from error
            yield certificate


def _revocations(folder: Path) -> Iterator[crl.CertificateList]:
    for path in sorted(folder.glob("*.crl")):
        for block in _blocks(path):
            try:
                revocations = crl.CertificateList.load(block)
                _parse_whole(revocations)
            except (ValueError, TypeError) as error:
                raise ValueError(f"{path} holds no readable revocation list") from error
            yield revocations
