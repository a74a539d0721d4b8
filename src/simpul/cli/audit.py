"""``simpul audit verify``: the whole log recomputed by a process that shares nothing with the one that wrote it."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from simpul.adapters.postgres import embedded_url
from simpul.cli.fault_lines import as_json, lines
from simpul.cli.speech import _
from simpul.core.audit.verification import AuditReport, verify_apart
from simpul.lib.home import data_home


def run(argv: list[str]) -> int:
    """0 the log is whole, 1 faults (each named), 3 it could not be verified."""
    wanted = _parser().parse_args(argv)
    report = verify_apart(database_address(), data_home(), wanted.checkpoints)
    if wanted.json:
        walked = {"events": report.events, "chains": report.chains, "checkpoint": report.checkpoint}
        print(as_json(report.faults, found=report.found, seconds=report.seconds, **walked))
    else:
        print("\n".join([*lines(report.faults), _summary(report)]))
    return 1 if report.found else 0


def database_address() -> str:
    """DATABASE_URL, else the embedded server, which runs while a verb works on it."""
    return os.environ.get("DATABASE_URL") or embedded_url(data_home())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="simpul audit", description=_("The chained log of every act."))
    acts = parser.add_subparsers(required=True, metavar="ACT")
    verifying = acts.add_parser("verify", help=_("recompute every hash, head and checkpoint"))
    verifying.add_argument("--json", action="store_true", help=_("answer as JSON"))
    verifying.add_argument(
        "--checkpoints", type=Path, metavar="DIR", help=_("a copy of the checkpoints, for example from another host")
    )
    return parser


def _summary(report: AuditReport) -> str:
    walked = {"events": report.events, "chains": report.chains, "checkpoint": report.checkpoint}
    if report.found:
        return _(
            "NOT WHOLE: %(found)d faults in %(events)d rows of %(chains)d chains. Keep the database as it is and tell "
            "the head of the institution.",
            found=report.found,
            **walked,
        )
    if not report.checkpoint:
        return _("Whole: %(events)d rows in %(chains)d chains; no checkpoint has been made yet.", **walked)
    return _("Whole: %(events)d rows in %(chains)d chains, sealed up to checkpoint %(checkpoint)d.", **walked)
