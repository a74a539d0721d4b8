"""Number, date and place: what is fixed before the agreed text is set to be signed; its mode is shown."""

from __future__ import annotations

from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.officers import Officer
from simpul.core.procedures.models import Case, Task
from simpul.core.signing.models import Mode
from simpul.features.agreements.drafting import agreed_mode, template_text
from simpul.features.agreements.models import Agreement, Request
from simpul.features.agreements.numbers import next_of, series_for
from simpul.features.agreements.requests import head_of
from simpul.features.agreements.signing_plan import SERIES, orders_of, originals_of
from simpul.lib import clock
from simpul.lib.wording import say
from simpul.pages.desk.signing_forms import OrderForm
from simpul.rules.procedure.model import Step
from simpul.rules.refusals import Refusal


def context(officer: Officer, case: Case, task: Task, step: Step) -> dict[str, object]:
    """The next number, who will sign and in which order, and what stands in the way."""
    asked = Request.objects.select_related("institution").get(case=case)
    parties = list(asked.parties.all())
    orders = orders_of(asked)
    number, trouble = _number(asked, case)
    electronic = agreed_mode(asked) == Mode.ELECTRONIC
    silent = [party.name for party in parties if electronic and not party.is_host and not party.email]
    _, missing = template_text(asked)
    return {
        "slug": case.slug,
        "number": number,
        "series": SERIES,
        "trouble": trouble,
        "kept": Agreement.objects.filter(case=case, number__isnull=False).exists(),
        "parties": sorted(((orders[party.pk], party) for party in parties), key=lambda pair: (pair[0], pair[1].order)),
        "electronic": electronic,
        "originals": originals_of(asked),
        "silent": silent,
        "head": head_of(asked.institution),
        "missing": [one.label for one in missing if one.stage == "naskah"],
        "above": "desk/workbenches/_penomoran_urutan.html",
        "order": OrderForm(parties, orders, auto_id="urut-%s"),
        "initial": _proposals(asked),
    }


def _number(asked: Request, case: Case) -> tuple[str, str]:
    """The number that is kept from an earlier round, else the next of the series; and what is wrong with it."""
    agreement = Agreement.objects.filter(case=case).select_related("number").first()
    if agreement is not None and agreement.number is not None:
        return agreement.number.number, ""
    today = calendar_for(asked.institution_id).local(clock.now()).date()
    try:
        return next_of(series_for(asked.institution_id, SERIES), today), ""
    except Refusal as refusal:
        return "", say(refusal)


def _proposals(asked: Request) -> dict[str, object]:
    """Entries that are known already."""
    partner = asked.parties.filter(is_host=False).order_by("order").first()
    return {
        "tempat_penandatanganan": asked.institution.city,
        "nomor_mitra": partner.own_number if partner is not None else "",
    }
