"""The thread in small: eight phases of a case on one line, and the versions of a negotiation as rungs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Literal

from simpul.rules.pictures.markup import Markup
from simpul.rules.pictures.metrics import shorten

PhaseState = Literal["done", "now", "paused", "later"]
_WIDE, _TALL = 112, 18
_MIDDLE, _SIDE = 9, 8
_SPOKEN: dict[PhaseState, str] = {"done": "selesai", "now": "berjalan", "paused": "jam berhenti", "later": "nanti"}


@dataclass(frozen=True, slots=True)
class Phase:
    """One knot: its name and how far the case has come with it."""

    name: str
    state: PhaseState


@dataclass(frozen=True, slots=True)
class Version:
    """One draft of a negotiation: number, who wrote it, the day as shown, what changed, the start of its hash."""

    number: int
    author: str
    day: str
    change: str
    hash: str = ""
    ours: bool = True


def mini(phases: Sequence[Phase], title: str = "") -> Markup:
    """The thread of one worklist row, 112 x 18 px; its title says the same in words. Raises ValueError without phases.

    Filled knots are done, the ring is now, two bars mean that the clock stands, small hollow knots come later.
    """
    if not phases:
        raise ValueError("a thread needs a phase")
    places = _spread(len(phases))
    lines = "".join(
        f'<line class="{"th" if phase.state != "later" else "th-next"}" '
        f'x1="{a:.1f}" y1="{_MIDDLE}" x2="{b:.1f}" y2="{_MIDDLE}"/>'
        for (a, b), phase in zip(pairwise(places), phases[1:], strict=True)
    )
    knots = "".join(_knot(place, phase.state) for place, phase in zip(places, phases, strict=True))
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="g s-mini s-fixw" width="{_WIDE}" height="{_TALL}" '
        f'viewBox="0 0 {_WIDE} {_TALL}" role="img" lang="id"><title>{escape(title or in_words(phases))}</title>'
        f"{lines}{knots}</svg>"
    )


def _spread(count: int) -> list[float]:
    if count == 1:
        return [_WIDE / 2]
    step = (_WIDE - 2 * _SIDE) / (count - 1)
    return [_SIDE + number * step for number in range(count)]


def _knot(x: float, state: PhaseState) -> str:
    if state == "paused":
        bars = "".join(f'<rect class="hd-loop" x="{x + off:.1f}" y="3.5" width="3" height="11"/>' for off in (-4, 1))
        return f'<circle class="knock" cx="{x:.1f}" cy="{_MIDDLE}" r="6"/>{bars}'
    kind, radius = {"done": ("dot", "3"), "now": ("dot-now", "5")}.get(state, ("dot-next", "2.5"))
    return f'<circle class="{kind}" cx="{x:.1f}" cy="{_MIDDLE}" r="{radius}"/>'


def in_words(phases: Sequence[Phase]) -> str:
    """The thread as a sentence: "Tahap 5 dari 8: Hukum, jam berhenti"."""
    for number, phase in enumerate(phases, 1):
        if phase.state in {"now", "paused"}:
            pause = f", {_SPOKEN['paused']}" if phase.state == "paused" else ""
            return f"Tahap {number} dari {len(phases)}: {phase.name}{pause}"
    done = sum(phase.state == "done" for phase in phases)
    return "Semua tahap selesai" if done == len(phases) else f"{done} dari {len(phases)} tahap selesai"


_RUNG, _KNOT, _LADDER = 180, 18, 98


def ladder(versions: Sequence[Version], *, ident: str = "tangga") -> Markup:
    """The rungs of a negotiation from left to right; the last one is the draft on the table.

    `ident` begins the ids of title and description and must be unique on the page. Ours stand on a filled knot, the
    partner's on a dashed one, so that the two differ without colour. Raises ValueError without a version.
    """
    if not versions:
        raise ValueError("a ladder needs a version")
    wide = _RUNG * len(versions)
    places = [_RUNG * number + _RUNG / 2 for number in range(len(versions))]
    lines = "".join(
        f'<line class="th" x1="{a + _KNOT + 2:.0f}" y1="24" x2="{b - _KNOT - 2:.0f}" y2="24"/>'
        for a, b in pairwise(places)
    )
    rungs = "".join(
        _rung(x, version, last=version is versions[-1]) for x, version in zip(places, versions, strict=True)
    )
    title = f"Tangga perundingan: {len(versions)} versi, terakhir versi {versions[-1].number}"
    desc = ". ".join(ladder_in_words(versions))
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="s-ladder" width="{wide}" height="{_LADDER}" '
        f'viewBox="0 0 {wide} {_LADDER}" role="img" lang="id" aria-labelledby="{escape(ident)}-t {escape(ident)}-d">'
        f'<title id="{escape(ident)}-t">{escape(title)}</title><desc id="{escape(ident)}-d">{escape(desc)}</desc>'
        f'<g class="g">{lines}{rungs}</g></svg>'
    )


def _rung(x: float, version: Version, *, last: bool) -> str:
    kind = "dot-now" if last else "box-done" if version.ours else "box-next"
    notes = [("t-b", f"{version.author}, {version.day}", 13.0, 64), ("t-s", version.change, 12.0, 80)]
    notes += [("t-s", version.hash, 12.0, 95)] if version.hash else []
    texts = "".join(
        f'<text class="t-m {role}" x="{x:.0f}" y="{y}">{_fitted(text, size, bold=role == "t-b")}</text>'
        for role, text, size, y in notes
    )
    return (
        f'<circle class="{kind}" cx="{x:.0f}" cy="24" r="{_KNOT}"/>'
        f'<text class="t-m t-b" x="{x:.0f}" y="28.5">v{version.number}</text>{texts}'
    )


def _fitted(text: str, size: float, *, bold: bool) -> str:
    return escape(shorten(text, size, _RUNG - 12, bold=bold))


def ladder_in_words(versions: Sequence[Version]) -> tuple[str, ...]:
    """One sentence for each version, without a full stop."""
    return tuple(
        f"Versi {version.number} dari {version.author}, {version.day}: {version.change}"
        + (f", sidik {version.hash}" if version.hash else "")
        for version in versions
    )
