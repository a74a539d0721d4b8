"""The log is append-only for the program's role; no log, no act; an erased person leaves the chain whole."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from simpul.core.audit import salts
from simpul.core.audit.models import AuditEvent, PersonSalt
from simpul.core.audit.permissions import APPEND_ONLY, settle, withhold
from simpul.core.audit.rows import hashed
from simpul.core.audit.verifier import verify
from simpul.core.directory.models import Institution
from simpul.core.documents.actions import store
from simpul.core.documents.models import StoredFile
from simpul.core.documents.storage import path_of, read
from simpul.core.messages.actions import record
from simpul.core.messages.models import OutboxEvent
from simpul.core.procedures.actions import publish_version
from simpul.core.procedures.models import ProcedureVersion
from simpul.lib.actor import SYSTEM, Actor
from simpul.rules.refusals import Refusal
from tests.audit.kit import address
from tests.roles import worker_role

PERSON = Actor("user", "42", "Umpama Contoh", "Tata Usaha")
SOP = Path(__file__).resolve().parents[2] / "src" / "simpul" / "sops" / "bblbk" / "1.yaml"


@pytest.fixture
def institution(db: None) -> Institution:
    return Institution.objects.create(code="balai", name="Balai Contoh", short_name="BC", city="Jakarta")


def act(institution: Institution, by: Actor = PERSON) -> None:
    record(institution_id=institution.pk, verb="people.changed", by=by, facts={"count": 1})


@pytest.fixture
def as_the_program(db: None) -> Iterator[None]:
    """A role that owns the tables as the embedded server's does, but is no superuser."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            cursor.execute("CREATE ROLE program_under_test")
            cursor.execute("GRANT ALL ON SCHEMA public TO program_under_test")
            for table in APPEND_ONLY:
                cursor.execute(f"ALTER TABLE {table} OWNER TO program_under_test")
            cursor.execute("SET LOCAL ROLE program_under_test")
        for table in APPEND_ONLY:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        withhold(cursor)
        yield
        cursor.execute("RESET ROLE")


@pytest.fixture
def as_a_role_of_its_own(db: None) -> Iterator[None]:
    """The role of web and worker where another one owns the tables."""
    with connection.cursor() as cursor:
        settle(cursor, worker_role(cursor))
        for table in APPEND_ONLY:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute("SET LOCAL ROLE worker_under_test")
        yield
        cursor.execute("RESET ROLE")


SELF_HELP = (
    "ALTER TABLE {} DISABLE TRIGGER USER",
    "ALTER TABLE {} OWNER TO CURRENT_USER",
    "DROP TABLE {} CASCADE",
    "DROP FUNCTION audit_refuse CASCADE",
)


@pytest.mark.parametrize("change", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}", *SELF_HELP])
@pytest.mark.parametrize("table", APPEND_ONLY)
def test_a_role_of_its_own_cannot_give_itself_the_right(as_a_role_of_its_own: None, table: str, change: str) -> None:
    connection.cursor().execute(f"GRANT UPDATE, DELETE, TRUNCATE ON {table} TO worker_under_test")  # grants nothing
    with pytest.raises(DatabaseError, match=r"permission denied|must be owner"), transaction.atomic():
        connection.cursor().execute(change.format(table))


def test_a_role_of_its_own_does_the_daily_work(institution: Institution, as_a_role_of_its_own: None) -> None:
    act(institution)
    assert AuditEvent.objects.count() == 1
    Institution.objects.filter(pk=institution.pk).update(name="Balai Umpama")
    PersonSalt.objects.all().delete()
    assert OutboxEvent.objects.count() == 1


