"""The values of one agreement, as the case knows them. An empty value is reported, never invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from simpul.rules.agreement_text import words_en as english
from simpul.rules.agreement_text.words import party_label

Kind = Literal["pemerintah", "pendidikan", "lembaga", "swasta", "perseorangan"]
BasisKind = Literal["PP", "PMK", "Perda", "Perkada", "Kontrak", "Rp0"]
Carrier = Literal["mitra", "lembaga"]
Language = Literal["id", "en"]
Instrument = Literal["PKS", "MoU", "KB", "NKS"]
Regional = Literal["", "ksdd", "ksdpk"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyValues:
    """A party in the order of the komparisi. ``authority`` is the proof of authority as a noun phrase
    ("Keputusan Wali Kota Contoh Nomor 1 Tahun 2026"); ``logo`` is PNG or JPEG. Names ending in ``_en`` stand in the
    second language of an agreement that is made in two."""

    name: str
    kind: Kind = "pemerintah"
    is_host: bool = False
    address: str = ""
    signatory_name: str = ""
    signatory_title: str = ""
    authority: str = ""
    number: str = ""
    has_no_number: bool = False
    logo: bytes | None = None
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    label: str = ""
    name_en: str = ""
    signatory_title_en: str = ""
    authority_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TestRow:
    """A row of the annex; ``tariff`` in integer rupiah."""

    __test__ = False  # not a test class for pytest

    test: str
    specimen: str = ""
    method: str = ""
    turnaround: str = ""
    unit: str = "per spesimen"
    tariff: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentRow:
    name: str
    student_number: str = ""
    programme: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisorRow:
    """Who guides the interns: of the institution (``is_host``) or of the campus, in which field."""

    name: str
    is_host: bool = True
    position: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CostBasis:
    """What the tariff stands on: the kind of rule, and its citation as a noun phrase with number and year."""

    kind: BasisKind = "PP"
    citation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Billing:
    """``per``: one invoice a month or one per request. Days are calendar days."""

    per: Literal["bulan", "permintaan"] = "bulan"
    invoice_days: int = 10
    due_days: int = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecimenRules:
    """Who collects and who carries the specimens, and how long things take."""

    collected_by: Carrier = "mitra"
    carried_by: Carrier = "mitra"
    rejection_notice_days: int = 1
    retention_days: int = 14
    recheck_days: int = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementValues:
    """Everything a text may name. ``duration_months`` may stand for ``end_date``.

    ``instrument``: PKS, MoU, KB (kesepakatan bersama) or NKS (nota kesepakatan sinergi); ``regional``: a regional
    cooperation under PP 28/2018, between regions (ksdd) or with a third party (ksdpk). ``variants``: pairs of a clause
    and the variant chosen for it.
    """

    parties: tuple[PartyValues, ...]
    subject: str = ""
    instrument: Instrument = "PKS"
    type_code: str = ""
    scope_items: tuple[str, ...] = ()
    tests: tuple[TestRow, ...] = ()
    students: tuple[StudentRow, ...] = ()
    supervisors: tuple[SupervisorRow, ...] = ()
    cost_basis: CostBasis | None = None
    billing: Billing = Billing()
    specimens: SpecimenRules = SpecimenRules()
    legal_bases: tuple[str, ...] = ()
    start_date: date | None = None
    end_date: date | None = None
    duration_months: int | None = None
    place: str = ""
    sign_date: date | None = None
    mode: Literal["elektronik", "basah", ""] = ""
    originals: int = 2
    meterai: bool = True
    has_personal_data: bool = True
    host_unit: str = ""
    province: str = ""
    category: str = ""
    regional: Regional = ""
    variants: tuple[tuple[str, str], ...] = ()
    language: Language = "id"
    subject_en: str = ""
    scope_items_en: tuple[str, ...] = ()

    def label_of(self, position: int) -> str:
        """Label of the party at ``position`` (from 0): its own, else by the order of the komparisi."""
        if self.language == "en":
            return english.party_label(position + 1)
        return self.parties[position].label or party_label(position + 1)

    def name_of(self, party: PartyValues) -> str:
        """A name is never invented in the other language: without one, the official name stands in both."""
        return party.name_en or party.name if self.language == "en" else party.name

    def labels(self, *, host: bool) -> list[str]:
        return [self.label_of(i) for i, party in enumerate(self.parties) if party.is_host is host]

    @property
    def begins(self) -> date | None:
        """The agreement begins on its own date, else on the day of signing."""
        return self.start_date or self.sign_date

    @property
    def ends(self) -> date | None:
        """Last day in force: the date given, else the day before the months have run out."""
        if self.end_date or not (self.begins and self.duration_months):
            return self.end_date
        return _add_months(self.begins, self.duration_months) - timedelta(days=1)

    @property
    def months(self) -> int | None:
        """Whole months from beginning to end, None when they do not come out even."""
        if self.duration_months or not (self.begins and self.ends):
            return self.duration_months
        after = self.ends + timedelta(days=1)
        months = (after.year - self.begins.year) * 12 + after.month - self.begins.month
        # one less too: from 31 January the first month ends on the last of February, "after" lies in March
        fitting = (n for n in (months, months - 1) if n > 0 and _add_months(self.begins, n) == after)
        return next(fitting, None)


def _add_months(day: date, months: int) -> date:
    """The same day ``months`` later; the 31st of a shorter month becomes the first of the next."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
