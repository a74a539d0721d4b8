"""What the page of an archived agreement shows and takes about its keeping: retention, holds, arsip terjaga, copies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django import forms

from simpul.casework.archive_acts import keeps_the_archive, person_of
from simpul.casework.evaluating import evaluations_of
from simpul.core.directory.officers import Officer, today_in
from simpul.core.signing.models import Original
from simpul.features.agreements.destroying import destroyed_in
from simpul.features.agreements.guarded import Duty, duty_of
from simpul.features.agreements.models import ArchiveRecord
from simpul.features.agreements.retention import open_hold, periods_of
from simpul.pages.desk.archive_forms import CloseForm, GuardForm, KeepingForm, PurposeForm, ReasonForm, ReceiptForm
from simpul.rules.archive_keeping import DESTROYED, may
from simpul.rules.refusals import N_

FORMS: Mapping[str, type[KeepingForm]] = {
    "tutup": CloseForm,
    "tahan": ReasonForm,
    "lepas": ReasonForm,
    "terjaga": GuardForm,
    "lapor-anri": ReceiptForm,
    "salinan-autentik": ReceiptForm,
    "salinan": PurposeForm,
}
"""The form of each act by the end of its address."""
_WHY = {
    "open": N_("Not counted yet: retention begins when the file is closed, so when the agreement has ended and its "
               "evaluation is closed."),
    "unknown": N_("Not counted: how long it is kept has not been said."),
    "unsaid": N_("Not counted: what happens in the end has not been said."),
    "kept": N_("Never: it is kept for good."),
    "judged": N_("Not by itself: it is judged again when its time is over."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ending:
    """``day``: the first on which it may be destroyed; without one ``why`` there is none."""

    day: date | None
    why: str = ""


def ending_of(record: ArchiveRecord) -> Ending:
    """When it may be destroyed, or why that is not known."""
    day = record.agreement.destroy_after
    if day is not None:
        return Ending(day)
    if record.final_fate != DESTROYED:
        word = {"permanen": "kept", "dinilai": "judged"}.get(record.final_fate, "unsaid")
    else:
        word = "open" if record.closed_on is None else "unknown"
    return Ending(None, _WHY[word])


def keeping(officer: Officer, record: ArchiveRecord, sent: forms.Form | None) -> Mapping[str, object]:
    """What the fragments of keeping need."""
    rounds = [] if record.closed_on is not None else evaluations_of(record.agreement)
    return {
        "keeper": keeps_the_archive(officer, record.agreement) and not officer.is_inspector,
        "may_hold": may(person_of(officer), "hold"),
        "hold": open_hold(record),
        "lifted": record.holds.exclude(lifted_at=None).select_related("set_by", "lifted_by").order_by("-pk"),
        "spans": periods_of(record),
        "ending": ending_of(record),
        "duty": _duty(record),
        "duty_late": duty_of(record).is_late(today_in(record.agreement.institution)),
        "destruction": destroyed_in(record) if record.destroyed_at is not None else None,
        "originals": _originals(record),
        "copies": record.copies.select_related("file", "made_by"),
        "rounds": rounds,
        "forms": _forms(record, sent, known=bool(rounds)),
        "opened": sent.act if isinstance(sent, KeepingForm) else "",
    }


def _duty(record: ArchiveRecord) -> Duty | None:
    return duty_of(record) if record.guarded else None


def _originals(record: ArchiveRecord) -> list[Original]:
    if record.agreement.case_id is None:
        return []
    rows = Original.objects.filter(round__case_id=record.agreement.case_id, round__state="complete")
    return list(rows.order_by("number"))


def _forms(record: ArchiveRecord, sent: forms.Form | None, *, known: bool) -> dict[str, KeepingForm]:
    """Every act's form, that which was sent with its faults; a hyphen is no name in a template."""
    made = {name: kind(prefix=name) for name, kind in FORMS.items()}
    made["terjaga"] = GuardForm(prefix="terjaga", initial={"reason": record.guarded})
    if isinstance(sent, KeepingForm):
        made[sent.act] = sent
    closing = made["tutup"]
    if known and isinstance(closing, CloseForm):
        closing.known()
    return {name.replace("-", "_"): form for name, form in made.items()}
