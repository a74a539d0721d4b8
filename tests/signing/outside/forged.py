"""Forged files, made with bytes, pikepdf and pyHanko's writer. A function takes the issuer and returns the file."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import pikepdf
from asn1crypto import cms
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name as name
from pyhanko.pdf_utils.generic import pdf_string as text
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter as Writer
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers import PdfTimeStamper

from tests.signing.outside.authority import DAY, NOW, YEAR, Issuer, asn1, named, p256, signer_of
from tests.signing.outside.changes import (
    OTHER_TARIFF,
    attachment,
    dictionary,
    field_filled,
    field_over,
    form_gone,
    last_field_gone,
    layer_shown,
    note_over,
    other_font,
    other_title,
    other_words,
    other_xmp,
    overlay_emptied,
    page_added,
    page_taken,
    pages_turned_round,
    picture_of_field,
    script,
    stamp_over,
    unused_object,
    value_gone,
)
from tests.signing.outside.good import OTHER, _certified, _full, _several, _with_proofs, _with_time
from tests.signing.outside.papers import (
    PERMITTED,
    TARIFF,
    described,
    form_field,
    increment,
    layers,
    overlay,
    paper,
    signed,
    with_fields,
)

Forging = Callable[[Issuer], bytes]
RANGE = re.compile(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]")


# --- the signature object (universal forgery) -----------------------------------------------------------------------


def _one(issuer: Issuer) -> bytes:
    return signed(paper(), issuer.signer("Rekaan"))


def _blank(pdf: bytes, found: re.Match[bytes] | None, new: bytes) -> bytes:
    """The bytes of ``found`` replaced, padded to the same length, so that every offset stays right."""
    assert found is not None
    start, end = found.span()
    assert len(new) <= end - start
    return pdf[:start] + new.ljust(end - start) + pdf[end:]


def _contents(pdf: bytes) -> re.Match[bytes] | None:
    return re.search(rb"/Contents <[0-9a-fA-F]+>", pdf)


def contents(new: bytes) -> Forging:
    def forge(issuer: Issuer) -> bytes:
        pdf = _one(issuer).replace(TARIFF, OTHER_TARIFF)
        return _blank(pdf, _contents(pdf), new)

    return forge


def ranged(new: bytes) -> Forging:
    def forge(issuer: Issuer) -> bytes:
        pdf = _one(issuer).replace(TARIFF, OTHER_TARIFF)
        return _blank(pdf, RANGE.search(pdf), new)

    return forge


# --- other ways -----------------------------------------------------------------------------------------------------


def wrapped(issuer: Issuer) -> bytes:
    """Signature wrapping: the signed rear part is moved back; in the gap stand other words, a copy of the signature
    with a range that fits, and a table of objects exactly where the signed rear part says that it is."""
    pdf = _one(issuer)
    found, page = RANGE.search(pdf), re.search(rb"/Contents (\d+) 0 R", pdf)
    assert found is not None
    assert page is not None
    _, before, behind, rest = map(int, found.groups())
    table, room = int(pdf[pdf.rindex(b"startxref") + 9 :].split()[0]), 65536
    begun = pdf.rindex(b" 0 obj", 0, before)
    number = int(re.split(rb"\s", pdf[:begun])[-1])
    copy = pdf[begun - len(str(number)) : pdf.index(b"endobj", before) + 7]
    copy = copy.replace(found.group(), b"/ByteRange [0 %d %d %d]" % (before, behind + room, rest))
    words = b"BT /F1 12 Tf 60 730 Td (" + OTHER_TARIFF + b") Tj ET"
    other = b"\n%s 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (page.group(1), len(words), words)
    places = {int(page.group(1)): behind + 1}
    filled = pdf[:behind] + other
    entries = _entries(pdf[table : pdf.index(b"trailer", table)])
    closing = pdf[pdf.index(b"trailer", table) :]
    places[number] = table + 8192
    moved = {key: place + room if place > behind else place for key, place in entries.items()} | places
    lines = b"".join(b"%d 1\n%010d 00000 n \n" % (key, place) for key, place in sorted(moved.items()))
    filled = filled.ljust(table) + b"xref\n" + lines + closing[: closing.index(b"startxref")]
    filled = filled.ljust(table + 8192) + copy
    assert len(filled) < behind + room
    return filled.ljust(behind + room) + pdf[behind : behind + rest]


def _entries(section: bytes) -> dict[int, int]:
    """Object number -> offset, of a table of objects in use."""
    found, number = {}, 0
    for line in section.splitlines()[1:]:
        parts = line.split()
        if len(parts) == 2:
            number = int(parts[0])
        elif len(parts) == 3:
            if parts[2] == b"n":
                found[number] = int(parts[0])
            number += 1
    return found


def copied_signature(issuer: Issuer) -> bytes:
    """An update that carries a copy of the signature, so that it looks signed as well."""
    pdf = _one(issuer)

    def change(writer: Writer) -> None:
        other_words(writer)
        form = writer.root["/AcroForm"]
        old = form["/Fields"][0]
        copy = dictionary(FT=name("/Sig"), T=text("Ttd2"), V=writer.add_object(generic.DictionaryObject(old["/V"])))
        form["/Fields"].append(writer.add_object(copy))
        writer.update_container(form["/Fields"])
        writer.update_root()

    return increment(pdf, change)


def body_without_table(issuer: Issuer) -> bytes:
    pdf = _one(issuer)
    number = re.search(rb"/Contents (\d+) 0 R", pdf)
    assert number is not None
    words = b"BT /F1 12 Tf 60 730 Td (" + OTHER_TARIFF + b") Tj ET"
    return pdf + b"%s 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (number.group(1), len(words), words)


def transplanted(issuer: Issuer) -> bytes:
    mine, theirs = _one(issuer), signed(paper(pages=2), issuer.signer("Rekaan"))
    value, place = _contents(theirs), _contents(mine)
    assert value is not None
    assert place is not None
    size = len(place.group())
    return _blank(mine, place, value.group()[: size - 1] + b">") if len(value.group()) >= size else mine[:-50]


def swapped_certificate(issuer: Issuer, *, same_key: bool) -> bytes:
    """Another certificate beside the signature: a namesake's, or one for the same key under another name."""
    key = p256()
    real = issuer.certify(named("Rekaan Satu"), key)
    other = issuer.certify(named("Rekaan Lain" if same_key else "Rekaan Satu"), key if same_key else p256())
    pdf = signed(paper(), signer_of(key, real, []))
    found = _contents(pdf)
    assert found is not None
    digits = found.group()[len(b"/Contents <") : -1]
    container = cms.ContentInfo.load(bytes.fromhex(digits.decode()))
    value = container["content"]
    value["certificates"] = cms.CertificateSet([cms.CertificateChoices({"certificate": asn1(other)})])
    sid = cms.IssuerAndSerialNumber({"issuer": asn1(other).issuer, "serial_number": asn1(other).serial_number})
    value["signer_infos"][0]["sid"] = cms.SignerIdentifier({"issuer_and_serial_number": sid})
    new = container.dump(force=True).hex().encode()
    assert len(new) <= len(digits)
    return _blank(pdf, found, b"/Contents <" + new.ljust(len(digits), b"0") + b">")


