"""PAdES signatures (B-B or B-T, ETSI.CAdES.detached), each as an increment that leaves every earlier byte as it was.

The first signature of a round lays out the empty fields of all signers and certifies the document: afterwards only
those fields may be filled, so nobody can later draw over the signed text by adding a field of his own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import cast

from pyhanko.pdf_utils.generic import DictionaryObject, NameObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import (
    MDPPerm,
    SigFieldSpec,
    SigSeedSubFilter,
    append_signature_field,
    enumerate_sig_fields,
)
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import BuildProps, SignatureObject

from simpul.core.signing.cades import container, room
from simpul.core.signing.keys import OpenKey
from simpul.core.signing.signature_stamps import SignatureStamp
from simpul.rules.refusals import N_, Refusal

DIGEST = "sha256"


@dataclass(frozen=True)
class SignatureField:
    """Where a signature is shown: ``page`` counts from 0, ``rect`` is (left, bottom, right, top) in PDF points."""

    name: str
    page: int
    rect: tuple[float, float, float, float]

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points, the size to make the stamp for."""
        left, bottom, right, top = self.rect
        return right - left, top - bottom


def sign(
    pdf: bytes,
    *,
    key: OpenKey,
    field: SignatureField,
    appearance: bytes | None,
    reason: str,
    location: str,
    name: str,
    at: datetime,
    prepare: Sequence[SignatureField] = (),
    time_stamp: SignatureStamp | None = None,
) -> bytes:
    """``pdf`` with one more signature appended; its bytes stand unchanged at the front of the result.

    ``appearance`` is a one-page PDF of the field's size (:mod:`simpul.core.signing.stamp`), None leaves it blank.
    ``prepare`` names the fields of all signers of the round; it counts only while the document bears no signature.
    ``at`` (aware) becomes the stated time of signing; with ``time_stamp`` an authority's word on the time goes into the
    signature, if it can be had. Refuses: TTD-03/04 certificate not in force at ``at``, TTD-10
    the file cannot be read as an unencrypted PDF, TTD-11 the field is signed already, TTD-12 the document was closed
    for new fields by its first signature.
    """
    key.check_valid(at)
    writer = _writer(pdf)
    certify = _lay_out(writer, field, prepare)
    embedding = PdfCMSEmbedder(_spec(field)).write_cms(field.name, writer)
    target = next(embedding)
    if appearance is not None:
        _show(writer, target.get_object(), appearance)
    embedding.send(
        SigObjSetup(
            _placeholder(
                room(key) + (time_stamp.room if time_stamp else 0), reason=reason, location=location, name=name, at=at
            ),
            SigMDPSetup(DIGEST, certify=certify, docmdp_perms=MDPPerm.FILL_FORMS if certify else None),
        )
    )
    prepared, output = embedding.send(SigIOSetup(DIGEST))
    embedding.send(container(prepared.document_digest, key, time_stamp.token if time_stamp else None))
    assert isinstance(output, BytesIO)
    return output.getvalue()


def _writer(pdf: bytes) -> IncrementalPdfFileWriter:
    try:
        writer = IncrementalPdfFileWriter(BytesIO(pdf))
        encrypted = writer.prev.encrypted
    except (PdfError, ValueError) as error:
        raise _unreadable() from error
    if encrypted:
        raise _unreadable()
    return writer


def _unreadable() -> Refusal:
    return Refusal("TTD-10", N_("This file cannot be signed: it is not a readable PDF without a password."))


def _lay_out(writer: IncrementalPdfFileWriter, field: SignatureField, prepare: Sequence[SignatureField]) -> bool:
    """Make the empty fields for a first signature. True if that signature certifies the document."""
    fields = {name: value for name, value, _reference in enumerate_sig_fields(writer)}
    if fields.get(field.name) is not None:
        raise Refusal("TTD-11", N_("The field %(name)s already bears a signature."), name=field.name)
    if any(value is not None for value in fields.values()):
        if field.name not in fields and "/DocMDP" in writer.root.get("/Perms", {}):
            raise Refusal("TTD-12", N_("The first signature closed this document for further signature fields."))
        return False
    for each in prepare:
        if each.name not in fields:
            append_signature_field(writer, _spec(each))
    return bool(prepare)


def _spec(field: SignatureField) -> SigFieldSpec:
    # pyHanko declares whole points but writes fractions just as well; the box keeps the exact place.
    box = cast("tuple[int, int, int, int]", field.rect)
    return SigFieldSpec(field.name, on_page=field.page, box=box)


def _placeholder(size: int, *, reason: str, location: str, name: str, at: datetime) -> SignatureObject:
    return SignatureObject(
        timestamp=at,
        subfilter=SigSeedSubFilter.PADES,
        name=name,
        location=location,
        reason=reason,
        app_build_props=BuildProps(name="Simpul"),
        # Written as hexadecimal digits, two for each byte.
        bytes_reserved=2 * size,
    )


def _show(writer: IncrementalPdfFileWriter, field: DictionaryObject, appearance: bytes) -> None:
    """Make the single page of ``appearance`` the look of ``field``. Its box is fitted into the field's rectangle."""
    page = writer.import_page_as_xobject(PdfFileReader(BytesIO(appearance)))
    field["/AP"] = DictionaryObject({NameObject("/N"): page})
    writer.update_container(field)