CHANGES = ("UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}")


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("table", APPEND_ONLY)
def test_the_programs_role_may_not_change_the_log(as_the_program: None, table: str, change: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(change.format(table))
    connection.cursor().execute(f"SELECT count(*) FROM {table}")


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("table", APPEND_ONLY)
def test_the_trigger_refuses_whoever_it_is(db: None, table: str, change: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER never_emptied")
        cursor.execute(f"GRANT ALL ON {table} TO CURRENT_USER")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(change.format(table))


@transaction.atomic
def _renamed(institution: Institution, name: str) -> None:
    institution.name = name
    institution.save()
    act(institution)


@transaction.atomic
def _act_and_fail(institution: Institution) -> None:
    act(institution)
    act(institution)
    raise ZeroDivisionError


def test_an_act_whose_event_cannot_be_written_does_not_happen(institution: Institution) -> None:
    act(institution)
    before = (AuditEvent.objects.count(), OutboxEvent.objects.count())
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent ADD CONSTRAINT full_disk CHECK (seq < 2)")
    with pytest.raises(psycopg.Error):
        _renamed(institution, "Balai Lain")
    institution.refresh_from_db()
    assert institution.name == "Balai Contoh"
    assert (AuditEvent.objects.count(), OutboxEvent.objects.count()) == before


def test_a_published_procedure_never_changes(institution: Institution) -> None:
    version = publish_version(institution=institution, text=SOP.read_text(), effective_on=date(2026, 1, 5), by=SYSTEM)
    for change in ({"text": "-"}, {"sha256": "-"}, {"version": "9"}, {"published_at": None}):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            ProcedureVersion.objects.filter(pk=version.pk).update(**change)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        ProcedureVersion.objects.filter(pk=version.pk).delete()


def test_stored_bytes_keep_their_row_and_an_archived_one_changes_in_nothing(institution: Institution) -> None:
    file = store(institution_id=institution.pk, data=b"isi", name="a.pdf", kind="surat", media_type="-", by=PERSON)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        StoredFile.objects.filter(pk=file.pk).update(sha256=hashlib.sha256(b"lain").hexdigest())
    for _ in range(2):
        StoredFile.objects.filter(pk=file.pk).update(archived=True)
    for change in ({"name": "b.pdf"}, {"archived": False}):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            StoredFile.objects.filter(pk=file.pk).update(**change)
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
        StoredFile.objects.filter(pk=file.pk).delete()


def _flip(path: Path) -> None:
    path.chmod(0o600)
    path.write_bytes(bytes([path.read_bytes()[0] ^ 1]) + path.read_bytes()[1:])


def _replace(path: Path) -> None:
    path.unlink()
    path.write_bytes(b"lain")


@pytest.mark.parametrize(("harm", "code"), [(_flip, "SIS-05"), (_replace, "SIS-05"), (Path.unlink, "SIS-04")])
def test_altered_bytes_are_never_handed_out(harm: Callable[[Path], None], code: str, institution: Institution) -> None:
    file = store(institution_id=institution.pk, data=b"isi", name="a.pdf", kind="surat", media_type="-", by=PERSON)
    assert read(file.sha256) == b"isi"
    harm(path_of(file.sha256))
    with pytest.raises(Refusal) as refused:
        read(file.sha256)
    assert refused.value.code == code


@pytest.mark.django_db(transaction=True)
def test_an_erased_person_is_unreadable_and_the_chain_stays_whole(tmp_path: Path) -> None:
    institution = Institution.objects.create(code="balai", name="Balai Contoh", short_name="BC", city="Jakarta")
    act(institution)
    body = AuditEvent.objects.get().body
    salt = bytes(PersonSalt.objects.get(person="user:42").salt)
    assert hashed(salt, PERSON.name) in body
    assert PERSON.name not in body
    salts.forget("user:42")
    assert not PersonSalt.objects.filter(person="user:42").exists()
    act(institution)
    assert hashed(salt, PERSON.name) not in AuditEvent.objects.latest("seq").body
    report = verify(address(), tmp_path)
    assert (report.found, report.events) == (0, 2)


@pytest.mark.django_db(transaction=True)
def test_a_salt_of_a_rolled_back_act_is_not_remembered() -> None:
    institution = Institution.objects.create(code="balai", name="Balai Contoh", short_name="BC", city="Jakarta")
    with pytest.raises(ZeroDivisionError):
        _act_and_fail(institution)
    act(institution)
    salt = bytes(PersonSalt.objects.get(person="user:42").salt)
    assert hashed(salt, PERSON.name) in AuditEvent.objects.get().body
