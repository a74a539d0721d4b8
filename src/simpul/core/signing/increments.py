"""What may be appended to a signed PDF: further signatures and the proofs that belong to them, nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
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
