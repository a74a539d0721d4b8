"""Where time stamps and revocation data come from: an authority reached over HTTP, else the demo authority itself.

A demo time stamp names itself so in its certificate; it proves no time to anybody outside.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from asn1crypto import crl, keys, x509
from cryptography import x509 as pyca
from cryptography.hazmat.primitives import serialization
from pyhanko.sign.timestamps import DummyTimeStamper, TimeStamper
from pyhanko_certvalidator import ValidationContext

from simpul.core.signing.anchors import Anchors
from simpul.core.signing.authority import STAMP_CERTIFICATE, STAMP_KEY, ensure_demo_authority, ensure_stamp
from simpul.core.signing.fetching import fetchers
from simpul.core.signing.time_authority import TimeAuthority


@dataclass(frozen=True)
class ProofSource:
    """Gives what :func:`simpul.core.signing.longterm.preserve` needs; ``url`` empty: the demo authority of ``home``.

    ``inside``: addresses of issuers' services in the own network, which may be asked besides public ones.
    """

    home: Path
    url: str = ""
    inside: frozenset[str] = frozenset()

    def context(self, at: datetime) -> ValidationContext:
        """Trusts the anchors of the installation; revocation data must be had for every certificate.

        The demo authority's list is made on the spot; an authority outside is asked where its certificates say.
        """
        anchors = Anchors.load(self.home)
        lists = self._demo_list(at) if anchors.demo_roots else ()
        return ValidationContext(
            trust_roots=list(anchors.trusted), crls=lists, revocation_mode="require",
            moment=None if self.url else at, allow_fetching=bool(self.url),
            fetchers=fetchers(self.inside | {self.url}) if self.url else None,
        )  # fmt: skip

    def stamper(self, at: datetime) -> TimeStamper:
        """The authority outside; the demo one says ``at``."""
        return TimeAuthority(self.url) if self.url else self._demo_stamper(at)

    def _demo_list(self, at: datetime) -> tuple[crl.CertificateList, ...]:
        authority = ensure_demo_authority(self.home, at=at)
        return (crl.CertificateList.load(authority.current_list(at=at)),)

    def _demo_stamper(self, at: datetime) -> TimeStamper:
        ensure_stamp(self.home, at=at)
        key = serialization.load_pem_private_key((self.home / STAMP_KEY).read_bytes(), password=None)
        plain = key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )  # fmt: skip
        certificate = pyca.load_pem_x509_certificates((self.home / STAMP_CERTIFICATE).read_bytes())[0]
        shown = x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))
        return DummyTimeStamper(shown, keys.PrivateKeyInfo.load(plain), fixed_dt=at)
