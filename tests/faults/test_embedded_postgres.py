"""The launcher against everything that happens to a database on an ordinary machine."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from simpul.adapters.postgres import Lease, cluster, embedded_url, ensure_running, is_running, places, programs, stop
from simpul.adapters.postgres.diagnosis import explain
from simpul.rules.refusals import Refusal

Until = Callable[[Callable[[], bool]], None]
DEBIAN = Path("/usr/lib/postgresql/15/bin")


def postmaster(home: Path) -> int:
    return int((places(home).data / "postmaster.pid").read_text().split()[0])


def gone(pid: int) -> bool:
    """True when no such process is left, or only its entry waits to be read."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


def one(url: str, query: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return row[0]


def test_first_start_makes_role_and_database(home: Path) -> None:
    url = ensure_running(home)
    assert one(url, "SELECT current_user || '@' || current_database()") == "simpul@simpul"
    assert one(url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
    assert one(url, "SHOW listen_addresses") == ""
    assert one(url, "SHOW fsync") == "on"
    assert ensure_running(home) == url


def test_only_its_account_may_enter(home: Path) -> None:
    ensure_running(home)
    where = places(home)
    for folder in (where.base, where.data, where.sockets):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert folder.stat().st_uid == where.account.uid != 0
    assert stat.S_IMODE(home.stat().st_mode) == 0o755


def test_committed_rows_survive_stop_and_start(home: Path) -> None:
    with psycopg.connect(ensure_running(home)) as connection:
        connection.execute("CREATE TABLE t AS SELECT 7 AS n")
    stop(home)
    assert not is_running(home)
    assert one(ensure_running(home), "SELECT n FROM t") == 7


def test_committed_rows_survive_kill_nine(home: Path) -> None:
    url = ensure_running(home)
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE t AS SELECT 7 AS n")
    # Immediately afterwards: the old postmaster.pid and the old back ends are still there.
    os.kill(postmaster(home), signal.SIGKILL)
    assert one(ensure_running(home), "SELECT n FROM t") == 7


def test_many_processes_start_it_once(home: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        assert set(pool.map(ensure_running, [home] * 8)) == {embedded_url(home)}
    assert is_running(home)


def test_interrupted_initdb_is_done_again(home: Path) -> None:
    where = places(home)
    where.account.own_folder(where.base)
    where.draft.mkdir()
    (where.draft / "PG_VERSION").write_text("18\n")
    assert one(ensure_running(home), "SELECT 1") == 1


@pytest.mark.parametrize("missing", ["PG_VERSION", "global/pg_control"])
def test_half_a_data_folder_is_never_overwritten(home: Path, missing: str) -> None:
    ensure_running(home)
    stop(home)
    (places(home).data / missing).unlink()
    with pytest.raises(Refusal) as refused:
        ensure_running(home)
    assert refused.value.code == "SIS-56"
    assert (places(home).data / "base").is_dir()


def test_data_of_another_major_version(home: Path) -> None:
    ensure_running(home)
    stop(home)
    (places(home).data / "PG_VERSION").write_text("13\n")
    with pytest.raises(Refusal) as refused:
        ensure_running(home)
    assert refused.value.code == "SIS-57"


def test_very_long_home_gets_a_short_socket_folder(home: Path) -> None:
    deep = home / ("panjang" * 20)
    deep.mkdir()
    try:
        assert one(ensure_running(deep), "SELECT 1") == 1
        assert len(str(places(deep).sockets)) < 90
    finally:
        stop(deep)


def test_strangers_socket_folder_is_refused(home: Path) -> None:
    deep = home / ("panjang" * 20)
    deep.mkdir()
    sockets = places(deep).sockets
    sockets.symlink_to(home)
    try:
        with pytest.raises(Refusal) as refused:
            ensure_running(deep)
    finally:
        sockets.unlink()
    assert refused.value.code == "SIS-55"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root lends the server another account")
def test_home_closed_to_the_lent_account(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = home / "closed"
    closed.mkdir(mode=0o700)
    inside = closed / "var"
    monkeypatch.setattr("simpul.adapters.postgres.layout.SYSTEM_COPIES", home / "system")
    try:
        assert one(ensure_running(inside), "SELECT 1") == 1
        assert places(inside).base.parent == home / "system"
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    finally:
        stop(inside)


def test_last_lease_stops_the_server(home: Path) -> None:
    first, second = Lease(home), Lease(home)
    with first:
        with second:
            assert is_running(home)
        assert is_running(home)
    assert not is_running(home)


def test_keeper_stops_the_server_when_its_parent_is_gone(home: Path, until: Until) -> None:
    keeper = subprocess.Popen(
        [sys.executable, "-m", "simpul.adapters.postgres.keeper", str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert keeper.stdout is not None
    assert keeper.stdin is not None
    assert b"url" in keeper.stdout.readline()
    server = postmaster(home)
    keeper.stdin.close()
    assert keeper.wait(30) == 0
    keeper.stdout.close()
    until(lambda: gone(server))


@pytest.mark.skipif(not (DEBIAN / "initdb").exists(), reason="Debian's PostgreSQL 15 is not installed")
def test_debians_own_programs_serve_as_well(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIMPUL_PG_BIN", str(DEBIAN))
    assert str(one(ensure_running(home), "SHOW server_version")).startswith("15")
    stop(home)


def test_missing_programs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SIMPUL_PG_BIN", str(tmp_path))
    with pytest.raises(Refusal) as refused:
        programs()
    assert refused.value.code == "SIS-53"


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ('FATAL:  could not write to file "pg_wal/x": No space left on device', "SIS-60"),
        ('FATAL:  lock file "postmaster.pid" already exists', "SIS-58"),
        ("FATAL:  pre-existing shared memory block (key 1) is still in use", "SIS-58"),
        ('FATAL:  data directory "/x" has wrong ownership', "SIS-61"),
        ("PANIC:  could not locate a valid checkpoint record", "SIS-62"),
        ("FATAL:  could not map anonymous shared memory: Cannot allocate memory", "SIS-63"),
        ("something nobody has seen", "SIS-59"),
        ("", "SIS-59"),
    ],
)
def test_every_symptom_has_a_sentence(printed: str, code: str, tmp_path: Path) -> None:
    refusal = explain(printed, tmp_path / "postgres.log")
    assert refusal.code == code
    assert refusal.text % refusal.params


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small file system needs root")
def test_full_disk(home: Path) -> None:
    small = home / "pg"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(small)], check=False).returncode != 0:
        pytest.skip("mounting is not allowed here")
    try:
        with pytest.raises(Refusal) as refused:
            ensure_running(home)
        assert refused.value.code == "SIS-60"
        assert not cluster.is_running(home)
        assert not list(small.glob("data*"))
    finally:
        subprocess.run(["umount", str(small)], check=True)
        shutil.rmtree(small)
