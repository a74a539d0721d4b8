"""Berita acara pemusnahan: what was destroyed on whose proposal and approval, file by file with its SHA-256."""

from __future__ import annotations

from collections.abc import Sequence

from simpul.casework.evidence.wording import moment
from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.models import User
from simpul.core.documents.faces.evidence_sheet import EvidenceSheet, Part, Table, evidence_sheet_pdf
from simpul.core.procedures.printed import letterhead, paper_of
from simpul.features.agreements.models import Destruction, DestructionItem
from simpul.rules.agreement_text.words import long_date
from simpul.rules.working_time import Calendar

_LEFT = (
    "Yang dimusnahkan adalah byte berkas pada tempat penyimpanan Simpul, beserta teks dalam basis data: naskah dan "
    "perbandingannya, isian, catatan, surat, dan data narahubung. Yang tinggal: isian register, jalannya perkara, "
    "siapa menandatangani dan kapan, jejak audit, dan berita acara ini. Salinan dalam cadangan hilang bersama "
    "berakhirnya masa simpan cadangan lembaga; kertas asli dimusnahkan tersendiri dan dicatat pada kolom tempat."
)


def minutes_pdf(found: Destruction, items: Sequence[DestructionItem]) -> bytes:
    """The minutes as PDF/A, with places for the signatures of those who were there."""
    assert found.done_at is not None
    calendar = calendar_for(found.institution_id)
    parts = (
        Part(heading="Dasar", pairs=_grounds(found, calendar), notes=(_LEFT,)),
        _listed(items), *(_files(item) for item in items), _signing(found),
    )  # fmt: skip
    count = sum(len(item.contents) for item in items)
    sheet = EvidenceSheet(
        title="Berita Acara Pemusnahan Arsip", number=f"Nomor {found.number}",
        subject=f"{len(items)} berkas perjanjian, {count} dokumen", parts=parts,
        made=f"Dibuat oleh Simpul pada {moment(calendar, found.done_at)} dari catatan lembaga.",
    )  # fmt: skip
    institution = found.institution
    return evidence_sheet_pdf(sheet, letterhead(institution), at=found.done_at, paper=paper_of(institution))


def _grounds(found: Destruction, calendar: Calendar) -> tuple[tuple[str, str], ...]:
    outside = f"{found.outside_number}, {long_date(found.outside_on)}" if found.outside_on is not None else "-"
    pairs = [
        ("Diusulkan", f"{_name(found.proposed_by_id)}, {moment(calendar, found.proposed_at)}"),
        ("Alasan usul", found.reason),
        ("Disetujui", f"{_name(found.decided_by_id)}, {moment(calendar, found.decided_at)}"),
        ("Dasar persetujuan", found.decision),
        ("Dilaksanakan", f"{_name(found.done_by_id)}, {moment(calendar, found.done_at)}"),
    ]
    if found.long_kept or found.outside_number:
        pairs.append(("Persetujuan luar lembaga (retensi 10 tahun atau lebih)", outside))
    return tuple(pairs)


def _listed(items: Sequence[DestructionItem]) -> Part:
    rows = tuple(
        (str(number), item.record.agreement.called, item.record.classification or "-",
         f"{item.record.active_years or 0} + {item.record.inactive_years or 0} tahun sejak "
         f"{long_date(item.record.closed_on) if item.record.closed_on else '-'}", item.record.location or "-")
        for number, item in enumerate(items, 1)
    )  # fmt: skip
    columns = ("No.", "Perjanjian", "Klasifikasi", "Retensi", "Tempat kertas")
    return Part(
        heading="Daftar arsip yang dimusnahkan", table=Table(columns=columns, widths=(6, 34, 16, 26, 18), rows=rows)
    )


def _files(item: DestructionItem) -> Part:
    rows = tuple((f"{one['name']}\n{one['role']}", str(one["size"]), str(one["sha256"])) for one in item.contents)
    table = Table(columns=("Dokumen", "Byte", "SHA-256"), widths=(34, 10, 56), rows=rows, mono=(2,)) if rows else None
    notes = () if rows else ("Tidak ada byte yang tersisa untuk dimusnahkan.",)
    return Part(heading=f"Dokumen {item.record.agreement.called}", notes=notes, table=table)


def _signing(found: Destruction) -> Part:
    witnesses = [line.strip() for line in found.witnesses.splitlines() if line.strip()]
    people = [
        ("Pelaksana", _name(found.done_by_id)), ("Pengusul", _name(found.proposed_by_id)),
        ("Pemberi persetujuan", _name(found.decided_by_id)), *(("Saksi", name) for name in witnesses),
    ]  # fmt: skip
    rows = tuple((role, name, "\n\n") for role, name in people)
    return Part(
        heading="Tanda tangan", table=Table(columns=("Sebagai", "Nama", "Tanda tangan"), widths=(26, 40, 34), rows=rows)
    )


def _name(user_id: int | None) -> str:
    user = User.objects.filter(pk=user_id).first() if user_id is not None else None
    if user is None:
        return "-"
    return f"{user.full_name}, {user.position}" if user.position else user.full_name
