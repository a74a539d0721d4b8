"""Writing the agreements of a sheet: all rows that a person let in, or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from simpul.core.directory.models import Institution
from simpul.core.documents.models import StoredFile
from simpul.core.signing.models import Mode
from simpul.features.agreements.chosen import KIND
from simpul.features.agreements.life import settle
from simpul.features.agreements.models import (
    Agreement,
    ArchiveRecord,
    ImportBatch,
    ImportPhase,
    ImportState,
    LifeAct,
    Party,
    Request,
)
from simpul.features.agreements.models_agreement import AgreementStatus
from simpul.features.agreements.models_request import RequestState
from simpul.features.agreements.past_plan import Answers, Line, Plan
from simpul.features.agreements.past_progress import Tell, silent
from simpul.lib import clock
from simpul.rules.agreement_life.hierarchy import level
from simpul.rules.agreement_life.standing import Dates, Kind, Status, standing
from simpul.rules.refusals import N_, Conflict, Refusal

NOTE = "Dicatat dari arsip lama."
_AT_ONCE = 500
_STATUS = {Status.COMING: AgreementStatus.IN_FORCE, Status.IN_FORCE: AgreementStatus.IN_FORCE}


@dataclass(frozen=True, slots=True)
class Taken:
    """How many were written: agreements, addenda, and scans (also those of agreements that stood here without one)."""

    agreements: int
    addenda: int
    scans: int


def alone(institution_id: int) -> None:
    """Until the transaction ends nobody else takes old agreements over for this institution."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"past:{institution_id}"])


def check_ready(found: Plan) -> None:
    """Raises Refusal IMP-05 (something is not decided yet), IMP-06 (nothing to take over)."""
    if not found.whole:
        raise Refusal(
            "IMP-05", N_("%(count)s rows are not decided yet. Nothing was written."), count=found.count("open")
        )
    if not found.count("ready", "scan"):
        raise Refusal("IMP-06", N_("No row is left that could be taken over. Nothing was written."))


def take(
    batch: ImportBatch, found: Plan, answers: Answers, *, today: date, user_id: int | None, tell: Tell = silent
) -> Taken:
    """Write them; the caller holds the transaction and :func:`alone`. ``tell`` hears how far it has come.

    Raises Conflict IMP-04 (taken over or given up already), and as :func:`check_ready`.
    """
    if batch.state == ImportState.TAKEN:
        raise Conflict("IMP-04", N_("This sheet is being worked on, or was taken over or given up already."))
    check_ready(found)
    ready = [line for line in found.lines if line.outcome == "ready"]
    late = [line for line in found.lines if line.outcome == "scan"]
    total = len(ready) + len(late)
    tell(ImportPhase.WRITING, 0, total)
    now = clock.now()
    main = [line for line in ready if not line.row.is_addendum]
    made = _agreements(batch, main, answers, now, today, lambda done: tell(ImportPhase.WRITING, done, total))
    scans = _archive(ready, made, now, user_id) + _complete(late, now, user_id)
    addenda = _addenda(ready, made, today, user_id)
    tell(ImportPhase.WRITING, total, total)
    batch.state, batch.taken_at, batch.taken = ImportState.TAKEN, now, len(made)
    batch.answers = answers.kept()
    batch.save(update_fields=["state", "taken_at", "taken", "answers"])
    return Taken(len(made), addenda, scans)


def _agreements(
    batch: ImportBatch,
    lines: Sequence[Line],
    answers: Answers,
    now: datetime,
    today: date,
    tell: Callable[[int], None],
) -> dict[int, Agreement]:
    """Row number -> what became of it."""
    house = Institution.objects.get(pk=batch.institution_id)
    made: dict[int, Agreement] = {}
    for height in sorted({level(line.row.kind) for line in lines}):  # what stands above is there before what is below
        group = [line for line in lines if level(line.row.kind) == height]
        for start in range(0, len(group), _AT_ONCE):
            some = group[start : start + _AT_ONCE]
            requests = Request.objects.bulk_create([_request(batch, line, now) for line in some])
            pairs = list(zip(some, requests, strict=True))
            Party.objects.bulk_create([one for line, request in pairs for one in _parties(house, request, line)])
            rows = [_agreement(batch, line, request, answers, now, today) for line, request in pairs]
            for line, row in zip(some, rows, strict=True):
                row.above = _above(line, made, answers)
            Agreement.objects.bulk_create(rows)
            made |= {line.row.row: row for line, row in zip(some, rows, strict=True)}
            tell(len(made))
    return made


def _above(line: Line, made: Mapping[int, Agreement], answers: Answers) -> Agreement | None:
    """What a person confirmed to stand above it."""
    if line.above is None or line.row.row not in answers.above:
        return None
    return line.above.agreement or made.get(line.above.row)


