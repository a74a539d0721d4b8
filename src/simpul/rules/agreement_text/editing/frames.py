"""The words of a party and of a place to sign, taken apart again into their fields."""

from __future__ import annotations

import re
from dataclasses import replace

from simpul.rules.agreement_text.structure import PartyParagraph, SignatureBlock

_LABEL = re.compile(r"^(?P<words>.*\S)\s+[\"“']?(?P<label>PIHAK\s+[\w-]+)[\"”']?[\s;.,]*$", re.DOTALL)
_DUTY = re.compile(r"^(e-?)?meterai", re.IGNORECASE)


def party_of(party: str, words: str, before: PartyParagraph | None, label: str) -> PartyParagraph | None:
    """``words`` as printed, "name, text LABEL;"; without words it is as before. None where a new one has no name."""
    if before is not None and not words:
        return before
    found = _LABEL.match(words)
    rest, label = (found["words"], found["label"]) if found else (words.rstrip(" ;.,"), label)
    name = before.name if before is not None and rest.startswith(f"{before.name}, ") else rest.partition(", ")[0]
    text = rest[len(name) :].removeprefix(", ")
    if not text:
        return before
    return replace(before, name=name, text=text, label=label) if before else PartyParagraph(party, name, text, label)


def signature_of(words: str, before: SignatureBlock | None) -> SignatureBlock:
    """``words`` line by line: party, institution, office, name; without words it is as before."""
    if before is not None and not words:
        return before
    lines = words.split("\n")
    middle = [line for line in lines[1:-1] if not _DUTY.match(line)]
    duty = before.meterai if before is not None else any(_DUTY.match(line) for line in lines)
    office = " ".join(middle[1:]).rstrip(",")
    return SignatureBlock(lines[0], middle[0] if middle else "", office, lines[-1] if len(lines) > 1 else "", duty)
