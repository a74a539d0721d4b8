"""Judging a file that came back signed: does it extend the bytes that were sent, and may it stand in their place?

What is judged here is only the file. Whose turn it is, and what follows, is the conductor's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from simpul.core.signing.afterwards import Survey, overlapping
from simpul.core.signing.isolation import survey_isolated, verify_isolated
from simpul.core.signing.models_returned import ReturnedState
from simpul.core.signing.signer import SignatureField
from simpul.core.signing.verdict import SignatureVerdict, Verdict
from simpul.core.signing.writing import covers_writing
from simpul.rules.refusals import N_
from simpul.rules.signatory_names import same_person

DOUBTFUL = frozenset({"untrusted", "chain"})
"""Faults of a certificate alone that a person may set aside with a reason: its issuer is not known here."""

FAULTS: Mapping[str, str] = {
    "other_text": N_("The file is not the text that was sent with a signature added: its content differs."),
    "stale": N_("Somebody else has signed since you downloaded the text, so your signature stands on an older state."),
    "no_signature": N_("No signature was added to the file."),
    "foreign": N_("More was added to the file than a signature."),
    "covers": N_("The visible signature covers something that is written on the page."),
    "closed": N_(
        "After this signature nobody else could sign without breaking it, because it locks or certifies the document."
    ),
    "overlap": N_("The visible signature lies on the place of another signature or of the meterai."),
    "unreadable": N_("The file could not be looked at within the limits of time and memory."),
    "invalid": N_("The signature in the file does not hold."),
    "issuer": N_("The certificate was issued by nobody whom this installation trusts."),
    "name": N_("The certificate names somebody else than the person who is to sign."),
}
"""Code -> msgid."""

ADVICE: Mapping[str, str] = {
    "other_text": N_(
        "Download the text again and sign exactly that file, without printing, converting or saving it as a new one."
    ),
    "stale": N_("Download the text again, with the signatures it bears now, and sign that file."),
    "no_signature": N_("Sign the downloaded file with your certificate and hand in the signed file."),
    "foreign": N_("Download the text again and add nothing but your signature: no note, no picture, no page."),
    "covers": N_("Sign again and place the visible signature where nothing is written, or sign invisibly."),
    "closed": N_("Sign again without the option that certifies or locks the document after signing."),
    "overlap": N_("Sign again and place the visible signature in the box of your institution, or sign invisibly."),
    "unreadable": N_("Sign the downloaded file with another program, or sign with a code here."),
    "invalid": N_("Sign the downloaded file again with a certificate that is in force, or sign with a code here."),
}
"""Code -> msgid: what the sender can do."""


@dataclass(frozen=True)
class Expected:
    """What was sent and who is to sign. ``older``: earlier states of the same text; ``remaining``: boxes of those who
    sign after it; ``kept_free``: boxes that no signature may touch; ``box``: the signer's own place, free to be filled;
    ``pictures``: the pages as they were sent, as PNG."""

    sent: bytes
    name: str
    older: Sequence[bytes] = ()
    remaining: Sequence[SignatureField] = ()
    kept_free: Sequence[SignatureField] = ()
    box: SignatureField | None = None
    pictures: Sequence[bytes] = ()


@dataclass(frozen=True)
class Judged:
    """``faults`` are codes of :data:`FAULTS`; ``added`` are the signatures that are new in the file."""

    state: ReturnedState
    faults: tuple[str, ...] = ()
    verdict: Verdict | None = None
    added: tuple[SignatureVerdict, ...] = ()

    @property
    def signature(self) -> SignatureVerdict:
        """The last one that was added."""
        return self.added[-1]


def last_signature(verdict: Verdict) -> SignatureVerdict:
    """Of a file that bears one: that behind which time stamps alone may stand."""
    return next(each for each in reversed(verdict.signatures) if not each.time_stamp)


def judge_returned(path: Path, expected: Expected, home: Path) -> Judged:
    """Judge the stored file at ``path``. The file itself is only opened in a process of its own."""
    returned = path.read_bytes()
    if not returned.startswith(expected.sent):
        stale = any(returned.startswith(state) for state in expected.older)
        return Judged(ReturnedState.STALE, ("stale",)) if stale else Judged(ReturnedState.OTHER_TEXT, ("other_text",))
    if len(returned) == len(expected.sent):
        return Judged(ReturnedState.REFUSED, ("no_signature",))
    found = survey_isolated(path, len(expected.sent), expected.remaining)
    if found is None:
        return Judged(ReturnedState.REFUSED, ("unreadable",))
    return _judged(verify_isolated(path, home), found, expected)


def _judged(verdict: Verdict, found: Survey, expected: Expected) -> Judged:
    signatures = [each for each in verdict.signatures if not each.time_stamp]
    added = tuple(signatures[found.before :])
    if not found.count or len(added) != found.count:
        fault = "invalid" if found.count else "no_signature"
        return Judged(ReturnedState.REFUSED, (fault,), verdict, added)
    hard = tuple(_hard_faults(verdict, found, expected))
    if hard:
        return Judged(ReturnedState.REFUSED, hard, verdict, added)
    soft = tuple(_doubts(added, expected.name))
    return Judged(ReturnedState.ASKED if soft else ReturnedState.TAKEN, soft, verdict, added)


def _hard_faults(verdict: Verdict, found: Survey, expected: Expected) -> list[str]:
    faults = []
    if fault_codes(verdict) - DOUBTFUL:
        faults.append("invalid")
    if found.foreign:
        faults.append("foreign")
    if any(covers_writing(expected.pictures, found.sizes, one, expected.box) for one in found.added):
        faults.append("covers")
    if not found.open:
        faults.append("closed")
    if any(overlapping(one, other) for one in found.added for other in expected.kept_free):
        faults.append("overlap")
    return faults


def fault_codes(verdict: Verdict) -> set[str]:
    """Codes of every fault of the file and of its signatures."""
    told: list[Collection[str]] = [{reason.code for reason in verdict.reasons if reason.is_fault}]
    told += [{reason.code for reason in each.reasons if reason.is_fault} for each in verdict.signatures]
    return set().union(*told)


def _doubts(added: Sequence[SignatureVerdict], name: str) -> list[str]:
    doubts = []
    if not all(each.trusted for each in added):
        doubts.append("issuer")
    if not any(same_person(each.signer, name) for each in added):
        doubts.append("name")
    return doubts
