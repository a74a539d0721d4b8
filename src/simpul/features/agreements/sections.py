"""The sections of a request: which ones a request has, what each holds, and how far it is filled.

A section is one page of the portal and one topic for Tata Usaha. Values are plain: text, int, date, lists of rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from simpul.features.agreements.models import Party, Request
from simpul.features.agreements.requests import papers_in, papers_lacking
from simpul.rules.requirements import LETTER

Values = dict[str, object]
State = Literal["empty", "begun", "done", "faulty"]

CONTACT = ("contact_name", "email", "phone")
NUMBER = ("own_number", "has_no_number")
"""The number under which a party keeps the agreement, or that it gives none."""
PARTNER_ORDER = 2
"""``Party.order`` of the partner who asks; further parties follow."""

ALL = (
    "jenis", "lembaga", "penandatangan", "narahubung", "lingkup", "pemeriksaan", "mahasiswa", "waktu", "biaya",
    "pihak", "surat", "dokumen",
)  # fmt: skip
_TESTED = {"pemeriksaan", "rujukan_spesimen"}
_OPTIONAL = {"pihak"}
"""Sections that most requests leave alone: they never count as unfinished."""


@dataclass(frozen=True, slots=True)
class Progress:
    """One line of the task list; ``note`` is the partner's own value, ``count`` a number of rows or files."""

    section: str
    state: State
    optional: bool = False
    note: str = ""
    count: int = 0


def sections_of(request: Request) -> tuple[str, ...]:
    """The sections this request has, in the order in which they are asked; ``jenis`` is answered before it starts."""
    left_out = {"jenis"}
    if request.cooperation_type != "magang":
        left_out.add("mahasiswa")
    if request.cooperation_type != "pelayanan" or not _TESTED & set(request.scope_items):
        left_out.add("pemeriksaan")
    return tuple(section for section in ALL if section not in left_out)


def counted_of(request: Request) -> tuple[str, ...]:
    """The sections that count: those that most requests leave alone stand between them without a number."""
    return tuple(section for section in sections_of(request) if section not in _OPTIONAL)


def partner_of(request: Request) -> Party | None:
    """The partner's own row, once something of it is known."""
    return request.parties.filter(is_host=False).order_by("order").first()


def values_in(request: Request, section: str) -> Values:
    """What stands in a section now, by field name."""
    given, party = request.answers, partner_of(request)
    columns: Mapping[str, Values] = {
        "jenis": {
            "category": request.category,
            "cooperation_type": request.cooperation_type,
            "is_extension": request.is_extension,
        },
        "lembaga": {
            "partner_name": request.partner_name,
            "address": party.address if party else "",
            "province": request.province,
            "own_number": party.own_number if party else "",
            "has_no_number": party.has_no_number if party else False,
            "npwp": given.get("npwp", ""),
            "nib": given.get("nib", ""),
        },
        "penandatangan": {
            "signatory_name": party.signatory_name if party else "",
            "signatory_title": party.signatory_title if party else "",
            "authority": party.authority if party else "",
        },
        "narahubung": {
            "contact_name": request.contact_name,
            "contact_email": request.contact_email,
            "contact_phone": request.contact_phone,
        },
        "lingkup": {
            "scope_items": list(request.scope_items),
            "scope_other": request.scope_other,
            "uraian": given.get("uraian", ""),
            "data_pribadi": given.get("data_pribadi", ""),
        },
        "waktu": {
            "mulai": _day(given.get("mulai")),
            "lama_bulan": given.get("lama_bulan"),
            "perjanjian_lama": given.get("perjanjian_lama", ""),
        },
        "biaya": {
            "biaya": given.get("biaya", ""),
            "perkiraan_nilai": given.get("perkiraan_nilai"),
            "penagihan": given.get("penagihan", ""),
            "sumber_dana": given.get("sumber_dana", ""),
        },
        "surat": {"letter_number": request.letter_number, "letter_date": request.letter_date},
    }
    return columns.get(section, {})


def rows_in(request: Request, section: str) -> list[Values]:
    """The rows of a section that is a table: students, tests, further parties."""
    if section == "mahasiswa":
        students = request.students.values("name", "student_number", "programme", "starts_on", "ends_on")
        return [dict(row) for row in students]
    if section == "pemeriksaan":
        return [dict(row) for row in request.tests.values("test", "specimen", "method")]
    names = ("id", "name", "address", "signatory_name", "signatory_title", "authority", *CONTACT, *NUMBER)
    others = request.parties.filter(is_host=False, order__gt=PARTNER_ORDER)
    return [dict(row) for row in others.values(*names)]


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else None


def progress_of(request: Request) -> tuple[Progress, ...]:
    """How far each section is, in order."""
    return tuple(_progress(request, section) for section in sections_of(request))


def next_open(progress: tuple[Progress, ...], after: str = "") -> Progress | None:
    """The next section that is not finished: behind ``after`` first, then from the top; optional ones are left out."""
    names = [line.section for line in progress]
    start = names.index(after) + 1 if after in names else 0
    turned = (*progress[start:], *progress[:start])
    waiting = [line for line in turned if line.state != "done" and not line.optional and line.section != after]
    unseen = [line for line in waiting if line.state in {"empty", "faulty"}]
    return next(iter(unseen or waiting), None)


def _progress(request: Request, section: str) -> Progress:
    if section == "dokumen":
        return _papers(request)
    if section in {"mahasiswa", "pemeriksaan", "pihak"}:
        count = len(rows_in(request, section))
        return Progress(section, "done" if count else "empty", section in _OPTIONAL, count=count)
    values = values_in(request, section)
    saved = section in request.answers.get("bagian", [])
    wanted = [values[name] for name in _wanted(request, section)]
    note = str(values[_NOTE[section]]) if section in _NOTE else ""
    if all(wanted):
        return Progress(section, "done", note=note)
    return Progress(section, "begun" if saved or any(wanted) else "empty", note=note)


def _papers(request: Request) -> Progress:
    refused = len(request.answers.get("ditolak", {}))
    if refused:
        return Progress("dokumen", "faulty", count=refused)
    here = papers_in(request)
    if LETTER not in here:
        return Progress("dokumen", "begun" if here else "empty", count=len(here))
    return Progress("dokumen", "begun" if papers_lacking(request) else "done", count=len(here))


def _wanted(request: Request, section: str) -> tuple[str, ...]:
    if section == "narahubung":
        return ("contact_name", "contact_email" if request.contact_email else "contact_phone")
    if section == "lingkup":
        return ("scope_items",) if request.scope_items else ("scope_other",)
    return _WANTED[section]


_NOTE = {"lembaga": "partner_name", "penandatangan": "signatory_name", "narahubung": "contact_name"}
_WANTED: Mapping[str, tuple[str, ...]] = {
    "lembaga": ("partner_name", "address", "province"),
    "penandatangan": ("signatory_name", "signatory_title"),
    "waktu": ("mulai", "lama_bulan"),
    "biaya": ("biaya",),
    "surat": ("letter_number", "letter_date"),
}
"""What makes a section finished, where it does not depend on the other answers."""
