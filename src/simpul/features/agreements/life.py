"""The life of an agreement after signing: what stands above and below it, what moves its dates, what it obliges to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from simpul.core.documents.models import StoredFile
from simpul.core.procedures.acting import Deed
from simpul.features.agreements.chosen import kind_of
from simpul.features.agreements.models import Agreement, ArchiveRecord, Draft, LifeAct, Obligation
from simpul.features.agreements.models_agreement import AgreementStatus
from simpul.features.agreements.partner_texts import read_text
from simpul.rules.agreement_life.consequences import Consequences, Due, check_act, consequences
from simpul.rules.agreement_life.hierarchy import Node, check_above
from simpul.rules.agreement_life.obligations import due_days, obligations
from simpul.rules.agreement_life.standing import Act, Dates, Kind, Standing, Status, standing
from simpul.rules.refusals import N_, Conflict, Refusal

SIGNED = (AgreementStatus.IN_FORCE, AgreementStatus.ENDED, AgreementStatus.CLOSED, AgreementStatus.REPLACED)
PROVED = frozenset({Kind.ADDENDUM, Kind.RENEWAL})
"""Acts by which the agreement says something else than was signed: their deed is named or attached."""
_BESIDE = 500
_KEPT = {
    Status.COMING: AgreementStatus.IN_FORCE,
    Status.IN_FORCE: AgreementStatus.IN_FORCE,
    Status.EXPIRED: AgreementStatus.ENDED,
    Status.CLOSED: AgreementStatus.CLOSED,
    Status.REPLACED: AgreementStatus.REPLACED,
}


@dataclass(frozen=True, slots=True)
class Given:
    """What an officer records; ``other``: slug of the agreement that takes the place of this one, or renews it.

    ``seen``: the ``fingerprint`` under which the effect was shown; empty where nothing was shown before.
    """

    kind: Kind
    on: date
    reason: str
    ends_on: date | None = None
    other: str = ""
    number: str = ""
    file: StoredFile | None = None
    seen: str = ""

    @property
    def act(self) -> Act:
        return Act(self.kind, self.on, self.ends_on, self.other)


def dates_of(agreement: Agreement) -> Dates:
    """The dates as they were signed, before any act."""
    return Dates(agreement.sign_by, agreement.effective_on, agreement.signed_until)


def acts_of(agreement: Agreement) -> Sequence[Act]:
    """Every act on record, oldest first."""
    return _acts([agreement])[agreement.pk]


def _acts(agreements: Iterable[Agreement]) -> dict[int, list[Act]]:
    """Those of many agreements by their ids, in one query."""
    found: dict[int, list[Act]] = {agreement.pk: [] for agreement in agreements}
    for row in LifeAct.objects.filter(agreement__in=found).select_related("other"):
        by_slug = row.other.slug if row.other else ""
        found[row.agreement_id].append(Act(Kind(row.kind), row.on, row.ends_on, by_slug))
    return found


def standing_of(agreement: Agreement, today: date) -> Standing:
    """Where it stands on a day, with every act."""
    return standings_of([agreement], today)[agreement.pk]


def standings_of(agreements: Sequence[Agreement], today: date) -> dict[int, Standing]:
    """Where each of many stands on a day, by their ids."""
    acts = _acts(agreements)
    return {one.pk: standing(dates_of(one), acts[one.pk], today) for one in agreements}


def node(agreement: Agreement) -> Node:
    """The agreement as the hierarchy sees it, with its dates of today."""
    above = agreement.above.slug if agreement.above is not None else ""
    return Node(agreement.slug, kind_of(agreement.request).code, agreement.effective_on, agreement.ends_on, above)


def in_its_house(agreement: Agreement) -> QuerySet[Agreement]:
    """The other signed agreements of its institution."""
    found = Agreement.objects.filter(institution_id=agreement.institution_id, status__in=SIGNED)
    return found.exclude(pk=agreement.pk).select_related("number", "request", "above")


def keep_obligations(agreement: Agreement) -> int:
    """Take the obligations out of the agreed text, ours or the partner's own; answers how many.

    Once, when the agreement comes into force.
    """
    draft = Draft.objects.filter(request_id=agreement.request_id, agreed_at__isnull=False).order_by("number").last()
    text = read_text(draft) if draft is not None else None
    if text is None or agreement.obligations.exists():
        return 0
    found = obligations(text)
    due = due_days(found, agreement.sign_date, agreement.effective_on, agreement.ends_on)
    rows = [
        Obligation(
            agreement=agreement, position=number, clause=one.ref, place=one.place[:80], who=one.who[:120],
            what=one.what, rhythm=one.rhythm.value, limit=one.limit.words[:400] if one.limit else "",
            due_on=due.get(one),
        )
        for number, one in enumerate(found, 1)
    ]  # fmt: skip
    return len(Obligation.objects.bulk_create(rows))


def foreseen(agreement: Agreement, given: Given) -> Consequences:
    """What the act would change, before it is recorded."""
    due = agreement.obligations.filter(due_on__isnull=False)
    return consequences(
        dates_of(agreement), acts_of(agreement), given.act, [node(one) for one in agreement.below.select_related(
            "request", "above")], node(agreement.above) if agreement.above is not None else None,
        [Due(row.pk, row.what, row.due_on) for row in due if row.due_on is not None],
    )  # fmt: skip


def fingerprint(agreement: Agreement, given: Given) -> str:
    """Changes whenever the effect of the act would: by other entries, or by an act that was recorded meanwhile."""
    told = f"{dates_of(agreement)!r}{acts_of(agreement)!r}{given.act!r}"
    return hashlib.sha256(told.encode()).hexdigest()[:24]


def check_given(agreement: Agreement, given: Given, today: date) -> None:
    """Whether the act makes sense and can be found again. Raises Refusal PJJ-10..14, 18, 22, 23, PJJ-19 (no deed).

    A renewal by an agreement of its own is proved by that one.
    """
    check_act(standing_of(agreement, today), given.act, agreement.sign_date)
    if given.kind in PROVED and not (given.number.strip() or given.file is not None or given.other):
        raise Refusal("PJJ-19", N_("Enter the number of the deed or attach the deed itself: one of them is needed."))


def record(acting: Deed, agreement: Agreement, given: Given, today: date) -> LifeAct:
    """Write the act and move the dates.

    Raises as ``check_given``, Refusal PJJ-15 (no reason), PJJ-16 (unknown successor), Conflict PJJ-17 (not the effect
    shown).
    """
    if not given.reason.strip():
        raise Refusal("PJJ-15", N_("Say why. The reason is kept with the agreement."))
    if given.seen and given.seen != fingerprint(agreement, given):
        raise Conflict(
            "PJJ-17", N_("The agreement or your entries have changed since the effect was shown. Look at it once more.")
        )
    check_given(agreement, given, today)
    other = successor_of(agreement, given)
    if given.other and other is None:
        raise Refusal("PJJ-16", N_("The agreement that takes the place of this one is not signed yet or not yours."))
    made = LifeAct.objects.create(
        agreement=agreement, kind=given.kind.value, on=given.on, ends_on=given.ends_on, other=other,
        number=given.number.strip()[:160], reason=given.reason.strip(), file=given.file,
        recorded_by_id=acting.user_id, recorded_at=acting.at,
    )  # fmt: skip
    settle(agreement, today)
    acting.reason = given.reason.strip()
    acting.told = {
        "agreement": agreement.slug, "kind": given.kind.value, "on": given.on, "ends_on": agreement.ends_on,
        "sha256": given.file.sha256 if given.file is not None else "",
    }  # fmt: skip
    return made


def successor_of(agreement: Agreement, given: Given) -> Agreement | None:
    """The agreement that an act names beside this one; None for none, or one that is not signed or not of the house."""
    return in_its_house(agreement).filter(slug=given.other).first() if given.other else None


def settle(agreement: Agreement, today: date) -> bool:
    """Bring the row up to what dates and acts say on ``today``; answers whether its status has changed."""
    now = standing_of(agreement, today)
    before = agreement.status
    agreement.ends_on, agreement.status = now.dates.ends_on, _KEPT[now.status]
    if agreement.ends_on is None or agreement.ends_on >= today:
        # it goes on, so the file is not closed any more and nothing of its retention has begun
        ArchiveRecord.objects.filter(agreement=agreement).update(closed_on=None, closed_basis="")
        agreement.destroy_after = None
    agreement.save(update_fields=["ends_on", "status", "destroy_after"])
    return before != agreement.status


def place_below(acting: Deed, agreement: Agreement, above: Agreement | None) -> None:
    """What stands above it, or nothing. Raises Refusal PJJ-01, PJJ-02."""
    if above is not None:
        check_above(node(agreement), node(above), agreement.sign_date)
    agreement.above = above
    agreement.save(update_fields=["above"])
    acting.told = {"agreement": agreement.slug, "above": above.slug if above is not None else ""}


def beside(agreement: Agreement) -> Sequence[Agreement]:
    """What an officer chooses from where another agreement is named: the newest first."""
    return list(in_its_house(agreement).order_by("-sign_date", "-pk")[:_BESIDE])


def candidates_above(agreement: Agreement, among: Sequence[Agreement]) -> Sequence[Agreement]:
    """Those that may stand above it."""
    child, fitting = node(agreement), []
    for one in among:
        try:
            check_above(child, node(one), agreement.sign_date)
        except Refusal:
            continue
        fitting.append(one)
    return fitting
