"""What a forger changes in a revision of his own, by pyHanko's writer. A function changes what it is given."""

from __future__ import annotations

from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name as name
from pyhanko.pdf_utils.generic import pdf_string as text
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter as Writer
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from tests.signing.outside.papers import TARIFF

OTHER_TARIFF = TARIFF.replace(b"1", b"9")


def _page(writer: Writer) -> Any:
    return writer.root["/Pages"]["/Kids"][0]


def _stream(data: bytes, **entries: Any) -> generic.StreamObject:
    return generic.StreamObject({name(f"/{key}"): value for key, value in entries.items()}, stream_data=data)


def dictionary(**entries: Any) -> generic.DictionaryObject:
    return generic.DictionaryObject({name(f"/{key}"): value for key, value in entries.items()})


def _numbers(*values: int) -> generic.ArrayObject:
    return generic.ArrayObject(map(generic.NumberObject, values))


def other_words(writer: Writer) -> None:
    page = _page(writer)
    page["/Contents"] = writer.add_object(_stream(b"BT /F1 12 Tf 60 730 Td (" + OTHER_TARIFF + b") Tj ET"))
    writer.update_container(page)


def note_over(writer: Writer) -> None:
    look = writer.add_object(
        _stream(b"1 1 1 rg 0 0 300 20 re f", Type=name("/XObject"), Subtype=name("/Form"), BBox=_numbers(0, 0, 300, 20))
    )
    note = dictionary(
        Type=name("/Annot"), Subtype=name("/FreeText"), Rect=_numbers(55, 720, 355, 740), Contents=text("Rp9.500.000"),
        F=generic.NumberObject(4), AP=dictionary(N=look),
    )  # fmt: skip
    page = _page(writer)
    page["/Annots"] = generic.ArrayObject([*page.get("/Annots", []), writer.add_object(note)])
    writer.update_container(page)


def stamp_over(writer: Writer) -> None:
    """The evil annotation: a stamp, as level 3 of certification permits it."""
    note_over(writer)
    note = _page(writer)["/Annots"][-1]
    note["/Subtype"] = name("/Stamp")


def field_over(writer: Writer) -> None:
    """An empty field for a signature, with a picture of nothing over the tariff."""
    look = _stream(b"1 1 1 rg 0 0 300 20 re f", Type=name("/XObject"), Subtype=name("/Form"),
                   BBox=_numbers(0, 0, 300, 20))  # fmt: skip
    append_signature_field(writer, SigFieldSpec("Cap", on_page=0, box=(55, 720, 355, 740)))
    field = writer.root["/AcroForm"]["/Fields"][-1]
    field["/AP"] = dictionary(N=writer.add_object(look))
    writer.update_container(field)


def field_filled(writer: Writer) -> None:
    field = writer.root["/AcroForm"]["/Fields"][0]
    field["/V"] = text("Rp9.500.000")
    writer.update_container(field)


def picture_of_field(writer: Writer) -> None:
    look = _stream(b"BT /F1 9 Tf (Rp9) Tj ET", Subtype=name("/Form"), BBox=_numbers(0, 0, 99, 9))
    field = writer.root["/AcroForm"]["/Fields"][0]
    field["/AP"] = dictionary(N=writer.add_object(look))
    writer.update_container(field)


def layer_shown(writer: Writer) -> None:
    shown = writer.root["/OCProperties"]["/D"]
    shown["/ON"], shown["/OFF"] = shown["/OFF"], generic.ArrayObject([])
    writer.update_root()


def overlay_emptied(writer: Writer) -> None:
    look = _page(writer)["/Resources"]["/XObject"].raw_get("/Im1")
    empty = _stream(b" ", Type=name("/XObject"), Subtype=name("/Form"), BBox=_numbers(0, 0, 1, 1))
    writer.objects[(look.generation, look.idnum)] = empty
    empty.container_ref = generic.Reference(look.idnum, look.generation, writer)


def other_font(writer: Writer) -> None:
    fonts = _page(writer)["/Resources"]["/Font"]
    font = fonts["/F1"]
    font["/Encoding"] = dictionary(
        Type=name("/Encoding"), Differences=generic.ArrayObject([generic.NumberObject(49), name("/nine")])
    )
    writer.update_container(font)


def page_added(writer: Writer) -> None:
    pages = writer.root["/Pages"]
    page = dictionary(Type=name("/Page"), Parent=writer.root.raw_get("/Pages"), MediaBox=_numbers(0, 0, 595, 842))
    pages["/Kids"].append(writer.add_object(page))
    pages["/Count"] = generic.NumberObject(len(pages["/Kids"]))
    writer.update_container(pages)


def page_taken(writer: Writer) -> None:
    pages = writer.root["/Pages"]
    del pages["/Kids"][-1]
    pages["/Count"] = generic.NumberObject(len(pages["/Kids"]))
    writer.update_container(pages)


def pages_turned_round(writer: Writer) -> None:
    pages = writer.root["/Pages"]
    pages["/Kids"] = generic.ArrayObject([pages["/Kids"].raw_get(1), pages["/Kids"].raw_get(0)])
    writer.update_container(pages)


def script(writer: Writer) -> None:
    writer.root["/OpenAction"] = dictionary(S=name("/JavaScript"), JS=text("app.alert(1)"))
    writer.update_root()


def attachment(writer: Writer) -> None:
    file = writer.add_object(_stream(b"Adendum palsu", Type=name("/EmbeddedFile")))
    spec = dictionary(Type=name("/Filespec"), F=text("adendum.txt"), EF=dictionary(F=file))
    names = generic.ArrayObject([text("adendum.txt"), writer.add_object(spec)])
    writer.root["/Names"] = dictionary(EmbeddedFiles=dictionary(Names=names))
    writer.update_root()


def other_title(writer: Writer) -> None:
    writer.set_info(writer.add_object(dictionary(Title=text("Perjanjian lain"))))


def other_xmp(writer: Writer) -> None:
    packet = bytes(writer.root["/Metadata"].data).replace(b"Perjanjian Contoh", b"Perjanjian Palsu")
    assert b"Palsu" in packet
    writer.root["/Metadata"] = writer.add_object(_stream(packet, Type=name("/Metadata"), Subtype=name("/XML")))
    writer.update_root()


def form_gone(writer: Writer) -> None:
    del writer.root["/AcroForm"]
    writer.update_root()


def last_field_gone(writer: Writer) -> None:
    fields = writer.root["/AcroForm"]["/Fields"]
    del fields[-1]
    writer.update_container(fields)
    writer.update_root()


def value_gone(writer: Writer) -> None:
    field = writer.root["/AcroForm"]["/Fields"][-1]
    del field["/V"]
    writer.update_container(field)


def unused_object(writer: Writer) -> None:
    writer.add_object(_stream(b"Tarif Rp9.500.000,00."))
