"""Proofs for the years after: what makes a signed PDF judgeable once its certificates have ended (PAdES B-LTA).

Appended are the certificates and revocation data of every signature as they stand now, then an archive time stamp over
all of it. Before the certificate of a time stamp ends, the same is appended again: each proves what lies before it.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from datetime import datetime
from io import BytesIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import PdfTimeStamper
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.validation.dss import DocumentSecurityStore, collect_validation_info
from pyhanko.sign.validation.errors import ValidationInfoReadingError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathBuildingError, PathValidationError
from pyhanko_certvalidator.path import ValidationPath

from simpul.core.signing.coroutines import finish
from simpul.core.signing.signer import DIGEST
from simpul.rules.refusals import N_, Refusal

FIELD = "CAP_WAKTU"


def preserve(
    pdf: bytes, *, context: ValidationContext, stamper: TimeStamper, believed: Sequence[Container[int]] = ()
) -> bytes:
    """``pdf`` with proofs of all its signatures and time stamps, and one more time stamp; its bytes stand unchanged.

    ``context`` trusts the issuers and knows, or fetches, their revocation data, which must be there for every
    certificate. Two kinds stand under the time stamp without proofs of their own: the ``believed`` signatures, told by
    where they end in the file, whose issuer is not known, and time stamps by an authority that is not known. Refuses:
    TTD-10 the file cannot be read, TTD-60 it bears no signature, TTD-61 the revocation data of a certificate cannot be
    had or it is revoked, TTD-62 the time-stamping authority does not answer.
    """
    try:
        return finish(_preserved(pdf, context, stamper, believed))
    except (PathBuildingError, PathValidationError) as error:
        raise Refusal(
            "TTD-61",
            N_("The proof that a certificate is not revoked could not be had. Nothing was changed; try again later."),
        ) from error
    except (TimestampRequestError, SigningError, OSError) as error:
        raise Refusal(
            "TTD-62", N_("The time-stamping authority gave no answer. Nothing was changed; try again later.")
        ) from error


async def _preserved(
    pdf: bytes, context: ValidationContext, stamper: TimeStamper, believed: Sequence[Container[int]]
) -> bytes:
    try:
        reader = PdfFileReader(BytesIO(pdf))
        signatures = list(reader.embedded_signatures)
        writer = IncrementalPdfFileWriter(BytesIO(pdf))
    except (PdfError, ValueError) as error:
        raise Refusal(
            "TTD-10", N_("This file cannot be signed: it is not a readable PDF without a password.")
        ) from error
    if not signatures:
        raise Refusal("TTD-60", N_("This file bears no signature, so there is nothing to be proved."))
    try:
        for signature in _unproved(reader, signatures):
            try:
                paths = await _paths(signature, context)
            except PathBuildingError:
                if any(_end(signature) in span for span in believed):
                    continue
                raise
            if paths is None:
                continue
            value = signature.pkcs7_content.hex().encode("ascii")
            DocumentSecurityStore.supply_dss_in_writer(writer, value, paths=paths, validation_context=context)
    finally:
        await context.aclose()
    taken = {name for name, _value, _field in enumerate_sig_fields(reader)}
    name = next(each for each in (f"{FIELD}_{number}" for number in range(1, len(taken) + 2)) if each not in taken)
    stamped = await PdfTimeStamper(stamper, field_name=name).async_timestamp_pdf(writer, DIGEST)
    assert isinstance(stamped, BytesIO)
    return stamped.getvalue()


async def _paths(signature: EmbeddedPdfSignature, context: ValidationContext) -> list[ValidationPath] | None:
    """How its certificates lead to an anchor. None for a time stamp by an authority that nobody here knows; of a
    signature that holds such a stamp, the way of the signer alone."""
    try:
        return list(await collect_validation_info(signature, context))
    except PathBuildingError:
        if signature.sig_object_type == "/DocTimeStamp":
            return None
        return list(await collect_validation_info(signature, context, skip_timestamp=True))


def _unproved(reader: PdfFileReader, signatures: list[EmbeddedPdfSignature]) -> Iterator[EmbeddedPdfSignature]:
    """Those whose proofs an earlier time stamp does not hold yet: what it holds must stay as it is."""
    proofs = kept_proofs(reader)
    held = proofs.vri_entries if proofs is not None else {}
    for signature in signatures:
        value = signature.pkcs7_content.hex().encode("ascii")
        if DocumentSecurityStore.sig_content_identifier(value) not in held:
            yield signature


def _end(signature: EmbeddedPdfSignature) -> int:
    """Where in the file the bytes end that it is made over."""
    _, _, start, length = signature.byte_range
    return int(start) + int(length)


def kept_proofs(reader: PdfFileReader) -> DocumentSecurityStore | None:
    """Certificates and revocation data that the file carries for itself; None if it carries none that can be read."""
    try:
        return DocumentSecurityStore.read_dss(reader)
    except ValidationInfoReadingError:
        return None


def renew_before(pdf: bytes) -> datetime | None:
    """When the certificate of the last time stamp ends, so the next one must stand by then; None without any."""
    stamps = PdfFileReader(BytesIO(pdf)).embedded_timestamp_signatures
    return max((stamp.signer_cert.not_valid_after for stamp in stamps), default=None)
