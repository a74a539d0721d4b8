"""``simpul sop``: procedures checked and shown; a FILE needs neither database nor Django, a CODE asks the database."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from simpul.cli.sop_runs import add_verbs, names_file
from simpul.cli.sop_table import printed
from simpul.cli.speech import _, complain, say
from simpul.lib import clock
from simpul.rules.procedure.faults import Fault, ProcedureFaults
from simpul.rules.procedure.loader import check, load
from simpul.rules.procedure.model import Procedure
from simpul.rules.procedure.schema import build_schema
from simpul.rules.procedure.vocabulary import HEADINGS, vocabulary
from simpul.rules.refusals import N_, Refusal

DONE, NO, MISUSE = 0, 1, 2
FORMATS = ("json", "table", "html", "svg", "bpmn", "pdf")
NOT_WRITABLE = N_("%(file)s cannot be written: %(reason)s.")
NOT_READABLE = N_("%(file)s cannot be read: check its name and that it is a text file in UTF-8.")


def run(argv: list[str]) -> int:
    """0 done; 1 the file has faults or the code is unknown; 2 wrong use."""
    wanted = _parser().parse_args(argv)
    return cast(Callable[[argparse.Namespace], int], wanted.act)(wanted)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="simpul sop", description=_("Check and show procedures."))
    acts = parser.add_subparsers(required=True, metavar="ACT")
    checking = acts.add_parser("check", help=_("name every fault of a procedure file"))
    checking.add_argument("file", metavar="FILE")
    checking.set_defaults(act=_check)
    showing = acts.add_parser("show", help=_("show a procedure file, or a published procedure by its code"))
    showing.add_argument("what", metavar="CODE|FILE")
    showing.add_argument("--version", metavar="N", help=_("a published version; the newest by default"))
    showing.add_argument("--institution", metavar="CODE", help=_("the procedure as this institution has it"))
    showing.add_argument("--format", choices=FORMATS, default="table")
    showing.add_argument("--paper", choices=("a4", "f4"), default="a4", help=_("size of the pages of a PDF"))
    showing.add_argument("--out", metavar="FILE", help=_("write to this file instead of standard output"))
    showing.set_defaults(act=_show)
    words = acts.add_parser("vocabulary", help=_("the words that a procedure file may use"))
    words.add_argument("--json", action="store_true", help=_("answer as JSON"))
    words.set_defaults(act=_vocabulary)
    acts.add_parser("schema", help=_("the JSON Schema of a procedure file, for editors")).set_defaults(act=_schema)
    _add_publishing(acts)
    listing = acts.add_parser("list", help=_("the published procedures"))
    listing.add_argument("--json", action="store_true", help=_("answer as JSON"))
    listing.set_defaults(act=_list)
    add_verbs(acts, _told_procedure)
    return parser


def _add_publishing(acts: Any) -> None:
    about = _(
        "Two officers of the institution stand behind a version: --by proposes it (an administrator), --second "
        "publishes it (another administrator, or somebody who stands above another lane). Both are kept in the log. "
        "The same text again changes nothing."
    )
    publishing = acts.add_parser("publish", help=_("publish a procedure file by two officers"), description=about)
    publishing.add_argument("file", metavar="FILE")
    publishing.add_argument("--institution", metavar="CODE", help=_("needed where there are several"))
    publishing.add_argument("--effective", metavar="DATE", help=_("takes effect on this day (2026-12-01); today"))
    publishing.add_argument("--by", metavar="NAME", required=True, help=_("who proposes: e-mail address or full name"))
    publishing.add_argument("--second", metavar="NAME", required=True, help=_("who publishes: somebody else"))
    publishing.set_defaults(act=_publish)


def _publish(wanted: argparse.Namespace) -> int:
    # Only now: what a file needs must not wait for Django.
    module = importlib.import_module("simpul.cli.sop_publish")
    return cast(Callable[[argparse.Namespace], int], module.publish)(wanted)


def fault_line(name: str, fault: Fault) -> str:
    """``FILE:LINE: step: field: reason``, the reason translated."""
    return f"{name}:{fault.line}: {fault.step}: {fault.field}: {_(fault.text, **_spoken(fault))}"


def _spoken(fault: Fault) -> dict[str, object]:
    """Parameters that are msgids themselves ("text", "a list") are said in the same language."""
    return {
        name: _(value) if name == "kind" and isinstance(value, str) else value for name, value in fault.params.items()
    }


def _check(wanted: argparse.Namespace) -> int:
    try:
        faults = check(_text(wanted.file))
    except Refusal as refusal:
        complain(say(refusal))
        return MISUSE
    for fault in faults:
        print(fault_line(wanted.file, fault))
    return NO if faults else DONE


def _show(wanted: argparse.Namespace) -> int:
    is_file = names_file(wanted.what)
    try:
        text = _text_of(wanted.what, wanted.version, wanted.institution)
    except Refusal as refusal:
        complain(say(refusal))
        return MISUSE if is_file else NO
    procedure = _loaded(text, wanted.what)
    return _handed_out(_face(procedure, wanted), wanted.out) if procedure is not None else NO


def _told_procedure(what: str, version: str | None, institution: str | None) -> Procedure | None:
    """The procedure of a file or code; None when it cannot be had, once that has been told."""
    try:
        return _loaded(_text_of(what, version, institution), what)
    except Refusal as refusal:
        complain(say(refusal))
        return None


def _text_of(what: str, version: str | None, institution: str | None) -> str:
    return _text(what) if names_file(what) else _published(what, version, institution)


def _loaded(text: str, name: str) -> Procedure | None:
    try:
        return load(text, name)
    except ProcedureFaults as found:
        for fault in found.faults:
            complain(fault_line(name, fault))
        return None


def _face(procedure: Procedure, wanted: argparse.Namespace) -> bytes:
    if wanted.format == "table":
        return f"{printed(procedure)}\n".encode()
    name = f"pdf-{wanted.paper}" if wanted.format == "pdf" else wanted.format
    # Only now: what sets a PDF takes longer to load than the other acts to be done.
    faces = importlib.import_module("simpul.core.procedures.faces")
    return cast(Callable[[Procedure, str, datetime], bytes], faces.face)(procedure, name, clock.now())


def _handed_out(made: bytes, name: str | None) -> int:
    """Write to the file, or to standard output as it is: a PDF is no text."""
    if not name:
        sys.stdout.flush()
        sys.stdout.buffer.write(made)
        sys.stdout.buffer.flush()
        return DONE
    try:
        Path(name).write_bytes(made)
    except OSError as fault:
        complain(_(NOT_WRITABLE, file=name, reason=fault.strerror or ""))
        return MISUSE
    return DONE


def _vocabulary(wanted: argparse.Namespace) -> int:
    words = {
        noun: [{"name": word["name"], "description": _(word["description"])} for word in listed]
        for noun, listed in vocabulary().items()
    }
    if wanted.json:
        print(_json(words))
        return DONE
    width = max(len(word["name"]) for listed in words.values() for word in listed)
    for noun, listed in words.items():
        print(f"{_(HEADINGS[noun])}:")
        for word in listed:
            print(f"  {word['name']:{width}}  {word['description']}")
    return DONE


def _schema(wanted: argparse.Namespace) -> int:
    print(_json(build_schema()))
    return DONE


def _list(wanted: argparse.Namespace) -> int:
    rows = cast(Callable[[], list[dict[str, str]]], _queries().procedure_list)()
    if wanted.json:
        print(_json(rows))
    for row in () if wanted.json else rows:
        print(f"{row['institution']:18} {row['code']:18} {row['version']:8} {row['effective_on'] or '-'}")
    return DONE


def _published(code: str, version: str | None, institution: str | None) -> str:
    told = cast(Callable[[str, str | None, str | None], str], _queries().procedure_text)
    return told(code, version, institution)


def _queries() -> Any:
    # Only now: what a file needs must not wait for Django.
    return importlib.import_module("simpul.core.procedures.queries")


def _text(name: str) -> str:
    try:
        return Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise Refusal("SOP-02", NOT_READABLE, file=name) from None


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
