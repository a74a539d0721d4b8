"""Forged files, each made the way a forger would make it. A function takes the kit and returns the forged bytes."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO

from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPrivateKeyTypes
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.general import byte_range_digest

from simpul.core.signing.cades import container
from simpul.core.signing.keys import OpenKey
from simpul.core.signing.signer import SignatureField
from tests.signing.kit import AT, Kit, agreement

Forgery = Callable[[Kit], bytes]

RANGE = re.compile(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]")
FREE = SignatureField("BEBAS", 0, (60.0, 60.0, 260.0, 140.0))


# --- after the last signature -------------------------------------------------------------------------------------


def byte_of_the_text(kit: Kit) -> bytes:
    return _flip(kit.twice, len(agreement()) // 2)


def byte_of_the_stated_time(kit: Kit) -> bytes:
    return kit.twice.replace(b"D:2026", b"D:2025", 1)


def newline_at_the_end(kit: Kit) -> bytes:
    return kit.twice + b"\n"


def object_at_the_end(kit: Kit) -> bytes:
    return kit.twice + b"9000 0 obj\n<< /Type /Catalog >>\nendobj\n"


def text_in_an_increment(kit: Kit) -> bytes:
    return _increment(kit.twice, _write_on_page)


def note_over_the_text(kit: Kit) -> bytes:
    return _increment(kit.twice, _cover_text)


def picture_of_a_signature_replaced(kit: Kit) -> bytes:
    def change(writer: IncrementalPdfFileWriter) -> None:
        field = writer.root["/AcroForm"]["/Fields"][0]
        look = generic.StreamObject(
            {generic.pdf_name("/Subtype"): generic.pdf_name("/Form")}, stream_data=b"0 0 9 9 re f"
        )
        field["/AP"] = generic.DictionaryObject({generic.pdf_name("/N"): writer.add_object(look)})
        writer.update_container(field)

    return _increment(kit.twice, change)


def last_signature_field_removed(kit: Kit) -> bytes:
    return _increment(kit.twice, lambda writer: _keep_fields(writer, [0, 2]))


def every_signature_field_removed(kit: Kit) -> bytes:
    return _increment(kit.twice, lambda writer: _keep_fields(writer, []))


def form_removed(kit: Kit) -> bytes:
    def change(writer: IncrementalPdfFileWriter) -> None:
        del writer.root["/AcroForm"]
        writer.update_root()

    return _increment(kit.twice, change)


def page_object_freed(kit: Kit) -> bytes:
    return kit.twice + b"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 >>\nstartxref\n0\n%%EOF\n"


# --- between two signatures: the forger, or a careless office, has a trusted key of his own -------------------------


def text_between_signatures(kit: Kit) -> bytes:
    return kit.put(_increment(kit.once, _write_on_page), kit.seal, 1)


def note_between_signatures(kit: Kit) -> bytes:
    return kit.put(_increment(kit.once, _cover_text), kit.seal, 1)


def script_between_signatures(kit: Kit) -> bytes:
    def change(writer: IncrementalPdfFileWriter) -> None:
        script = {"/S": generic.pdf_name("/JavaScript"), "/JS": generic.pdf_string("app.alert(1)")}
        writer.root["/OpenAction"] = generic.DictionaryObject({generic.pdf_name(k): v for k, v in script.items()})
        writer.update_root()

    return kit.put(_increment(kit.once, change), kit.seal, 1)


def ordinary_field_between_signatures(kit: Kit) -> bytes:
    def change(writer: IncrementalPdfFileWriter) -> None:
        box = generic.DictionaryObject(
            {
                generic.pdf_name("/FT"): generic.pdf_name("/Tx"),
                generic.pdf_name("/T"): generic.pdf_string("tarif"),
                generic.pdf_name("/V"): generic.pdf_string("Rp1"),
            }
        )
        form = writer.root["/AcroForm"]
        form["/Fields"].append(writer.add_object(box))
        writer.update_container(form["/Fields"])
        writer.update_container(form)

    return kit.put(_increment(kit.put(agreement(), kit.head, 0), change), kit.seal, 1)


def page_replaced_between_signatures(kit: Kit) -> bytes:
    def change(writer: IncrementalPdfFileWriter) -> None:
        page = writer.root["/Pages"]["/Kids"][0]
        stream = generic.StreamObject(stream_data=b"BT ET")
        page["/Contents"] = writer.add_object(stream)
        writer.update_container(page)

    return kit.put(_increment(kit.once, change), kit.seal, 1)


def page_sized_signature_added(kit: Kit) -> bytes:
    once = kit.put(agreement(), kit.head, 0)
    return kit.put(once, kit.second, 1, field=SignatureField("BESAR", 0, (0.0, 0.0, 595.0, 842.0)))


def second_signature_replaces_the_first(kit: Kit) -> bytes:
    def change(writer: IncrementalPdfFileWriter) -> None:
        field = writer.root["/AcroForm"]["/Fields"][0]
        del field["/V"]
        writer.update_container(field)

    return kit.put(_increment(kit.once, change), kit.second, 0)


# --- another order, another cut -------------------------------------------------------------------------------------


def first_increment_cut_out(kit: Kit) -> bytes:
    return agreement() + kit.twice[len(kit.once) :]


def increments_swapped(kit: Kit) -> bytes:
    first, second = kit.once[len(agreement()) :], kit.twice[len(kit.once) :]
    return agreement() + second + first


def cut_a_little(kit: Kit) -> bytes:
    return kit.twice[:-12]


def cut_in_the_middle(kit: Kit) -> bytes:
    return kit.twice[: (len(kit.once) + len(kit.twice)) // 2]


def value_of_another_document(kit: Kit) -> bytes:
    other = kit.put(agreement(b"= Naskah lain\n#pagebreak()\nlain\n"), kit.head, 0, prepare=True)
    return _with_value(kit.once, _value(other))


# --- the range of bytes ---------------------------------------------------------------------------------------------


def range_with_a_hole(kit: Kit) -> bytes:
    return _resigned(kit, lambda before, after, rest: (before, after + 40, rest - 40))


def range_that_ends_early(kit: Kit) -> bytes:
    return _resigned(kit, lambda before, after, rest: (before, after, rest - 30))


def range_beyond_the_end(kit: Kit) -> bytes:
    return _range_text(kit.once, lambda before, after, rest: (before, after, rest + 500))


def range_of_nothing(kit: Kit) -> bytes:
    return _range_text(kit.once, lambda _before, _after, _rest: (0, 0, 0))


def padding_not_empty(kit: Kit) -> bytes:
    _start, end = _gap(kit.once)
    return kit.once[: end - 3] + b"ff" + kit.once[end - 1 :]


def padding_in_mixed_case(kit: Kit) -> bytes:
    start, end = _gap(kit.once)
    letter = next(place for place in range(start, end) if kit.once[place : place + 1].isalpha())
    return kit.once[:letter] + kit.once[letter : letter + 1].swapcase() + kit.once[letter + 1 :]


def value_of_zeros(kit: Kit) -> bytes:
    return _with_value(kit.once, b"")


# --- the certificate ------------------------------------------------------------------------------------------------


def signed_by_himself(kit: Kit) -> bytes:
    return kit.put(agreement(), rogue("dr. Rekaan Misal (DEMO)"), 0)


def imitated_authority(kit: Kit) -> bytes:
    authority = kit.authority.certificate.subject
    imitation = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return kit.put(agreement(), rogue("dr. Rekaan Misal (DEMO)", issuer=authority, signing_key=imitation), 0)


def imitated_authority_with_another_kind_of_key(kit: Kit) -> bytes:
    authority = kit.authority.certificate.subject
    imitation = ec.generate_private_key(ec.SECP256R1())
    return kit.put(agreement(), rogue("dr. Rekaan Misal (DEMO)", issuer=authority, signing_key=imitation), 0)


def issued_by_an_officer(kit: Kit) -> bytes:
    officer = x509.load_der_x509_certificate(kit.head.certificate.dump())
    key = rogue("Umpama Palsu", issuer=officer.subject, signing_key=kit.head.private_key)
    return kit.put(agreement(), OpenKey(key.private_key, key.certificate, (kit.head.certificate,)), 0)


def expired_certificate(kit: Kit) -> bytes:
    key = _issued(kit, start=AT - timedelta(days=400), end=AT - timedelta(days=30))
    return kit.put(agreement(), key, 0)


def certificate_of_tomorrow(kit: Kit) -> bytes:
    key = _issued(kit, start=AT + timedelta(days=2), end=AT + timedelta(days=90))
    return kit.put(agreement(), key, 0)


def time_before_the_certificate(kit: Kit) -> bytes:
    key = _issued(kit, start=AT - timedelta(days=2), end=AT + timedelta(days=90))
    return kit.put(agreement(), key, 0, at=AT - timedelta(days=40))


def time_in_the_future(kit: Kit) -> bytes:
    return kit.put(agreement(), kit.head, 0, at=AT + timedelta(days=30))


def certificate_not_for_documents(kit: Kit) -> bytes:
    return kit.put(agreement(), _issued(kit, commitment=False), 0)


def certificate_swapped(kit: Kit) -> bytes:
    content = cms.ContentInfo.load(_value(kit.once))
    content["content"]["certificates"] = cms.CertificateSet([kit.second.certificate])
    return _with_value(kit.once, content.dump(force=True))


def certificate_removed(kit: Kit) -> bytes:
    content = cms.ContentInfo.load(_value(kit.once))
    content["content"]["certificates"] = cms.CertificateSet([])
    return _with_value(kit.once, content.dump(force=True))


def unknown_kind(kit: Kit) -> bytes:
    return kit.once.replace(b"/ETSI.CAdES.detached", b"/ETSI.CAdES.detachee", 1)


# --- tools ----------------------------------------------------------------------------------------------------------


class Careless(OpenKey):
    """A key whose holder does not look at the dates of its certificate."""

    def check_valid(self, at: datetime) -> None:
        return


def rogue(
    name: str,
    *,
    issuer: x509.Name | None = None,
    signing_key: CertificateIssuerPrivateKeyTypes | None = None,
    start: datetime = AT - timedelta(days=30),
    end: datetime = AT + timedelta(days=30),
    commitment: bool = True,
) -> Careless:
    """A key with a certificate that anybody can make: self-signed, or issued by whom the forger pretends to be."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = x509.KeyUsage(True, commitment, False, False, False, False, False, False, False)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer or subject)
    builder = builder.public_key(key.public_key()).serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(start).not_valid_after(end).add_extension(usage, critical=True)
    certificate = builder.sign(signing_key or key, hashes.SHA256())
    return Careless(key, asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER)))


