"""What may be appended to a signed PDF: further signatures and the proofs that belong to them, nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DiffResult,
    DocInfoRule,
    DSSCompareRule,
    FormUpdatingRule,
    MetadataUpdateRule,
    ModificationLevel,
    ObjectStreamRule,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    XrefStreamRule,
)
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

LARGEST_SHARE = 0.25
"""Part of a page that the picture of a signature may take when its field was added after the first signature."""

_PROOFS = ModificationLevel.LTA_UPDATES


def _policy(*catalog_keys: str) -> StandardDiffPolicy:
    """Further signatures and proofs; ``catalog_keys`` of the document's root may change besides."""
    catalog = CatalogModificationRule({*CatalogModificationRule().ignored_keys, *catalog_keys})
    return StandardDiffPolicy(
        global_rules=[
            catalog,
            DocInfoRule().as_qualified(_PROOFS),
            MetadataUpdateRule().as_qualified(_PROOFS),
            XrefStreamRule().as_qualified(_PROOFS),
            ObjectStreamRule().as_qualified(_PROOFS),
            DSSCompareRule().as_qualified(_PROOFS),
        ],
        # pyHanko's own policy also lets ordinary form fields be filled in; a signed agreement has none to fill.
        form_rule=FormUpdatingRule(field_rules=[SigFieldCreationRule(), SigFieldModificationRule()]),
    )


POLICY = _policy()
FIRST = _policy("/Perms")
"""As POLICY, for what precedes the first signature: that one may certify the document."""

_PROOFS_ONLY = StandardDiffPolicy(
    global_rules=[
        CatalogModificationRule(),
        DocInfoRule().as_qualified(_PROOFS),
        MetadataUpdateRule().as_qualified(_PROOFS),
        XrefStreamRule().as_qualified(_PROOFS),
        ObjectStreamRule().as_qualified(_PROOFS),
        DSSCompareRule().as_qualified(_PROOFS),
    ],
    form_rule=None,
)


OBJECT = re.compile(rb"(?<![0-9])[0-9]+[ \t\r\n]+[0-9]+[ \t\r\n]+obj\b")
LAST_CHANGE = re.compile(
    rb"<(xmp:ModifyDate|xmp:MetadataDate|pdf:Producer)>[^<]{0,80}</\1>"
    rb"|(?:xmp:ModifyDate|xmp:MetadataDate|pdf:Producer)=\"[^\"<]{0,80}\""
)
CLOSED = re.compile(rb"startxref\s+[0-9]+\s+%%EOF\s{0,2}\Z")


def only_proofs_after(pdf: bytes, reader: PdfFileReader, signed_revision: int, end: int) -> bool:
    """True if what follows ``signed_revision``, whose cover ends at ``end``, is certificates and revocation data only.

    Many programs lay these behind the last signature (PAdES B-LT): they change nothing that anybody sees, and each is
    signed by its issuer. The date of the change may go with them, but no title or other word about the document.
    """
    later = range(signed_revision + 1, reader.total_revisions)
    if not later or not _accounted(pdf, reader, later, end):
        return False
    found = _PROOFS_ONLY.review_file(reader, signed_revision)
    if not isinstance(found, DiffResult) or found.modification_level > _PROOFS:
        return False
    return _description(reader, signed_revision) == _description(reader, later[-1])


def _description(reader: PdfFileReader, revision: int) -> tuple[dict[str, str], bytes]:
    """What the document says of itself, without the date and the program of its last change."""
    then = reader.get_historical_resolver(revision)
    info = then.trailer_view.get("/Info", {})
    info = then(info.reference) if isinstance(info, generic.IndirectObject) else info
    words = {key: str(value) for key, value in info.items() if key not in ("/ModDate", "/Producer")}
    root = then.root
    packet = bytes(root["/Metadata"].data) if "/Metadata" in root else b""
    return words, LAST_CHANGE.sub(b"", packet)


def _accounted(pdf: bytes, reader: PdfFileReader, later: range, end: int) -> bool:
    """True if each object behind ``end`` stands in a table of these revisions and belongs to the proofs, and nothing
    stands behind the last: a reader that repairs files would find what no table names."""
    tables: set[object] = {reader.xrefs.get_startxref_for_revision(revision) for revision in later}
    listed = set(tables)
    for revision in later:
        expected = _belonging(reader, revision)
        for reference in reader.xrefs.explicit_refs_in_revision(revision):
            place = reader.xrefs.get_historical_ref(reference, revision)
            if place not in tables and (reference.idnum, reference.generation) not in expected:
                return False
            listed.add(place)
    found = {match.start() for match in OBJECT.finditer(pdf, end)}
    return found <= listed and pdf.count(b"%%EOF", end) == len(later) and CLOSED.search(pdf, end) is not None


def _belonging(reader: PdfFileReader, revision: int) -> set[tuple[int, int]]:
    """The objects that a revision of proofs may write: the catalogue, what it says of itself and of the extensions of
    PDF that it uses, and what the store of proofs leads to."""
    then = reader.get_historical_resolver(revision)
    heads = [then.trailer_view.raw_get(key) for key in ("/Root", "/Info") if key in then.trailer_view]
    heads += [then.root.raw_get("/Metadata")] if "/Metadata" in then.root else []
    streams = [generic.Reference(number, 0) for number in reader.xrefs.object_streams_used_in(revision)]
    met = {(one.idnum, one.generation) for one in (*heads, *streams) if hasattr(one, "idnum")}
    waiting = [then.root.raw_get(key) for key in ("/DSS", "/Extensions") if key in then.root]
    while waiting:
        value = waiting.pop()
        if isinstance(value, generic.IndirectObject):
            if (value.idnum, value.generation) not in met:
                met.add((value.idnum, value.generation))
                waiting.append(then(value.reference))
        elif isinstance(value, generic.DictionaryObject):
            waiting.extend(value.raw_get(key) for key in value)
        elif isinstance(value, generic.ArrayObject):
            waiting.extend(value.raw_get(place) for place in range(len(value)))
    return met


def lost_signature(reader: PdfFileReader, present: Iterable[EmbeddedPdfSignature]) -> bool:
    """True if an earlier revision shows a signature that the file as it is now does not show any more."""
    now = {each.sig_field.raw_get("/V").reference for each in present}
    return any(
        field.get_object().raw_get("/V").reference not in now
        for revision in range(reader.total_revisions)
        for _name, _value, field in enumerate_sig_fields(reader.get_historical_resolver(revision), filled_status=True)
    )


def oversized(reader: PdfFileReader, field: generic.DictionaryObject, first_signed: int) -> bool:
    """True if ``field`` came after revision ``first_signed`` and its picture takes a large part of its page.

    Such a picture is how a later signer could lay another text over the signed one.
    """
    reference = field.container_ref
    if not isinstance(reference, generic.Reference) or reader.xrefs.get_introducing_revision(reference) <= first_signed:
        return False
    left, bottom, right, top = (float(each) for each in field.get("/Rect", (0, 0, 0, 0)))
    area = abs((right - left) * (top - bottom))
    page = field["/P"] if "/P" in field else reader.root["/Pages"]["/Kids"][0]
    return area > LARGEST_SHARE * _area(page)


def _area(page: generic.DictionaryObject) -> float:
    node: generic.DictionaryObject | None = page
    while node is not None and "/MediaBox" not in node:
        node = node.get("/Parent")
    box = node["/MediaBox"] if node is not None else (0, 0, 0, 0)
    left, bottom, right, top = (float(each) for each in box)
    return abs((right - left) * (top - bottom))
