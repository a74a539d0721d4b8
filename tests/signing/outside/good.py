"""Good files of many makers' habits. A function takes the issuer and returns the file."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from pikepdf import ObjectStreamMode
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.stamp import TextStampStyle

from tests.signing.outside.authority import DAY, NOW, Issuer
from tests.signing.outside.papers import (
    PERMITTED,
    attached,
    described,
    form_field,
    increment,
    layers,
    linked,
    outlined,
    overlay,
    paper,
    signed,
    stamped_look,
    tagged,
    turned,
    with_fields,
)

Making = Callable[[Issuer], bytes]
OTHER = Issuer("Induk Kedua Uji")
"""Trusted too, and nobody's parent."""
NOBODY = Issuer("Otoritas Tak Dikenal Uji")
"""Known to nobody who judges; what it stamps proves nothing and spoils nothing."""


def _several(issuer: Issuer, count: int) -> bytes:
    pdf = paper()
    for place in range(count):
        pdf = signed(pdf, issuer.signer(f"Rekaan {place}"), place)
    return pdf


def _with_time(pdf: bytes, issuer: Issuer) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    out = PdfTimeStamper(issuer.stamper()).timestamp_pdf(writer, "sha256")
    return bytes(out.getbuffer())


def _with_proofs(pdf: bytes, issuer: Issuer) -> bytes:
    """Revocation lists and certificates behind the last signature, as B-LT has them."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    certificates = list(issuer.context().certificate_registry)
    DocumentSecurityStore.supply_dss_in_writer(writer, None, certs=certificates, crls=[issuer.revocations()])
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _full(pdf: bytes, issuer: Issuer, place: int = 0, *, archive: bool) -> bytes:
    return signed(
        pdf, issuer.signer("Rekaan Lengkap"), place, stamper=issuer.stamper(), embed_validation_info=True,
        use_pades_lta=archive, validation_context=issuer.context(),
    )  # fmt: skip


def _renewed(pdf: bytes, issuer: Issuer) -> bytes:
    """As pyHanko carries a chain of time stamps on: proofs of the last one, then the next."""
    out = BytesIO()
    PdfTimeStamper(issuer.stamper()).update_archival_timestamp_chain(
        PdfFileReader(BytesIO(pdf)), issuer.context(), in_place=False, output=out
    )
    return out.getvalue()


def _with_extensions(pdf: bytes, issuer: Issuer) -> bytes:
    """Proofs, and the extensions that they need named in an object of their own."""
    writer = IncrementalPdfFileWriter(BytesIO(_with_proofs(pdf, issuer)))
    named = {"/BaseVersion": generic.NameObject("/1.7"), "/ExtensionLevel": generic.NumberObject(5)}
    adobe = generic.DictionaryObject({generic.pdf_name(key): value for key, value in named.items()})
    writer.root["/Extensions"] = writer.add_object(generic.DictionaryObject({generic.pdf_name("/ADBE"): adobe}))
    writer.update_root()
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _rsa(issuer: Issuer, *, pss: bool) -> bytes:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return signed(paper(), issuer.signer("Rekaan RSA", key=key, pss=pss))


def _certified(issuer: Issuer, level: int, *, second: bool) -> bytes:
    pdf = with_fields(paper(), 2)
    pdf = signed(pdf, issuer.signer("Rekaan Satu"), certify=True, docmdp_permissions=PERMITTED[level], spec=None)
    return signed(pdf, issuer.signer("Rekaan Dua"), 1) if second else pdf


def _retitle(writer: IncrementalPdfFileWriter) -> None:
    writer.set_info(generic.DictionaryObject({generic.pdf_name("/Title"): generic.pdf_string("Judul baru")}))


GOOD: dict[str, Making] = {
    "one signer": lambda by: _several(by, 1),
    "two signers": lambda by: _several(by, 2),
    "three signers": lambda by: _several(by, 3),
    "four signers": lambda by: _several(by, 4),
    "RSA": lambda by: _rsa(by, pss=False),
    "RSA-PSS": lambda by: _rsa(by, pss=True),
    "P-384": lambda by: signed(paper(), by.signer("Rekaan", key=ec.generate_private_key(ec.SECP384R1()))),
    "SHA-384": lambda by: signed(paper(), by.signer("Rekaan"), md_algorithm="sha384"),
    "SHA-512": lambda by: signed(paper(), by.signer("Rekaan"), md_algorithm="sha512"),
    "another anchor": lambda _: signed(paper(), OTHER.signer("Mitra Rekaan")),
    "two anchors": lambda by: signed(signed(paper(), by.signer("Rekaan")), OTHER.signer("Mitra Rekaan"), 1),
    "an intermediate issuer": lambda by: signed(paper(), Issuer("Penerbit Antara", by).signer("Rekaan")),
    "two intermediate issuers": lambda by: signed(
        paper(), Issuer("Antara Dua", Issuer("Antara Satu", by)).signer("Rekaan")
    ),
    "B-T": lambda by: signed(paper(), by.signer("Rekaan"), stamper=by.stamper()),
    "B-T of a certificate that has ended": lambda by: signed(
        paper(), by.signer("Rekaan", end=NOW + DAY), stamper=by.stamper()
    ),
    "two signers B-T": lambda by: signed(
        signed(paper(), by.signer("Rekaan"), stamper=by.stamper()), by.signer("Umpama"), 1, stamper=by.stamper()
    ),
    "B-LT": lambda by: _full(paper(), by, archive=False),
    "B-LT, two signers": lambda by: _full(_full(paper(), by, archive=False), by, 1, archive=False),
    "proofs behind the last signature": lambda by: _with_proofs(_several(by, 2), by),
    "B-LTA": lambda by: _full(paper(), by, archive=True),
    "B-LTA, two signers": lambda by: _full(_full(paper(), by, archive=False), by, 1, archive=True),
    "B-LTA renewed": lambda by: _with_time(_full(paper(), by, archive=True), by),
    "B-LTA carried on": lambda by: _renewed(_full(paper(), by, archive=True), by),
    "proofs behind an archive time stamp": lambda by: _with_proofs(_with_time(_several(by, 2), by), by),
    "proofs that name their extensions": lambda by: _with_extensions(_several(by, 1), by),
    "an archive time stamp of an unknown authority": lambda by: _with_time(_several(by, 2), NOBODY),
    "proofs behind a stamp of an unknown authority": lambda by: _with_proofs(_with_time(_several(by, 1), NOBODY), by),
    "an archive time stamp behind a certified text": lambda by: _with_time(_certified(by, 1, second=False), by),
    "a time stamp behind plain signatures": lambda by: _with_time(_several(by, 2), by),
    "signed on after a time stamp": lambda by: signed(_with_time(_several(by, 1), by), by.signer("Akhir"), 1),
    "the older container": lambda by: signed(paper(), by.signer("R"), subfilter=SigSeedSubFilter.ADOBE_PKCS7_DETACHED),
    "invisible": lambda by: signed(paper(), by.signer("Rekaan"), visible=False),
    "with a picture": lambda by: stamped_look(paper(), by.signer("Rekaan"), TextStampStyle(stamp_text="%(signer)s")),
    "fields laid out before": lambda by: signed(with_fields(paper(), 3), by.signer("Rekaan")),
    "certified, no changes": lambda by: _certified(by, 1, second=False),
    "certified, filled by a second": lambda by: _certified(by, 2, second=True),
    "certified, notes allowed": lambda by: _certified(by, 3, second=True),
    "object streams": lambda by: signed(
        paper(plain=False, object_stream_mode=ObjectStreamMode.generate), by.signer("Rekaan")
    ),
    "object streams, two signers": lambda by: signed(
        signed(paper(plain=False, object_stream_mode=ObjectStreamMode.generate), by.signer("Satu")),
        by.signer("Dua"), 1,
    ),
    "linearised before": lambda by: signed(paper(pages=4, linearize=True), by.signer("Rekaan")),
    "thirty pages": lambda by: signed(paper(pages=30), by.signer("Rekaan")),
    "PDF 1.4": lambda by: signed(paper(force_version="1.4"), by.signer("Rekaan")),
    "PDF 2.0": lambda by: signed(paper(force_version="2.0"), by.signer("Rekaan")),
    "a filled form": lambda by: signed(paper(dress=form_field), by.signer("Rekaan")),
    "a hidden layer": lambda by: signed(paper(dress=layers), by.signer("Rekaan")),
    "a picture over it": lambda by: signed(paper(dress=overlay), by.signer("Rekaan")),
    "a link": lambda by: signed(signed(paper(dress=linked), by.signer("Satu")), by.signer("Dua"), 1),
    "an attachment": lambda by: signed(paper(dress=attached), by.signer("Rekaan")),
    "metadata": lambda by: signed(paper(dress=described), by.signer("Rekaan")),
    "bookmarks": lambda by: signed(paper(dress=outlined), by.signer("Rekaan")),
    "a turned page": lambda by: signed(paper(dress=turned), by.signer("Rekaan")),
    "tagged": lambda by: signed(paper(dress=tagged), by.signer("Rekaan")),
    "edited before it was signed": lambda by: signed(increment(paper(), _retitle), by.signer("Rekaan")),
    "a long name": lambda by: signed(
        paper(), by.signer("Prof. Dr. dr. " + "Umpama Panjang " * 3), reason="Setuju sepenuhnya, " * 40,
        name="Prof. Dr. dr. Umpama " * 12,
    ),
    "letters from elsewhere": lambda by: signed(paper(), by.signer("Ümpama Ñandú 北京"), reason="Çetuju – “é” 北"),
}  # fmt: skip
