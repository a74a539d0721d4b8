"""Inspection files that were asked for on a page: made in the background, one at a time, begun anew if killed.

One whose worker dies every time (it needs more memory than there is) is given up after a few tries, and a person asks.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from simpul.casework.evidence.inspection_file import Packed, pack, with_subcases
from simpul.casework.inspecting import about_past, cases_of, past_in, past_numbered, past_running, running
from simpul.core.audit.checkpoints import make as make_checkpoint
from simpul.core.directory.models import Mandate
from simpul.core.directory.officers import Officer
from simpul.core.documents.storage import digest_of
from simpul.core.messages.actions import record
from simpul.core.procedures.models import Case, FileState, InspectionFile
from simpul.features.agreements.keepers import keeps_past
from simpul.lib import clock
from simpul.lib.ids import incident_number
from simpul.lib.one_by_one import tell
from simpul.rules.agreement_text.words import long_date
from simpul.rules.refusals import N_, NotAllowed, Refusal

KEPT = timedelta(days=30)
_HOLD = timedelta(minutes=10)
_TRIES = 3
_log = logging.getLogger("simpul.incidents")


def asks(officer: Officer) -> bool:
    """Whether the officer may have inspection files made: an administrator or an archivist."""
    return not officer.is_inspector and keeps_past(officer)


def path_of(slug: str) -> Path:
    """Where the finished file lies."""
    return Path(settings.HOME) / "inspection" / f"{slug}.zip"


@transaction.atomic
def ask(
    *, officer: Officer, ticket: str = "", since: date | None = None, until: date | None = None, mandate: str = ""
) -> InspectionFile:
    """Have one made: of a case, of a period, or of all that a mandate grants (it is the inspector's then).

    ``ticket``: also the number of an agreement that was taken over without a case. Raises NotAllowed PMR-04,
    Refusal PMR-05 (nothing to make it of), PMR-14 (no such case), PMR-16 (a case that the mandate does not grant).
    """
    if not asks(officer):
        raise NotAllowed("PMR-04", N_("Only administrators and archivists have inspection files made."))
    house = officer.institution_id
    whose = Mandate.objects.filter(slug=mandate, institution_id=house).first() if mandate else None
    case = Case.objects.filter(ticket__iexact=ticket.strip(), institution_id=house).first() if ticket.strip() else None
    past = past_numbered(house, ticket).order_by("pk").first() if case is None else None
    number = past.given_number if past is not None else ""
    if ticket.strip() and case is None and past is None:
        raise Refusal("PMR-14", N_("These are no cases of the institution: %(cases)s"), cases=ticket)
    one = case is not None or bool(number)
    period = not one and since is not None and until is not None and since <= until
    if not one and whose is None and not period:
        raise Refusal("PMR-05", N_("Name a case, or the first and the last day of a period, or a mandate."))
    if whose is not None and not _granted(whose, case, number):
        raise Refusal(
            "PMR-16", N_("The mandate does not grant case %(case)s. Grant another mandate, or have the file made for "
                         "the institution itself."),
            case=case.ticket if case is not None else number,
        )  # fmt: skip
    made = InspectionFile.objects.create(
        institution_id=house, mandate=whose, case=case, number=number, since=since if period else None,
        until=until if period else None, asked_at=clock.now(), asked_by_id=officer.user_id,
    )  # fmt: skip
    facts = {"file": made.slug, "case": case.ticket if case else number, "mandate": whose.slug if whose else ""}
    record(institution_id=house, verb="inspection.asked", by=officer.actor(), facts=facts)
    return made


def _granted(mandate: Mandate, case: Case | None, number: str) -> bool:
    if case is not None:
        return cases_of(mandate).filter(pk=case.pk).exists()
    past = past_numbered(mandate.institution_id, number)
    return not number or not past.exclude(pk__in=past_in(mandate).values("pk")).exists()


def make_waiting() -> int:
    """Make what waits, and what a killed worker left; answers how many were made."""
    done = 0
    while (job := _taken()) is not None:
        done += _make(job)
    return done


def _taken() -> InspectionFile | None:
    now = clock.now()
    free = Q(state=FileState.WAITING) | Q(state=FileState.RUNNING, held_until__lt=now)
    with transaction.atomic():
        rows = InspectionFile.objects.select_for_update(skip_locked=True, of=("self",)).filter(free)
        job = rows.select_related("institution", "mandate__institution", "case__institution").order_by("pk").first()
        if job is not None:
            job.state, job.done, job.held_until, job.tries = FileState.RUNNING, 0, now + _HOLD, job.tries + 1
            job.save(update_fields=["state", "done", "held_until", "tries"])
    return job


def _make(job: InspectionFile) -> bool:
    out = path_of(job.slug)
    out.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    for left in (*out.parent.glob(f".{out.name}.*"), out):
        left.unlink(missing_ok=True)
    if job.tries > _TRIES:
        incident = incident_number()
        _log.error("incident %s at the inspection file %s: its worker died %s times", incident, job.slug, _TRIES)
        _end(job, FileState.FAILED, refusal=incident)
        return False
    make_checkpoint()
    keys, past = list(_keys(job)), _past(job)
    InspectionFile.objects.filter(pk=job.pk).update(total=len(keys) + len(past))
    cases, old = _told(job, keys), _told(job, past, len(keys))
    try:
        packed = pack(institution=job.institution, cases=cases, about=_about(job), out=out, past=old)
    except Refusal as refusal:
        _end(job, FileState.FAILED, refusal=refusal.code)
        return False
    except Exception as error:
        # It would break off again and hold up the others: a person asks anew.
        incident = incident_number()
        _log.error("incident %s at the inspection file %s", incident, job.slug)
        tell("inspection file", job.slug, error)  # without the error's own words: they may quote a row
        _end(job, FileState.FAILED, refusal=incident)
        return False
    _finished(job, out, packed)
    return True


def _finished(job: InspectionFile, out: Path, packed: Packed) -> None:
    _end(
        job, FileState.DONE, done=packed.cases + packed.past, past=packed.past, size=out.stat().st_size,
        sha256=digest_of(out), manifest=packed.manifest, faults=len(packed.faults),
    )  # fmt: skip


def _end(job: InspectionFile, state: FileState, **told: object) -> None:
    rows = InspectionFile.objects.filter(pk=job.pk, state=FileState.RUNNING)
    rows.update(state=state, ended_at=clock.now(), held_until=None, **told)


def _keys(job: InspectionFile) -> Iterator[int]:
    if job.case is not None:
        yield from with_subcases(job.case)
        return
    if job.number:
        return
    if job.since is not None and job.until is not None:
        found = running(job.institution, job.since, job.until)
        if job.mandate is not None:
            found = found.filter(pk__in=cases_of(job.mandate).values("pk"))
    else:
        assert job.mandate is not None
        found = cases_of(job.mandate)
    yield from found.order_by("started_at", "pk").values_list("pk", flat=True)


def _past(job: InspectionFile) -> list[int]:
    """The agreements without a case that belong into it."""
    if job.case is not None:
        return []
    if job.number:
        return list(past_numbered(job.institution_id, job.number).order_by("pk").values_list("pk", flat=True))
    if job.since is not None and job.until is not None:
        found = past_running(job.institution, job.since, job.until)
        if job.mandate is not None:
            found = found.filter(pk__in=past_in(job.mandate).values("pk"))
    else:
        assert job.mandate is not None
        found = past_in(job.mandate)
    return list(found.order_by("sign_date", "pk").values_list("pk", flat=True))


def _told(job: InspectionFile, keys: list[int], before: int = 0) -> Iterator[int]:
    """The keys, writing down each time how far it has come."""
    for number, key in enumerate(keys, before):
        InspectionFile.objects.filter(pk=job.pk).update(done=number, held_until=clock.now() + _HOLD)
        yield key


def _about(job: InspectionFile) -> str:
    if job.case is not None:
        return f"Perkara {job.case.ticket}."
    if job.number:
        return about_past(job.number)
    if job.since is not None and job.until is not None:
        return f"Perkara yang berjalan pada {long_date(job.since)} sampai {long_date(job.until)}."
    return f"Perkara dalam mandat {job.mandate}."


def check_whole(job: InspectionFile) -> Path:
    """The file on the disk. Raises Refusal PMR-06 where it is gone or its bytes have changed: have it made anew."""
    path = path_of(job.slug)
    with suppress(OSError):
        if job.state == FileState.DONE and digest_of(path) == job.sha256:
            return path
    raise Refusal("PMR-06", N_("This inspection file is not handed out: it is gone or changed. Have it made anew."))


def drop_old() -> int:
    """Remove files older than a month: what they hold is in the cases, and can be made anew."""
    old = InspectionFile.objects.filter(state=FileState.DONE, ended_at__lt=clock.now() - KEPT)
    for job in old:
        path_of(job.slug).unlink(missing_ok=True)
        InspectionFile.objects.filter(pk=job.pk).update(state=FileState.EXPIRED)
    return len(old)
