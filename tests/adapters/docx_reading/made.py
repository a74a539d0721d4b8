"""Small Word files made by hand, part by part."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
WHO = 'w:id="9" w:author="Rina Umpama" w:date="2026-03-02T09:15:00Z"'


def part(root: str, inside: str) -> str:
    return f"<w:{root} {_SPACES}>{inside}</w:{root}>"


def paragraph(words: str, *, style: str = "", props: str = "") -> str:
    """``words`` as text where it holds no tag, else as the runs it is."""
    runs = words if "<" in words else run(words)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{props}</w:pPr>{runs}</w:p>"


def run(words: str, bold: bool = False) -> str:
    return f'<w:r>{"<w:rPr><w:b/></w:rPr>" if bold else ""}<w:t xml:space="preserve">{words}</w:t></w:r>'


def inserted(words: str) -> str:
    return f"<w:ins {WHO}>{run(words)}</w:ins>"


def deleted(words: str) -> str:
    return f'<w:del {WHO}><w:r><w:delText xml:space="preserve">{words}</w:delText></w:r></w:del>'


def numbered(list_id: int, depth: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'


def centred(words: str) -> str:
    return paragraph(run(words, bold=True), props='<w:jc w:val="center"/>')


def document(body: str, parts: Mapping[str, str] | None = None) -> bytes:
    """A Word file with this body; ``parts`` by the name of their relation: {"numbering": "<w:numbering ..."}."""
    named = dict(parts or {})
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind.rstrip("0123456789")}" Target="{kind}.xml"/>'
        for n, kind in enumerate(named, 1)
    )
    content = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>',
    } | {f"word/{kind}.xml": text for kind, text in named.items()}
    return packed(content)


def packed(content: Mapping[str, str | bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return out.getvalue()
