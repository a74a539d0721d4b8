"""Stamp duty as the evidence sheet tells it: each original with its serial or slip, or why nothing was owed."""

from __future__ import annotations

from collections.abc import Mapping

from simpul.adapters.emeterai import LABEL, NOT_GENUINE
from simpul.casework.evidence.wording import moment
from simpul.core.documents.faces.evidence_sheet import Part, Table
from simpul.core.signing.models import DutyRelief, DutyState, Mode, ReliefBasis, SigningRound, StampDuty
from simpul.features.agreements.models import Agreement
from simpul.features.agreements.stamp_duty import places
from simpul.features.agreements.stated_duty import owes, statement_of
from simpul.rules.agreement_text.words import long_date
from simpul.rules.stamp_duty import Way
from simpul.rules.working_time import Calendar

_HEADING = "Bea meterai"
_BASIS: Mapping[str, str] = {
    ReliefBasis.TREATY: "UU 10/2020 Pasal 22 ayat (1) huruf d",
    ReliefBasis.OTHER: "ketentuan lain",
}

_WAYS: Mapping[str, str] = {
    Way.PAPER: "Meterai tempel", Way.ELECTRONIC: "Meterai elektronik", Way.SLIP: "Surat setoran pajak",
}  # fmt: skip


def stated(agreement: Agreement, calendar: Calendar) -> tuple[Part, ...]:
    """Of an agreement that was signed outside: what somebody has stated; nothing where nothing is demanded either."""
    row = statement_of(agreement)
    if row is None:
        return (Part(heading=_HEADING, notes=("Belum dinyatakan.",)),) if owes(agreement) else ()
    who = f"{row.stated_by.full_name}, " if row.stated_by is not None else ""
    said = f"Dinyatakan oleh {who}{moment(calendar, row.stated_at)}; tidak disaksikan Simpul."
    if row.way == Way.NONE:
        return (Part(heading=_HEADING, notes=(f"Tidak terutang: {row.ground}", said)),)
    pairs = (
        ("Dibayar dengan", _WAYS[row.way]), ("Nomor", "\n".join(row.numbers)),
        ("Naskah asli bermeterai", str(row.originals)),
    )  # fmt: skip
    return (Part(heading=_HEADING, pairs=pairs, notes=(said,)),)


def duty(signing: SigningRound, calendar: Calendar) -> tuple[Part, ...]:
    """Nothing where the text keeps no place for a meterai; paper ones stand with their originals."""
    relief = DutyRelief.objects.filter(round=signing).select_related("decided_by").first()
    if relief is not None:
        said = (
            f"Tidak terutang menurut {_BASIS[relief.basis]}: {relief.reason} (diputuskan "
            f"{relief.decided_by.full_name}, {moment(calendar, relief.decided_at)})."
        )
        return (Part(heading=_HEADING, notes=(said,)),)
    if signing.mode == Mode.WET or not places(signing):
        return ()
    rows = tuple(_row(each, calendar) for each in signing.duties.all())
    if not rows:
        return (Part(heading=_HEADING, notes=("Tidak dicatat oleh sistem.",)),)
    notes = (f"{LABEL}: {NOT_GENUINE}. Nomor seri di bawah tidak dibeli.",) if signing.institution.is_demo else ()
    table = Table(columns=("Asli", "Dibayar dengan", "Nomor", "Saat"), widths=(10, 30, 36, 24), rows=rows)
    return (Part(heading=_HEADING, notes=notes, table=table),)


def _row(each: StampDuty, calendar: Calendar) -> tuple[str, str, str, str]:
    if each.state == DutyState.SSP:
        day = long_date(each.ssp_on) if each.ssp_on is not None else "-"
        return str(each.number), "Surat setoran pajak (sistem meterai elektronik gagal)", each.ssp_number, day
    if each.state == DutyState.PAID:
        name = LABEL if each.round.institution.is_demo else "Meterai elektronik"
        return str(each.number), name, each.serial, moment(calendar, each.paid_at)
    return str(each.number), "belum dibayar", each.serial or "-", "-"
