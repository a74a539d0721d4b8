"""Judging a PDF: SAH only if every signature is intact and trusted and together they cover the whole file.

Never raises on a file, whatever it holds. A file from outside belongs into :mod:`simpul.core.signing.isolation`, which
runs this in a process of its own with limits; here only the size is bounded.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from itertools import pairwise

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import (
    EmbeddedPdfSignature,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
)
from pyhanko.sign.validation.status import DocumentTimestampStatus, PdfSignatureStatus, SignatureCoverageLevel

from simpul.core.signing.anchors import Anchors
from simpul.core.signing.coroutines import finish
from simpul.core.signing.coverage import Cover, cover, has_leftover
from simpul.core.signing.increments import POLICY, lost_signature, only_proofs_after, oversized
from simpul.core.signing.keys import common_name, is_seal
from simpul.core.signing.longterm import kept_proofs
from simpul.core.signing.signature_stamps import OwnStamp, own_stamp
from simpul.core.signing.trust import Trust, doubts, rests_on_demo
from simpul.core.signing.verdict import COPY_MARK, Outcome, Reason, SignatureVerdict, Verdict
from simpul.lib import clock

LIMIT_MB = 64
INTEGRITY = frozenset({"changed", "not_genuine", "range", "kind"})
"""Faults of the signature itself, in contrast to faults of its certificate or of what was added later."""
UNKNOWN = frozenset({"untrusted", "self_signed", "chain"})
"""What it means that nobody here knows an authority. Its time stamp then proves nothing and spoils nothing."""

Status = PdfSignatureStatus | DocumentTimestampStatus

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Found:
    """One signature or time stamp as it stands in the file, with its place among the ``total`` of its kind (from 1)."""

    embedded: EmbeddedPdfSignature
    cover: Cover
    place: int
    total: int


def verify(pdf: bytes, anchors: Anchors, at: datetime | None = None) -> Verdict:
    """Judge ``pdf`` at the moment ``at`` (aware; default now).

    Certificates must be in force at ``at``, or at the time that a trusted time stamp behind them proves: nothing in the
    signature itself proves when it was made. A caller that holds its own record of the file's hash and time (the
    archive) passes that time.
    """
    refused = _refuse_early(pdf)
    if refused is not None:
        return refused
    try:
        return _judge(pdf, anchors, at or clock.now())
    except Exception:
        # A hostile file may raise anything inside the parsers. That is a verdict, not our error; the log keeps it.
        logger.info("a file could not be judged", exc_info=True)
        return _broken(pdf)


def _refuse_early(pdf: bytes) -> Verdict | None:
    if not pdf:
        return _unknown("empty")
    if len(pdf) > LIMIT_MB * 1024 * 1024:
        return _unknown("too_large", limit=str(LIMIT_MB))
    if not pdf.startswith(b"%PDF-"):
        return _unknown("not_pdf")
    return None


def _unknown(code: str, **params: str) -> Verdict:
    return Verdict(Outcome.TIDAK_DIKENAL, (Reason(code, params),))


def _invalid(code: str) -> Verdict:
    return Verdict(Outcome.TIDAK_SAH, (Reason(code),))


def _broken(pdf: bytes) -> Verdict:
    return _invalid("damaged_signed") if has_leftover(pdf) else _read_loosely(pdf)


def _read_loosely(pdf: bytes) -> Verdict:
    """Some scanners and libraries write a table of objects that departs from the standard in a place that harms
    nothing. Such a file is not damaged: what is true of it is that no signature is in it. Never a ground to trust one.
    """
    try:
        reader = PdfFileReader(BytesIO(pdf), strict=False)
        signed = any(value is not None for _name, value, _field in enumerate_sig_fields(reader))
        whole = not reader.encrypted and int(reader.root["/Pages"]["/Count"]) > 0
        return _unsigned(pdf, reader) if whole and not signed else _unknown("unreadable")
    except Exception:
        # As above: whatever the parser raises is what became of the file.
        logger.info("a file could not be read", exc_info=True)
        return _unknown("unreadable")


def _judge(pdf: bytes, anchors: Anchors, moment: datetime) -> Verdict:
    reader = PdfFileReader(BytesIO(pdf), strict=True)
    if reader.encrypted:
        return _unknown("encrypted")
    fields = list(enumerate_sig_fields(reader))
    filled = [(name, field) for name, value, field in fields if value is not None]
    if not filled:
        return _unsigned(pdf, reader)
    found = _in_order(pdf, [EmbeddedPdfSignature(reader, field, name) for name, field in filled])
    signatures = _signatures(found, Trust(anchors, kept_proofs(reader)), moment, len(pdf))
    reasons = (*_file_reasons(pdf, reader, found), *_notes(signatures, len(fields) - len(filled)))
    faulty = any(reason.is_fault for reason in reasons) or any(
        reason.is_fault for each in signatures for reason in each.reasons
    )
    return Verdict(Outcome.TIDAK_SAH if faulty else Outcome.SAH, reasons, signatures)


def _unsigned(pdf: bytes, reader: PdfFileReader) -> Verdict:
    if has_leftover(pdf):
        return _invalid("signature_removed")
    keywords = reader.trailer["/Info"].get("/Keywords", "") if "/Info" in reader.trailer else ""
    return _unknown("reading_copy" if COPY_MARK in str(keywords) else "unsigned")


def _in_order(pdf: bytes, signatures: Sequence[EmbeddedPdfSignature]) -> list[Found]:
    covers = sorted(((cover(pdf, each), each) for each in signatures), key=lambda pair: pair[0].end)
    totals, places = Counter(_is_timestamp(each) for each in signatures), Counter[bool]()
    found = []
    for covered, each in covers:
        places[_is_timestamp(each)] += 1
        found.append(Found(each, covered, places[_is_timestamp(each)], totals[_is_timestamp(each)]))
    return found


def _file_reasons(pdf: bytes, reader: PdfFileReader, found: Sequence[Found]) -> Iterator[Reason]:
    revisions = [each.embedded.signed_revision for each in found]
    if any(later <= earlier for earlier, later in pairwise(revisions)):
        yield Reason("order")
    if lost_signature(reader, [each.embedded for each in found]):
        yield Reason("signature_removed")
    end = found[-1].cover.end
    if _grown(found) or (end != len(pdf) and not only_proofs_after(pdf, reader, revisions[-1], end)):
        yield Reason("added_last")
    elif end != len(pdf):
        yield Reason("proofs_after")
    if all(_is_timestamp(each.embedded) for each in found):
        yield Reason("unsigned")
    if any(oversized(reader, each.embedded.sig_field, revisions[0]) for each in found):
        yield Reason("oversized")


def _grown(found: Sequence[Found]) -> bool:
    """Whether anything that can be seen came between the last signature and the time stamps behind it.

    Anybody gets a time stamp from an authority; it signs nothing, so only it and proofs may stand there.
    """
    last = next((each for each in reversed(found) if not _is_timestamp(each.embedded)), found[-1])
    since = getattr(last.embedded, "diff_result", None) if last is not found[-1] else None  # pyHanko types it as None
    return isinstance(since, DiffResult) and since.modification_level > ModificationLevel.LTA_UPDATES


def _notes(signatures: Sequence[SignatureVerdict], empty: int) -> Iterator[Reason]:
    if any(each.demo for each in signatures):
        yield Reason("demo")
    if empty:
        yield Reason("open_fields", {"count": str(empty)})


def _signatures(
    found: Sequence[Found], trust: Trust, moment: datetime, size: int
) -> tuple[SignatureVerdict, ...]:  # fmt: skip
    """From the last to the first: a trusted time stamp proves that all before it existed at its time."""
    judged: list[SignatureVerdict] = []
    at = moment
    for each in reversed(found):
        verdict = _signature(each, trust, at, size)
        if at == moment and _came_later(verdict, moment):
            verdict = _signature(each, trust, clock.now(), size)
        if at != moment and verdict.proven_at is None:
            verdict = replace(
                verdict, proven_at=at, reasons=(*verdict.reasons, Reason("proven", {"time": at.isoformat()}))
            )
        if verdict.time_stamp and verdict.trusted and verdict.at is not None and verdict.at < at:
            at = verdict.at
        judged.append(verdict)
    return tuple(reversed(judged))


def _came_later(verdict: SignatureVerdict, moment: datetime) -> bool:
    """A time stamp that was added since the past moment that is asked about proves nothing of it and harms nothing."""
    return verdict.time_stamp and verdict.at is not None and moment < verdict.at <= clock.now()


def _signature(found: Found, trust: Trust, moment: datetime, size: int) -> SignatureVerdict:
    certificate = _certificate(found.embedded)
    status = _validate(found.embedded, trust, moment) if certificate is not None else None
    stamped = own_stamp(status, trust.anchors, moment)
    if stamped.proves is not None:
        moment = stamped.proves
        status = _validate(found.embedded, trust, moment)
    stated = status.timestamp if isinstance(status, DocumentTimestampStatus) else _stated_time(found.embedded)
    faults = tuple(_faults(found, certificate, status))
    intact = not any(each.code in INTEGRITY for each in faults)
    distrust = tuple(doubts(status, trust.anchors, stated, moment)) if status is not None and intact else ()
    trusted = status is not None and status.trusted and not distrust
    sealed = trusted and certificate is not None and is_seal(certificate)
    stamp = _is_timestamp(found.embedded)
    if stamp and not faults and distrust and {reason.code for reason in distrust} <= UNKNOWN:
        distrust = (Reason("stamp_unknown", {"authority": common_name(certificate.issuer) if certificate else ""}),)
    fine = not (faults or distrust or stamped.faults)
    return SignatureVerdict(
        signer=common_name(certificate.subject) if certificate is not None else "",
        issuer=common_name(certificate.issuer) if certificate is not None else "",
        scope=f"{found.place}/{found.total}",
        intact=intact,
        trusted=trusted,
        covers_file=found.cover.regular and found.cover.end == size,
        reasons=(*faults, *distrust, *stamped.faults, *_remarks(stamped, fine=fine, sealed=sealed, stamp=stamp)),
        at=stated,
        sealed_act=sealed,
        demo=trusted and status is not None and (stamped.demo or rests_on_demo(status, trust.anchors)),
        stated=str(found.embedded.sig_object.get("/Reason", "")),
        time_stamp=stamp,
        proven_at=stamped.proves,
    )


def _remarks(stamped: OwnStamp, *, fine: bool, sealed: bool, stamp: bool) -> Iterator[Reason]:
    if fine:
        yield Reason("time_stamp" if stamp else "fine")
    if sealed:
        yield Reason("sealed_act")
    yield from stamped.notes


def _is_timestamp(signature: EmbeddedPdfSignature) -> bool:
    return bool(signature.sig_object_type == "/DocTimeStamp")


def _certificate(signature: EmbeddedPdfSignature) -> x509.Certificate | None:
    """The signer's certificate, None if none stands in the signature or another than the signed one."""
    try:
        return signature.signer_cert
    except SignatureValidationError:
        return None


