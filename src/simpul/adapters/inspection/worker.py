"""The child: one task on one file from standard input, the answer on standard output. Run by ``isolation``.

python -m simpul.adapters.inspection.worker judge|strip '{"policy": ..., "limits": ...}' < FILE
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable
from typing import BinaryIO

from simpul.adapters.inspection.findings import Found, Unfit
from simpul.adapters.inspection.policy import PICTURES, Policy
from simpul.adapters.inspection.reasons import (
    ARCHIVE,
    BROKEN_PICTURE,
    KIND,
    LEGACY_OFFICE,
    LOCKED,
    MACRO,
    NOT_EXAMINED,
    PHONE_PICTURE,
    TOO_COSTLY,
    WEB_PAGE,
)
from simpul.adapters.inspection.sniffing import HEAD, kind_of
from simpul.lib.confined import sealing
from simpul.lib.confined.limits import Limits

# Kind by its first bytes -> the module that reads it, imported when known: a photo does not pay for the PDF reader.
EXAMINERS = {"pdf": "pdf", "jpeg": "image", "png": "image", "zip": "office"}
REFUSED = {"archive": ARCHIVE, "web": WEB_PAGE, "phone": PHONE_PICTURE}


def main(argv: list[str]) -> int:
    """Answer one JSON object (or the stripped picture) and return 0; every refusal is an answer too."""
    task, settings = argv[0], json.loads(argv[1])
    limits = Limits(**settings["limits"])
    sealing.bound(limits)
    policy = Policy(**{**settings["policy"], "kinds": frozenset(settings["policy"]["kinds"])})
    source = sys.stdin.buffer
    head = source.read(HEAD)
    examine = _judging(kind_of(head), policy) if task == "judge" else _stripping(kind_of(head))
    sealing.seal(limits)
    sys.stdout.buffer.write(_answer(examine, head, source, policy))
    sys.stdout.buffer.flush()
    return 0


def _answer(examine: Callable[[bytes], bytes], head: bytes, source: BinaryIO, policy: Policy) -> bytes:
    try:
        return examine(head + source.read(policy.max_bytes + 1))
    except Unfit as unfit:
        return json.dumps({"code": unfit.code, "params": unfit.params}).encode()
    except (MemoryError, RecursionError):
        return json.dumps({"code": TOO_COSTLY}).encode()
    except Exception as fault:  # fail closed: whatever a reader stumbles over is not taken
        return json.dumps({"code": NOT_EXAMINED, "fault": type(fault).__name__}).encode()


def _judging(kind: str, policy: Policy) -> Callable[[bytes], bytes]:
    if kind not in EXAMINERS:
        return lambda data: _refuse(kind, data)
    examiner = importlib.import_module(f"simpul.adapters.inspection.{EXAMINERS[kind]}")

    def judge(data: bytes) -> bytes:
        found: Found = examiner.examine(data, policy)
        return json.dumps({"kind": found.kind, "notes": found.notes, "pages": found.pages}).encode()

    return judge


def _refuse(kind: str, data: bytes) -> bytes:
    if kind == "ole":
        raise Unfit(_ole_code(data))
    raise Unfit(REFUSED.get(kind, KIND))


def _ole_code(data: bytes) -> str:
    """An old Office file; one locked with a password, or with macros, is named as such by its stream names."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return LOCKED
    return MACRO if "_VBA_PROJECT".encode("utf-16-le") in data else LEGACY_OFFICE


def _stripping(kind: str) -> Callable[[bytes], bytes]:
    if kind not in PICTURES:
        raise Unfit(BROKEN_PICTURE)
    strip: Callable[[bytes], bytes] = importlib.import_module("simpul.adapters.inspection.image").stripped
    return strip


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
