"""Judging a text that was stamped by hand at a distributor's portal: is it the text that was sent, with stamps and with
nothing else, and can it be signed as it is?

What is judged here is only the file. Whose duty the stamps pay, and what follows, is the conductor's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from simpul.core.signing.afterwards import overlapping
from simpul.core.signing.isolation import LIMIT_BYTES, WALL_SECONDS, child, survey_isolated, verify_isolated
from simpul.core.signing.models_returned import ReturnedState
from simpul.core.signing.signer import SignatureField
from simpul.core.signing.stamp_survey import Stamps, from_json
from simpul.core.signing.verdict import SignatureVerdict, Verdict
from simpul.core.signing.writing import covers_writing
from simpul.rules.refusals import N_

LOOKER = "simpul.core.signing.isolated_stamps"
SEALER = "peruri"
"""e-Meterai are made by Perum Peruri (PP 86/2021 articles 4, 7 and 8); its seal names it."""

FAULTS: Mapping[str, str] = {
    "other_text": N_("The pages are not those of the text that was sent: something on them differs or is missing."),
    "stale": N_("The text has been stamped or signed since it was downloaded, so this file stands on an older state."),
    "unreadable": N_("The file could not be looked at within the limits of time and memory."),
    "no_stamp": N_("No stamp was added to the file."),
    "foreign": N_("More was added to the pages than stamps."),
    "count": N_("The file does not bear as many new stamps as serial numbers were entered."),
    "overlap": N_("A stamp lies on the place of a signature or on another stamp."),
    "covers": N_("A stamp covers something that is written on the page."),
    "invalid": N_("The seal of a stamp does not hold."),
    "issuer": N_("The seal of a stamp was issued by nobody whom this installation trusts."),
    "closed": N_("After these stamps nobody could sign without breaking their seal."),
    "rewritten": N_("The file was written anew: its pages show the same, but it does not begin with the bytes sent."),
    "unsealed": N_("A stamp bears no seal, so nothing in the file proves that it is genuine."),
    "sealer": N_("The seal of a stamp does not name Perum Peruri, who makes e-Meterai."),
}
"""Code -> msgid."""

ADVICE: Mapping[str, str] = {
    "other_text": N_("Download the text again and stamp exactly that file, without printing or converting it."),
    "stale": N_("Download the text as it stands now and stamp that file."),
    "unreadable": N_("Stamp the downloaded file again, or pay the duty by a tax payment slip (SSP)."),
    "no_stamp": N_("Hand in the file that the portal gave back, not the one that you downloaded here."),
    "foreign": N_("Stamp the downloaded file again and add nothing else: no note, no picture, no signature."),
    "count": N_("Enter the serial number of every stamp on the file, one on a line, and no other."),
    "overlap": N_("Stamp the downloaded file again and put each stamp into the frame that the text keeps for it."),
    "covers": N_("Stamp the downloaded file again and put each stamp into the frame that the text keeps for it."),
    "invalid": N_("Stamp the downloaded file again and hand in what the portal gives back, without saving it anew."),
    "issuer": N_("Have the operator put the certificate of the issuer among the anchors, then hand the file in again."),
    "closed": N_("Ask the distributor for stamps that leave the document open for signatures."),
}
"""Code -> msgid: what can be done."""

DOUBTS = ("rewritten", "unsealed", "sealer")
"""Faults that a person who has compared the two may set aside with a reason."""


@dataclass(frozen=True)
class Awaited:
    """What was sent: its path, ``older`` states of it, its pages as PNG; where signatures stand (``signing``), where
    stamps are kept room for (``places``), where some lie already (``there``); how many serials were entered."""

    sent: Path
    serials: int
    older: Sequence[bytes] = ()
    signing: Sequence[SignatureField] = ()
    places: Sequence[SignatureField] = ()
    there: Sequence[SignatureField] = ()
    pictures: Sequence[bytes] = ()


@dataclass(frozen=True)
class JudgedStamps:
    """``faults`` are codes of :data:`FAULTS`; ``boxes`` are the new stamps in the order of the pages."""

    state: ReturnedState
    faults: tuple[str, ...] = ()
    extends: bool = False
    boxes: tuple[SignatureField, ...] = ()
    verdict: Verdict | None = None


def judge_stamped(path: Path, awaited: Awaited, home: Path) -> JudgedStamps:
    """Judge the stored file at ``path``. The file itself is only opened in a process of its own."""
    came, sent = path.read_bytes(), awaited.sent.read_bytes()
    extends = came.startswith(sent)
    if came == sent:
        return JudgedStamps(ReturnedState.REFUSED, ("no_stamp",), extends)
    if not extends and any(came.startswith(state) for state in awaited.older):
        return JudgedStamps(ReturnedState.STALE, ("stale",))
    found = _look(path, awaited.sent)
    if found is None:
        return JudgedStamps(ReturnedState.REFUSED, ("unreadable",), extends)
    if not found.same:
        return JudgedStamps(ReturnedState.OTHER_TEXT, ("other_text",), extends)
    hard = tuple(_on_the_page(found, awaited))
    if hard:
        return JudgedStamps(ReturnedState.REFUSED, hard, extends, found.added)
    return _sealed(path, came, found, awaited, home, extends)


def _look(path: Path, sent: Path) -> Stamps | None:
    """None if the file could not be looked at within the limits."""
    if path.stat().st_size > LIMIT_BYTES:
        return None
    done = child(path, (LOOKER, str(sent)), WALL_SECONDS)
    try:
        return from_json(json.loads(done.stdout)) if done is not None else None
    except (ValueError, KeyError, TypeError):
        return None


def _on_the_page(found: Stamps, awaited: Awaited) -> list[str]:
    """What speaks against the file by where its stamps stand."""
    faults, stamps = [], found.added
    if found.foreign:
        faults.append("foreign")
    if not stamps:
        return [*faults, "no_stamp"]
    if len(stamps) != awaited.serials:
        faults.append("count")
    others = [*awaited.signing, *awaited.there]
    beside = [(one, other) for at, one in enumerate(stamps) for other in stamps[at + 1 :]]
    if any(overlapping(one, other) for one in stamps for other in others) or any(overlapping(*two) for two in beside):
        faults.append("overlap")
    if any(covers_writing(awaited.pictures, found.sizes, one, _frame(one, awaited.places)) for one in stamps):
        faults.append("covers")
    return faults


def _frame(stamp: SignatureField, places: Sequence[SignatureField]) -> SignatureField | None:
    """The frame that the text keeps for a stamp, which may be filled freely."""
    return next((place for place in places if overlapping(stamp, place)), None)


def _sealed(
    path: Path, came: bytes, found: Stamps, awaited: Awaited, home: Path, extends: bool
) -> JudgedStamps:  # fmt: skip
    """The seals, and whether everybody can sign upon them."""
    verdict = verify_isolated(path, home)
    seals = [each for each in verdict.signatures if not each.time_stamp]
    hard = _broken(seals, verdict, sum(found.sealed))
    left = survey_isolated(path, len(came), awaited.signing)
    if left is None or not left.open:
        hard.append("closed")
    if hard:
        return JudgedStamps(ReturnedState.REFUSED, tuple(hard), extends, found.added, verdict)
    soft = tuple(code for code in DOUBTS if code in _doubts(seals, found, extends))
    state = ReturnedState.ASKED if soft else ReturnedState.TAKEN
    return JudgedStamps(state, soft, extends, found.added, verdict)


def _broken(seals: Sequence[SignatureVerdict], verdict: Verdict, count: int) -> list[str]:
    faults = []
    said = {reason.code for each in seals for reason in each.reasons if reason.is_fault}
    said |= {reason.code for reason in verdict.reasons if reason.is_fault and seals}
    if len(seals) != count or said - {"untrusted", "chain"}:
        faults.append("invalid")
    if not all(each.trusted for each in seals):
        faults.append("issuer")
    return faults


def _doubts(seals: Sequence[SignatureVerdict], found: Stamps, extends: bool) -> set[str]:
    doubts = set() if extends else {"rewritten"}
    if not all(found.sealed):
        doubts.add("unsealed")
    if any(SEALER not in f"{each.signer} {each.issuer}".casefold() for each in seals):
        doubts.add("sealer")
    return doubts
