"""An installation goes into a file and comes back identical; a bad file or a slip changes nothing."""

from __future__ import annotations

import json
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from simpul.adapters.postgres import Lease, places, program_url, stop, superuser_url
from simpul.cli import backup, restore
from simpul.cli.backup_file import MANIFEST, unpack
from simpul.rules.refusals import Refusal

PHRASE = "kata sandi contoh"
MORE = {"files/ab/cdef": b"%PDF-1.7 Contoh", "checkpoints/000001.json": b"{}", "anchors/akar.pem": b"PEM"}
KEYS = {"keys/seal.key.pem": b"rahasia", "keys/django-secret": b"s"}


@pytest.fixture(autouse=True)
def phrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIMPUL_BACKUP_PASSPHRASE", PHRASE)


def fill(home: Path) -> None:
    """Rows, files and keys."""
    with Lease(home) as lease, psycopg.connect(lease.url) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        connection.execute(
            "CREATE TABLE agreement AS SELECT n AS id, 'PKS ' || n AS title FROM generate_series(1, 500) n"
        )
        connection.execute("CREATE TABLE audit_auditevent AS SELECT 1 AS id")
    for name, content in (MORE | KEYS).items():
        (home / name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        (home / name).write_bytes(content)
        (home / name).chmod(0o600)


@pytest.fixture(scope="module")
def master() -> Iterator[bytes]:
    """One backup for all tests here: making its installation is what takes time."""
    with tempfile.TemporaryDirectory(prefix="simpul-master-") as name:
        home = Path(name) / "home"
        home.parent.chmod(0o755)
        fill(home)
        backup.write(home, Path(name) / "master.simpul", PHRASE)
        yield (Path(name) / "master.simpul").read_bytes()


@pytest.fixture
def filled(home: Path) -> Path:
    fill(home)
    return home


@pytest.fixture
def written(master: bytes, tmp_path: Path) -> Path:
    target = tmp_path / "cadangan.simpul"
    target.write_bytes(master)
    target.chmod(0o600)
    return target


@pytest.fixture
def elsewhere(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = home.with_name(f"{home.name}-b")
    folder.mkdir(mode=0o755)
    monkeypatch.setenv("SIMPUL_HOME", str(folder))
    yield folder
    stop(folder)
    shutil.rmtree(places(folder).base, ignore_errors=True)
    shutil.rmtree(folder)


def rows(home: Path) -> tuple[int, bool, bool]:
    """How many rows there are, and whether the program's role may delete them, and those of the log."""
    with Lease(home), psycopg.connect(program_url(home)) as connection:
        found = connection.execute(
            "SELECT count(*), has_table_privilege('agreement', 'DELETE'), "
            "has_table_privilege('audit_auditevent', 'UPDATE, DELETE, TRUNCATE') FROM agreement"
        ).fetchone()
    assert found is not None
    return found


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refusal:
        act()
    return refusal.value.code


def read(tar: tarfile.TarFile) -> bytes:
    content = tar.extractfile(MANIFEST)
    assert content is not None
    return content.read()


def test_a_restored_copy_is_identical(written: Path, elsewhere: Path) -> None:
    assert restore.run([str(written)]) == 0
    assert rows(elsewhere) == (500, True, False)
    for name, content in (MORE | KEYS).items():
        assert (elsewhere / name).read_bytes() == content
    assert (elsewhere / "keys" / "seal.key.pem").stat().st_mode & 0o777 == 0o600


def test_the_keys_are_not_readable_in_the_file(home: Path, master: bytes) -> None:
    assert b"%PDF-1.7 Contoh" in master
    assert b"rahasia" not in master


def test_a_wrong_passphrase_changes_nothing(written: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIMPUL_BACKUP_PASSPHRASE", "lain")
    assert refused(lambda: restore.run([str(written)])) == "CAD-04"
    assert not list(elsewhere.iterdir())


@pytest.mark.parametrize("damage", ["byte", "tail", "rubbish", "path"])
def test_a_damaged_file_changes_nothing(written: Path, elsewhere: Path, damage: str) -> None:
    content = written.read_bytes()
    if damage == "byte":
        written.write_bytes(content.replace(b"%PDF-1.7 Contoh", b"%PDF-1.7 contoh"))
    elif damage == "tail":
        written.write_bytes(content[: len(content) // 2])
    elif damage == "rubbish":
        written.write_bytes(b"not a tar file at all" * 100)
    else:
        with tarfile.open(written, "w") as tar:
            tar.addfile(tarfile.TarInfo("../outside"))
    assert refused(lambda: restore.run([str(written)])) == "CAD-05"
    assert not list(elsewhere.iterdir())
    assert not elsewhere.with_name("outside").exists()


def test_a_home_in_use_is_moved_aside_only_when_asked(written: Path, filled: Path) -> None:
    assert refused(lambda: restore.run([str(written)])) == "CAD-07"
    (filled / "files/ab/cdef").write_bytes(b"newer")
    assert restore.run([str(written), "--force"]) == 0
    assert (filled / "files/ab/cdef").read_bytes() == MORE["files/ab/cdef"]
    assert next(filled.glob("before-restore-*/files/ab/cdef")).read_bytes() == b"newer"
    with Lease(filled) as lease, psycopg.connect(lease.url) as connection:
        names = connection.execute("SELECT count(*) FROM pg_database WHERE datname LIKE 'before_restore_%'").fetchone()
    assert names == (1,)


def test_a_running_installation_is_not_restored_over(written: Path, filled: Path) -> None:
    with Lease(filled) as lease, psycopg.connect(lease.url):
        assert refused(lambda: restore.run([str(written), "--force"])) == "CAD-09"
    assert (filled / "files/ab/cdef").exists()


def test_an_existing_backup_is_not_overwritten(written: Path) -> None:
    assert refused(lambda: backup.run([str(written)])) == "CAD-06"


def test_rows_that_differ_are_found(written: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = unpack

    def other(source: Path, folder: Path) -> dict[str, object]:
        manifest = real(source, folder)
        manifest["tables"]["agreement"][0] = 499
        return manifest

    monkeypatch.setattr("simpul.cli.restore.unpack", other)
    assert refused(lambda: restore.run([str(written)])) == "SIS-81"


def test_into_and_out_of_a_given_server(
    written: Path, elsewhere: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Lease(home) as lease:
        with psycopg.connect(lease.url, autocommit=True) as connection:
            connection.execute("CREATE DATABASE other")
        other = lease.url.replace("/simpul?", "/other?")
        monkeypatch.setenv("DATABASE_URL", other)
        assert restore.run([str(written)]) == 0
        again = elsewhere / "again.simpul"
        backup.write(elsewhere, again, "x")
        with tarfile.open(again) as one, tarfile.open(written) as two:
            first, second = (json.loads(read(tar)) for tar in (one, two))
        assert first["tables"] == second["tables"]
        shutil.rmtree(elsewhere / "keys")
        for name in ("files", "checkpoints", "anchors"):
            shutil.rmtree(elsewhere / name)
        assert refused(lambda: restore.run([str(written)])) == "CAD-08"


def test_into_a_server_where_the_roles_have_other_names(
    written: Path, elsewhere: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Lease(home) as lease:
        with psycopg.connect(superuser_url(home), autocommit=True) as connection:
            for statement in (
                "CREATE ROLE pemilik LOGIN",
                "CREATE ROLE pekerja LOGIN",
                "CREATE DATABASE lain OWNER pemilik",
            ):
                connection.execute(statement)
        owner, worker = (lease.url.replace("simpul@/simpul?", f"{role}@/lain?") for role in ("pemilik", "pekerja"))
        monkeypatch.setenv("DATABASE_URL", worker)
        monkeypatch.setenv("DATABASE_OWNER_URL", owner)
        assert restore.run([str(written)]) == 0
        with psycopg.connect(worker) as connection:
            owners = connection.execute(
                "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'"
            ).fetchall()
            connection.execute("UPDATE agreement SET title = title")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("UPDATE audit_auditevent SET id = id")
        assert owners == [("pemilik",)]
        backup.write(elsewhere, elsewhere / "again.simpul", "x")
