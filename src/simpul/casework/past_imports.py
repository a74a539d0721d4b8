"""Taking over agreements of the past: who may, the scans, the report, and the one act that writes them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import transaction

from simpul.adapters.inspection import Policy, inspect
from simpul.casework.evidence.chain import TAKEN_OVER
from simpul.core.directory.models import Institution
from simpul.core.directory.officers import Officer, today_in
from simpul.core.documents.actions import drop, store_upload
from simpul.core.documents.storage import path_of
from simpul.core.messages.actions import record
from simpul.features.agreements.keepers import keeps_past
from simpul.features.agreements.models import ImportBatch, ImportScan, ImportState
from simpul.features.agreements.past_books import read_book
from simpul.features.agreements.past_plan import Answers, Plan, plan
from simpul.features.agreements.past_progress import Tell, silent
from simpul.features.agreements.past_taking import Taken, alone, take
from simpul.lib import clock
from simpul.lib.actor import Actor
from simpul.rules.past_agreements.sheet import Sheet
from simpul.rules.refusals import N_, Conflict, NotAllowed, Refusal

SHEETS, SCANS = frozenset({"xlsx"}), frozenset({"pdf", "jpeg", "png"})


@dataclass(frozen=True, slots=True)
class By:
    """Who does it: for the log, and the account where there is one."""

    actor: Actor
    user_id: int | None = None


def check_keeper(officer: Officer) -> None:
    """Raises NotAllowed IMP-08."""
    if not keeps_past(officer):
        raise NotAllowed("IMP-08", N_("Only the archivists and the administrators take over agreements of the past."))


def begin(*, institution: Institution, sheet: Path, name: str, by: By) -> ImportBatch:
    """Keep the spreadsheet. Raises the refusal of the inspection (UNG-…), or IMP-01..03."""
    judged = inspect(sheet, name, _policy(SHEETS))
    if not judged.accepted:
        raise judged.refusal()
    read_book(sheet, today_in(institution))
    with transaction.atomic():
        file = store_upload(
            institution_id=institution.pk, source=sheet, name=name, kind="rekap_lama", media_type=judged.media_type,
            by=by.actor,
        )  # fmt: skip
        return ImportBatch.objects.create(
            institution=institution, sheet=file, state=ImportState.READY, made_by_id=by.user_id,
            created_at=clock.now(),
        )  # fmt: skip


@transaction.atomic
def add_scan(
    batch: ImportBatch, path: Path | None, name: str, by: By, during: ImportState = ImportState.READY
) -> ImportScan:
    """Judge a scan and keep it with the sheet; of a refused one only name and reason. A name again replaces it.

    ``path``: None of one that came damaged. ``during``: the state in which the sheet must be. Raises Conflict IMP-04
    for a sheet that a job works on, that was taken over or given up.
    """
    check_state(ImportBatch.objects.select_for_update().get(pk=batch.pk), during)
    judged = inspect(path, name, _policy(SCANS)) if path is not None else None
    refusal, file = judged.refusal() if judged is not None else _damaged(), None
    if path is not None and judged is not None and judged.accepted:
        file = store_upload(
            institution_id=batch.institution_id, source=path, name=name, kind="pindaian_lama",
            media_type=judged.media_type, by=by.actor,
        )  # fmt: skip
    before = ImportScan.objects.filter(batch=batch, name=name[:255]).select_related("file").first()
    told = {"code": refusal.code, "reason": refusal.text, "params": dict(refusal.params)} if file is None else {}
    scan, _created = ImportScan.objects.update_or_create(
        batch=batch, name=name[:255], defaults={"file": file, "refusal": told}
    )
    if before is not None and before.file is not None:
        drop([before.file])
    return scan


def check_state(batch: ImportBatch, wanted: ImportState) -> None:
    """Raises Conflict IMP-04."""
    if batch.state != wanted:
        raise Conflict("IMP-04", N_("This sheet is being worked on, or was taken over or given up already."))


def _damaged() -> Refusal:
    return Refusal("IMP-57", N_("This file is damaged in the ZIP. Make the ZIP anew, or send the file by itself."))


def _policy(kinds: frozenset[str]) -> Policy:
    return Policy(kinds=kinds, max_bytes=settings.UPLOAD_LIMIT_BYTES)


def sheet_of(batch: ImportBatch) -> Sheet:
    """The rows of the sheet; its bytes never change, so those that were read last are kept at hand."""
    return _read(batch.sheet.sha256, today_in(batch.institution))


@lru_cache(maxsize=2)
def _read(sha256: str, today: date) -> Sheet:
    return read_book(path_of(sha256), today)


def plan_of(
    batch: ImportBatch, answers: Answers | None = None, sheet: Sheet | None = None, tell: Tell = silent
) -> Plan:
    """What would become of every row now; ``sheet``: the rows where they were read a moment ago."""
    sheet = sheet or sheet_of(batch)
    scans = list(batch.scans.select_related("file"))
    return plan(batch.institution_id, sheet, scans, answers or Answers.read(batch.answers), tell)


@transaction.atomic
def keep_answers(batch: ImportBatch, answers: Answers) -> None:
    """What was decided so far stays with the sheet."""
    ImportBatch.objects.filter(pk=batch.pk, state=ImportState.READY).update(answers=answers.kept())


@transaction.atomic
def take_over(batch: ImportBatch, answers: Answers, by: By, sheet: Sheet | None = None, tell: Tell = silent) -> Taken:
    """Write every row that was let in, with one event in the institution's log, or nothing.

    Judged anew under the lock: what was recorded since the report was shown counts. ``tell`` hears how far it has come.
    Raises as ``past_taking.take``.
    """
    alone(batch.institution_id)
    locked = ImportBatch.objects.select_for_update(of=("self",)).select_related("institution", "sheet").get(pk=batch.pk)
    found = plan_of(locked, answers, sheet, tell)
    taken = take(locked, found, answers, today=today_in(locked.institution), user_id=by.user_id, tell=tell)
    decided = json.dumps(answers.kept(), sort_keys=True, ensure_ascii=False).encode()
    record(
        institution_id=locked.institution_id, verb=TAKEN_OVER, by=by.actor,
        facts={
            "batch": locked.slug, "sheet_sha256": locked.sheet.sha256, "agreements": taken.agreements,
            "addenda": taken.addenda, "scans": taken.scans, "refused": found.count("refused"),
            "decided_sha256": hashlib.sha256(decided).hexdigest(),
        },
        payload={"import": locked.slug, "user": by.user_id, "count": taken.agreements},
    )  # fmt: skip
    return taken


@transaction.atomic
def give_up(batch: ImportBatch) -> None:
    """Forget a sheet that was not taken over, with its scans. Raises Conflict IMP-04."""
    locked = ImportBatch.objects.select_for_update(of=("self",)).select_related("sheet").get(pk=batch.pk)
    check_state(locked, ImportState.READY)
    files = [scan.file for scan in locked.scans.select_related("file") if scan.file is not None]
    sheet = locked.sheet
    locked.delete()
    drop([*files, sheet])
