"""The whole suite: one database server for the run, the plain static storage, a fresh memory per test."""

from __future__ import annotations

import os

import pytest
from django.conf import settings
from django.db import connection
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

from simpul.adapters.postgres import Lease, superuser_url
from simpul.adapters.postgres.cluster import ROLE
from simpul.core.audit import salts
from simpul.core.audit.permissions import APPEND_ONLY
from simpul.core.directory import calendars
from simpul.core.procedures import loaded
from simpul.lib.home import data_home
from tests.roles import lay_out

_lease: Lease | None = None
# The driver of the browser runs an event loop in the thread in which its tests use the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# How long an example takes says nothing on a busy machine.
hypothesis_settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    """Only the controlling process holds the server; the workers of a parallel run use it."""
    global _lease
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Nobody pulls the plug of a database of tests: their commits need not wait for the disk.
    options = settings.DATABASES["default"]["OPTIONS"]
    assert isinstance(options, dict)
    options["options"] += " -c synchronous_commit=off"
    if "DATABASE_URL" not in os.environ and not hasattr(config, "workerinput"):
        _lease = Lease(data_home()).__enter__()
        lay_out(superuser_url(data_home()), ROLE)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that take long begin first: begun last, one would keep a worker busy while the other has nothing to do."""
    long = {item.path for item in items for mark in ("slow", "browser") if item.get_closest_marker(mark)}
    items.sort(key=lambda item: item.path not in long)


def pytest_unconfigure(config: pytest.Config) -> None:
    """The last user stops the server."""
    if _lease is not None:
        _lease.release()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Tests that commit empty every table afterwards; the log would refuse that. Its own tests arm it again."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in APPEND_ONLY:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER never_emptied")
            cursor.execute(f"GRANT TRUNCATE ON {table} TO CURRENT_USER")


@pytest.fixture(autouse=True)
def fresh_memory() -> None:
    """Numbers of rows are given again after a rollback: what a process remembers by number must not outlive a test."""
    loaded.forget()
    calendars.forget()
    salts.forget_memory()
