"""`simpul backup FILE`: the whole installation in one file, while it goes on working."""

from __future__ import annotations

import argparse
import importlib.metadata
import io
import os
import tempfile
from contextlib import ExitStack
from pathlib import Path

from simpul.adapters.postgres import Lease
from simpul.adapters.postgres.dump import dump, snapshot
from simpul.cli.backup_file import DATABASE, FOLDERS, KEYS, new_file
from simpul.cli.sealed_keys import VARIABLE, passphrase, seal
from simpul.cli.speech import _
from simpul.lib import clock
from simpul.lib.home import data_home
from simpul.rules.refusals import N_, Refusal


def run(argv: list[str]) -> int:
    """Database, files, checkpoints, trust anchors, and the keys under a passphrase."""
    parser = argparse.ArgumentParser(prog="simpul backup", description=__doc__)
    parser.add_argument("file", type=Path, help="where to write; an existing file is not overwritten")
    parser.epilog = _("The passphrase of the keys is asked for, or taken from %(variable)s.", variable=VARIABLE)
    target: Path = parser.parse_args(argv).file.resolve()
    if target.exists():
        raise Refusal("CAD-06", N_("%(file)s exists already: choose another name."), file=target.name)
    write(data_home(), target, passphrase(twice=True))
    print(_("Backup written: %(file)s (%(size).1f MB)", file=str(target), size=target.stat().st_size / 1e6))
    return 0


def write(home: Path, target: Path, phrase: str) -> None:
    """The dump first, then the files: whatever a row of the dump names was on the disk before the row was committed."""
    with ExitStack() as stack:
        url = os.environ.get("DATABASE_URL") or stack.enter_context(Lease(home)).url
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=".backup-", dir=target.parent)))
        moment = stack.enter_context(snapshot(url))
        dump(url, moment.name, scratch / DATABASE)
        out = stack.enter_context(new_file(target))
        with (scratch / DATABASE).open("rb") as stream:
            out.add(DATABASE, stream, (scratch / DATABASE).stat().st_size)
        for folder in FOLDERS:
            out.add_folder(home, folder)
        sealed = seal(home / "keys", phrase)
        out.add(KEYS, io.BytesIO(sealed), len(sealed))
        version = importlib.metadata.version("simpul")
        out.finish({"made_at": clock.now().isoformat(), "program": version, "tables": moment.tables})
    note = home / "log" / "last-backup"
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(clock.now().isoformat())