def _validate(signature: EmbeddedPdfSignature, trust: Trust, moment: datetime) -> Status | None:
    """pyHanko's status; None if it cannot make sense of the signature (unknown kind, malformed container)."""
    return _tried(signature, trust, moment) or _tried(signature, replace(trust, anchors=Anchors()), moment)


def _tried(signature: EmbeddedPdfSignature, trust: Trust, moment: datetime) -> Status | None:
    """An issuer that bears the name of an anchor and has a key of another kind makes the search for a way to it fail;
    without anchors the search says what is so: no way leads to anybody who is trusted."""
    try:
        trusting = trust.context(moment)
        if _is_timestamp(signature):
            return finish(async_validate_pdf_timestamp(signature, trusting, diff_policy=POLICY))
        return finish(async_validate_pdf_signature(signature, trusting, diff_policy=POLICY))
    except Exception:
        # Malformed containers raise all sorts of errors, and each means the same here.
        logger.info("a signature could not be judged", exc_info=True)
        return None


def _faults(found: Found, certificate: x509.Certificate | None, status: Status | None) -> Iterator[Reason]:
    if not found.cover.regular:
        yield Reason("range")
    if certificate is None:
        yield Reason("not_genuine")
    elif status is None:
        yield Reason("kind")
    elif not status.intact:
        yield Reason("changed")
    elif not status.valid:
        yield Reason("not_genuine")
    elif status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        yield Reason("range")
    elif not _followed_by_signatures_only(status):
        yield Reason("added_between")


def _followed_by_signatures_only(status: Status) -> bool:
    level = status.modification_level
    permitted = level is not None and level <= ModificationLevel.FORM_FILLING
    return permitted and getattr(status, "docmdp_ok", True) is not False


def _stated_time(signature: EmbeddedPdfSignature) -> datetime | None:
    """The time that the signer states, None if it is absent or no aware date."""
    stated = signature.self_reported_timestamp
    return stated if stated is not None and stated.tzinfo is not None else None