def by_a_leaf(issuer: Issuer) -> bytes:
    """An officer plays the issuer."""
    officer, key = p256(), p256()
    own = issuer.certify(named("Petugas Rekaan"), officer)
    forged = (
        x509.CertificateBuilder().subject_name(named("Kepala Rekaan")).issuer_name(own.subject)
        .public_key(key.public_key()).serial_number(7).not_valid_before(NOW - DAY).not_valid_after(NOW + YEAR)
        .sign(officer, hashes.SHA256())
    )  # fmt: skip
    return signed(paper(), signer_of(key, forged, [own, issuer.certificate]))


def self_signed(_: Issuer) -> bytes:
    key = p256()
    own = (
        x509.CertificateBuilder().subject_name(named("Rekaan")).issuer_name(named("Rekaan"))
        .public_key(key.public_key()).serial_number(7).not_valid_before(NOW - DAY).not_valid_after(NOW + YEAR)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    return signed(paper(), signer_of(key, own, []))


def revoked(issuer: Issuer) -> bytes:
    signer = issuer.signer("Dicabut Rekaan")
    assert signer.signing_cert is not None
    issuer.revoked[signer.signing_cert.serial_number] = NOW - DAY
    return signed(paper(), signer)


def order_broken(issuer: Issuer) -> bytes:
    first = _one(issuer)
    second = signed(first, issuer.signer("Dua"), 1)
    base = first[: first.index(b"%%EOF") + 6]
    return base + second[len(first) :] + first[len(base) :]


def first_cut_out(issuer: Issuer) -> bytes:
    first = _one(issuer)
    second = signed(first, issuer.signer("Dua"), 1)
    return first[: first.index(b"%%EOF") + 6] + second[len(first) :]


def saved_anew(issuer: Issuer) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(_several(issuer, 2))) as pdf:
        pdf.save(out)
    return out.getvalue()


