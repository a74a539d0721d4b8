"""`simpul doctor`: examines the installation; each finding says what to do."""

from __future__ import annotations

import argparse
import importlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import psycopg

from simpul.cli import examine_machine
from simpul.cli.findings import Finding
from simpul.cli.speech import _
from simpul.lib.home import data_home
from simpul.rules.refusals import Refusal

MARKS = {"ok": "✓", "warning": "!", "fault": "✗"}


def run(argv: list[str]) -> int:
    """0 when nothing is at fault (warnings allowed), else 1."""
    parser = argparse.ArgumentParser(prog="simpul doctor", description=__doc__)
    parser.add_argument("--json", action="store_true", help="{ok, findings: [{name, state, seen, advice}]}")
    wanted = parser.parse_args(argv)
    findings = list(examine(data_home()))
    sound = all(finding.state != "fault" for finding in findings)
    if wanted.json:
        print(json.dumps({"ok": sound, "findings": [asdict(one) for one in findings]}, ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            print(f"{MARKS[finding.state]} {finding.name}: {finding.seen}")
            if finding.advice:
                print(f"    → {finding.advice}")
    return 0 if sound else 1


def examine(home: Path) -> Iterator[Finding]:
    """First what needs no database: a full disk explains a database that does not start."""
    yield examine_machine.storage(home)
    yield examine_machine.secrets(home)
    yield from examine_machine.certificates(home)
    yield examine_machine.mail()
    yield examine_machine.machine_clock()
    yield examine_machine.calendar_years()
    yield examine_machine.last_backup(home, demo=os.environ.get("SIMPUL_DEMO", "1") == "1")
    yield from _database()


def _database() -> Iterator[Finding]:
    """Starts the embedded server if need be; a server that cannot be had is a finding, not an error."""
    given = os.environ.get("DATABASE_URL")
    try:
        if given:
            psycopg.connect(given, connect_timeout=5).close()
        with importlib.import_module("simpul.cli.surroundings").database():
            yield from list(importlib.import_module("simpul.cli.examine_database").everything())
    except Refusal as refusal:
        yield Finding(_("database"), "fault", _("does not start"), _(refusal.text, **refusal.params))
    except psycopg.Error as error:
        advice = _("Check the address, the password and the server behind DATABASE_URL.")
        yield Finding(_("database"), "fault", str(error).splitlines()[0], advice)
