"""``simpul verify FILE.pdf [--json]``: judge the signatures of a PDF. Needs no database and no settings."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from datetime import UTC
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

import simpul
from simpul.core.signing.isolation import verify_isolated
from simpul.core.signing.verdict import Outcome, Reason, SignatureVerdict, Verdict
from simpul.lib.home import home
from simpul.rules.refusals import N_

LOCALE = Path(simpul.__file__).parent / "locale"
ROOMS = ("core", "cli")

Words = Callable[[str], str]

DEMO = N_("demo certificate")
LABELS: Mapping[str, str] = {
    "signature": N_("Signature"),
    "issuer": N_("Issuer"),
    "time": N_("Time stated by the signer"),
    "purpose": N_("Purpose"),
}
UNREADABLE = N_("The file %(file)s cannot be read: %(fault)s. Check the name and your right to read it.")
NO_ANCHORS = N_("The trust anchors cannot be read: %(fault)s. Put that file right or take it away.")


def run(argv: list[str]) -> int:
    """0 SAH, 1 TIDAK SAH or TIDAK DIKENAL, 2 wrong use (also an unreadable file), 3 the anchors cannot be read."""
    parser = argparse.ArgumentParser(prog="simpul verify", description="Memeriksa tanda tangan elektronik sebuah PDF.")
    parser.add_argument("file", type=Path, metavar="FILE.pdf")
    parser.add_argument("--json", action="store_true", help="hasil sebagai JSON")
    wanted = parser.parse_args(argv)
    words = _indonesian()
    try:
        verdict = verify_isolated(wanted.file, home())
    except OSError as error:
        return _complain(2, words(UNREADABLE) % {"file": wanted.file, "fault": error.strerror})
    except RuntimeError as error:
        return _complain(3, words(NO_ANCHORS) % {"fault": error})
    print(json.dumps(as_json(verdict, words), ensure_ascii=False, indent=2) if wanted.json else as_text(verdict, words))
    return 0 if verdict.verdict is Outcome.SAH else 1


def as_json(verdict: Verdict, words: Words) -> dict[str, Any]:
    """The published shape: verdict, reasons as sentences, signatures; demo and times are additions of ours."""
    return {
        "verdict": verdict.verdict.value,
        "demo": verdict.demo,
        "reasons": [say(each, words) for each in verdict.reasons],
        "signatures": [
            {
                **vars(each),
                "at": each.at.isoformat() if each.at else None,
                "reasons": [say(reason, words) for reason in each.reasons],
            }
            for each in verdict.signatures
        ],
    }


def as_text(verdict: Verdict, words: Words) -> str:
    """The verdict on the first line, then its reasons, then each signature."""
    demo = f" ({words(DEMO)})" if verdict.demo and verdict.verdict is Outcome.SAH else ""
    lines = [f"{verdict.verdict.value}{demo}", *(f"- {say(each, words)}" for each in verdict.reasons)]
    for each in verdict.signatures:
        lines += ["", *_signature_lines(each, words)]
    return "\n".join(lines)


def say(reason: Reason, words: Words) -> str:
    """The sentence of one reason."""
    return words(reason.text) % reason.params if reason.params else words(reason.text)


def _signature_lines(signature: SignatureVerdict, words: Words) -> list[str]:
    named = [
        (words(LABELS["issuer"]), signature.issuer),
        (words(LABELS["time"]), f"{signature.at.astimezone(UTC):%d-%m-%Y %H.%M} UTC" if signature.at else ""),
        (words(LABELS["purpose"]), signature.stated),
    ]
    return [
        f"{words(LABELS['signature'])} {signature.scope}: {signature.signer}",
        *(f"  {label}: {value}" for label, value in named if value),
        *(f"  - {say(each, words)}" for each in signature.reasons),
    ]


def _indonesian() -> Words:
    """The Indonesian words from the catalogs' sources: this verb runs before anything was compiled or configured."""
    known: dict[str, str] = {}
    for room in ROOMS:
        path = LOCALE / room / "id" / "LC_MESSAGES" / "django.po"
        if path.exists():
            with path.open("rb") as stream:
                known |= {str(each.id): str(each.string) for each in read_po(stream) if each.id and each.string}
    return lambda text: known.get(text, text)


def _complain(code: int, sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return code
