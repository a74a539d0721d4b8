"""Header, footer and relations of the DOCX."""

from __future__ import annotations

from simpul.core.documents.faces.docx_body import Pages, logo_row
from simpul.core.documents.faces.docx_parts import HEAD, RELATIONS, R, W
from simpul.core.documents.faces.docx_xml import BORDER, cell, field, paragraph, row, run, table
from simpul.core.documents.faces.logos import Logo
from simpul.rules.agreement_text.structure import AgreementText

_BOX = 850  # twips of a box for a paraf
DEMO = "DEMO. Dokumen contoh, tidak berlaku sebagai naskah dinas."


def relations(logos: int, *, whole: bool) -> str:
    """Relations of the document (``whole``) or of its header: logos are rIdL1, rIdL2 in both."""
    named = {
        "rId1": ("styles", "styles.xml"),
        "rId2": ("numbering", "numbering.xml"),
        "rId3": ("settings", "settings.xml"),
        "rId4": ("header", "header1.xml"),
        "rId5": ("footer", "footer1.xml"),
        "rId6": ("customXml", "../customXml/item1.xml"),
    }
    entries = dict(named) if whole else {}
    entries |= {f"rIdL{n}": ("image", f"media/logo{n}.png") for n in range(1, logos + 1)}
    body = "".join(
        f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{target}"/>' for key, (kind, target) in entries.items()
    )
    return f'{HEAD}<Relationships xmlns="{RELATIONS}">{body}</Relationships>'


def header(logos: list[Logo], pages: Pages) -> str:
    """Small logos on every page but the first, which carries them large in its title block."""
    body = logo_row(logos, pages.width, 8, 20) if logos else ""
    rule = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="auto"/></w:pBdr>' if logos else ""
    return f'{HEAD}<w:hdr xmlns:w="{W}">{body}{paragraph("Kaki", "", rule)}</w:hdr>'


def footer(text: AgreementText, pages: Pages, mark: str, demo: bool) -> str:
    """Page x of y; places for paraf where the agreement is signed in wet ink."""
    parafs = _parafs(text, pages) if text.mode == "basah" else ""
    stop = f'<w:tabs><w:tab w:val="right" w:pos="{pages.width}"/></w:tabs>'
    page = run("Halaman ") + field("PAGE", "1") + run(" dari ") + field("NUMPAGES", "1")
    left = " ".join(part for part in (mark, DEMO if demo else "") if part)
    return (
        f'{HEAD}<w:ftr xmlns:w="{W}">{parafs}{paragraph("Kaki", f"{run(left)}<w:r><w:tab/></w:r>{page}", stop)}</w:ftr>'
    )


def _parafs(text: AgreementText, pages: Pages) -> str:
    """Label and box for each party, evenly over the width; the line below keeps the page number apart."""
    label = (pages.width // len(text.signatures)) - _BOX
    framed, middle = f"<w:tcBorders>{BORDER}</w:tcBorders>", '<w:vAlign w:val="center"/>'
    cells = "".join(
        cell(label, paragraph("Kaki", run(f"Paraf\n{block.label}"), '<w:jc w:val="right"/>'), extra=middle)
        + cell(_BOX, paragraph("Kaki", ""), extra=framed)
        for block in text.signatures
    )
    below = paragraph("Kaki", "", '<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>')
    return table([label, _BOX] * len(text.signatures), row(cells, height=450), "none") + below
