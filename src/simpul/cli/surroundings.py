"""What a verb stands on: the database running and Django set up, for as long as the verb runs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import django

from simpul.adapters.postgres import Lease
from simpul.lib.home import data_home

SETTINGS = "simpul.config.settings"


@contextmanager
def database() -> Iterator[None]:
    """Start the embedded database if need be (stop it afterwards if nobody else uses it) and set Django up."""
    if os.environ.get("DATABASE_URL"):
        set_up()
        yield
        return
    with Lease(data_home()):
        set_up()
        yield


@contextmanager
def owned_database() -> Iterator[None]:
    """The same in the role that owns the tables, for verbs that change their form."""
    os.environ["SIMPUL_AS_OWNER"] = "1"
    with database():
        yield


@contextmanager
def framework() -> Iterator[None]:
    """Django set up, no database touched."""
    set_up()
    yield


def set_up() -> None:
    """Django with our settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()
