"""The visible part of a signature: who, in which capacity, when, and a QR code to the verification page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from simpul.core.signing.faces import drawn, qr, typeset
from simpul.rules.working_time import LABELS

HEADING = "Ditandatangani secara elektronik oleh:"
SEAL_HEADING = "Segel sistem atas tindakan"
SEAL_NOTICE = "Segel sistem, tidak tersertifikasi (PP 71/2019)"


@dataclass(frozen=True)
class Stamp:
    """What one stamp says. ``link`` is the verification address, ``zone`` the institution's time zone (IANA name).

    ``sealed_act``: the installation's seal for an act of ``name``, not a signature with his own certificate.
    ``through``: the service that signs, where it is not the signer's own key here.
    """

    name: str
    capacity: str
    at: datetime
    zone: str
    link: str
    institution: str = ""
    identity: str = ""
    sealed_act: bool = False
    demo: bool = False
    through: str = ""


def draw(stamp: Stamp, size: tuple[float, float]) -> bytes:
    """One PDF page of ``size`` (width, height in points), every font embedded; long words shrink to fit."""
    return typeset("stamp.typ", _content(stamp, size))


def picture(stamp: Stamp, size: tuple[float, float]) -> bytes:
    """The same as PNG, for a service that puts it into the paper itself."""
    return drawn("stamp.typ", _content(stamp, size))


def _content(stamp: Stamp, size: tuple[float, float]) -> dict[str, object]:
    who = [f"{stamp.name}, {stamp.capacity}"] if stamp.sealed_act else [stamp.capacity, stamp.name]
    identity = f"NIP {stamp.identity}" if stamp.identity else ""
    lines = [each for each in (stamp.institution, identity, spoken_time(stamp.at, stamp.zone), stamp.through) if each]
    return {
        "width": size[0],
        "height": size[1],
        "heading": SEAL_HEADING if stamp.sealed_act else HEADING,
        "strong": who,
        "lines": lines,
        "notice": SEAL_NOTICE if stamp.sealed_act else "",
        "demo": stamp.demo,
        "link": stamp.link,
        "qr": qr(stamp.link),
    }


def seal_reason(name: str, capacity: str) -> str:
    """The reason written into a sealed act, so that readers without the picture see it too."""
    return f"{SEAL_HEADING} {name}, {capacity}; tidak tersertifikasi (PP 71/2019)"


def spoken_time(at: datetime, zone: str) -> str:
    """ "22 November 2026 pukul 14.30 WIB" in ``zone``; outside Indonesia the offset stands for the zone's name."""
    local = at.astimezone(ZoneInfo(zone))
    label = LABELS.get(local.utcoffset() or timedelta())
    written: str = format_datetime(local, "d MMMM y 'pukul' HH.mm", locale="id")
    return f"{written} {label or local.strftime('%z')}"
