"""The partner's documents as the tracking page lists them: the newest first, an own word for each kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from simpul.core.documents.models import StoredFile
from simpul.features.agreements.models import Request
from simpul.features.agreements.partner_files import PartnerFile, files_of_partner
from simpul.pages.shell.paper_words import paper_title

_FORMATS = {
    "application/pdf": "PDF",
    "image/jpeg": "JPG",
    "image/png": "PNG",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One file: its name for the partner, its kind of file, when it came."""

    title: str
    icon: str
    format: str
    at: datetime
    file: StoredFile
    kind: str

    @property
    def url(self) -> str:
        return f"/berkas/{self.file.slug}/"


def document_rows(asked: Request) -> list[Row]:
    """Every file the partner may read."""
    rows = [_row(entry) for entry in files_of_partner(asked)]
    return sorted(rows, key=lambda row: row.at, reverse=True)


def _row(entry: PartnerFile) -> Row:
    kind = _FORMATS.get(entry.file.media_type, entry.file.name.rpartition(".")[2].upper())
    return Row(_title(entry), _icon(entry), kind, entry.at, entry.file, entry.kind)


def _icon(entry: PartnerFile) -> str:
    by_kind = {"own_draft": "file-diff", "original": "file-certificate", "to_sign": "writing-sign"}
    return by_kind.get(entry.kind, "file-text")


def _title(entry: PartnerFile) -> str:
    match entry.kind:
        case "paper":
            return paper_title(entry.name, entry.party)
        case "letter":
            return _letter(entry.name)
        case "draft":
            return _("Draft version %(number)s") % {"number": entry.number}
        case "own_draft":
            return _("Your own text (version %(number)s)") % {"number": entry.number}
        case "answer":
            return _("Your answer: %(name)s") % {"name": entry.file.name}
        case "to_sign":
            return _("Text to be signed")
        case _:
            return _("Signed agreement (original)")


def _letter(name: str) -> str:
    titles = {
        "tanda_terima": _("Receipt"),
        "surat_balasan": _("Our letter of reply"),
        "surat_penolakan": _("Our letter of refusal"),
    }
    return titles.get(name, name)
