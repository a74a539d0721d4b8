"""What an act would change, told before it is recorded: dates, documents below, obligations that are still due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from simpul.rules.agreement_life.hierarchy import Node, outliving
from simpul.rules.agreement_life.standing import Act, Dates, Kind, Standing, after, standing
from simpul.rules.refusals import N_, Refusal

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """An obligation with a day: ``text`` as its clause says it."""

    id: int
    text: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Consequences:
    """``outlive``: slugs of documents below that would end later than this one; ``outlives_parent``: this one would
    end after what stands above it; ``late``: ids of obligations that fall due after the new end."""

    before: Dates
    after: Dates
    outlive: tuple[str, ...] = ()
    outlives_parent: bool = False
    late: tuple[int, ...] = ()

    @property
    def never(self) -> bool:
        """Whether it would be ended before it begins."""
        return self.after.never_in_force

    @property
    def moves_the_end(self) -> bool:
        return self.before.ends_on != self.after.ends_on


def check_act(now: Standing, act: Act, signed_on: date | None = None) -> None:
    """Whether the act makes sense. Raises Refusal PJJ-10 to PJJ-14, PJJ-18, 22 or 23 with what to do instead."""
    last = now.dates.ends_on
    _check_begun(now.dates, act, signed_on)
    # what renews it may follow it without a gap
    latest = last + _DAY if last is not None and act.kind is Kind.RENEWAL else last
    if latest is not None and act.on > latest:
        raise Refusal("PJJ-11", N_("The agreement has ended by then. Begin a new agreement that follows this one."))
    if act.kind is Kind.RENEWAL and (act.ends_on is None or (last is not None and act.ends_on <= last)):
        raise Refusal("PJJ-12", N_("Say until when it is renewed: a day after the present end."))
    if act.kind is Kind.ADDENDUM and act.ends_on is not None and act.ends_on < act.on:
        raise Refusal("PJJ-13", N_("The new end lies before the day from which the change counts."))
    if act.kind is Kind.REPLACEMENT and not act.by_slug:
        raise Refusal("PJJ-14", N_("Name the agreement that takes the place of this one."))
    if act.by_slug and act.kind not in (Kind.REPLACEMENT, Kind.RENEWAL):
        raise Refusal("PJJ-18", N_("Another agreement is named for a replacement or a renewal only."))


def _check_begun(dates: Dates, act: Act, signed_on: date | None) -> None:
    """What is signed may be ended before it begins; an addendum mends the slip."""
    if dates.never_in_force and act.kind is Kind.RENEWAL:
        raise Refusal(
            "PJJ-23",
            N_("It was ended before it began: nothing is there to be renewed. If that was a slip, record an addendum "
               "that sets the last day again."),
        )  # fmt: skip
    if act.kind in (Kind.TERMINATION, Kind.REPLACEMENT) or dates.never_in_force:
        if signed_on is not None and act.on < signed_on:
            raise Refusal("PJJ-22", N_("It cannot end before the day on which it was signed."))
    elif dates.effective_on is not None and act.on < dates.effective_on:
        raise Refusal("PJJ-10", N_("It cannot count from before the agreement came into force."))


@dataclass(frozen=True, slots=True)
class Seam:
    """The days between two agreements of which one follows the other: ``both`` are in force on them, or neither."""

    first: date
    last: date
    both: bool


def seam_of(last: date | None, begins: date | None) -> Seam | None:
    """Where the last day of one and the first day of the next do not meet; None where they do, or one is unknown."""
    if last is None or begins is None or begins == last + _DAY:
        return None
    return Seam(begins, last, both=True) if begins <= last else Seam(last + _DAY, begins - _DAY, both=False)


def consequences(
    dates: Dates,
    acts: Sequence[Act],
    act: Act,
    below: Sequence[Node] = (),
    above: Node | None = None,
    obligations: Sequence[Due] = (),
) -> Consequences:
    """What stands differently once ``act`` is recorded after ``acts``. Nothing is refused here (``check_act``)."""
    before = standing(dates, acts, act.on).dates
    then = after(before, act)
    me = Node("", "", then.effective_on, then.ends_on)
    return Consequences(
        before=before,
        after=then,
        outlive=tuple(node.slug for node in below if outliving(node, me)),
        outlives_parent=above is not None and outliving(me, above),
        late=tuple(due.id for due in obligations if then.ends_on is not None and due.due_on > then.ends_on),
    )
