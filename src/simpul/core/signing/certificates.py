"""The certificates of the signatures and time stamps in a signed PDF: subject, issuer, term, serial."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.errors import SignatureValidationError

from simpul.core.signing.anchors import Anchors
from simpul.core.signing.keys import common_name, is_seal


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """One certificate as it stands in the file. ``field``: whose signature it belongs to; ``serial`` in hexadecimal;
    ``demo``: issued by an authority that this installation trusts for demonstration only."""

    field: str
    subject: str
    issuer: str
    serial: str
    not_before: datetime
    not_after: datetime
    sha256: str
    seal: bool
    time_stamp: bool
    demo: bool


def certificates_of(pdf: bytes, anchors: Anchors) -> tuple[CertificateFacts, ...]:
    """Of each signature and time stamp in the order of the file; empty for a file that cannot be read.

    A file that anybody else signed belongs into :mod:`simpul.core.signing.isolation`.
    """
    try:
        return tuple(_read(PdfFileReader(BytesIO(pdf)), anchors))
    except (PdfError, SignatureValidationError, ValueError):
        return ()


def to_json(facts: CertificateFacts) -> dict[str, Any]:
    """Plain values; the inverse of :func:`from_json`."""
    return {
        **asdict(facts), "not_before": facts.not_before.isoformat(), "not_after": facts.not_after.isoformat()
    }  # fmt: skip


def from_json(values: Mapping[str, Any]) -> CertificateFacts:
    """Raises KeyError, TypeError or ValueError on anything that :func:`to_json` has not made."""
    days = {name: datetime.fromisoformat(values[name]) for name in ("not_before", "not_after")}
    return CertificateFacts(**{**values, **days})


def _read(reader: PdfFileReader, anchors: Anchors) -> Iterator[CertificateFacts]:
    demo = {common_name(root.subject) for root in anchors.demo_roots if anchors.is_demo(root)}
    for signature in reader.embedded_signatures:
        certificate: x509.Certificate = signature.signer_cert
        issuers = {common_name(each.subject): common_name(each.issuer) for each in signature.other_embedded_certs}
        issuer = common_name(certificate.issuer)
        yield CertificateFacts(
            field=str(signature.field_name),
            subject=common_name(certificate.subject),
            issuer=issuer,
            serial=f"{certificate.serial_number:x}",
            not_before=certificate.not_valid_before.astimezone(UTC),
            not_after=certificate.not_valid_after.astimezone(UTC),
            sha256=certificate.sha256.hex(),
            seal=is_seal(certificate),
            time_stamp=signature.sig_object_type == "/DocTimeStamp",
            demo=issuer in demo or issuers.get(issuer, "") in demo,
        )