def _request(batch: ImportBatch, line: Line, now: datetime) -> Request:
    row = line.row
    kept: dict[str, object] = {KIND: row.kind, "judul": row.title}
    if row.amount.rupiah is not None:
        kept["nilai"] = row.amount.rupiah
    if row.amount.words:
        kept["nilai_tertulis"] = row.amount.words
    kept |= {name: words for name, words in row.words.items() if name in ("note", "status", "above", "unit")}
    if line.person:
        kept["perseorangan"] = True
    return Request(
        institution_id=batch.institution_id, state=RequestState.PAST, form_key=f"impor:{batch.slug}:{row.row}",
        partner_name="; ".join(line.parties)[:200], province=row.words.get("province", "")[:80],
        scope_other=row.words.get("scope", "")[:300], answers=kept, signing_mode=Mode.WET, created_at=now,
    )  # fmt: skip


def _parties(house: Institution, request: Request, line: Line) -> list[Party]:
    number = line.row.words.get("partner_number", "")[:120] if len(line.parties) == 1 else ""
    return [
        Party(request=request, order=1, is_host=True, name=house.name),
        *(
            Party(request=request, order=order, name=name[:200], own_number=number)
            for order, name in enumerate(line.parties, 2)
        ),
    ]


def _agreement(
    batch: ImportBatch, line: Line, request: Request, answers: Answers, now: datetime, today: date
) -> Agreement:
    row = line.row
    stands = standing(Dates(None, row.start, row.end), (), today).status
    public = answers.public and not line.person
    return Agreement(
        institution_id=batch.institution_id, batch=batch, batch_row=row.row, request=request, kind=row.kind,
        title=row.title[:300], given_number=row.number[:160], signing_mode=Mode.WET, sign_date=row.signed,
        effective_on=row.start, ends_on=row.end, signed_until=row.end,
        status=_STATUS.get(stands, AgreementStatus.ENDED), is_public=public, published_at=now if public else None,
        signed_file_id=line.scan.file_id if line.scan is not None else None, created_at=now,
    )  # fmt: skip


def _archive(lines: Sequence[Line], made: dict[int, Agreement], now: datetime, user_id: int | None) -> int:
    """Whatever came with a scan stands in the archive, the scan marked so that it can never be replaced."""
    rows = [
        _record(made[line.row.row], line, now, user_id)
        for line in lines
        if line.scan is not None and line.row.row in made
    ]
    ArchiveRecord.objects.bulk_create(rows, batch_size=_AT_ONCE)
    StoredFile.objects.filter(pk__in=[row.file_id for row in rows]).update(archived=True)
    return len(rows)


def _record(agreement: Agreement, line: Line, now: datetime, user_id: int | None) -> ArchiveRecord:
    assert line.scan is not None
    assert line.scan.file is not None
    place = line.row.words.get("place", "")
    return ArchiveRecord(
        agreement=agreement, file=line.scan.file, location=place[:160], archived_at=now, archived_by_id=user_id
    )


def _complete(lines: Sequence[Line], now: datetime, user_id: int | None) -> int:
    """Agreements that were taken over before without a scan get it now."""
    for line in lines:
        assert line.known is not None
        assert line.scan is not None
        assert line.scan.file is not None
        Agreement.objects.filter(pk=line.known.pk, signed_file=None).update(signed_file_id=line.scan.file_id)
        StoredFile.objects.filter(pk=line.scan.file.pk).update(archived=True)
        if not ArchiveRecord.objects.filter(agreement_id=line.known.pk).exists():
            _record(line.known, line, now, user_id).save()
    return len(lines)


def _addenda(lines: Sequence[Line], made: dict[int, Agreement], today: date, user_id: int | None) -> int:
    """An addendum is an act on what it changes, never an agreement of its own."""
    count = 0
    for line in sorted((one for one in lines if one.row.is_addendum), key=lambda one: one.row.signed or today):
        assert line.above is not None
        assert line.row.signed is not None
        main = line.above.agreement or made.get(line.above.row)
        if main is None:
            raise Refusal(
                "IMP-07", N_("The addendum of row %(row)s changes an agreement that is not taken over."),
                row=line.row.row,
            )  # fmt: skip
        LifeAct.objects.create(
            agreement=main, kind=Kind.ADDENDUM, on=line.row.start or line.row.signed, ends_on=line.row.end,
            number=line.row.number[:160], reason=f"{NOTE} {line.row.title}".strip(),
            file_id=line.scan.file_id if line.scan is not None else None, recorded_by_id=user_id,
            recorded_at=clock.now(),
        )  # fmt: skip
        settle(main, today)
        count += 1
    return count
