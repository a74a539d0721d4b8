"""Where time stamps and revocation data come from: an authority reached over HTTP, else the demo authority itself.

A demo time stamp names itself so in its certificate; it proves no time to anybody outside.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from asn1crypto import crl
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator import ValidationContext

from simpul.core.signing.anchors import Anchors
from simpul.core.signing.authority import ensure_demo_authority
from simpul.core.signing.demo_stamper import demo_stamper
from simpul.core.signing.fetching import fetchers
from simpul.core.signing.signature_stamps import SignatureStamp
from simpul.core.signing.time_authority import TimeAuthority

SIGNER_WAITS = 5.0
"""Seconds."""


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
        return TimeAuthority(self.url) if self.url else demo_stamper(self.home, at)

    def for_signature(self, at: datetime) -> SignatureStamp:
        """What a signature asks for its own time stamp: somebody waits for it, so not for long."""
        return SignatureStamp(TimeAuthority(self.url, SIGNER_WAITS) if self.url else demo_stamper(self.home, at))

    def _demo_list(self, at: datetime) -> tuple[crl.CertificateList, ...]:
        authority = ensure_demo_authority(self.home, at=at)
        return (crl.CertificateList.load(authority.current_list(at=at)),)
