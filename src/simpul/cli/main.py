"""`simpul VERB`: finds the verb's module, gives it what it stands on, and turns every failure into one sentence.

Exit codes: 0 done, 1 the answer is no, 2 wrong use, 3 the environment failed (database, disk, network).
"""

from __future__ import annotations

import difflib
import errno
import importlib
import os
import sys
import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import cast

from simpul.cli.speech import _, complain, say
from simpul.cli.verbs import VERBS, Verb, always
from simpul.lib import clock
from simpul.lib.home import data_home
from simpul.rules.refusals import Refusal

DONE, NO, MISUSE, BROKEN = 0, 1, 2, 3
INTERRUPTED = 130


def main(argv: list[str] | None = None) -> int:
    """Run one verb; never raises except SystemExit from an argument parser."""
    words = sys.argv[1:] if argv is None else argv
    try:
        code = _dispatch(words)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader has seen enough (`simpul sop list | head`): no reason to complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        return _failed(words[0] if words else "", error)
    return code


def _dispatch(words: list[str]) -> int:
    if not words or words[0] in ("-h", "--help", "help"):
        print(_overview())
        return DONE if words else MISUSE
    name, rest = words[0], words[1:]
    verb = VERBS.get(name)
    if verb is None or not verb.exists:
        complain(_unknown(name))
        return MISUSE
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "simpul.config.settings")
    with _surroundings(verb, rest):
        run = cast(Callable[[list[str]], int], importlib.import_module(verb.module).run)
        return run(rest)


def _surroundings(verb: Verb, argv: list[str]) -> AbstractContextManager[None]:
    """The database; or Django alone, for the --help of a verb that works on it; or nothing."""
    needed = verb.database(argv)
    if not needed and verb.database is not always:
        return nullcontext()
    # Only now: a verb without database must not wait for Django.
    surroundings = importlib.import_module("simpul.cli.surroundings")
    if not needed:
        return cast(AbstractContextManager[None], surroundings.framework())
    wanted = surroundings.owned_database if verb.owner else surroundings.database
    return cast(AbstractContextManager[None], wanted())


def _overview() -> str:
    width = max(map(len, VERBS))
    verbs = [f"  {name:{width}}  {_(verb.about)}" for name, verb in VERBS.items() if verb.exists]
    return "\n".join([_("Usage: simpul VERB [options]; `simpul VERB --help` explains a verb."), "", *verbs])


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name, [known for known, verb in VERBS.items() if verb.exists], n=1)
    if near:
        return _("There is no verb '%(name)s'; did you mean `simpul %(near)s`?", name=name, near=near[0])
    return _("There is no verb '%(name)s'; `simpul --help` lists them.", name=name)


def _failed(name: str, error: Exception) -> int:
    """The sentence and the exit code for an error that left a verb."""
    if isinstance(error, Refusal):
        complain(say(error))
        return BROKEN if error.code.startswith("SIS-") else NO
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        complain(_("The disk is full: free some space and repeat; nothing half written was kept. (Code: SIS-60)"))
    elif type(error).__name__ in ("OperationalError", "InterfaceError"):
        complain(_("The database does not answer: run `simpul doctor`. (Code: SIS-64)"))
    elif isinstance(error, FileNotFoundError | IsADirectoryError | PermissionError) and error.filename:
        complain(_("%(file)s cannot be read or written: check its name and your permission.", file=error.filename))
        return MISUSE
    else:
        complain(_unforeseen(name, error))
    return BROKEN


def _unforeseen(name: str, error: Exception) -> str:
    """Keep the trace for the maker, show the user a sentence."""
    trace = "".join(traceback.format_exception(error))
    log = data_home() / "log" / "errors.log"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as stream:
            stream.write(f"{clock.now().isoformat()} simpul {name}\n{trace}\n")
    except OSError:
        return trace
    return _("Something unforeseen happened in `simpul %(verb)s`: send %(log)s to the makers.", verb=name, log=str(log))


if __name__ == "__main__":
    sys.exit(main())
