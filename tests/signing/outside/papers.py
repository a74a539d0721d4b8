"""Unsigned papers by pikepdf, and signatures on them by pyHanko as its manual shows it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner, sign_pdf
from pyhanko.sign.timestamps import TimeStamper

TARIFF = b"Tarif pemeriksaan Rp1.500.000,00."
BOXES = ((60, 60, 200, 110), (220, 60, 360, 110), (380, 60, 520, 110), (60, 130, 200, 180))

Changing = Callable[[IncrementalPdfFileWriter], None]


def paper(
    *, pages: int = 1, dress: Callable[[pikepdf.Pdf], None] | None = None, plain: bool = True, **saving: Any
) -> bytes:
    """A small agreement. ``plain``: its words stand uncompressed in the bytes."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for number in range(pages):
        words = b"BT /F1 12 Tf 60 760 Td (Perjanjian Kerja Sama Contoh, halaman %d) Tj 0 -30 Td (%s) Tj ET"
        page = pdf.add_blank_page(page_size=(595, 842))
        page.Contents = pdf.make_stream(words % (number + 1, TARIFF))
        page.Resources = Dictionary(Font=Dictionary(F1=font))
    if dress is not None:
        dress(pdf)
    out = BytesIO()
    # Two files of the same making must not be one file: `deterministic_id` stays off.
    pdf.save(out, compress_streams=not plain, stream_decode_level=pikepdf.StreamDecodeLevel.none, **saving)
    return out.getvalue()


def signed(
    pdf: bytes, signer: SimpleSigner, place: int = 0, *, stamper: TimeStamper | None = None, visible: bool = True,
    at: datetime | None = None, spec: SigFieldSpec | None = None, **meta: Any,
) -> bytes:  # fmt: skip
    """One more signature in a field of its own; ``meta`` goes to pyHanko."""
    name = f"Ttd{place + 1}"
    box = BOXES[place % len(BOXES)] if visible else None
    wanted = {"subfilter": SigSeedSubFilter.PADES, "md_algorithm": "sha256", "reason": "Setuju", **meta}
    out = sign_pdf(
        IncrementalPdfFileWriter(BytesIO(pdf)), PdfSignatureMetadata(field_name=name, **wanted), signer=signer,
        timestamper=stamper, new_field_spec=spec or SigFieldSpec(name, on_page=0, box=box),
    )  # fmt: skip
    return bytes(out.getbuffer())


def stamped_look(pdf: bytes, signer: SimpleSigner, style: Any) -> bytes:
    """A visible signature with pyHanko's own picture."""
    spec = SigFieldSpec("Ttd1", on_page=0, box=BOXES[0])
    meta = PdfSignatureMetadata(field_name="Ttd1", subfilter=SigSeedSubFilter.PADES, name="Rekaan")
    out = PdfSigner(meta, signer, stamp_style=style, new_field_spec=spec).sign_pdf(
        IncrementalPdfFileWriter(BytesIO(pdf))
    )
    return bytes(out.getbuffer())


def with_fields(pdf: bytes, count: int) -> bytes:
    """Empty signature fields, laid out by another program beforehand."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        for place in range(count):
            append_signature_field(writer, SigFieldSpec(f"Ttd{place + 1}", on_page=0, box=BOXES[place]))

    return increment(pdf, change)


def increment(pdf: bytes, change: Changing) -> bytes:
    """``pdf`` with one more revision."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


# --- what a paper may have before it is signed ----------------------------------------------------------------------


def form_field(pdf: pikepdf.Pdf) -> None:
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("tarif"), V=String("Rp1.500.000"),
            Rect=Array([60, 600, 300, 620]), F=4, P=pdf.pages[0].obj,
        )
    )  # fmt: skip
    pdf.pages[0].Annots = Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))


def layers(pdf: pikepdf.Pdf) -> None:
    """A layer that is hidden; showing it would show another tariff."""
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Lapisan")))
    shown = Dictionary(Order=Array([group]), ON=Array([]), OFF=Array([group]))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=shown)
    page = pdf.pages[0]
    page.Resources.Properties = Dictionary(MC0=group)
    hidden = b"/OC /MC0 BDC 1 1 1 rg 55 720 300 20 re f 0 g BT /F1 12 Tf 60 730 Td (Tarif Rp9.500.000,00.) Tj ET EMC"
    page.Contents = Array([page.Contents, pdf.make_stream(hidden)])


def overlay(pdf: pikepdf.Pdf) -> None:
    """A picture of nothing over the tariff, prepared so that it can be taken away later: the shadow of a text."""
    look = pdf.make_stream(
        b"1 1 1 rg 0 0 300 20 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 300, 20])
    )
    page = pdf.pages[0]
    page.Resources.XObject = Dictionary(Im1=look)
    page.Contents = Array([page.Contents, pdf.make_stream(b"q 1 0 0 1 55 725 cm /Im1 Do Q")])


def described(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as meta:
        meta["dc:title"] = "Perjanjian Contoh"
    pdf.docinfo["/Title"] = "Perjanjian Contoh"


def linked(pdf: pikepdf.Pdf) -> None:
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([60, 700, 200, 715]), F=4,
        A=Dictionary(S=Name.URI, URI=String("https://simpul.example/")),
    )  # fmt: skip
    pdf.pages[0].Annots = Array([pdf.make_indirect(link)])


def attached(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["lampiran.txt"] = b"Lampiran contoh"


def outlined(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Pasal 1", 0))


def turned(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Rotate = 90


def tagged(pdf: pikepdf.Pdf) -> None:
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))


PERMITTED = {1: MDPPerm.NO_CHANGES, 2: MDPPerm.FILL_FORMS, 3: MDPPerm.ANNOTATE}
