"""The agreement as DOCX with real numbering, styles and a bookmark round every clause.

A clause is known by its bookmark ``k_<id>``; a custom XML part holds the ids in order and the version of the text that
this file was made from, so that a partner's edited copy can be read back against it.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from xml.sax.saxutils import quoteattr

from simpul.core.documents.faces import docx_parts as parts
from simpul.core.documents.faces.docx_body import Pages, body
from simpul.core.documents.faces.docx_frame import footer, header, relations
from simpul.core.documents.faces.docx_two import body_in_two
from simpul.core.documents.faces.docx_xml import clean
from simpul.core.documents.faces.logos import Logo, logo
from simpul.core.documents.faces.typesetting import Paper
from simpul.rules.agreement_text.structure import AgreementText

DEFAULT_FONT = "Times New Roman"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAP = "urn:simpul:naskah:1"
_EPOCH = (2020, 1, 1, 0, 0, 0)  # written into the archive, so that equal texts make equal files


def agreement_docx(
    text: AgreementText,
    *,
    at: datetime,
    paper: Paper = "a4",
    font: str = DEFAULT_FONT,
    mark: str = "",
    demo: bool = False,
    base_version: str = "",
) -> bytes:
    """``base_version`` names the draft this file belongs to; ``mark`` and ``demo`` go into the footer as in the PDF."""
    pages = Pages(paper)
    logos = [one for one in map(logo, text.title.logos) if one]
    document, clauses = (body if text.translation is None else body_in_two)(text, pages, logos)
    return packed(
        text, document, clauses, logos, pages=pages, at=at, font=font, mark=mark, demo=demo, base_version=base_version
    )


def packed(
    text: AgreementText,
    document: str,
    clauses: list[str],
    logos: list[Logo],
    *,
    pages: Pages,
    at: datetime,
    font: str = DEFAULT_FONT,
    mark: str = "",
    demo: bool = False,
    base_version: str = "",
) -> bytes:
    """The file round its document part: styles, numbering, header, footer and the map of clause ids."""
    in_two = text.translation is not None
    files = {
        "[Content_Types].xml": parts.TYPES,
        "_rels/.rels": parts.ROOT_RELATIONS,
        "docProps/core.xml": _core(text, at),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": relations(len(logos), whole=True),
        "word/styles.xml": parts.styles(font, in_two=in_two),
        "word/numbering.xml": parts.numbering(in_two=in_two),
        "word/settings.xml": parts.SETTINGS,
        "word/header1.xml": header(logos, pages),
        "word/_rels/header1.xml.rels": relations(len(logos), whole=False),
        "word/footer1.xml": footer(text, pages, mark, demo),
        "customXml/item1.xml": _map(text, clauses, base_version),
        "customXml/itemProps1.xml": parts.map_properties(MAP),
        "customXml/_rels/item1.xml.rels": parts.MAP_RELATIONS,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for name, content in files.items():
            archive.writestr(_entry(name), content)
        for number, one in enumerate(logos, 1):
            archive.writestr(_entry(f"word/media/logo{number}.png", zipfile.ZIP_STORED), one.png)
    return out.getvalue()


def _entry(name: str, method: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = method
    return entry


def _core(text: AgreementText, at: datetime) -> str:
    moment = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    stamp = f' xsi:type="dcterms:W3CDTF">{moment}<'
    return (
        parts.HEAD
        + '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{clean(f'{text.title.instrument} TENTANG {text.title.subject}')}</dc:title>"
        f"<dc:creator>{clean(', '.join(text.title.parties))}</dc:creator>"
        f"<dcterms:created{stamp}/dcterms:created><dcterms:modified{stamp}/dcterms:modified>"
        "<dc:language>id-ID</dc:language></cp:coreProperties>"
    )


def _map(text: AgreementText, clauses: list[str], base_version: str) -> str:
    entries = "".join(f'<klausa id="{name}"/>' for name in clauses)
    named = f'naskah="{text.template}" versi="{text.version}" dasar={quoteattr(base_version)}'
    return f'{parts.HEAD}<peta xmlns="{MAP}" {named}>{entries}</peta>'
