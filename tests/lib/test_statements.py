"""Statements at the libpq level: one plan for each text, errors as a cursor raises them, other threads go on."""

from __future__ import annotations

import threading

import psycopg
import pytest
from django.conf import LazySettings
from django.db import connection, transaction

from simpul.core.directory.models import Institution, Unit
from simpul.lib.statements import fetch

pytestmark = pytest.mark.django_db(transaction=True)

_UNIT = b"INSERT INTO directory_unit (institution_id, code, name) VALUES ($1, $2, $3) RETURNING id"
_KINDS = b"SELECT $1::int, $2::text, $3::bool, $4::int[], $5::jsonb, $6::timestamptz IS NULL"


def _prepared() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%%::jsonb, $6%%'")
        row = cursor.fetchone()
    assert row is not None
    return int(row[0])


def test_values_of_every_kind_share_one_prepared_statement() -> None:
    connection.close()
    with transaction.atomic():
        small = fetch(_KINDS, (1, "a", True, [1, 2], "{}", None))
        large = fetch(_KINDS, (2_000_000_000, None, None, [], None, "2026-11-22T10:00:00+07:00"))
    assert small == [(1, "a", True, [1, 2], "{}", True)]
    assert large == [(2_000_000_000, None, None, [], None, False)]
    assert _prepared() == 1


def test_nothing_is_prepared_where_that_is_switched_off(settings: LazySettings) -> None:
    connection.close()
    settings.PREPARE_STATEMENTS = False
    with transaction.atomic():
        assert fetch(_KINDS, (1, "a", True, [1], "{}", None)) == [(1, "a", True, [1], "{}", True)]
    assert _prepared() == 0


def test_it_stands_in_the_transaction_and_goes_back_with_it() -> None:
    made = Institution.objects.create(code="uji", name="Balai Uji Contoh", short_name="BUC")
    with pytest.raises(psycopg.errors.UniqueViolation), transaction.atomic():
        _twice(made.pk)
    assert not Unit.objects.filter(institution=made).exists()
    assert fetch(b"SELECT 1", ()) == [(1,)]


def _twice(institution_id: int) -> None:
    fetch(_UNIT, (institution_id, "u", "Unit Contoh"))
    fetch(_UNIT, (institution_id, "u", "Unit Contoh"))


def test_a_new_connection_prepares_its_own() -> None:
    assert fetch(b"SELECT $1::int", (5,)) == [(5,)]
    connection.close()
    assert fetch(b"SELECT $1::int", (6,)) == [(6,)]


def test_waiting_for_a_lock_lets_other_threads_go_on() -> None:
    """The first thread can only let go of the row if the second, while it waits, holds up nobody."""
    made = Institution.objects.create(code="uji", name="Balai Uji Contoh", short_name="BUC")
    asked, answers = threading.Event(), list[object]()

    def second() -> None:
        asked.set()
        answers.extend(fetch(b"SELECT code FROM directory_institution WHERE id=$1 FOR UPDATE", (made.pk,)))
        connection.close()

    with transaction.atomic():
        fetch(b"SELECT id FROM directory_institution WHERE id=$1 FOR UPDATE", (made.pk,))
        other = threading.Thread(target=second)
        other.start()
        assert asked.wait(30)
        _until_somebody_waits()
        assert not answers
    other.join(30)
    assert answers == [("uji",)]


def _until_somebody_waits() -> None:
    while fetch(b"SELECT count(*) FROM pg_locks WHERE NOT granted", ())[0][0] == 0:
        pass