def _issued(
    kit: Kit,
    *,
    start: datetime = AT - timedelta(days=30),
    end: datetime = AT + timedelta(days=30),
    commitment: bool = True,
) -> Careless:
    """A certificate that the demo authority really issued, with odd properties."""
    authority = kit.authority
    return rogue(
        "Umpama Ganjil", issuer=authority.certificate.subject, signing_key=authority.key, start=start, end=end,
        commitment=commitment,
    )  # fmt: skip


def _flip(pdf: bytes, place: int) -> bytes:
    return pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]


def _increment(pdf: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    change(writer)
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def _write_on_page(writer: IncrementalPdfFileWriter) -> None:
    text = generic.StreamObject(stream_data=b"BT /F1 12 Tf 72 400 Td (Tarif Rp0) Tj ET")
    writer.add_stream_to_page(1, writer.add_object(text))


def _cover_text(writer: IncrementalPdfFileWriter) -> None:
    look = generic.StreamObject(
        {
            generic.pdf_name("/Subtype"): generic.pdf_name("/Form"),
            generic.pdf_name("/BBox"): generic.ArrayObject(generic.NumberObject(each) for each in (0, 0, 300, 60)),
        },
        stream_data=b"1 1 1 rg 0 0 300 60 re f",
    )
    note = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
            generic.pdf_name("/Contents"): generic.pdf_string("Tarif Rp0"),
            generic.pdf_name("/Rect"): generic.ArrayObject(generic.NumberObject(each) for each in (70, 700, 370, 760)),
            generic.pdf_name("/AP"): generic.DictionaryObject({generic.pdf_name("/N"): writer.add_object(look)}),
        }
    )
    writer.register_annotation(writer.find_page_for_modification(1)[0], writer.add_object(note))


