"""The day by which everybody signs: whoever runs the signing sets it. It is none of the other dates of an agreement.

Once it has passed nothing is void and nobody is shut out for good: signing waits until who runs it decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from simpul.core.directory.calendars import calendar_for
from simpul.core.signing.models import RoundState, Signer
from simpul.features.agreements.models import Agreement
from simpul.lib import clock
from simpul.rules.agreement_text.words import long_day_end
from simpul.rules.procedure.model import Procedure
from simpul.rules.refusals import N_, Refusal
from simpul.rules.working_time.progress import working_days_between

USUAL = timedelta(days=30)
NEAR = 3
"""Working days before the date at which those who are awaited are reminded."""
NUMBERING = "penomoran"
ROOM = "ruang_tanda_tangan"


def usual(on: date, today: date) -> date:
    """The date that is proposed for a text dated ``on``."""
    return max(on, today) + USUAL


def checked(by: date, *, on: date, today: date) -> date:
    """Raises Refusal TTD-120: before today, or before the date of the text."""
    if by < max(on, today):
        raise Refusal(
            "TTD-120",
            N_("The last day to sign cannot lie before today or before the date of the text. Choose a later day."),
        )
    return by


def set_day(agreement: Agreement, by: date, today: date) -> None:
    """The date, unsaved, of which nothing was told; who is told of one so near now is not reminded an hour later."""
    agreement.sign_by, agreement.sign_by_past = by, None
    agreement.sign_by_near = by if is_near(agreement, today) else None


def today_of(agreement: Agreement) -> date:
    """Today by the clock of the institution."""
    return calendar_for(agreement.institution_id).local(clock.now()).date()


def is_near(agreement: Agreement, today: date) -> bool:
    """Whether the date comes so near that those who are awaited are reminded."""
    by = agreement.sign_by
    return (
        by is not None
        and today <= by
        and working_days_between(today, by, calendar_for(agreement.institution_id)) <= NEAR
    )


def runners(procedure: Procedure) -> tuple[str, ...]:
    """The lanes that run the signing: those that fix number and date, else those of the signing step."""
    for form in (NUMBERING, ROOM):
        found = [lane for step in procedure.steps if step.form == form for lane in step.performer.lanes]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def late(agreement: Agreement) -> bool:
    """Whether the date has passed."""
    return is_after(agreement, today_of(agreement))


def is_after(agreement: Agreement, on: date) -> bool:
    """Whether a signature of that day would come after the last one."""
    return agreement.sign_by is not None and on > agreement.sign_by


def check_day(agreement: Agreement, procedure: Procedure, on: date) -> None:
    """Raises Refusal TTD-121 for a signature of a day after the last one, with whom to ask."""
    if not is_after(agreement, on):
        return
    raise Refusal(
        "TTD-121",
        N_(
            "The last day to sign this was %(day)s, so nothing was signed. Ask %(whom)s for a later day; your place in "
            "the order stays."
        ),
        day=agreement.sign_by,
        whom=whom_to_ask(agreement, procedure),
    )


def whom_to_ask(agreement: Agreement, procedure: Procedure) -> str:
    """Who may give a later day, by the names of their lanes and the institution."""
    lanes = [procedure.lane_name(lane) for lane in runners(procedure)]
    return ", ".join([*lanes, agreement.institution.name])


def whom_after(agreement: Agreement | None, procedure: Procedure) -> str:
    """Whom to ask where the date has passed and somebody has still to sign; else empty."""
    if agreement is None or agreement.case_id is None or not passed((agreement.case_id,), today_of(agreement)):
        return ""
    return whom_to_ask(agreement, procedure)


def passed(cases: Iterable[int], today: date) -> frozenset[int]:
    """Those of these cases in which somebody has still to sign though the date has passed."""
    late = Agreement.objects.filter(case_id__in=list(cases), sign_by__lt=today).values("case_id")
    waits = Signer.objects.filter(round__state=RoundState.OPEN, signed_at=None, round__case_id__in=late)
    return frozenset(waits.values_list("round__case_id", flat=True))


def last_day_words(case_id: int) -> Mapping[str, str]:
    """The date as letters print it, for their {hari_batas}; {batas} leaves out one that has passed."""
    found = Agreement.objects.filter(case_id=case_id, sign_by__isnull=False).first()
    if found is None or found.sign_by is None:
        return {}
    day = long_day_end(found.sign_by, calendar_for(found.institution_id).tz)
    return {"hari_batas": day, "batas": f", paling lambat {day}" if today_of(found) <= found.sign_by else ""}
