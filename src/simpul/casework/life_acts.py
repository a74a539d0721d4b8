"""Acts on a signed agreement, on record like every act on its case; and the day on which one ends by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from simpul.casework.agreement_acts import act_on_agreement
from simpul.core.directory.officers import Officer, today_in
from simpul.core.procedures.acting import Deed
from simpul.core.procedures.loaded import procedure_of
from simpul.features.agreements.keepers import keeps_past
from simpul.features.agreements.life import SIGNED, Given, in_its_house, place_below, record, settle
from simpul.features.agreements.models import Agreement
from simpul.features.agreements.models_agreement import AgreementStatus
from simpul.lib import clock
from simpul.lib.actor import SYSTEM
from simpul.lib.one_by_one import one_by_one
from simpul.rules.procedure.agreement_words import RECORD
from simpul.rules.refusals import N_, NotAllowed, Refusal

FORMS = frozenset({"telaah_hukum", "penyusunan", "pengarsipan"})
"""The lanes of these steps look after the agreement once it is signed, as do those that draft or record it."""


def looks_after(officer: Officer, agreement: Agreement) -> bool:
    """Whether the officer stands in a lane that wrote, judged or archives it."""
    if agreement.case is None:
        return officer.institution_id == agreement.institution_id and keeps_past(officer)
    procedure = procedure_of(agreement.case.procedure_version_id)
    keepers = (step for step in procedure.steps if step.form in FORMS or step.makes_text or RECORD in step.effect_names)
    lanes = {lane for step in keepers for lane in step.performer.lanes}
    return officer.institution_id == agreement.institution_id and officer.holds_code(*lanes)


def record_life_act(*, agreement: Agreement, officer: Officer, given: Given) -> None:
    """An addendum, renewal, termination or replacement. Raises NotAllowed PJJ-20, Refusal PJJ-10..19, PJJ-21."""
    today = today_in(agreement.institution)

    def change(acting: Deed, row: Agreement) -> None:
        record(acting, row, given, today)

    _act(agreement, officer, f"agreement.{given.kind.name.lower()}", change)


def put_below(*, agreement: Agreement, officer: Officer, above: str) -> None:
    """What stands above it, by slug; empty: nothing. Raises NotAllowed PJJ-20, Refusal PJJ-01..03."""

    def change(acting: Deed, row: Agreement) -> None:
        found = in_its_house(row).filter(slug=above).first() if above else None
        if above and found is None:
            raise Refusal("PJJ-03", N_("Choose one of the signed agreements of your institution."))
        place_below(acting, row, found)

    _act(agreement, officer, "agreement.placed", change)


def end_due_agreements() -> int:
    """Every agreement in force whose last day is over in its institution; answers how many ended.

    Raises PartsFailed when one could not be ended; the others are.
    """
    # by UTC some zones are a day ahead: the institution's own day decides
    soon = clock.now().date() + timedelta(days=1)
    rows = Agreement.objects.filter(status=AgreementStatus.IN_FORCE, ends_on__lt=soon).select_related("institution")
    return sum(one_by_one("agreement", rows.order_by("pk"), _end, named=lambda row: row.pk))


def _end(agreement: Agreement) -> bool:
    today = today_in(agreement.institution)
    last = agreement.ends_on
    # one that was ended before it began has no last day in force
    if last is None or last > today or (last == today and not agreement.never_in_force):
        return False

    def change(acting: Deed) -> None:
        row = _locked(agreement)
        settle(row, today)
        acting.told = {"agreement": row.slug, "ends_on": row.ends_on, "status": row.status}

    act_on_agreement(agreement=agreement, verb="agreement.ended", by=SYSTEM, change=change)
    return True


def _act(agreement: Agreement, officer: Officer, verb: str, change: Callable[[Deed, Agreement], None]) -> None:
    if not looks_after(officer, agreement):
        raise NotAllowed("PJJ-20", N_("Only the teams that wrote, judged or archive the agreement record this."))

    def under_lock(acting: Deed) -> None:
        row = _locked(agreement)
        if row.status not in SIGNED:
            raise Refusal("PJJ-21", N_("This agreement has not been signed by everybody yet."))
        acting.user_id = officer.user_id
        change(acting, row)

    act_on_agreement(agreement=agreement, verb=verb, by=officer.actor(), change=under_lock)


def _locked(agreement: Agreement) -> Agreement:
    """The row as it stands under the lock of its case."""
    return Agreement.objects.select_related("institution", "request", "above").get(pk=agreement.pk)