def _keep_fields(writer: IncrementalPdfFileWriter, kept: list[int]) -> None:
    form = writer.root["/AcroForm"]
    fields = form["/Fields"]
    form["/Fields"] = generic.ArrayObject(fields.raw_get(place) for place in kept)
    writer.update_container(form)
    writer.update_root()


def _gap(pdf: bytes) -> tuple[int, int]:
    """Offsets of "<" and behind ">" of the first signature's value."""
    found = RANGE.search(pdf)
    assert found is not None
    return int(found[2]), int(found[3])


def _value(pdf: bytes) -> bytes:
    start, end = _gap(pdf)
    return bytes.fromhex(pdf[start + 1 : end - 1].decode())


def _with_value(pdf: bytes, value: bytes) -> bytes:
    start, end = _gap(pdf)
    digits = value.hex().encode()[: end - start - 2]
    return pdf[: start + 1] + digits.ljust(end - start - 2, b"0") + pdf[end - 1 :]


def _range_text(pdf: bytes, change: Callable[[int, int, int], tuple[int, int, int]]) -> bytes:
    found = RANGE.search(pdf)
    assert found is not None
    written = b"/ByteRange [0 %d %d %d]" % change(int(found[2]), int(found[3]), int(found[4]))
    room = len(found[0]) + len(pdf[found.end() :]) - len(pdf[found.end() :].lstrip(b" "))
    return pdf[: found.start()] + written.ljust(room) + pdf[found.start() + room :]


def _resigned(kit: Kit, change: Callable[[int, int, int], tuple[int, int, int]]) -> bytes:
    """The head's signature made again over another range: his software is careless, his key is genuine."""
    start, end = _gap(kit.once)
    changed = _range_text(kit.once, change)
    found = RANGE.search(changed)
    assert found is not None
    numbers = [generic.NumberObject(int(each)) for each in found.groups()]
    _, digest = byte_range_digest(BytesIO(changed), byte_range=numbers, md_algorithm="sha256")
    value = container(digest, kit.head)
    return changed[: start + 1] + value.hex().encode().ljust(end - start - 2, b"0") + changed[end - 1 :]
