"""Destruction of archived agreements: proposed by an archivist, decided by another person, carried out with minutes.

All rows of a destruction are one transaction; the bytes go after its commit and, where that is cut short, by the hourly
job (``core.documents.destroying``).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import chain

from django.db import transaction

from simpul.casework.agreement_acts import act_on_agreement
from simpul.casework.archive_acts import need
from simpul.casework.destroying_words import destroy_words
from simpul.casework.destruction_minutes import minutes_pdf
from simpul.casework.evidence.inspection_file import with_subcases
from simpul.casework.evidence.papers import rows_of
from simpul.core.directory.models import Institution
from simpul.core.directory.officers import Officer, today_in
from simpul.core.documents.actions import store
from simpul.core.documents.destroying import destroy
from simpul.core.documents.models import StoredFile
from simpul.core.messages.actions import record
from simpul.core.procedures.acting import Deed
from simpul.core.procedures.models import Case, Output
from simpul.features.agreements import destroying
from simpul.features.agreements.destroying import Carried, Decision, check_destroyable, content_of, items_of
from simpul.features.agreements.models import Agreement, ArchiveRecord, Destruction, DestructionItem, LifeAct
from simpul.features.agreements.models_archive import DestructionState
from simpul.lib import clock
from simpul.rules.refusals import N_, Refusal

KIND = "berita_acara_musnah"


@transaction.atomic
def propose(*, officer: Officer, slugs: Sequence[str], reason: str) -> Destruction:
    """Propose what is due. Raises NotAllowed TTD-55, Refusal MSN-10..16."""
    need(officer, "propose")
    made = destroying.propose(officer.institution_id, slugs, reason, officer.user_id, _today(officer), clock.now())
    _record(
        officer, "destruction.proposed", made, {"agreements": [one.record.agreement.slug for one in items_of(made)]}
    )
    return made


@transaction.atomic
def decide(*, officer: Officer, slug: str, decision: Decision) -> None:
    """Another person approves or rejects. Raises NotAllowed MSN-02, MSN-03, Refusal MSN-10..15, MSN-17, MSN-18."""
    found = destroying.locked(officer.institution_id, slug, DestructionState.PROPOSED)
    need(officer, "decide", found.proposed_by_id)
    destroying.decide(found, decision, officer.user_id, _today(officer), clock.now())
    verb = "destruction.approved" if decision.approves else "destruction.rejected"
    _record(officer, verb, found, {"outside": found.outside_number})


@transaction.atomic
def carry_out(*, officer: Officer, slug: str, carried: Carried) -> Destruction:
    """Destroy what was approved and keep the minutes. Raises NotAllowed TTD-55, Refusal MSN-10..13, MSN-17, MSN-19."""
    need(officer, "carry_out")
    found = destroying.locked(officer.institution_id, slug, DestructionState.APPROVED)
    if not carried.number.strip():
        raise Refusal("MSN-19", N_("Enter the number of the minutes."))
    found.number, found.witnesses = carried.number.strip()[:40], carried.witnesses.strip()[:300]
    found.done_at, found.done_by_id = clock.now(), officer.user_id
    items = items_of(found)
    for item in items:
        _destroy_item(officer, found, item)
    pdf = minutes_pdf(found, items)
    found.minutes = store(
        institution_id=found.institution_id, data=pdf, name=f"Berita acara pemusnahan {found.slug}.pdf", kind=KIND,
        media_type="application/pdf", by=officer.actor(),
    )  # fmt: skip
    StoredFile.objects.filter(pk=found.minutes.pk).update(archived=True)
    found.state = DestructionState.DONE
    found.save()
    count = sum(len(item.contents) for item in items)
    _record(officer, "destruction.done", found, {"files": count, "minutes_sha256": found.minutes.sha256})
    return found


def _destroy_item(officer: Officer, found: Destruction, item: DestructionItem) -> None:
    agreement = item.record.agreement

    def change(deed: Deed) -> None:
        row = ArchiveRecord.objects.select_related("agreement__number").get(pk=item.record_id)
        check_destroyable(row, _today(officer))
        cases = _cases(agreement)
        rows = list(_rows(agreement, cases))
        assert found.done_at is not None
        destroy([file for file, _ in rows], minutes=found.number, at=found.done_at)
        item.contents = [content_of(file, role) for file, role in rows]
        item.save(update_fields=["contents"])
        words = destroy_words(agreement, cases)
        row.destroyed_at = found.done_at
        row.save(update_fields=["destroyed_at"])
        deed.told = {
            "agreement": agreement.slug, "destruction": found.slug,
            "sha256": sorted({file.sha256 for file, _ in rows}), "texts": words,
        }  # fmt: skip

    act_on_agreement(agreement=agreement, verb="archive.destroyed", by=officer.actor(), change=change)


def _cases(agreement: Agreement) -> list[Case]:
    keys = list(with_subcases(agreement.case)) if agreement.case is not None else []
    return list(Case.objects.filter(pk__in=keys).order_by("pk"))


def _rows(agreement: Agreement, cases: Sequence[Case]) -> list[tuple[StoredFile, str]]:
    """Every file of the agreement's cases that no other case needs and that is not destroyed yet."""
    found = list(rows_of(agreement, cases))
    mine = [file.pk for file, _ in found]
    elsewhere = set(
        chain(
            Output.objects.filter(file__in=mine).exclude(case__in=cases).values_list("file_id", flat=True),
            LifeAct.objects.filter(file__in=mine).exclude(agreement=agreement).values_list("file_id", flat=True),
            StoredFile.objects.filter(pk__in=mine).exclude(destroyed=None).values_list("pk", flat=True),
        )
    )
    return [(file, role) for file, role in found if file.pk not in elsewhere]


def _today(officer: Officer) -> date:
    return today_in(Institution.objects.get(pk=officer.institution_id))


def _record(officer: Officer, verb: str, found: Destruction, facts: dict[str, object]) -> None:
    told = {"destruction": found.slug, **facts}
    record(institution_id=officer.institution_id, verb=verb, by=officer.actor(), facts=told)
