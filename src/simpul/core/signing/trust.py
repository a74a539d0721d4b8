"""Whether the certificate behind a signature is to be believed, at which moment, and if not, why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from asn1crypto import x509
from pyhanko.sign.ades.report import AdESIndeterminate, AdESSubIndic
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.status import SignatureStatus
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.authority import CertTrustAnchor
from pyhanko_certvalidator.policy_decl import CertRevTrustPolicy, FreshnessReqType, RevocationCheckingPolicy

from simpul.core.signing.anchors import Anchors
from simpul.core.signing.keys import common_name
from simpul.core.signing.verdict import Reason

CLOCK_TOLERANCE = timedelta(days=1)
"""How far the signer's stated time may lie ahead of ours: his clock is not ours."""

_EMBEDDED = CertRevTrustPolicy(
    RevocationCheckingPolicy.from_legacy("soft-fail"),
    freshness=timedelta(days=365 * 100),
    freshness_req_type=FreshnessReqType.MAX_DIFF_REVOCATION_VALIDATION,
)
"""What a file carries tells of a revocation however old it is by now; that it carries nothing is no fault in itself."""

PROBLEMS: dict[AdESSubIndic | None, str] = {
    AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE: "usage",
    AdESIndeterminate.SIG_CONSTRAINTS_FAILURE: "usage",
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE: "weak",
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE: "weak",
    AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND: "untrusted",
}


@dataclass(frozen=True)
class Trust:
    """Whom to trust, and the proofs that the file carries for itself: they help to find a way to an anchor, and their
    revocation lists and answers count where an issuer that is trusted signed them.
    """

    anchors: Anchors
    proofs: DocumentSecurityStore | None = None

    def context(self, moment: datetime) -> ValidationContext:
        """Validation at ``moment`` against the anchors and nothing else: no system trust list, no network."""
        wanted: dict[str, Any] = {
            "trust_roots": list(self.anchors.trusted), "moment": moment, "allow_fetching": False,
            "revinfo_policy": _EMBEDDED,
        }  # fmt: skip
        return self.proofs.as_validation_context(wanted) if self.proofs is not None else ValidationContext(**wanted)


def doubts(status: SignatureStatus, anchors: Anchors, stated: datetime | None, moment: datetime) -> Iterator[Reason]:
    """Everything that speaks against the certificate of ``status``; ``stated`` is the signer's own time of signing."""
    certificate = status.signing_cert
    start, end = certificate.not_valid_before, certificate.not_valid_after
    if moment > end:
        yield Reason("expired", {"day": f"{end:%d-%m-%Y}"})
    elif moment < start:
        yield Reason("not_yet", {"day": f"{start:%d-%m-%Y}"})
    elif status.revoked or any(anchors.revoked(each, moment) for each in _chain(status)):
        yield Reason("revoked")
    elif status.trust_problem_indic is not None or status.validation_path is None:
        yield _problem(status, certificate)
    if stated is not None and not start <= stated <= min(end, moment + CLOCK_TOLERANCE):
        yield Reason("time")


def rests_on_demo(status: SignatureStatus, anchors: Anchors) -> bool:
    """True if the chain of a trusted signature ends in a demo anchor."""
    path = status.validation_path
    anchor = path.trust_anchor if path is not None else None
    return isinstance(anchor, CertTrustAnchor) and anchors.is_demo(anchor.certificate)


def _chain(status: SignatureStatus) -> list[x509.Certificate]:
    """The signer's certificate and those above it, as far as they are known."""
    path = list(status.validation_path.iter_certs(include_root=False)) if status.validation_path is not None else []
    return path or [status.signing_cert]


def _problem(status: SignatureStatus, certificate: x509.Certificate) -> Reason:
    if certificate.issuer == certificate.subject:
        return Reason("self_signed")
    code = PROBLEMS.get(status.trust_problem_indic, "chain")
    return Reason(code, {"issuer": common_name(certificate.issuer)} if code == "untrusted" else {})
