"""The three official zones. None of them has daylight saving, so each is a fixed offset and needs no zone files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from types import MappingProxyType

from simpul.rules.refusals import Refusal

WIB = timezone(timedelta(hours=7), "WIB")
WITA = timezone(timedelta(hours=8), "WITA")
WIT = timezone(timedelta(hours=9), "WIT")

ZONES: Mapping[str, timezone] = MappingProxyType(
    {"Asia/Jakarta": WIB, "Asia/Pontianak": WIB, "Asia/Makassar": WITA, "Asia/Jayapura": WIT}
)
DEFAULT_ZONE = "Asia/Jakarta"
LABELS: Mapping[timedelta, str] = MappingProxyType({tz.utcoffset(None): tz.tzname(None) for tz in (WIB, WITA, WIT)})
"""WIB, WITA and WIT by their distance from UTC."""
_FIRST_YEAR, _LAST_YEAR = 1900, 9000  # keeps every sum below inside what datetime can hold


def zone(name: str) -> timezone:
    """The zone called ``name`` ("Asia/Makassar"); refuses any other (KAL-05)."""
    try:
        return ZONES[name]
    except KeyError:
        raise Refusal(
            "KAL-05",
            "The time zone “%(name)s” is unknown. Use Asia/Jakarta (WIB), Asia/Makassar (WITA) or Asia/Jayapura (WIT).",
            name=name,
        ) from None


def local(moment: datetime, tz: timezone) -> datetime:
    """``moment`` on the wall clock of ``tz``; refuses a time without a zone (KAL-04)."""
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise Refusal("KAL-04", "The time %(moment)s has no time zone. Add one, for example +07:00.", moment=moment)
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise Refusal("KAL-06", "The year %(year)s lies outside the calendar.", year=moment.year)
    return moment.astimezone(tz)
