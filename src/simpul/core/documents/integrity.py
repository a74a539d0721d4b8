"""Damaged bytes: on record once, told once, closed when they are whole again; and the reading of every stored byte.

Each incident is a transaction of its own; a reading holds none while it reads.
"""

from __future__ import annotations

import time
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Max, Q, QuerySet

from simpul.core.documents.models import Fault, FileIncident, IntegrityRun, Outcome, StoredFile
from simpul.core.documents.storage import look
from simpul.core.messages.actions import record
from simpul.lib import clock
from simpul.lib.actor import SYSTEM
from simpul.lib.ids import slug
from simpul.rules.refusals import N_, Refusal

DAMAGED, MENDED, REPORTED = "file.damaged", "file.whole_again", "files.reported"
"""Verbs of the institution's chain; from ``REPORTED`` its people are written to."""
DOWNLOAD, READING = "download", "reading"
EVERY = timedelta(days=7)
"""From the beginning of one reading to the beginning of the next."""
SECONDS = 20.0
"""How long one job reads, half of it resting."""
APART = timedelta(minutes=10)
"""Between two letters to the same institution: a broken disk is one piece of news."""
_HOLD = timedelta(minutes=2)
_PIECE = 50
_LONGEST_REST = 1.0


def incident_of(*, institution_id: int, sha256: str, noticed_by: str) -> FileIncident | None:
    """The open incident of damaged bytes, made if there is none yet; None (and closed) where the bytes are whole."""
    found = look(sha256)
    if found.is_whole:
        close_whole(sha256)
        return None
    with transaction.atomic():
        incident, is_new = FileIncident.objects.get_or_create(
            institution_id=institution_id, sha256=sha256, closed_at=None,
            defaults={
                "fault": Fault.MISSING if found.size is None else Fault.CHANGED, "found_size": found.size,
                "found_sha256": found.sha256, "noticed_at": clock.now(), "noticed_by": noticed_by,
            },
        )  # fmt: skip
        if is_new:
            files = StoredFile.objects.filter(institution_id=institution_id, sha256=sha256).order_by("pk")
            facts = {
                "incident": incident.number, "sha256": sha256, "fault": incident.fault, "noticed_by": noticed_by,
                "found_size": found.size, "found_sha256": found.sha256,
                "files": list(files.values_list("slug", flat=True)[:_PIECE]),
            }  # fmt: skip
            record(institution_id=institution_id, verb=DAMAGED, by=SYSTEM, facts=facts)
    return incident


@transaction.atomic
def report(institution_id: int) -> int:
    """Have the institution's people written to about what they do not know yet; answers about how many incidents."""
    mine = FileIncident.objects.filter(institution_id=institution_id)
    waiting = list(mine.select_for_update().filter(told_at=None, closed_at=None).order_by("pk"))
    last = mine.aggregate(last=Max("told_at"))["last"]
    if not waiting or (last is not None and last > clock.now() - APART):
        return 0
    FileIncident.objects.filter(pk__in=[one.pk for one in waiting]).update(told_at=clock.now())
    payload = {"count": len(waiting), "numbers": [one.number for one in waiting[:_PIECE]]}
    record(institution_id=institution_id, verb=REPORTED, by=SYSTEM, facts=payload, payload=payload)
    return len(waiting)


def report_all() -> None:
    """The same for every institution that has something to hear."""
    waiting = FileIncident.objects.filter(told_at=None, closed_at=None)
    for institution_id in waiting.order_by("institution_id").values_list("institution_id", flat=True).distinct():
        report(institution_id)


def close_whole(sha256: str) -> int:
    """Close what is open about bytes that were just seen to be whole."""
    return sum(_close(one, Outcome.WHOLE) for one in FileIncident.objects.filter(sha256=sha256, closed_at=None))


@transaction.atomic
def _close(incident: FileIncident, outcome: Outcome) -> bool:
    mine = FileIncident.objects.filter(pk=incident.pk, closed_at=None)
    if not mine.update(closed_at=clock.now(), outcome=outcome):
        return False
    facts = {"incident": incident.number, "sha256": incident.sha256, "outcome": outcome.value}
    record(institution_id=incident.institution_id, verb=MENDED, by=SYSTEM, facts=facts)
    return True


