"""Figures in words: amounts in the unit of the standard, office time, lag, shares that need five entries."""

from __future__ import annotations

from django.utils.translation import gettext as _

from simpul.pages.shell.formats import NB, angka, persen
from simpul.rules.procedure.figures import Figure
from simpul.rules.working_time import Unit

NONE = "-"
_HOUR, _DAY = 3600, 86_400
_LONG = 120
"""Minutes from which hours are said."""


def number(value: float) -> str:
    """1,5; whole numbers without a comma"""
    rounded = round(value, 1)
    return angka(rounded, 0 if rounded == int(rounded) else 1)


def amount(value: float, unit: Unit) -> str:
    """1,5 HK; 2 hari; 45 menit; 3,5 jam; hari yang sama; lewat 1 HK"""
    days = f"{number(value)}{NB}{_('WD')}"
    if unit is Unit.SAME_DAY:
        return _("%(days)s past the day") % {"days": days} if value else _("the same day")
    if unit is Unit.WORKING_DAY:
        return days
    return f"{number(value)}{NB}{_('days')}" if unit is Unit.DAY else minutes(value)


def minutes(value: float) -> str:
    """45 menit; 3,5 jam"""
    if value < _LONG:
        return f"{number(value)}{NB}{_('minutes')}"
    return f"{number(value / 60)}{NB}{_('hours')}"


def lag(seconds: float) -> str:
    """langsung; 12 menit; 3,5 jam; 2,1 hari"""
    if seconds < 60:
        return _("at once")
    return minutes(seconds / 60) if seconds < _DAY else f"{number(seconds / _DAY)}{NB}{_('days')}"


def in_time(found: Figure) -> str:
    """92 % (11 dari 12); below five entries only the count; a hyphen where nothing has a clock"""
    return share(found.share, found.in_time, found.timed)


def part_of(good: int, of: int) -> str:
    """11 dari 12"""
    return _("%(part)s of %(whole)s") % {"part": angka(good), "whole": angka(of)}


def share(part: float | None, good: int, of: int) -> str:
    """A share with what it is a share of."""
    if not of:
        return NONE
    return part_of(good, of) if part is None else f"{percent(part)} ({part_of(good, of)})"


def percent(value: float) -> str:
    """92 %"""
    return persen(value, 0)
