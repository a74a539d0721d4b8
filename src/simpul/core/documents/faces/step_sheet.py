"""The document of a step, printed out of the step's own fields: letter, note, minutes, report, list or plain sheet.

Which layout: ``kind``, a word of the procedure language (``templat``). The words come finished.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from simpul.core.documents.faces.letters import Letterhead, Signatory
from simpul.core.documents.faces.logos import logo
from simpul.core.documents.faces.typesetting import Paper, Rendered, typeset

LAYOUTS: Mapping[str, str] = {
    "nota_dinas": "note",
    "disposisi": "note",
    "surat": "letter",
    "surat_pengantar": "letter",
    "surat_kuasa": "titled",
    "laporan": "titled",
    "berita_acara": "titled",
    "daftar": "titled",
    "lembar": "titled",
}
"""Sheet of the language -> layout of ``step_sheet.typ``; a test proves that it is total over the vocabulary."""


HEADINGS: Mapping[str, str] = {
    "nota_dinas": "Nota Dinas",
    "disposisi": "Lembar Disposisi",
    "surat_kuasa": "Surat Kuasa",
    "berita_acara": "Berita Acara",
}
"""What stands at the head of a sheet whose kind has a name of its own; of any other kind the name of the output."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of the step; every row has one text per column."""

    label: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSheet:
    """``pairs`` are (label, answer) in the order of the form; ``body`` the running text; ``origin`` the small last
    line that says of which case, step and procedure the sheet is; ``signers`` stand side by side, one alone on the
    right. Empty parts are left out."""

    kind: str
    title: str
    date: str
    origin: str
    signers: tuple[Signatory, ...]
    number: str = ""
    recipient: tuple[str, ...] = ()
    sender: str = ""
    subject: str = ""
    body: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    tables: tuple[Table, ...] = ()
    copies: tuple[str, ...] = ()


def step_sheet_pdf(sheet: StepSheet, head: Letterhead, *, at: datetime, paper: Paper = "a4") -> Rendered:
    """The sheet as PDF/A-2b; ``boxes`` holds one "ttd" for each signer, in their order."""
    picture = logo(head.logo)
    data = {
        "sheet": asdict(sheet) | {"layout": LAYOUTS[sheet.kind], "heading": HEADINGS.get(sheet.kind, sheet.title)},
        "head": asdict(head) | {"logo": list(picture.png) if picture else None},
        "paper": paper,
        "document_title": f"{sheet.title} {sheet.number}".strip(),
    }
    return typeset("step_sheet", data, paper, at)
