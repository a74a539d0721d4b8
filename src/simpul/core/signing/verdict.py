"""What a verification says: three verdicts, and reasons that a page or the command line puts into words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from simpul.rules.refusals import N_


class Outcome(StrEnum):
    """SAH: every signature intact and trusted, the whole file covered, but for proofs of the signatures
    themselves. TIDAK DIKENAL: nothing there to judge."""

    SAH = "SAH"
    TIDAK_SAH = "TIDAK SAH"
    TIDAK_DIKENAL = "TIDAK DIKENAL"


REASONS: Mapping[str, str] = {
    "empty": N_("The file is empty."),
    "not_pdf": N_("The file is not a PDF."),
    "too_large": N_("The file is larger than %(limit)s MB and was not checked."),
    "encrypted": N_("The file is locked with a password, so its signatures cannot be checked."),
    "unreadable": N_("The file is damaged and cannot be read as a PDF."),
    "too_complex": N_("The file could not be checked within the limits of time and memory."),
    "unsigned": N_("The file has no electronic signature."),
    "reading_copy": N_(
        "This is an uncontrolled reading copy without a signature. Scan its QR code to find the agreement."
    ),
    "damaged_signed": N_("The file was signed, but its structure was changed or cut off afterwards."),
    "signature_removed": N_("A signature was taken out of this file."),
    "changed": N_("The content was changed after this signature was made."),
    "not_genuine": N_("This signature does not fit the certificate that stands beside it."),
    "range": N_("This signature does not cover the file in the prescribed way; part of it may be foreign."),
    "added_last": N_("Something was added to the file after the last signature."),
    "proofs_after": N_(
        "After the last signature only certificates and revocation data were added, which prove it; no content."
    ),
    "added_between": N_("After this signature the file received more than further signatures."),
    "order": N_("The order of the signatures in the file is broken."),
    "oversized": N_("A signature field added later covers a large part of a page."),
    "kind": N_("The kind of this signature is not known and cannot be checked."),
    "untrusted": N_("The certificate was issued by nobody whom this installation trusts (%(issuer)s)."),
    "self_signed": N_("The signer issued the certificate to himself; nobody vouches for it."),
    "expired": N_("The certificate expired on %(day)s, and no trusted record shows that the signature is older."),
    "not_yet": N_("The certificate is only valid from %(day)s on."),
    "revoked": N_("The certificate was revoked."),
    "time": N_("The stated time of signing lies outside the certificate's validity or in the future."),
    "usage": N_("The certificate is not meant for signing documents."),
    "weak": N_("The signature uses a method that is no longer safe."),
    "chain": N_("The certificate could not be traced to a trusted issuer."),
    "fine": N_("Intact; the certificate was valid."),
    "time_stamp": N_("Time stamp, intact: what stands before it in the file existed at its time."),
    "proven": N_("Judged as of %(time)s: a time stamp behind it proves that it existed then."),
    "stamped": N_("The time stamp of %(authority)s within the signature proves that it existed at %(time)s."),
    "stamp_untrusted": N_(
        "The time stamp within the signature is by an authority that is not trusted here (%(authority)s); "
        "its time does not count."
    ),
    "stamp_unknown": N_(
        "Time stamp by an authority that is not trusted here (%(authority)s): its time does not count, and it takes "
        "nothing from the signatures before it."
    ),
    "stamp_broken": N_("The time stamp within the signature was not made for this signature."),
    "sealed_act": N_("System seal for an act of a person, not that person's certificate: uncertified (PP 71/2019)."),
    "demo": N_("The certificate comes from a demonstration authority and has no legal force."),
    "open_fields": N_("%(count)s signature fields are still empty."),
}
"""Code of a reason -> msgid. A page shows ``gettext(reason.text) % reason.values(...)``."""


NOTES = frozenset({
    "fine", "time_stamp", "proofs_after", "proven", "stamped", "stamp_untrusted", "stamp_unknown", "sealed_act", "demo",
    "open_fields",
})  # fmt: skip
"""Reasons that inform and do not speak against a signature."""

COPY_MARK = "salinan-tidak-terkendali"
"""Keyword in the metadata of a reading copy, by which it is known here."""


@dataclass(frozen=True)
class Reason:
    """One finding: a stable ``code`` of :data:`REASONS` and the values for its placeholders; ``time`` is ISO 8601."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The msgid."""
        return REASONS[self.code]

    def values(self, shown: Callable[[datetime], str]) -> dict[str, str]:
        """The values as a sentence names them; ``shown`` writes a time in the zone of the reader."""
        return {
            name: shown(datetime.fromisoformat(value)) if name == "time" else value
            for name, value in self.params.items()
        }

    @property
    def is_fault(self) -> bool:
        """True if it speaks against the signature or the file."""
        return self.code not in NOTES


@dataclass(frozen=True)
class SignatureVerdict:
    """One signature or time stamp. ``scope``: "1/3" is the first of three of its kind; ``covers_file``: it reaches the
    end of the file; ``at``: the time that the signer states, or the time-stamping authority vouches for;
    ``sealed_act``: made by a system seal; ``stated``: the reason given in it; ``proven_at``: the time of the time stamp
    that proves it (within it, else the next behind it), None where it was judged at the time of asking.
    """

    signer: str
    issuer: str
    scope: str
    intact: bool
    trusted: bool
    covers_file: bool
    reasons: tuple[Reason, ...]
    at: datetime | None = None
    sealed_act: bool = False
    demo: bool = False
    stated: str = ""
    time_stamp: bool = False
    proven_at: datetime | None = None


@dataclass(frozen=True)
class Verdict:
    """The whole file. ``demo``: at least one signature rests on a demonstration anchor."""

    verdict: Outcome
    reasons: tuple[Reason, ...]
    signatures: tuple[SignatureVerdict, ...] = ()

    @property
    def demo(self) -> bool:
        return any(each.demo for each in self.signatures)


def to_json(verdict: Verdict) -> dict[str, Any]:
    """Plain values, reasons as ``{code, params}``; the inverse of :func:`from_json`."""
    return {
        "verdict": verdict.verdict.value,
        "reasons": _reasons_out(verdict.reasons),
        "signatures": [
            {
                **vars(each),
                "reasons": _reasons_out(each.reasons),
                "at": each.at.isoformat() if each.at else None,
                "proven_at": each.proven_at.isoformat() if each.proven_at else None,
            }
            for each in verdict.signatures
        ],
    }


def from_json(values: Mapping[str, Any]) -> Verdict:
    """A verdict from the plain values of :func:`to_json`. Raises ``KeyError`` or ``ValueError`` on anything else."""
    return Verdict(
        Outcome(values["verdict"]),
        _reasons_in(values["reasons"]),
        tuple(
            SignatureVerdict(
                **{
                    **each,
                    "reasons": _reasons_in(each["reasons"]),
                    "at": datetime.fromisoformat(each["at"]) if each["at"] else None,
                    "proven_at": datetime.fromisoformat(each["proven_at"]) if each["proven_at"] else None,
                }
            )
            for each in values["signatures"]
        ),
    )


def _reasons_out(reasons: tuple[Reason, ...]) -> list[dict[str, Any]]:
    return [{"code": each.code, "params": dict(each.params)} for each in reasons]


def _reasons_in(values: list[dict[str, Any]]) -> tuple[Reason, ...]:
    return tuple(Reason(each["code"], each["params"]) for each in values)
