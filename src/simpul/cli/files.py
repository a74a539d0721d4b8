"""``simpul files verify``: every stored byte against its row, and every byte that no row names."""

from __future__ import annotations

import argparse

from simpul.casework.invariants.every import without_time_limit
from simpul.casework.invariants.files import broken
from simpul.cli.fault_lines import as_json, lines
from simpul.cli.speech import _
from simpul.core.documents.models import StoredFile


def run(argv: list[str]) -> int:
    """0 every byte is as it was stored, 1 faults (each named)."""
    wanted = _parser().parse_args(argv)
    without_time_limit()
    found = list(broken())
    count = StoredFile.objects.count()
    if wanted.json:
        print(as_json(found, found=len(found), files=count))
    else:
        print("\n".join([*lines(found), _summary(len(found), count)]))
    return 1 if found else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="simpul files", description=_("The stored files."))
    acts = parser.add_subparsers(required=True, metavar="ACT")
    verifying = acts.add_parser("verify", help=_("read every stored byte and compare it with its row"))
    verifying.add_argument("--json", action="store_true", help=_("answer as JSON"))
    return parser


def _summary(found: int, count: int) -> str:
    if found:
        return _(
            "NOT WHOLE: %(found)d faults in %(count)d files. Restore these from a backup.", found=found, count=count
        )
    return _("Whole: %(count)d files, every byte as it was stored.", count=count)
