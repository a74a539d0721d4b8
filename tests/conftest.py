"""The whole suite: one database server for the run, the plain static storage, a fresh memory per test."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from django.conf import settings

from simpul.adapters.postgres import Lease
from simpul.core.directory import calendars
from simpul.core.procedures import loaded
from simpul.lib.home import data_home

_lease: Lease | None = None


def pytest_configure(config: pytest.Config) -> None:
    """Only the controlling process holds the server; the workers of a parallel run use it."""
    global _lease
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if "DATABASE_URL" not in os.environ and not hasattr(config, "workerinput"):
        _lease = Lease(data_home()).__enter__()


def pytest_unconfigure(config: pytest.Config) -> None:
    """The last user stops the server."""
    if _lease is not None:
        _lease.release()


@pytest.fixture(autouse=True)
def fresh_memory() -> Iterator[None]:
    """Numbers of rows are given again after a rollback: what a process remembers by number must not outlive a test."""
    loaded.forget()
    calendars.forget()
    yield
