"""`simpul prepare`: everything a start needs, each step skipped when there is nothing to do."""

from __future__ import annotations

import argparse
import hashlib
import importlib
import importlib.util
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection, transaction

from simpul.adapters.postgres import program_role
from simpul.cli.speech import LOCALE, _
from simpul.core.audit.permissions import settle
from simpul.core.directory.calendar_actions import seed_national
from simpul.lib.catalogs import compile_catalogs
from simpul.lib.home import data_home


def run(argv: list[str]) -> int:
    """Translations, migrations, national calendar, static files, demo institutions (only where marked demo)."""
    argparse.ArgumentParser(prog="simpul prepare", description=__doc__).parse_args(argv)
    compile_catalogs(LOCALE)
    _migrate()
    seed_national()
    _collect_static()
    if settings.DEMO and importlib.util.find_spec("simpul.cli.demo"):
        importlib.import_module("simpul.cli.demo").seed()
    return 0


def _migrate() -> None:
    print(_("Database: bringing the tables up to date …"), flush=True)
    call_command("migrate", interactive=False, verbosity=0)
    with transaction.atomic(), connection.cursor() as cursor:
        settle(cursor, program_role(data_home()))


def _collect_static() -> None:
    """Collecting hashes and compresses every file; a fingerprint of the sources tells when that can be left out."""
    stamp, fresh = Path(settings.STATIC_ROOT) / ".sources", _fingerprint()
    if stamp.exists() and stamp.read_text() == fresh:
        return
    print(_("Static files: collecting …"), flush=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(fresh)


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
