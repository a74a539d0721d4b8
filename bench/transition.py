"""One durable transition of a case: the action behind the page beside hand-written SQL, plain ORM and SpiffWorkflow.

All shipped procedures, each return taken once, every step with audit event, outbox row and figures (see
``transitions/measured.py`` for what is left out). Each way runs on 1 and on 4 connections, a process each, the ways
taking turns in every round and the procedures taking turns within a way. Making the cases is not counted. What is read
is the median of the ratios within a round, because the machine is never quiet. After each round the rows of the last
cases are compared column by column with those that the action writes, and their audit chains computed anew, so that no
way can leave work out. SpiffWorkflow writes none of these rows, only its own state.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, astuple, dataclass
from itertools import cycle
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Protocol

import psycopg

from bench.transitions.setting import Act, House, Played, database, set_up

RESULTS = Path(__file__).parent / "results" / "transition.json"
CONNECTIONS = (1, 4)
NAMES = ("sql", "ours", "orm", "spiff")
TARGET = 1.0
# A connection is kept: PostgreSQL plans a prepared statement anew for its first five uses. The others prepare none.
WARM_CASES = {"sql": 6, "ours": 6}
WAIT_SECONDS = 300


class Steps(Protocol):
    """A way to carry out transitions."""

    def begin(self, played: Played) -> int: ...
    def step(self, case: int, played: Played, act: Act) -> None: ...


@dataclass(frozen=True)
class Measured:
    """Transitions per second over all processes, and latencies in milliseconds."""

    per_second: float
    p50_ms: float
    p95_ms: float


@dataclass(frozen=True)
class Row:
    """One line of the table; ``ratio`` is the median of the ratios to ``sql`` within a round."""

    connections: int
    way: str
    per_second: float
    p50_ms: float
    p95_ms: float
    ratio: float


def work(name: str, house: House, url: str, seconds: float, barrier: Barrier, answer: Connection) -> None:
    """One process: warm up with a case of each procedure, wait for the others, then transitions for so many seconds."""
    set_up()
    from bench.transitions.spiff import Spiff  # noqa: PLC0415 - models need Django, which a spawned process sets up here
    from bench.transitions.ways import Orm, Ours, Sql  # noqa: PLC0415 - models need Django

    ways: dict[str, Callable[[House, str], Steps]] = {"ours": Ours, "sql": Sql, "orm": Orm, "spiff": Spiff}
    way = ways[name](house, url)
    last: dict[str, int] = {}
    times: list[float] = []
    for played in house.played * WARM_CASES.get(name, 1):
        last[played.code] = _played(way, played)[0]
    barrier.wait(WAIT_SECONDS)
    for played in cycle(house.played):
        if sum(times) >= seconds:
            break
        last[played.code], taken = _played(way, played)
        times += taken
    told = last if not isinstance(way, Spiff) else {code: int(way.ended(case)) for code, case in last.items()}
    answer.send((times, told))


def _played(way: Steps, played: Played) -> tuple[int, list[float]]:
    """A case to its end, with the seconds that each transition took."""
    case, times = way.begin(played), []
    for act in played.acts:
        begun = time.perf_counter()
        way.step(case, played, act)
        times.append(time.perf_counter() - begun)
    return case, times


def tidied(url: str) -> None:
    """Rows that another way left dead or uncounted are neither read nor planned for by the next one."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def measure(name: str, house: House, url: str, connections: int, seconds: float) -> Measured:
    """One round of one way."""
    tidied(url)
    spawn = multiprocessing.get_context("spawn")
    barrier = spawn.Barrier(connections)
    pipes = [spawn.Pipe(duplex=False) for _ in range(connections)]
    workers = [
        spawn.Process(target=work, args=(name, house, url, seconds, barrier, sender)) for _, sender in pipes
    ]  # fmt: skip
    for worker in workers:
        worker.start()
    answers = []
    for (receiver, sender), worker in zip(pipes, workers, strict=True):
        sender.close()
        answers.append(receiver.recv())
        worker.join()
    check(name, house, [cases for _, cases in answers])
    every = sorted(taken for times, _ in answers for taken in times)
    rate = sum(len(times) / sum(times) for times, _ in answers)
    return Measured(rate, every[len(every) // 2] * 1000, every[int(len(every) * 0.95)] * 1000)


def check(name: str, house: House, cases: list[dict[str, int]]) -> None:
    """Every case has ended with the rows that the action writes, and its chain holds; of SpiffWorkflow only the end."""
    from bench.transitions.checking import faults  # noqa: PLC0415 - models need Django
    from bench.transitions.ways import Ours  # noqa: PLC0415 - models need Django

    if name == "spiff":
        found = [f"spiff: {code} has not ended" for last in cases for code, ended in last.items() if not ended]
    else:
        like = {played.code: _played(Ours(house, ""), played)[0] for played in house.played}
        known = {played.code: played for played in house.played}
        found = [
            fault for last in cases for code, case in last.items() for fault in faults(case, like[code], known[code])
        ]
    if found:
        raise SystemExit("\n".join([f"{name}: {len(found)} differences", *found[:20]]))


def table(house: House, url: str, rounds: int, seconds: float) -> list[Row]:
    """All rounds of all ways; within a round the ways follow one another."""
    rows = []
    for connections in CONNECTIONS:
        found: dict[str, list[Measured]] = {name: [] for name in NAMES}
        for turn in range(rounds):
            for name in NAMES if turn % 2 == 0 else reversed(NAMES):
                found[name].append(measure(name, house, url, connections, seconds))
        for name, measured in found.items():
            ratios = [mine.per_second / sql.per_second for mine, sql in zip(measured, found["sql"], strict=True)]
            per_second, p50, p95 = (statistics.median(each) for each in zip(*map(astuple, measured), strict=True))
            ratio = round(statistics.median(ratios), 2)
            rows.append(Row(connections, name, round(per_second, 1), round(p50, 3), round(p95, 3), ratio))
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=2.0)
    wanted = parser.parse_args()
    with database() as url:
        set_up()
        from bench.transitions.checking import prepared_house  # noqa: PLC0415 - models need Django

        house = prepared_house()
        rows = table(house, url, wanted.rounds, wanted.seconds)
    steps = ", ".join(f"{played.code} {len(played.acts)}" for played in house.played)
    print(f"{wanted.rounds} rounds of {wanted.seconds} s, ways in turn; transitions a case: {steps}\n")
    print("| connections | way | transitions/s | p50 ms | p95 ms | ratio to sql |\n|---|---|---|---|---|---|")
    for row in rows:
        print(f"| {row.connections} | {row.way} | {row.per_second} | {row.p50_ms} | {row.p95_ms} | {row.ratio} |")
    told = {
        "target": TARGET,
        "rounds": wanted.rounds,
        "seconds": wanted.seconds,
        "transitions": steps,
        "rows": [asdict(row) for row in rows],
    }
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(told, indent=2) + "\n")
    reached = min(row.ratio for row in rows if row.way == "ours")
    print(f"\nours reaches {reached} of the hand-written SQL; wanted: {TARGET}")
    return 0 if reached >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
