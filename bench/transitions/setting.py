"""What every process of the measurement is told: the institution, and the transitions of each procedure in order."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import django

from simpul.adapters.postgres import Lease
from simpul.lib.home import data_home

Row = Mapping[str, object]


@contextmanager
def database() -> Iterator[str]:
    """The database of DATABASE_URL, else the embedded one of SIMPUL_HOME for as long as it is measured.

    Its tables are brought up to date first, by a process of its own whose time and memory are not measured.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "simpul.config.settings")
    if os.environ.get("DATABASE_URL"):
        _bring_up_to_date()
        yield os.environ["DATABASE_URL"]
        return
    with Lease(data_home()) as lease:
        os.environ["DATABASE_URL"] = lease.url
        _bring_up_to_date()
        yield lease.url


def _bring_up_to_date() -> None:
    subprocess.run([sys.executable, "-m", "django", "migrate", "--verbosity=0"], check=True)


def set_up() -> None:
    """Django, for the ways that use it and for making cases."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "simpul.config.settings")
    django.setup()


@dataclass(frozen=True)
class Written:
    """The rows that one transition writes, as they were read after the action had written them once.

    ``opened``: columns of the new tasks, with true or false for ``due_at``, ``timer_at`` and ``paused_since``;
    ``outputs``: (name, file id, record); ``stood``: (task key, party, reason) of the pauses that begin; ``resumed``:
    keys of tasks whose pause ends; ``event``: body of the audit event; ``in_time``: None where the step has no clock.
    """

    lane_id: int | None
    data: Row
    opened: tuple[Row, ...]
    lapsed: tuple[str, ...]
    outputs: tuple[tuple[str, int | None, Row | None], ...]
    stood: tuple[tuple[str, str, str], ...]
    resumed: tuple[str, ...]
    state: Row
    facts: Row
    status: str
    event: Row
    payload: Row
    in_time: int | None


@dataclass(frozen=True)
class Act:
    """One transition: which task is completed and with what; ``written`` is filled in once it was done."""

    key: str
    step: str
    outcome: str
    note: str
    raw: Mapping[str, str]
    files: Mapping[str, int]
    written: Written


@dataclass(frozen=True)
class Played:
    """A procedure and the transitions of its cases from the first step to the end."""

    code: str
    version_id: int
    lane: str
    conditions: Mapping[str, bool]
    units: Mapping[str, int]
    bpmn: str
    acts: tuple[Act, ...]


@dataclass(frozen=True)
class House:
    """What every way works with."""

    institution_id: int
    user_id: int
    played: tuple[Played, ...]


def today() -> date:
    return date(2026, 1, 2)