def after(change: Callable[[Writer], None], base: Callable[[Issuer], bytes] = _one) -> Forging:
    return lambda issuer: increment(base(issuer), change)


def between(change: Callable[[Writer], None], base: Callable[[Issuer], bytes] = _one) -> Forging:
    """And then signed by somebody with a good certificate."""
    return lambda issuer: signed(increment(base(issuer), change), issuer.signer("Akhir"), 3)


def dressed(dress: Callable[[pikepdf.Pdf], None], pages: int = 1) -> Callable[[Issuer], bytes]:
    return lambda issuer: signed(paper(dress=dress, pages=pages), issuer.signer("Rekaan"))


def two_pages(issuer: Issuer) -> bytes:
    return signed(paper(pages=2), issuer.signer("Rekaan"))


def with_proofs(issuer: Issuer) -> bytes:
    return _with_proofs(_one(issuer), issuer)


def picture_and_stamp(issuer: Issuer, stamping: Issuer | None = None) -> bytes:
    """Anybody can have a time stamp set behind what he has added."""
    return _with_time(increment(_one(issuer), field_over), stamping or issuer)


def picture_of_a_stamp(issuer: Issuer) -> bytes:
    writer = Writer(BytesIO(increment(_one(issuer), field_over)))
    return bytes(PdfTimeStamper(issuer.stamper(), field_name="Cap").timestamp_pdf(writer, "sha256").getbuffer())


