"""The tables of the page: used against the standard, working and waiting, rounds, ends, steps by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simpul.core.procedures.conformance import Ends, Rounds
from simpul.pages.desk.case_head import STATUS_WORDS
from simpul.pages.desk.conformance import words
from simpul.pages.desk.conformance.groups import STEP, Names, label, month, short_month
from simpul.rules.procedure.figures import LEAST, Entered, Figure, Spread, figures

MONTHS_SHOWN = 12
_STEPS_OF_HEAT = (0.5, 0.7, 0.85, 0.95)


@dataclass(frozen=True, slots=True)
class Used:
    """Used against the standard. ``median`` and ``p90`` of a step in the unit of its standard, else office time;
    ``median_share`` and ``p90_share`` of the standard, ``in_time_of`` the count behind a percentage, each "" below
    five."""

    label: str
    standard: str
    n: str
    in_time: str
    in_time_of: str
    median: str
    p90: str
    median_share: str
    p90_share: str
    lag: str


def used(found: Sequence[Figure], group: str, names: Names) -> list[Used]:
    """One row a figure."""
    return [_used(figure, group, names) for figure in found]


def _used(figure: Figure, group: str, names: Names) -> Used:
    medium, high = _amounts(figure, group)
    shares = figure.shares if figure.shared >= LEAST else None
    return Used(
        label=label(group, figure.key, names),
        standard=figure.key[1] if group == STEP else "",
        n=words.number(figure.n),
        in_time=words.in_time(figure) if figure.share is None else words.percent(figure.share),
        in_time_of="" if figure.share is None else words.part_of(figure.in_time, figure.timed),
        median=medium,
        p90=high,
        median_share=words.percent(shares.median) if shares else "",
        p90_share=words.percent(shares.p90) if shares else "",
        lag=words.lag(figure.lag.median),
    )


def _amounts(figure: Figure, group: str) -> tuple[str, str]:
    if group == STEP and figure.used is not None and figure.unit is not None:
        return words.amount(figure.used.median, figure.unit), words.amount(figure.used.p90, figure.unit)
    return _minutes(figure.worked)


def _minutes(spread: Spread | None) -> tuple[str, str]:
    return (words.minutes(spread.median), words.minutes(spread.p90)) if spread else (words.NONE, words.NONE)


@dataclass(frozen=True, slots=True)
class Went:
    """Where office time went: all of it together, and the median of one entry."""

    label: str
    worked: str
    waited: str
    worked_median: str
    waited_median: str


def went(found: Sequence[Figure], group: str, names: Names) -> list[Went]:
    """Rows with any time in them."""
    return [
        Went(
            label(group, figure.key, names, found), words.minutes(figure.worked_sum), words.minutes(figure.waited_sum),
            _minutes(figure.worked)[0], _minutes(figure.waited)[0],
        )
        for figure in found
        if figure.worked_sum or figure.waited_sum
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Again:
    """Rounds of a step."""

    label: str
    cases: str
    again: str
    most: str


def rounds(found: Sequence[Rounds], names: Names) -> list[Again]:
    """Every step that was entered, in the order of the sheet."""
    return [
        Again(
            names.title(row.step), words.number(row.cases),
            words.share(row.again / row.cases if row.cases >= LEAST else None, row.again, row.cases),
            words.number(row.most),
        )
        for row in sorted(found, key=lambda row: (names.place(row.step), row.step))
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ended:
    """One way in which cases ended: ``chip`` and ``status`` say how."""

    chip: str
    status: str
    step: str
    n: int
    share: str


def ended(found: Ends, names: Names) -> list[Ended]:
    """The most frequent first."""
    total = sum(n for _how, _step, n in found.ended)
    return [
        Ended(
            STATUS_WORDS[how][0], str(STATUS_WORDS[how][1]), names.title(step) if step else words.NONE, n,
            words.percent(n / total) if total >= LEAST else words.NONE,
        )
        for how, step, n in found.ended
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """``heat`` 1 (worst) to 5, 0 where there is no percentage; ``text`` stands in it, ``spoken`` explains it."""

    heat: int
    text: str
    spoken: str


@dataclass(frozen=True, slots=True)
class Heat:
    """Steps by month: ``months`` short and in full; the last twelve months with a completed entry."""

    months: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def heat(entries: Sequence[Entered], names: Names) -> Heat:
    """The share in time of every step with a clock, month by month."""
    timed = [entry for entry in entries if entry.timed]
    months = sorted({entry.month for entry in timed})[-MONTHS_SHOWN:]
    found = {figure.key: figure for figure in figures(timed, lambda row: (row.step, row.month))}
    steps = sorted({entry.step for entry in timed}, key=lambda step: (names.place(step), step))
    rows = ((names.title(step), tuple(_cell(found.get((step, one))) for one in months)) for step in steps)
    return Heat(tuple((short_month(one), month(one)) for one in months), tuple(rows))


def _cell(figure: Figure | None) -> Cell:
    if figure is None:
        return Cell(0, "", words.NONE)
    if figure.share is None:
        return Cell(0, f"{figure.in_time}/{figure.timed}", words.in_time(figure))
    return Cell(1 + sum(figure.share >= edge for edge in _STEPS_OF_HEAT), words.percent(figure.share), "")
