"""Real servers in folders of their own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from simpul.adapters.postgres import places, stop

Until = Callable[[Callable[[], bool]], None]


@contextmanager
def new_home() -> Iterator[Path]:
    """An empty SIMPUL_HOME with a short path; its server is stopped afterwards, whatever a test did to it."""
    folder = Path(tempfile.mkdtemp(prefix="simpul-fault-"))
    folder.chmod(0o755)
    yield folder
    stop(folder)
    shutil.rmtree(places(folder).base, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A new home for one test."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with new_home() as folder:
        monkeypatch.setenv("SIMPUL_HOME", str(folder))
        yield folder


@pytest.fixture(scope="module")
def prepared_home() -> Iterator[Path]:
    """One home for several tests that need it migrated and seeded: that is what takes time."""
    with new_home() as folder:
        yield folder


@pytest.fixture
def until() -> Until:
    """Wait for a state of another process: no fixed sleep, a limit of 30 s."""

    def wait(true: Callable[[], bool]) -> None:
        end = time.monotonic() + 30
        while not true():
            assert time.monotonic() < end, "the awaited state did not come within 30 s"
            time.sleep(0.02)

    return wait


@pytest.fixture
def simpul(request: pytest.FixtureRequest) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start `simpul ...` in the test's home; what is still alive at the end is killed with its group."""
    home = request.getfixturevalue("prepared_home" if "prepared_home" in request.fixturenames else "home")
    started: list[subprocess.Popen[str]] = []

    def start(*words: str, **more: str) -> subprocess.Popen[str]:
        inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environment = {**inherited, "SIMPUL_HOME": str(home), "SIMPUL_LANG": "en", "PYTHONUNBUFFERED": "1", **more}
        process = subprocess.Popen(
            [sys.executable, "-m", "simpul.cli.main", *words],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
