"""The pictures of the page; each says the same as the table below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from simpul.core.procedures.conformance import Ends, Rounds
from simpul.pages.desk.case_head import STATUS_WORDS
from simpul.pages.desk.conformance import words
from simpul.pages.desk.conformance.groups import Names, label
from simpul.rules.pictures.bars import NARROW, WIDE, Bar, Goal, bars
from simpul.rules.pictures.markup import Markup
from simpul.rules.procedure.figures import LEAST, Figure
from simpul.rules.working_time import Unit


@dataclass(frozen=True, slots=True)
class Picture:
    """The same picture twice: for a wide page and for a phone, where shorter words stand beside the bars."""

    wide: Markup
    narrow: Markup


def _picture(ident: str, title: str, desc: str, rows: Callable[[bool], Sequence[Bar]], goal: bool = False) -> Picture:
    line = Goal(_("standard time")) if goal else None
    wide, narrow = (
        bars(rows(is_wide), title=title, desc=desc, ident=f"{ident}-{size}", goal=line, width_px=size)
        for is_wide, size in ((True, WIDE), (False, NARROW))
    )
    return Picture(wide, narrow)


def used(found: Sequence[Figure], group: str, names: Names) -> Picture | None:
    """Median and 90th percentile of the standard; None where nothing has a clock, or too little to show of anything."""
    timed = [figure for figure in found if figure.timed]
    if all(figure.timed < LEAST for figure in timed):
        return None

    def rows(is_wide: bool) -> list[Bar]:
        return [_used(label(group, figure.key, names, found), figure, is_wide) for figure in timed]

    title = _("Time used against the standard")
    desc = _("Filled up to the median, hatched up to the 90th percentile; the broken line is the standard time.")
    return _picture("terpakai", title, f"{desc} {_('The same numbers stand in the table below.')}", rows, goal=True)


def _used(name: str, figure: Figure, is_wide: bool) -> Bar:
    if figure.unit is Unit.SAME_DAY and figure.used is not None and figure.timed >= LEAST:
        return Bar(
            name,
            _spread(words.amount(figure.used.median, figure.unit), words.amount(figure.used.p90, figure.unit), is_wide),
        )
    if figure.shares is None or figure.shared < LEAST:
        n = figure.shared or figure.timed
        return Bar(name, _("n = %(n)s, too few") % {"n": n} if is_wide else f"n = {n}")
    medium, high = words.percent(figure.shares.median), words.percent(figure.shares.p90)
    return Bar(name, _spread(medium, high, is_wide), figure.shares.median, figure.shares.p90)


def _spread(medium: str, high: str, is_wide: bool) -> str:
    said = _("median %(median)s, 90th percentile %(high)s") % {"median": medium, "high": high}
    return said if is_wide else f"{medium}, {high}"


def went(found: Sequence[Figure], group: str, names: Names) -> Picture | None:
    """Office time spent and waited; None where none was."""
    spent = [figure for figure in found if figure.worked_sum or figure.waited_sum]
    if not spent:
        return None

    def rows(is_wide: bool) -> list[Bar]:
        return [_went(label(group, figure.key, names, found), figure, is_wide) for figure in spent]

    title = _("Where office time went")
    desc = _("Filled: working; hatched after it: waiting for somebody outside, while the clock stood.")
    return _picture("waktu", title, f"{desc} {_('The same numbers stand in the table below.')}", rows)


def _went(name: str, figure: Figure, is_wide: bool) -> Bar:
    worked, waited = words.minutes(figure.worked_sum), words.minutes(figure.waited_sum)
    said = _("working %(worked)s, waiting %(waited)s") % {"worked": worked, "waited": waited}
    short = f"{worked} + {waited}" if figure.waited_sum else worked
    return Bar(name, said if is_wide else short, figure.worked_sum, figure.worked_sum + figure.waited_sum)


def rounds(found: Sequence[Rounds], names: Names) -> Picture | None:
    """The steps that came again, with the cases in which they did; None where none did."""
    again = sorted((row for row in found if row.again), key=lambda row: names.place(row.step))
    if not again:
        return None

    def rows(is_wide: bool) -> list[Bar]:
        return [_again(names.title(row.step), row, is_wide) for row in again]

    title = _("Cases in which a step came again")
    desc = _("Filled: cases with more than one round; hatched after it: cases with one.")
    return _picture("putaran", title, f"{desc} {_('The same numbers stand in the table below.')}", rows)


def _again(name: str, row: Rounds, is_wide: bool) -> Bar:
    said = _("%(part)s of %(whole)s cases") % {"part": row.again, "whole": row.cases}
    return Bar(name, said if is_wide else f"{row.again}/{row.cases}", row.again, row.cases)


def ended(found: Ends, names: Names) -> Picture | None:
    """How many cases ended where; None where none did."""
    if not found.ended:
        return None

    def rows(is_wide: bool) -> list[Bar]:
        return [
            Bar(f"{STATUS_WORDS[how][1]}: {names.title(step) or words.NONE}", str(n), n) for how, step, n in found.ended
        ]

    title = _("Where cases ended")
    return _picture("akhir", title, _("The same numbers stand in the table below."), rows)
