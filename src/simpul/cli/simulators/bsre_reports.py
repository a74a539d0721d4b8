"""Callbacks of the simulated service: genuine ones as its gateway would send them, and what must not be believed.

The mark is computed here on its own, as the guide describes it, not with the code that checks it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simpul.cli.simulators.frame import Call, Reply, say
from simpul.lib import clock, outgoing

GENUINE, REPEATED, SHUFFLED, FAILED, LATE, FORGED = "genuine", "repeated", "shuffled", "failed", "late", "forged"
KINDS = (GENUINE, REPEATED, SHUFFLED, FAILED, LATE, FORGED)
TIMES = 5
OLD = 600
"""Seconds by which a late one is old."""
SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class _Letter:
    """One callback: its number in the order of events, how old its time is, whether its mark is right."""

    body: Mapping[str, object]
    age: int = 0
    genuine: bool = True


class Reporter:
    """Knows where callbacks go and their key once it was told; both live as long as the process."""

    def __init__(self) -> None:
        self.address, self.key = "", ""

    def learn(self, call: Call) -> Reply:
        """Where to, and with which key (POST `{"address": ..., "key": ...}`)."""
        if call.method == "POST":
            said = _object(call)
            self.address, self.key = str(said.get("address", "")), str(said.get("key", ""))
        return say(200, {"address": self.address, "key": bool(self.key)})

    def report(self, call: Call, signed: Mapping[str, bytes], references: Mapping[str, str]) -> Reply:
        """Send callbacks about a signed file (POST `{"kind": ..., "reference": ...}`, the newest without one)."""
        said = _object(call)
        kind, reference = said.get("kind", GENUINE), str(said.get("reference") or next(reversed(list(references)), ""))
        pdf = signed.get(references.get(reference, ""))
        if call.method != "POST" or kind not in KINDS or not self.address or pdf is None:
            return say(400, {"kinds": KINDS, "address": self.address, "files": sorted(references)})
        answers = [self._send(letter) for letter in _letters(str(kind), reference, pdf)]
        return say(200, {"kind": kind, "reference": reference, "answers": answers})

    def _send(self, letter: _Letter) -> str:
        """What the receiver answered: its HTTP status and its own word."""
        body = json.dumps(letter.body).encode()
        stamp = str(int(clock.now().timestamp()) - letter.age)
        key = self.key if letter.genuine else secrets.token_hex(16)
        mark = hmac.new(key.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
        headers = {"Content-Type": "application/json", "X-Simpul-Timestamp": stamp, "X-Simpul-Signature": mark}
        try:
            answer = outgoing.send(
                "POST", self.address, timeout=SECONDS, headers=headers, data=body, trusted=frozenset({self.address})
            )
        except outgoing.OutgoingFault as error:
            return f"- {type(error).__name__}"
        try:
            values: Any = answer.json()
        except ValueError:
            values = {}
        word = (values.get("outcome") or values.get("error") or "") if isinstance(values, dict) else ""
        return f"{answer.status} {word}".strip()


def _letters(kind: str, reference: str, pdf: bytes) -> list[_Letter]:
    """What is sent for each kind, in this order."""

    def body(sequence: int, status: str) -> dict[str, object]:
        file = base64.b64encode(pdf).decode() if status == "signed" else ""
        event = secrets.token_hex(8)
        return {"event": event, "reference": reference, "sequence": sequence, "status": status, "file": file}

    good = _Letter(body(2, "signed"))
    return {
        GENUINE: [good],
        REPEATED: [good] * TIMES,
        SHUFFLED: [_Letter(body(3, "signed")), _Letter(body(2, "failed"))],
        FAILED: [_Letter(body(2, "failed"))],
        LATE: [_Letter(body(2, "signed"), age=OLD)],
        FORGED: [_Letter(body(2, "signed"), genuine=False)],
    }[kind]


def _object(call: Call) -> Mapping[str, object]:
    """Only what is sent as JSON: a form on a page of somebody else's cannot do that."""
    if call.headers.get("content-type") != "application/json":
        return {}
    try:
        found = json.loads(call.body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
