"""Adding N working days: ours beside a loop over the `holidays` package, a loop over a set, a bisect and a bare index.

All read the same days (the shipped calendar without its own settings) and are checked against each other before
they are timed. The bare index is the floor: two list look-ups with nothing around them. The batch answers every day
of the calendar for one N. Each figure is the best of many short rounds: another process can only slow a round down.
"""

from __future__ import annotations

import bisect
import json
import random
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import holidays

from simpul.lib.national_calendar import national_calendar

RESULTS = Path(__file__).parent / "results" / "working_days.json"
AMOUNTS = (1, 3, 10, 60, 250)
ROUNDS, SAMPLE = 40, 1_000
TARGET_NS, TARGET_BATCH_NS = 300.0, 10.0
ONE = timedelta(days=1)
Add = Callable[[date, int], date]


def variants() -> Mapping[str, Add]:
    """Every way to add, over the same days off."""
    index = national_calendar().index
    first, last = date(2020, 1, 1), date(2035, 12, 31)
    package = holidays.country_holidays("ID", years=range(2019, 2038), categories=("government", "public"))
    off = frozenset(package.keys())
    ordinals = range(first.toordinal(), last.toordinal() + 1)
    worked = [o for o in ordinals if date.fromordinal(o).weekday() < 5 and date.fromordinal(o) not in off]
    seen = [bisect.bisect_right(worked, o) for o in ordinals]
    answers, base = [date.fromordinal(o) for o in worked], ordinals[0]

    def package_loop(day: date, n: int) -> date:
        while n:
            day += ONE
            n -= day.weekday() < 5 and day not in package
        return day

    def set_loop(day: date, n: int) -> date:
        while n:
            day += ONE
            n -= day.weekday() < 5 and day not in off
        return day

    def bisected(day: date, n: int) -> date:
        return date.fromordinal(worked[bisect.bisect_right(worked, day.toordinal()) + n - 1])

    def bare(day: date, n: int) -> date:
        return answers[seen[day.toordinal() - base] + n - 1]

    return {
        "holidays loop": package_loop,
        "set loop": set_loop,
        "bisect": bisected,
        "bare index": bare,
        "ours": index.add,
    }


def check(ways: Mapping[str, Add], days: Sequence[date]) -> int:
    """Every way agrees with the loop over the package; returns how many answers were compared."""
    compared = 0
    for n in AMOUNTS:
        for day in days[:200]:
            wanted = ways["set loop"](day, n)
            for name, add in ways.items():
                if (got := add(day, n)) != wanted:
                    raise SystemExit(f"{name} differs: {day} + {n} = {got}, not {wanted}")
                compared += 1
    return compared


def nanoseconds(add: Add, days: Sequence[date], n: int) -> float:
    start = time.perf_counter_ns()
    for day in days:
        add(day, n)
    return (time.perf_counter_ns() - start) / len(days)


def measured(ways: Mapping[str, Add], days: Sequence[date]) -> dict[str, dict[str, float]]:
    """Best nanoseconds per answer; the ways take turns, so that a busy moment of the machine meets all of them."""
    found: dict[tuple[str, int], list[float]] = {}
    for _ in range(ROUNDS):
        for n in AMOUNTS:
            for name, add in ways.items():
                some = days[:25] if name.endswith("loop") else days
                found.setdefault((name, n), []).append(nanoseconds(add, some, n))
    return {name: {str(n): round(min(found[name, n]), 1) for n in AMOUNTS} for name in ways}


def batch() -> dict[str, float]:
    """Best nanoseconds per answer when every day of the calendar is asked at once, for one N."""
    index = national_calendar().index
    found: dict[int, list[float]] = {n: [] for n in AMOUNTS}
    for _ in range(ROUNDS):
        for n in AMOUNTS:
            start = time.perf_counter_ns()
            answers = index.every(n)
            found[n].append((time.perf_counter_ns() - start) / len(answers))
    return {str(n): round(min(each), 1) for n, each in found.items()}


def main() -> int:
    chance = random.Random(3)
    first = date(2020, 6, 1).toordinal()
    days = [date.fromordinal(first + chance.randrange(13 * 365)) for _ in range(SAMPLE)]
    ways = variants()
    compared = check(ways, days)
    table = measured(ways, days) | {"ours, batch": batch()}
    print(f"{compared} answers agree; ns per answer, best of {ROUNDS} rounds")
    print("| way | " + " | ".join(f"N={n}" for n in AMOUNTS) + " |\n|---" * 1 + "|---" * len(AMOUNTS) + "|")
    for name, row in table.items():
        print(f"| {name} | " + " | ".join(f"{row[str(n)]:.0f}" for n in AMOUNTS) + " |")
    worst = max(table["ours"].values())
    batched = max(table["ours, batch"].values())
    print(
        f"target: ours <= {TARGET_NS:.0f} ns at any N, worst {worst:.0f}; "
        f"batch <= {TARGET_BATCH_NS:.0f}, worst {batched:.0f} (numpy, which reaches it, is no dependency)"
    )
    RESULTS.parent.mkdir(exist_ok=True)
    report = {
        "unit": "ns",
        "target_ns": TARGET_NS,
        "target_batch_ns": TARGET_BATCH_NS,
        "compared": compared,
        "best": table,
        "python": sys.version.split()[0],
    }
    RESULTS.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
