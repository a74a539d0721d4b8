"""What a file signed elsewhere leaves to those who sign after it: where its new signatures stand on the pages, and
whether the others can still sign upon it without breaking it.

Whether they can is not read from the file's permissions but tried, with a key that lives for this one question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from io import BytesIO
from typing import Any

from asn1crypto import x509
from cryptography import x509 as pyca
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel, SuspiciousModification
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.general import SigningError

from simpul.core.signing.anchors import Anchors
from simpul.core.signing.increments import FIRST, POLICY
from simpul.core.signing.keys import OpenKey
from simpul.core.signing.signer import SignatureField, sign
from simpul.core.signing.verification import verify
from simpul.lib import clock
from simpul.rules.refusals import Refusal

BREAKING = frozenset({"added_between", "added_last", "changed", "range", "kind", "order", "oversized", "not_genuine"})
"""Faults by which a signature put on top is known to have broken one below it."""

Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True)
class Survey:
    """``added``: fields signed since the bytes were sent, invisible ones left out; ``count``: how many signatures, time
    stamps not counted, were added, and ``before``: how many there were; ``foreign``: more was added than signatures,
    be it before the first of them, where no signature tells; ``open``: the others can sign after it; ``sizes``: width
    and height of every page in points."""

    added: tuple[SignatureField, ...]
    count: int
    before: int
    foreign: bool
    open: bool
    sizes: tuple[tuple[float, float], ...] = ()


def survey(pdf: bytes, sent: int, remaining: Sequence[SignatureField]) -> Survey:
    """Look at ``pdf``, whose first ``sent`` bytes are ours. Raises on a file that is no readable PDF."""
    whole, first = PdfFileReader(BytesIO(pdf), strict=True), PdfFileReader(BytesIO(pdf[:sent]))
    there, ours = _signed(whole), _signed(first)
    new = {name: place for name, place in there.items() if name not in ours}
    return Survey(
        added=tuple(place for place in new.values() if place is not None and _visible(place)),
        count=len(new), before=len(ours), foreign=_foreign(whole, first.total_revisions - 1, signed=bool(ours)),
        open=_still_open(pdf, remaining), sizes=tuple(_size(page) for page in _pages(whole)),
    )  # fmt: skip


def overlapping(first: SignatureField, second: SignatureField) -> bool:
    """Whether two boxes on the same page share any area."""
    if first.page != second.page:
        return False
    (left, bottom, right, top), (left2, bottom2, right2, top2) = first.rect, second.rect
    return left < right2 and left2 < right and bottom < top2 and bottom2 < top


def to_json(found: Survey) -> dict[str, Any]:
    """Plain values; the inverse of :func:`from_json`."""
    return {**asdict(found), "added": [asdict(each) for each in found.added]}


def from_json(values: dict[str, Any]) -> Survey:
    """Raises KeyError, TypeError or ValueError on anything that :func:`to_json` has not made."""
    added = tuple(field_from(each) for each in values["added"])
    foreign, still_open = bool(values["foreign"]), bool(values["open"])
    sizes = tuple((float(width), float(height)) for width, height in values["sizes"])
    return Survey(added, int(values["count"]), int(values["before"]), foreign, still_open, sizes)


def field_from(values: dict[str, Any]) -> SignatureField:
    """A field from its plain values."""
    left, bottom, right, top = (float(each) for each in values["rect"])
    return SignatureField(str(values["name"]), int(values["page"]), (left, bottom, right, top))


def _foreign(reader: PdfFileReader, sent_revision: int, *, signed: bool) -> bool:
    policy = POLICY if signed else FIRST
    found = policy.review_file(reader, sent_revision)
    return isinstance(found, SuspiciousModification) or found.modification_level > ModificationLevel.FORM_FILLING


def _signed(reader: PdfFileReader) -> dict[str, SignatureField | None]:
    """Names of the signed fields with their places; time stamps left out. None: its page is not known."""
    pages = list(_pages(reader))
    return {
        name: _place(name, reference.get_object(), pages)
        for name, value, reference in enumerate_sig_fields(reader, filled_status=True)
        if value.get_object().get("/Type") != "/DocTimeStamp"
    }


def _pages(reader: PdfFileReader) -> Iterator[generic.DictionaryObject]:
    for number in range(int(reader.root["/Pages"]["/Count"])):
        yield reader.find_page_for_modification(number)[0].get_object()


def _size(page: generic.DictionaryObject) -> tuple[float, float]:
    node: generic.DictionaryObject | None = page
    while node is not None and "/MediaBox" not in node:
        node = node.get("/Parent")
    left, bottom, right, top = _normal(node["/MediaBox"] if node is not None else (0, 0, 0, 0))
    return right - left, top - bottom


def _place(
    name: str, field: generic.DictionaryObject, pages: Sequence[generic.DictionaryObject]
) -> SignatureField | None:
    rect = _normal(field.get("/Rect", (0, 0, 0, 0)))
    for number, page in enumerate(pages):
        annotations = page.get("/Annots", ())
        if any(each.get_object() == field for each in annotations):
            return SignatureField(name, number, rect)
    return None


def _normal(rect: Sequence[Any]) -> Rectangle:
    left, bottom, right, top = (float(each) for each in rect)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _visible(place: SignatureField) -> bool:
    width, height = place.size
    return width > 0 and height > 0


def _still_open(pdf: bytes, remaining: Sequence[SignatureField]) -> bool:
    """Whether every one of ``remaining`` can sign upon it in turn, and all signatures stay whole."""
    if not remaining:
        return True
    key = _passing_key()
    try:
        for field in remaining:
            pdf = sign(
                pdf, key=key, field=field, appearance=None, reason="", location="", name="",
                at=key.not_before + timedelta(hours=1), prepare=remaining,
            )  # fmt: skip
    except (Refusal, PdfError, SigningError, ValueError):
        return False
    judged = verify(pdf, Anchors())
    codes = {reason.code for reason in judged.reasons}
    codes |= {reason.code for each in judged.signatures for reason in each.reasons}
    return not codes & BREAKING


def _passing_key() -> OpenKey:
    """A key that nobody keeps, with a certificate that nobody trusts."""
    private = ec.generate_private_key(ec.SECP256R1())
    name = pyca.Name([pyca.NameAttribute(pyca.NameOID.COMMON_NAME, "Uji")])
    begin = clock.now() - timedelta(days=1)
    certificate = (
        pyca.CertificateBuilder().subject_name(name).issuer_name(name).public_key(private.public_key())
        .serial_number(1).not_valid_before(begin).not_valid_after(begin + timedelta(days=2))
        .sign(private, hashes.SHA256())
    )  # fmt: skip
    return OpenKey(private, x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER)))