def look_again(seconds: float = SECONDS) -> int:
    """Close the incidents whose bytes were restored, or which no row names any more; answers how many."""
    end, closed = time.monotonic() + seconds, 0
    for one in FileIncident.objects.filter(closed_at=None).order_by("pk"):
        if not _kept(one.sha256).filter(institution_id=one.institution_id).exists():
            closed += _close(one, Outcome.DROPPED)
        elif look(one.sha256).is_whole:
            closed += _close(one, Outcome.WHOLE)
        if time.monotonic() > end:
            break
    return closed


def read_on(seconds: float = SECONDS) -> int:
    """Read stored contents for about so long, from where the week's reading stands; answers how many were read.

    0 where none is due or another worker is at it. Raises Refusal SIS-11 where the whole folder is not there: that is
    one fault of the machine and not one of every file.
    """
    if not settings.FILES.is_dir() and StoredFile.objects.exists():
        raise Refusal("SIS-11", N_("The folder of the stored files is not there. Is its disk mounted?"))
    report_all()
    run, end, read = _taken(), time.monotonic() + seconds, 0
    while run is not None:
        ahead = StoredFile.objects.filter(sha256__gt=run.through, destroyed=None).order_by("sha256")
        piece = list(ahead.values_list("sha256", flat=True).distinct()[:_PIECE])
        done, size, faults = _read_piece(piece, end)
        if not _came(run, done[-1] if done else run.through, len(done), size, faults, finished=not piece):
            break
        read += len(done)
        run = IntegrityRun.objects.get(pk=run.pk) if piece else None
        if time.monotonic() > end:
            break
    if run is not None:
        IntegrityRun.objects.filter(pk=run.pk, holder=run.holder).update(holder="", held_until=None)
    report_all()
    return read


def _taken() -> IntegrityRun | None:
    """The reading at work or a new one, held by nobody else."""
    now, holder = clock.now(), slug()
    run = IntegrityRun.objects.filter(finished_at=None).first()
    if run is None:
        if IntegrityRun.objects.filter(started_at__gt=now - EVERY).exists():
            return None
        try:
            with transaction.atomic():
                run = IntegrityRun.objects.create(started_at=now)
        except IntegrityError:
            return None
    free = IntegrityRun.objects.filter(Q(held_until=None) | Q(held_until__lt=now), pk=run.pk, finished_at=None)
    return IntegrityRun.objects.get(pk=run.pk) if free.update(holder=holder, held_until=now + _HOLD) else None


def _read_piece(piece: list[str], end: float) -> tuple[list[str], int, int]:
    """Those that were read until the time was over, their size together, and how many were damaged."""
    done: list[str] = []
    size = faults = 0
    suspected = set(FileIncident.objects.filter(sha256__in=piece, closed_at=None).values_list("sha256", flat=True))
    for sha256 in piece:
        begun = time.monotonic()
        found = look(sha256)
        if not found.is_whole:
            faults += bool(noticed(sha256))
        elif sha256 in suspected:
            close_whole(sha256)
        done.append(sha256)
        size += found.size or 0
        if time.monotonic() > end:
            break
        # as long as it took to read, so that half of the disk stays with those who work
        time.sleep(min(time.monotonic() - begun, _LONGEST_REST))
    return done, size, faults


def noticed(sha256: str, by: str = READING) -> list[FileIncident]:
    """On record for every institution that has the content; a file dropped meanwhile is nobody's."""
    houses = _kept(sha256).order_by("institution_id")
    found = [
        incident_of(institution_id=number, sha256=sha256, noticed_by=by)
        for number in houses.values_list("institution_id", flat=True).distinct()
    ]
    return [one for one in found if one is not None]


def _kept(sha256: str) -> QuerySet[StoredFile]:
    """The files of this content that were not destroyed on purpose."""
    return StoredFile.objects.filter(sha256=sha256, destroyed=None)


def _came(run: IntegrityRun, through: str, contents: int, size: int, faults: int, *, finished: bool) -> bool:
    """Write down how far it came. False where another worker has taken over: it goes on, this one stops."""
    mine = IntegrityRun.objects.filter(pk=run.pk, holder=run.holder, finished_at=None)
    done = {"finished_at": clock.now(), "holder": "", "held_until": None} if finished else {}
    return bool(
        mine.update(
            through=through, contents=F("contents") + contents, size=F("size") + size, faults=F("faults") + faults,
            **({"held_until": clock.now() + _HOLD} | done),
        )
    )  # fmt: skip
