"""Destruction of archived agreements: what is due, who proposed it, who decided, and what was destroyed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from simpul.core.documents.models import StoredFile
from simpul.features.agreements.models import ArchiveRecord, Destruction, DestructionItem
from simpul.features.agreements.models_archive import DestructionState
from simpul.features.agreements.retention import open_hold
from simpul.rules.archive_keeping import is_long_kept
from simpul.rules.refusals import N_, Conflict, Refusal

RUNNING = (DestructionState.PROPOSED, DestructionState.APPROVED)


@dataclass(frozen=True, slots=True)
class Decision:
    """``words``: on what ground; ``outside_*``: the approval from outside the house, where it is needed."""

    approves: bool
    words: str
    outside_number: str = ""
    outside_on: date | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """How it was carried out: number of the minutes and who was there, one a line."""

    number: str
    witnesses: str = ""


def due(institution_id: int, today: date) -> QuerySet[ArchiveRecord]:
    """Archived agreements whose time is over and that no running proposal names, the longest over first; with those
    that are held."""
    rows = ArchiveRecord.objects.filter(
        agreement__institution_id=institution_id, agreement__destroy_after__lt=today, destroyed_at=None, guarded=""
    ).exclude(destruction_items__destruction__state__in=RUNNING)
    return rows.select_related("agreement__number", "agreement__request", "retention_class").order_by(
        "agreement__destroy_after", "pk"
    )


def check_there(record: ArchiveRecord) -> None:
    """Raises Refusal MSN-10 where the files are gone: nothing is added to what was destroyed."""
    if record.destroyed_at is not None:
        raise Refusal("MSN-10", N_("%(number)s has been destroyed already."), number=record.agreement.called)


def check_destroyable(record: ArchiveRecord, today: date) -> None:
    """Raises Refusal MSN-10 (destroyed), MSN-11 (not yet), MSN-12 (held), MSN-13 (arsip terjaga)."""
    check_there(record)
    told = {"number": record.agreement.called}
    after = record.agreement.destroy_after
    if after is None or after >= today:
        raise Refusal("MSN-11", N_("The time of %(number)s is not over, or nobody has closed its file."), **told)
    if open_hold(record) is not None:
        raise Refusal("MSN-12", N_("The destruction of %(number)s is held. Lift that first."), **told)
    if record.guarded:
        raise Refusal("MSN-13", N_("%(number)s is arsip terjaga and is not destroyed."), **told)


def propose(institution_id: int, slugs: Iterable[str], reason: str, by: int, today: date, at: datetime) -> Destruction:
    """Raises Refusal MSN-14 (none chosen), MSN-15 (no reason), MSN-10..13, Conflict MSN-16 (proposed already)."""
    wanted = set(slugs)
    mine = ArchiveRecord.objects.filter(agreement__institution_id=institution_id, agreement__slug__in=wanted)
    records = list(mine.select_for_update(of=("self",)).select_related("agreement__number").order_by("pk"))
    if not wanted or len(records) != len(wanted):
        raise Refusal("MSN-14", N_("Choose at least one archived agreement of the list."))
    if not reason.strip():
        raise Refusal("MSN-15", N_("Say on what ground. It stands in the minutes."))
    for record in records:
        check_destroyable(record, today)
    if DestructionItem.objects.filter(record__in=records, destruction__state__in=RUNNING).exists():
        raise Conflict("MSN-16", N_("One of them is proposed for destruction already."))
    made = Destruction.objects.create(
        institution_id=institution_id, reason=reason.strip()[:300], proposed_by_id=by, proposed_at=at,
        long_kept=any(is_long_kept(one.active_years, one.inactive_years) for one in records),
    )  # fmt: skip
    DestructionItem.objects.bulk_create(DestructionItem(destruction=made, record=one) for one in records)
    return made


def locked(institution_id: int, slug: str, state: DestructionState) -> Destruction:
    """The proposal under lock. Raises Conflict MSN-17 where it is not of the house or has moved on."""
    rows = Destruction.objects.select_for_update(of=("self",)).filter(institution_id=institution_id, slug=slug)
    found = rows.select_related("institution", "proposed_by").first()
    if found is None or found.state != state:
        raise Conflict("MSN-17", N_("This proposal has moved on. Look at it once more."))
    return found


def items_of(destruction: Destruction) -> Sequence[DestructionItem]:
    """Its agreements, in the order of the list."""
    rows = destruction.items.select_related(
        "record__agreement__number", "record__agreement__request", "record__agreement__case",
        "record__agreement__institution", "record__agreement__batch", "record__file", "record__retention_class",
    )  # fmt: skip
    return list(rows)


def decide(destruction: Destruction, decision: Decision, by: int, today: date, at: datetime) -> None:
    """Raises Refusal MSN-15 (no words), MSN-18 (no approval from outside), MSN-10..13 for what may not go any more."""
    if not decision.words.strip():
        raise Refusal("MSN-15", N_("Say on what ground. It stands in the minutes."))
    if decision.approves:
        number, on = decision.outside_number.strip(), decision.outside_on
        if destruction.long_kept and (not number or on is None or on > today):
            raise Refusal(
                "MSN-18",
                N_("Kept for ten years or more: enter number and day of the approval from outside (PP 28/2012)."),
            )
        for item in items_of(destruction):
            check_destroyable(item.record, today)
        destruction.outside_number, destruction.outside_on = number[:160], on
    destruction.state = DestructionState.APPROVED if decision.approves else DestructionState.REJECTED
    destruction.decided_by_id, destruction.decided_at = by, at
    destruction.decision = decision.words.strip()[:300]
    destruction.save()


def content_of(file: StoredFile, role: str) -> Mapping[str, object]:
    """What the minutes keep of a file."""
    return {
        "slug": file.slug, "name": file.name, "role": role, "size": file.size, "sha256": file.sha256,
        "stored_at": file.created_at.isoformat(timespec="seconds"),
    }  # fmt: skip


def destroyed_in(record: ArchiveRecord) -> Destruction | None:
    """By which minutes it was destroyed."""
    found = Destruction.objects.filter(items__record=record, state=DestructionState.DONE)
    return found.select_related("minutes").first()


def destruction_of(case_id: int) -> Destruction | None:
    """By which minutes the files and words of a case were destroyed."""
    rows = Destruction.objects.filter(items__record__agreement__case_id=case_id, state=DestructionState.DONE)
    return rows.first()
