"""``simpul verify FILE.pdf [--at DATE] [--json]``: judge the signatures of a PDF. Needs no database and no settings."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from simpul.cli.speech import _, complain
from simpul.core.signing.isolation import verify_isolated
from simpul.core.signing.verdict import Outcome, Reason, SignatureVerdict, Verdict
from simpul.lib.home import data_home


def run(argv: list[str]) -> int:
    """0 SAH, 1 TIDAK SAH or TIDAK DIKENAL, 2 wrong use (also an unreadable file), 3 the anchors cannot be read."""
    parser = argparse.ArgumentParser(prog="simpul verify", description=_("Judges the electronic signatures of a PDF."))
    parser.add_argument("file", type=Path, metavar="FILE.pdf")
    parser.add_argument("--json", action="store_true", help=_("the result as JSON"))
    parser.add_argument(
        "--at", type=_moment, metavar="DATE",
        help=_("judge as of this day (2031-05-01) or moment (2031-05-01T10:00+07:00), not as of now"),
    )  # fmt: skip
    wanted = parser.parse_args(argv)
    try:
        verdict = verify_isolated(wanted.file, data_home(), wanted.at)
    except OSError as error:
        complain(
            _(
                "The file %(file)s cannot be read: %(fault)s. Check the name and your right to read it.",
                file=wanted.file,
                fault=error.strerror,
            )
        )
        return 2
    except RuntimeError as error:
        complain(_("The trust anchors cannot be read: %(fault)s. Put that file right or take it away.", fault=error))
        return 3
    if wanted.json:
        as_of = {"as_of": wanted.at.isoformat()} if wanted.at else {}
        print(json.dumps(as_json(verdict) | as_of, ensure_ascii=False, indent=2))
    else:
        print(as_text(verdict))
        if wanted.at:
            at = _stamped(wanted.at)
            print("\n" + _("Judged as of %(at)s, the moment that you named, not as of now.", at=at))
    return 0 if verdict.verdict is Outcome.SAH else 1


def _moment(text: str) -> datetime:
    """A day begins at midnight of UTC; a moment names its zone."""
    try:
        if len(text) == len("2031-05-01"):
            return datetime.combine(date.fromisoformat(text), time(), UTC)
        named = datetime.fromisoformat(text)
    except ValueError:
        named = None
    if named is None or named.tzinfo is None:
        told = _(
            "write a day as 2031-05-01 or a moment with its zone as 2031-05-01T10:00+07:00, not %(text)s", text=text
        )
        raise argparse.ArgumentTypeError(told)
    return named


def as_json(verdict: Verdict) -> dict[str, Any]:
    """The published shape: verdict, reasons as sentences, signatures; demo, times and seals are additions of ours."""
    return {
        "verdict": verdict.verdict.value,
        "demo": verdict.demo,
        "reasons": [say(each) for each in verdict.reasons],
        "signatures": [
            {
                **vars(each),
                "at": each.at.isoformat() if each.at else None,
                "proven_at": each.proven_at.isoformat() if each.proven_at else None,
                "reasons": [say(reason) for reason in each.reasons],
            }
            for each in verdict.signatures
        ],
    }


def as_text(verdict: Verdict) -> str:
    """The verdict on the first line, then its reasons, then each signature."""
    demo = f" ({_('demo certificate')})" if verdict.demo and verdict.verdict is Outcome.SAH else ""
    lines = [f"{verdict.verdict.value}{demo}", *(f"- {say(each)}" for each in verdict.reasons)]
    for each in verdict.signatures:
        lines += ["", *_signature_lines(each)]
    return "\n".join(lines)


def say(reason: Reason) -> str:
    """The sentence of one reason."""
    return _(reason.text, **reason.values(_stamped))


def _stamped(at: datetime) -> str:
    return f"{at.astimezone(UTC):%d-%m-%Y %H.%M} UTC"


def _signature_lines(signature: SignatureVerdict) -> list[str]:
    named = [
        (_("Issuer"), signature.issuer),
        (
            _("Time of the stamp") if signature.time_stamp else _("Time stated by the signer"),
            _stamped(signature.at) if signature.at else "",
        ),
        (_("Purpose"), signature.stated),
    ]
    return [
        f"{_('Time stamp') if signature.time_stamp else _('Signature')} {signature.scope}: {signature.signer}",
        *(f"  {label}: {value}" for label, value in named if value),
        *(f"  - {say(each)}" for each in signature.reasons),
    ]
