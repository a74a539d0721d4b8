"""``simpul export register``: the public register as CSV, JSON or XLSX; public fields only, inert in spreadsheets."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from simpul.cli.speech import _, complain
from simpul.features.agreements.register import everything
from simpul.features.agreements.register_files import FORMATS

DONE, MISUSE = 0, 2


def run(argv: list[str]) -> int:
    """0 written; 2 wrong use, also where the file is there already."""
    wanted = _parser().parse_args(argv)
    if wanted.out is not None and wanted.out.exists():
        complain(_("%(file)s is there already: choose another name.", file=str(wanted.out)))
        return MISUSE
    if wanted.out is None and wanted.format == "xlsx" and sys.stdout.isatty():
        complain(_("A workbook cannot be printed: add --out FILE.xlsx."))
        return MISUSE
    if wanted.out is None:
        FORMATS[wanted.format].write(everything(), sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return DONE
    _whole(wanted.out, wanted.format)
    return DONE


def _whole(out: Path, kind: str) -> None:
    """The file appears when it is whole."""
    draft = out.with_name(f".{out.name}.tmp")
    try:
        with draft.open("wb") as stream:
            FORMATS[kind].write(everything(), stream)
        draft.rename(out)
    finally:
        draft.unlink(missing_ok=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="simpul export", description=_("Give out what is public."))
    acts = parser.add_subparsers(required=True, metavar="WHAT")
    one = acts.add_parser("register", help=_("the public register, its public fields only"))
    one.add_argument("--format", choices=sorted(FORMATS), default="csv")
    one.add_argument("--out", type=Path, metavar="FILE", help=_("otherwise it is printed"))
    return parser
