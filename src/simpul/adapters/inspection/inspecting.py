"""Judge an uploaded file by what it holds.

This process looks at the name and the hash; only a child reads the content.
"""

from __future__ import annotations

import hashlib
import json
import logging
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from simpul.adapters.inspection import isolation
from simpul.adapters.inspection.findings import NOTES, Unfit
from simpul.adapters.inspection.judgement import Judgement
from simpul.adapters.inspection.names import check_name, extension_of
from simpul.adapters.inspection.policy import KINDS, PAPERS, PICTURES, Policy
from simpul.adapters.inspection.reasons import (
    BROKEN_PICTURE,
    EMPTY,
    KIND,
    MISMATCH,
    NOT_EXAMINED,
    REASONS,
    TOO_BIG,
    TOO_COSTLY,
)
from simpul.lib.confined.limits import MIB, Limits

_STRIP_OUTPUT = 64 * MIB
_log = logging.getLogger("simpul.uploads")


def inspect(path: Path, filename: str, policy: Policy = PAPERS, limits: Limits | None = None) -> Judgement:
    """Whether the file at ``path``, called ``filename`` by its sender, is taken. Never raises for a hostile file.

    Of a refused one the log keeps hash, size and code, never its name.
    """
    with path.open("rb") as source:
        size = source.seek(0, 2)
        source.seek(0)
        sha256 = hashlib.file_digest(source, "sha256").hexdigest()
        source.seek(0)
        try:
            return _judged(source, filename, policy, limits or Limits(), sha256=sha256, size=size)
        except Unfit as unfit:
            refused = _refused(unfit, policy, sha256=sha256, size=size)
    _log.warning("refused upload %s sha256=%s size=%d", refused.code, sha256, size)
    return refused


def strip_metadata(picture: bytes, limits: Limits | None = None) -> bytes:
    """A JPEG or PNG drawn anew for publishing and previews: upright, without place, camera or time.

    The original stays the evidence. Raises the refusal of a broken picture.
    """
    bounds = limits or Limits(output=_STRIP_OUTPUT)
    with tempfile.TemporaryFile() as source:
        source.write(picture)
        source.seek(0)
        outcome = isolation.run("strip", source, policy=Policy(max_bytes=len(picture)), limits=bounds)
    if outcome.ended != "answered" or not outcome.answer.startswith((b"\xff\xd8\xff", b"\x89PNG")):
        raise _refused(Unfit(BROKEN_PICTURE), PAPERS, sha256="", size=len(picture)).refusal()
    return outcome.answer


def _judged(source: IO[bytes], filename: str, policy: Policy, limits: Limits, *, sha256: str, size: int) -> Judgement:
    check_name(filename)
    if size == 0:
        raise Unfit(EMPTY)
    if size > policy.max_bytes:
        raise Unfit(TOO_BIG)
    extension = extension_of(filename)
    try:
        answer = _examined(source, policy, limits)
    except Unfit as unfit:
        if unfit.code == KIND and any(extension in kind.extensions for kind in KINDS.values()):
            raise Unfit(MISMATCH, extension=extension) from None
        raise
    kind = KINDS[answer["kind"]]
    corrected = _check_extension(kind.name, extension)
    if kind.name not in policy.kinds:
        raise Unfit(KIND)
    notes = tuple(note for note in answer["notes"] if note in NOTES) + (("extension_corrected",) if corrected else ())
    return Judgement(
        accepted=True,
        sha256=sha256,
        size=size,
        media_type=kind.media_type,
        extension=kind.extensions[0],
        notes=notes,
        pages=int(answer["pages"]),
    )


def _examined(source: IO[bytes], policy: Policy, limits: Limits) -> Mapping[str, Any]:
    """The child's answer, checked: it has read a hostile file and is believed no further than its vocabulary."""
    outcome = isolation.run("judge", source, policy=policy, limits=limits)
    if outcome.ended == "stopped":
        raise Unfit(TOO_COSTLY)
    try:
        answer = json.loads(outcome.answer)
    except ValueError:
        raise Unfit(NOT_EXAMINED) from None
    if not isinstance(answer, dict):
        raise Unfit(NOT_EXAMINED)
    if "code" in answer:
        raise Unfit(str(answer["code"]), **_plain(answer.get("params")))
    if answer.get("kind") not in KINDS:
        raise Unfit(NOT_EXAMINED)
    return answer


def _plain(params: object) -> dict[str, str | int]:
    if not isinstance(params, dict):
        return {}
    return {str(key): value if isinstance(value, int) else str(value)[:80] for key, value in params.items()}


def _check_extension(kind: str, extension: str) -> bool:
    """Whether the ending was put right in silence (none, or a phone's JPG called PNG). Another ending is refused."""
    if extension in KINDS[kind].extensions:
        return False
    named = next((name for name, each in KINDS.items() if extension in each.extensions), "")
    if not extension or (kind in PICTURES and named in PICTURES):
        return True
    raise Unfit(MISMATCH, extension=extension[:20])


def _refused(unfit: Unfit, policy: Policy, *, sha256: str, size: int) -> Judgement:
    code = unfit.code if unfit.code in REASONS else NOT_EXAMINED
    reason = REASONS[code]
    return Judgement(
        accepted=False,
        sha256=sha256,
        size=size,
        code=code,
        reason=reason.text,
        params={"megabytes": policy.megabytes, "kinds": policy.labels(), "suggested": "dokumen.pdf", **unfit.params},
        repair=reason.repair,
    )
