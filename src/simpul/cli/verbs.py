"""The verbs of `simpul`: where each lives, what it is for, and whether it works on the database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from simpul.rules.refusals import N_


def always(argv: list[str]) -> bool:
    return "--help" not in argv and "-h" not in argv


def never(argv: list[str]) -> bool:
    return False


def _names_an_institution(argv: list[str]) -> bool:
    return any(word.split("=")[0] == "--institution" for word in argv)


def _asks_for_a_code(argv: list[str]) -> bool:
    """`show` and `simulate` of a CODE read the database, of a FILE the file; `check`, `vocabulary`, `schema` never."""
    words = [word for word in argv if not word.startswith("-")]
    if not always(argv) or not words or words[0] in ("check", "vocabulary", "schema"):
        return False
    # Before the name of `simulate` values of its options may stand; `show` may name a file to write after its own.
    names = words[1:] if words[0] == "simulate" else words[1:2]
    is_file = any(name.endswith((".yaml", ".yml")) or Path(name).is_file() for name in names)
    return not (words[0] in ("show", "simulate") and is_file)


@dataclass(frozen=True, slots=True)
class Verb:
    """`module` has `run(argv) -> int`; `about` is a msgid; `database(argv)`: does this call need the database?

    ``owner``: it may change the form of the tables, so it works in the role that owns them.
    """

    module: str
    about: str
    database: Callable[[list[str]], bool] = always
    owner: bool = False

    @property
    def exists(self) -> bool:
        return find_spec(self.module) is not None


VERBS: dict[str, Verb] = {
    "serve": Verb("simpul.cli.serve", N_("start the database, the web server and the worker"), never),
    "worker": Verb("simpul.cli.worker", N_("run the background jobs only")),
    "simulators": Verb(
        "simpul.cli.simulators", N_("run stand-ins for outside services, for demonstrations only"), never
    ),
    "prepare": Verb(
        "simpul.cli.prepare", N_("migrate, compile translations, collect static files, seed the demo"), owner=True
    ),
    "doctor": Verb("simpul.cli.doctor", N_("check the installation and say what to do"), never),
    "backup": Verb("simpul.cli.backup", N_("write the whole installation into one file"), never),
    "restore": Verb("simpul.cli.restore", N_("bring an installation back from a backup file"), never),
    "sop": Verb("simpul.cli.sop", N_("procedures: list, show, check, publish"), _asks_for_a_code),
    "due": Verb("simpul.cli.due", N_("compute a deadline and explain every day"), _names_an_institution),
    "walk": Verb("simpul.cli.walk", N_("play one demo case from start to end"), owner=True),
    "audit": Verb("simpul.cli.audit", N_("verify the chained log")),
    "files": Verb("simpul.cli.files", N_("verify every stored byte")),
    "invariants": Verb("simpul.cli.invariants", N_("check every invariant")),
    "verify": Verb("simpul.cli.verify", N_("judge the signatures of a PDF"), never),
    "compare": Verb("simpul.cli.compare", N_("compare two agreements clause by clause"), never),
    "import": Verb("simpul.cli.import_", N_("take in agreements from a spreadsheet")),
    "export": Verb("simpul.cli.export", N_("give out the register")),
    "people": Verb("simpul.cli.people", N_("import officers from a spreadsheet")),
    "token": Verb("simpul.cli.token", N_("issue tokens for the REST interface")),
    "evidence": Verb("simpul.cli.evidence", N_("write the inspection file of a case")),
    "demo": Verb("simpul.cli.demo", N_("demo accounts with one-time sign-in links")),
    "manage": Verb("simpul.cli.manage", N_("run a management command of Django"), owner=True),
}
