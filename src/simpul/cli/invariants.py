"""``simpul invariants``: whether everything holds that must hold at every moment."""

from __future__ import annotations

import argparse

from simpul.casework.invariants.every import INVARIANTS, broken
from simpul.cli.fault_lines import as_json, lines
from simpul.cli.speech import _


def run(argv: list[str]) -> int:
    """0 all hold, 1 some do not (each named)."""
    parser = argparse.ArgumentParser(
        prog="simpul invariants", description=_("Checks whether everything holds that must hold at every moment.")
    )
    parser.add_argument("--json", action="store_true", help=_("answer as JSON"))
    wanted = parser.parse_args(argv)
    found = list(broken())
    if wanted.json:
        print(as_json(found, found=len(found), checked=sorted(INVARIANTS)))
    else:
        print("\n".join([*lines(found), _summary(len(found))]))
    return 1 if found else 0


def _summary(found: int) -> str:
    if found:
        return _("NOT IN ORDER: %(found)d faults. Write them down before you change anything.", found=found)
    return _("All %(count)d invariants hold.", count=len(INVARIANTS))
