"""Rounds of the ways that carry out transitions, each connection a process of its own. Needs Django set up before."""

from __future__ import annotations

import multiprocessing
import statistics
import time
from collections.abc import Callable
from dataclasses import astuple, dataclass
from itertools import cycle
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from typing import Protocol

import psycopg

from bench.transitions.apart import work_apart
from bench.transitions.checking import faults
from bench.transitions.setting import Act, House, Played
from bench.transitions.spiff import Spiff
from bench.transitions.ways import Orm, Ours, Sql

CONNECTIONS = (1, 4)
NAMES = ("sql", "ours", "orm", "spiff")
# A connection is kept: PostgreSQL plans a prepared statement anew for its first five uses. The others prepare none.
WARM_CASES = {"sql": 6, "ours": 6}
WAIT_SECONDS = 300
WAYS: dict[str, Callable[[House, str], Steps]] = {"ours": Ours, "sql": Sql, "orm": Orm, "spiff": Spiff}


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
    way = WAYS[name](house, url)
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
        spawn.Process(target=work_apart, args=(name, house, url, seconds, barrier, sender)) for _, sender in pipes
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