ANY_CHANGE = {"added_last", "added_between"}
TORN = {"damaged_signed", "range", "changed", "not_genuine", "kind", "signature_removed"}
FORGED: dict[str, tuple[Forging, set[str]]] = {
    "the tariff changed": (lambda by: _one(by).replace(TARIFF, OTHER_TARIFF), {"changed"}),
    "the stated reason changed": (lambda by: _one(by).replace(b"Setuju", b"Lainya"), {"changed"}),
    "the tariff changed under two": (lambda by: _several(by, 2).replace(TARIFF, OTHER_TARIFF), {"changed"}),
    "an object at the end": (lambda by: _one(by) + b"900 0 obj\n<< >>\nendobj\n", {"added_last"}),
    "an object at the end, closed again": (
        lambda by: _one(by) + b"900 0 obj\n<< >>\nendobj\nstartxref\n0\n%%EOF\n", {"added_last", "damaged_signed"},
    ),
    "a line at the end": (lambda by: _one(by) + b"\n", {"added_last"}),
    "an update without a table": (body_without_table, {"added_last"}),
    "an unused object": (after(unused_object), ANY_CHANGE),
    "other words after": (after(other_words), ANY_CHANGE),
    "other words between": (between(other_words), {"added_between"}),
    "a note over the text": (after(note_over), ANY_CHANGE),
    "a note between": (between(note_over), {"added_between"}),
    "the form taken away": (after(form_gone), {"signature_removed"}),
    "the last field taken away": (
        after(last_field_gone, lambda by: _several(by, 2)), {"signature_removed", *ANY_CHANGE}
    ),
    "the value taken away": (after(value_gone), {"signature_removed"}),
    "signed by himself": (self_signed, {"self_signed"}),
    "by nobody who is trusted": (lambda _: _one(Issuer("Induk Asing")), {"untrusted"}),
    "by an imitated issuer": (lambda _: _one(Issuer()), {"chain", "untrusted"}),
    "by an officer who plays the issuer": (by_a_leaf, {"chain"}),
    "expired": (lambda by: signed(paper(), by.signer("R", start=NOW - 3 * YEAR, end=NOW - YEAR)), {"expired"}),
    "of tomorrow": (lambda by: signed(paper(), by.signer("R", start=NOW + DAY)), {"not_yet"}),
    "revoked": (revoked, {"revoked"}),
    "not for documents": (lambda by: signed(paper(), by.signer("R", allowed=("key_agreement",))), {"usage"}),
    "a namesake's certificate": (lambda by: swapped_certificate(by, same_key=False), {"not_genuine"}),
    "another name for the key": (lambda by: swapped_certificate(by, same_key=True), {"not_genuine"}),
    "a method of yesterday": (lambda by: signed(paper(), by.signer("R"), md_algorithm="sha1"), {"weak"}),
    "the order turned round": (order_broken, TORN),
    "the first signature cut out": (first_cut_out, TORN),
    "no value": (contents(b"/Contents <>"), TORN),
    "a value of nothing": (contents(b"/Contents null"), TORN),
    "a value of zero": (contents(b"/Contents <00>"), TORN),
    "no value at all": (contents(b""), TORN),
    "no range": (ranged(b""), TORN),
    "a range of nothing": (ranged(b"/ByteRange [0 0 0 0]"), TORN),
    "a negative range": (ranged(b"/ByteRange [0 -1 9 9]"), TORN),
    "a range that is none": (ranged(b"/ByteRange null"), TORN),
    "a short range": (ranged(b"/ByteRange [0 9]"), TORN),
    "wrapped": (wrapped, TORN),
    "a copied signature": (copied_signature, TORN | ANY_CHANGE),
    "another paper's signature": (transplanted, TORN),
    "changed although certified": (after(other_words, lambda by: _certified(by, 1, second=False)), ANY_CHANGE),
    "filled although closed": (
        after(field_filled, lambda by: signed(
            paper(dress=form_field), by.signer("R"), certify=True, docmdp_permissions=PERMITTED[1],
        )), ANY_CHANGE,
    ),
    "a stamp where notes are allowed": (after(stamp_over, lambda by: _certified(by, 3, second=False)), ANY_CHANGE),
    "a stamp between": (between(stamp_over, lambda by: _certified(by, 3, second=False)), {"added_between"}),
    "a form filled after": (after(field_filled, dressed(form_field)), ANY_CHANGE),
    "a form filled between": (between(field_filled, dressed(form_field)), {"added_between"}),
    "a form that looks otherwise": (between(picture_of_field, dressed(form_field)), {"added_between"}),
    "a hidden layer shown after": (after(layer_shown, dressed(layers)), ANY_CHANGE),
    "a hidden layer shown between": (between(layer_shown, dressed(layers)), {"added_between"}),
    "a shadow taken away": (between(overlay_emptied, dressed(overlay)), {"added_between"}),
    "a shadow taken away after": (after(overlay_emptied, dressed(overlay)), ANY_CHANGE),
    "another font": (between(other_font), {"added_between"}),
    "a page more": (between(page_added), {"added_between"}),
    "a page less": (between(page_taken, two_pages), {"added_between"}),
    "pages turned round": (between(pages_turned_round, two_pages), {"added_between"}),
    "a script": (between(script), {"added_between"}),
    "an attachment": (between(attachment), {"added_between"}),
    "another title after": (after(other_title, dressed(described)), ANY_CHANGE),
    "other metadata after": (after(other_xmp, dressed(described)), ANY_CHANGE),
    "other metadata behind proofs": (
        after(other_xmp, lambda by: _with_proofs(dressed(described)(by), by)), ANY_CHANGE
    ),
    "other words behind proofs": (after(other_words, with_proofs), ANY_CHANGE),
    "an object behind proofs": (lambda by: with_proofs(by) + b"900 0 obj\n<< >>\nendobj\n", ANY_CHANGE),
    "an object behind proofs, closed": (
        lambda by: (pdf := with_proofs(by)) + b"900 0 obj\n<< >>\nendobj\n" + pdf[pdf.rindex(b"startxref"):], ANY_CHANGE
    ),
    "other words behind a time stamp": (after(other_words, lambda by: _with_time(_one(by), by)), ANY_CHANGE),
    "a picture behind which a time stamp stands": (picture_and_stamp, {"added_last"}),
    "a picture that is a time stamp": (picture_of_a_stamp, {"added_last"}),
    "a picture and the stamp of nobody": (lambda by: picture_and_stamp(by, OTHER), {"added_last"}),
    "other words and the stamp of nobody": (lambda by: _with_time(after(other_words)(by), OTHER), ANY_CHANGE),
    "other words in an archive": (after(other_words, lambda by: _full(paper(), by, archive=True)), ANY_CHANGE),
    "a signature as large as the page": (
        lambda by: signed(_one(by), by.signer("R"), 1, spec=SigFieldSpec("Ttd2", on_page=0, box=(0, 0, 595, 842))),
        {"oversized"},
    ),
    "cut off": (lambda by: _one(by)[:-100], TORN),
    "cut in the middle": (lambda by: _several(by, 2)[: len(_one(by)) + 600], TORN | ANY_CHANGE),
    "a second file behind": (lambda by: _one(by) + paper(), {*TORN, *ANY_CHANGE}),
    "a signed file behind another": (lambda by: paper() + _one(by), TORN),
    "two signed files": (lambda by: _one(by) + signed(paper(pages=2), by.signer("Lain")), {*TORN, *ANY_CHANGE}),
    "saved anew": (saved_anew, TORN),
    "empty fields filled with nothing": (
        after(value_gone, lambda by: signed(with_fields(paper(), 1), by.signer("R"))), {"signature_removed"}
    ),
}  # fmt: skip
