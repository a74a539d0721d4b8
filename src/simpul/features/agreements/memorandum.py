"""What stands above an agreement before it is signed: an agreement of the register, else a document typed by hand.

Once the agreement has a record of its own, what its record says goes before everything else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from simpul.features.agreements.chosen import kind_of
from simpul.features.agreements.life import SIGNED, node
from simpul.features.agreements.models import Agreement, Request
from simpul.rules.agreement_life.hierarchy import Node, check_above
from simpul.rules.agreement_text.judging.setting import Above, AboveFrom
from simpul.rules.refusals import N_, Refusal

SLUG, END, SOURCE = "naskah_induk", "mou_berakhir", "mou_sumber"
LONGEST = 160
_FOUND = 500


@dataclass(frozen=True, slots=True)
class Given:
    """What an officer says stands above: ``slug`` of a signed agreement, else a last day and where it is read."""

    slug: str = ""
    end: date | None = None
    source: str = ""


def given(request: Request) -> Given:
    """As it is kept with the case."""
    kept = request.answers
    return Given(str(kept.get(SLUG, "")), _day(kept.get(END)), str(kept.get(SOURCE, "")))


def candidates(request: Request) -> Sequence[Agreement]:
    """The signed agreements of the institution that may stand above what this case makes, the newest first."""
    rows = Agreement.objects.filter(institution_id=request.institution_id, status__in=SIGNED)
    others = rows.exclude(request_id=request.pk).select_related("number", "request", "above")
    return [row for row in others.order_by("-sign_date", "-pk")[:_FOUND] if _fits(request, row, None)]


def above_of(request: Request) -> Agreement | None:
    """The agreement of the register that stands above it."""
    own = Agreement.objects.filter(request=request).select_related("above__number", "above__request").first()
    if own is not None and own.status in SIGNED:
        return own.above
    slug = given(request).slug
    rows = Agreement.objects.filter(institution_id=request.institution_id, slug=slug, status__in=SIGNED)
    return rows.select_related("number", "request").first() if slug else None


def memorandum(request: Request) -> Above | None:
    """What the judge measures the term by; None where nothing is known, or what is above has no end."""
    above = above_of(request)
    if above is not None:
        return Above(above.ends_on, above.called, AboveFrom.REGISTER) if above.ends_on is not None else None
    typed = given(request)
    return Above(typed.end, typed.source, AboveFrom.TYPED) if typed.end is not None else None


def keep(request: Request, said: Given) -> None:
    """Keep it with the case; an empty one is forgotten.

    Raises Refusal PJJ-03 or PJJ-01 for an agreement that cannot stand above, NSK-06 for a day without its source.
    """
    source = " ".join(said.source.split())[:LONGEST]
    if said.slug:
        row = Agreement.objects.filter(institution_id=request.institution_id, slug=said.slug, status__in=SIGNED).first()
        if row is None:
            raise Refusal("PJJ-03", N_("Choose one of the signed agreements of your institution."))
        check_above(_node_of(request), node(row), None)
    elif said.end is not None and not source:
        raise Refusal("NSK-06", N_("Say which document ends on that day, with its number or where it is read."))
    rest = {key: value for key, value in request.answers.items() if key not in (SLUG, END, SOURCE)}
    if said.slug:
        rest[SLUG] = said.slug
    elif said.end is not None:
        rest |= {END: said.end.isoformat(), SOURCE: source}
    request.answers = rest
    request.save(update_fields=["answers"])


def first_above(request: Request, signed_on: date) -> Agreement | None:
    """What a new record stands below from its beginning: what was chosen, where it was in force on the day."""
    above = above_of(request)
    return above if above is not None and _fits(request, above, signed_on) else None


def _fits(request: Request, above: Agreement, signed_on: date | None) -> bool:
    try:
        check_above(_node_of(request), node(above), signed_on)
    except Refusal:
        return False
    return True


def _node_of(request: Request) -> Node:
    return Node("", kind_of(request).code, None, None)


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
