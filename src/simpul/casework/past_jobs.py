"""Jobs on a sheet of old agreements: scans taken out of a ZIP, and the recording, all of it or nothing.

How far a job has come is written on a connection of its own, so that it can be read while the rows are not yet kept.
The same connection holds a lock for as long as the worker lives: what a dead one left is free at once and begun anew.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction

from simpul.adapters.scan_archive import count_scans, unpacked
from simpul.casework.past_imports import By, add_scan, check_state, plan_of, take_over
from simpul.core.documents.actions import drop, store_upload
from simpul.core.documents.storage import path_of
from simpul.core.messages.actions import record
from simpul.features.agreements.models import ImportBatch, ImportPhase, ImportRun, ImportState
from simpul.features.agreements.past_plan import Answers
from simpul.features.agreements.past_progress import Tell
from simpul.features.agreements.past_taking import check_ready
from simpul.lib import clock
from simpul.lib.actor import SYSTEM, Actor
from simpul.lib.ids import incident_number
from simpul.lib.one_by_one import one_by_one
from simpul.lib.uploads import folder
from simpul.rules.past_agreements.sheet import Sheet
from simpul.rules.refusals import N_, Refusal

FAILED = "agreements.import_failed"
_OPEN = (ImportPhase.WAITING, ImportPhase.OPENING, ImportPhase.JUDGING, ImportPhase.WRITING)
_TRIES = 3
_PATIENCE = timedelta(minutes=3)
_TOLD = "UPDATE agreements_importrun SET phase = %s, done = %s, total = %s WHERE id = %s"
_log = logging.getLogger("simpul.incidents")


@transaction.atomic
def ask_to_record(batch: ImportBatch, answers: Answers, by: By, sheet: Sheet | None = None) -> None:
    """Have the sheet recorded as it was decided; asked again while it is, nothing happens.

    Raises Conflict IMP-04 where it is worked on or recorded, Refusal IMP-05, IMP-06 as ``past_taking.check_ready``.
    """
    locked = ImportBatch.objects.select_for_update(of=("self",)).select_related("institution", "sheet").get(pk=batch.pk)
    if locked.state == ImportState.RECORDING:
        return
    check_state(locked, ImportState.READY)
    found = plan_of(locked, answers, sheet)
    check_ready(found)
    locked.state, locked.answers = ImportState.RECORDING, answers.kept()
    locked.save(update_fields=["state", "answers"])
    _begin(locked, by, total=found.count("ready", "scan"), archive=None)


def ask_to_open(batch: ImportBatch, path: Path, name: str, by: By) -> None:
    """Have the scans of a ZIP checked and put to the sheet. Raises Conflict IMP-04, Refusal IMP-50 to IMP-56."""
    total = count_scans(path, settings.SCANS_LIMIT_BYTES)
    with transaction.atomic():
        locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        check_state(locked, ImportState.READY)
        archive = store_upload(
            institution_id=batch.institution_id, source=path, name=name, kind="zip_pindaian",
            media_type="application/zip", by=by.actor,
        )  # fmt: skip
        locked.state = ImportState.OPENING
        locked.save(update_fields=["state"])
        _begin(locked, by, total=total, archive=archive.pk)


def _begin(batch: ImportBatch, by: By, *, total: int, archive: int | None) -> None:
    begun = {
        "phase": ImportPhase.WAITING, "done": 0, "total": total, "tries": 0, "ended_at": None, "archive_id": archive,
        "asked_by_id": by.user_id, "capacity": by.actor.capacity[:200], "asked_at": clock.now(), "told": {},
        "refusal": {}, "incident": "",
    }  # fmt: skip
    ImportRun.objects.update_or_create(batch=batch, defaults=begun)


def work_off() -> int:
    """Do what waits, and what a killed worker left; answers how many jobs came to their end. Raises PartsFailed."""
    waiting = list(ImportRun.objects.filter(phase__in=_OPEN).order_by("pk").values_list("pk", flat=True))
    return sum(one_by_one("sheets of old agreements", waiting, _do))


def _do(number: int) -> bool:
    with _beside(number) as tell:
        run = ImportRun.objects.select_related("batch", "archive", "asked_by").get(pk=number)
        if tell is None or run.phase not in _OPEN:
            return False
        if run.tries >= _TRIES:
            _fail(run, _broken(run))
            return False
        ImportRun.objects.filter(pk=number).update(tries=run.tries + 1)
        try:
            _open_archive(run, tell) if run.archive is not None else _record(run, tell)
        except Refusal as refusal:
            _fail(run, refusal)
            return False
        except Exception:
            _fail(run, _broken(run))
            raise
    return True


@contextmanager
def _beside(number: int) -> Iterator[Tell | None]:
    """What writes down how far it has come, seen at once; None where another worker is at it."""
    own = connections.create_connection(DEFAULT_DB_ALIAS)
    try:
        with own.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [f"past-run:{number}"])
            free = cursor.fetchone() == (True,)

            def tell(phase: ImportPhase, done: int, total: int) -> None:
                cursor.execute(_TOLD, [phase.value, done, total, number])

            yield tell if free else None
    finally:
        own.close()


def _by(run: ImportRun) -> By:
    user = run.asked_by
    actor = Actor("user", str(user.pk), user.full_name, run.capacity) if user is not None else SYSTEM
    return By(actor, run.asked_by_id)


@transaction.atomic
def _record(run: ImportRun, tell: Tell) -> None:
    """The rows and the end of the job at once."""
    tell(ImportPhase.JUDGING, 0, run.total)
    taken = take_over(run.batch, Answers.read(run.batch.answers), _by(run), tell=tell)
    _end(run, {"agreements": taken.agreements, "addenda": taken.addenda, "scans": taken.scans})


def _open_archive(run: ImportRun, tell: Tell) -> None:
    """Each scan is kept by itself; after a killed worker it goes on behind the last one that was."""
    assert run.archive is not None
    after = run.done if run.phase == ImportPhase.OPENING else 0
    source, limit = path_of(run.archive.sha256), settings.UPLOAD_LIMIT_BYTES
    for one in unpacked(source, settings.SCANS_LIMIT_BYTES, folder(), limit, after):
        add_scan(run.batch, one.path, one.name, _by(run), ImportState.OPENING)
        tell(ImportPhase.OPENING, one.number, one.total)
    with transaction.atomic():
        ImportBatch.objects.filter(pk=run.batch_id).update(state=ImportState.READY)
        _end(run, {"files": run.total})


def _end(run: ImportRun, told: dict[str, int]) -> None:
    ImportRun.objects.filter(pk=run.pk).update(phase=ImportPhase.DONE, ended_at=clock.now(), told=told, archive=None)
    _drop_archive(run)


def _drop_archive(run: ImportRun) -> None:
    if run.archive is not None:
        drop([run.archive])


@transaction.atomic
def _fail(run: ImportRun, refusal: Refusal) -> None:
    """Nothing was recorded: the sheet waits for a person again, who reads why, and is told where rows were awaited."""
    ImportBatch.objects.filter(pk=run.batch_id).exclude(state=ImportState.TAKEN).update(state=ImportState.READY)
    told = {"code": refusal.code, "reason": refusal.text, "params": dict(refusal.params)}
    incident = str(refusal.params.get("incident", ""))
    ImportRun.objects.filter(pk=run.pk).update(
        phase=ImportPhase.FAILED, ended_at=clock.now(), refusal=told, incident=incident, archive=None
    )
    _drop_archive(run)
    if incident:
        _log.error("incident %s at the sheet of old agreements %s", incident, run.batch.slug)
    facts = {"batch": run.batch.slug, "code": refusal.code, "incident": incident}
    payload = {"import": run.batch.slug, "user": run.asked_by_id, **facts}
    record(institution_id=run.batch.institution_id, verb=FAILED, by=SYSTEM, facts=facts, payload=payload)


def _broken(run: ImportRun) -> Refusal:
    if run.archive_id is not None:
        return Refusal(
            "IMP-42",
            N_(
                "Opening the ZIP broke off. The scans that were checked by then are kept; send the ZIP again, none is "
                "doubled. If it breaks off again, give the operator the incident number %(incident)s: it stands in "
                "the log."
            ),
            incident=incident_number(),
        )
    return Refusal(
        "IMP-41",
        N_(
            "Recording broke off and nothing was written. Try again; if it breaks off again, give the operator the "
            "incident number %(incident)s: it stands in the log."
        ),
        incident=incident_number(),
    )


def is_late(run: ImportRun) -> bool:
    """Whether it waits longer than a worker that runs would let it."""
    return run.phase == ImportPhase.WAITING and clock.now() - run.asked_at > _PATIENCE


def why_not(run: ImportRun) -> Refusal | None:
    """Why the last job came to nothing; None where it did not fail."""
    if run.phase != ImportPhase.FAILED:
        return None
    params = run.refusal.get("params", {})
    return Refusal(str(run.refusal.get("code", "")), str(run.refusal.get("reason", "")), **params)
