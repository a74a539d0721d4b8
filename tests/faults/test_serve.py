"""The supervisor: everything starts together, stops together, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from simpul.adapters.postgres import is_running, places, superuser_url

pytestmark = pytest.mark.slow
Simpul = Callable[..., "subprocess.Popen[str]"]
Until = Callable[[Callable[[], bool]], None]


@pytest.fixture
def port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def told(process: subprocess.Popen[str], mark: str) -> str:
    """What it has printed when `mark` appears."""
    assert process.stdout is not None
    seen = ""
    for line in process.stdout:
        seen += line
        if mark in line:
            return seen
    pytest.fail(f"ended without saying {mark!r}:\n{seen}")


def alive(home: Path) -> dict[int, str]:
    """Every process of this installation, known by SIMPUL_HOME in its environment: also one that lost its parent."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"SIMPUL_HOME={home}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
    return found


def pid_of(home: Path, part: str) -> int:
    return min(pid for pid, command in alive(home).items() if part in command)


def server(home: Path) -> int:
    return int((places(home).data / "postmaster.pid").read_text().split()[0])


def test_ctrl_c_leaves_nothing_behind(prepared_home: Path, simpul: Simpul, port: str) -> None:
    process = simpul("serve", PORT=port)
    assert f"http://127.0.0.1:{port}" in told(process, "Simpul is ready")
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 0
    assert not alive(prepared_home)
    assert not is_running(prepared_home)


def test_web_and_worker_work_in_the_role_that_owns_nothing(prepared_home: Path, simpul: Simpul, port: str) -> None:
    process = simpul("serve", PORT=port)
    told(process, "Simpul is ready")
    with psycopg.connect(superuser_url(prepared_home, "simpul")) as connection:
        at_work = connection.execute(
            "SELECT DISTINCT usename FROM pg_stat_activity WHERE datname = 'simpul' AND usename <> 'postgres'"
        ).fetchall()
        owners = connection.execute("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'").fetchall()
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 0
    assert (at_work, owners) == ([("simpul_program",)], [("simpul",)])


def test_kill_nine_leaves_nothing_behind(prepared_home: Path, simpul: Simpul, port: str, until: Until) -> None:
    process = simpul("serve", PORT=port)
    told(process, "Simpul is ready")
    process.kill()
    process.wait(10)
    until(lambda: not alive(prepared_home) and not is_running(prepared_home))


@pytest.mark.parametrize(
    ("part", "code"), [("keeper", "SIS-71"), ("granian", "SIS-72"), ("simpul.cli.main worker", "SIS-73")]
)
def test_a_part_that_dies_stops_all(
    prepared_home: Path, simpul: Simpul, port: str, until: Until, part: str, code: str
) -> None:
    process = simpul("serve", PORT=port)
    told(process, "Simpul is ready")
    os.kill(server(prepared_home) if part == "keeper" else pid_of(prepared_home, part), signal.SIGKILL)
    assert code in told(process, "(Code: SIS-")
    assert process.wait(60) == 3
    until(lambda: not alive(prepared_home) and not is_running(prepared_home))


def test_a_taken_port_is_one_sentence(home: Path, simpul: Simpul, port: str) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", int(port)))
        other.listen()
        process = simpul("serve", PORT=port)
        printed, _ = process.communicate(timeout=30)
    assert process.returncode == 3
    assert printed.count("\n") == 1
    assert "PORT=" in printed
    assert "SIS-70" in printed
    assert not places(home).data.exists()


def test_a_database_that_does_not_answer_is_one_sentence(home: Path, simpul: Simpul, port: str) -> None:
    process = simpul("serve", PORT=port, DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing")
    printed, _ = process.communicate(timeout=30)
    assert process.returncode == 3
    assert printed.count("\n") == 1
    assert "SIS-74" in printed


def test_half_initialised_data_is_one_sentence(home: Path, simpul: Simpul, port: str) -> None:
    where = places(home)
    where.account.own_folder(where.base)
    where.data.mkdir()
    process = simpul("serve", PORT=port)
    printed, _ = process.communicate(timeout=30)
    assert process.returncode == 3
    assert "SIS-56" in printed.splitlines()[-1]


@pytest.mark.parametrize("bad", ["0", "65536", "http", "-1"])
def test_a_port_that_is_none(simpul: Simpul, bad: str) -> None:
    process = simpul("serve", PORT=bad)
    printed, _ = process.communicate(timeout=30)
    assert process.returncode == 2
    assert "1 to 65535" in printed
