"""A file that came back with a stamp on it: nothing but the stamp may have been added, and only in its place."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from simpul.core.signing.signer import SignatureField

TOLERANCE = 1.5
"""Points by which a stamp may stand out of its place: services round to whole ones."""


def only_stamped(sent: bytes, came: bytes, place: SignatureField) -> bool:
    """Whether ``came`` is ``sent``, byte for byte, with annotations in ``place`` appended and nothing else shown.

    Every page shows the same content as before; at least one annotation is new, and each new one stands in the place.
    """
    if not came.startswith(sent) or len(came) == len(sent):
        return False
    try:
        before, after = list(_pages(sent)), list(_pages(came))
        return len(before) == len(after) and _unchanged(sent, came) and _added(before, after, place)
    except (PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError):
        return False


def _pages(pdf: bytes) -> Iterator[generic.DictionaryObject]:
    reader = PdfFileReader(BytesIO(pdf), strict=True)
    for number in range(int(reader.root["/Pages"]["/Count"])):
        yield reader.find_page_for_modification(number)[0].get_object()


def _unchanged(sent: bytes, came: bytes) -> bool:
    """No stream of before was replaced, but for the metadata."""
    old, new = PdfFileReader(BytesIO(sent)), PdfFileReader(BytesIO(came))
    first = old.total_revisions
    for revision in range(first, new.total_revisions):
        for reference in new.xrefs.explicit_refs_in_revision(revision):
            was = _object(old, reference)
            if isinstance(was, generic.StreamObject) and was.get("/Type") not in ("/Metadata", "/XRef", "/ObjStm"):
                return False
    return True


def _object(reader: PdfFileReader, reference: generic.Reference) -> object:
    try:
        return reader.get_object(generic.Reference(reference.idnum, reference.generation, reader))
    except PdfError:
        return None


def _added(
    before: list[generic.DictionaryObject], after: list[generic.DictionaryObject], place: SignatureField
) -> bool:
    """New annotations stand in the place alone; each page is otherwise described as before."""
    count = 0
    for number, (old, new) in enumerate(zip(before, after, strict=True)):
        if any(old.raw_get(key) != new.raw_get(key) for key in old if key not in ("/Annots", "/Parent")):
            return False
        added = _annotations(new)[len(_annotations(old)) :]
        if added and number != place.page:
            return False
        count += len(added)
        if not all(_inside(each, place) for each in added):
            return False
    return count > 0


def _annotations(page: generic.DictionaryObject) -> list[generic.DictionaryObject]:
    return [each.get_object() for each in page.get("/Annots", ())]


def _inside(annotation: generic.DictionaryObject, place: SignatureField) -> bool:
    left, bottom, right, top = (float(edge) for edge in annotation["/Rect"])
    wide = place.rect[0] - TOLERANCE, place.rect[1] - TOLERANCE, place.rect[2] + TOLERANCE, place.rect[3] + TOLERANCE
    return wide[0] <= left <= right <= wide[2] and wide[1] <= bottom <= top <= wide[3]
