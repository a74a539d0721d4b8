"""`/verifikasi/`: by uploaded file (not kept), by number, or by the QR code of a signed page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from simpul.core.directory import attempts
from simpul.core.documents.models import DestroyedFile
from simpul.core.documents.storage import digest_of
from simpul.core.signing.isolation import verify_isolated
from simpul.core.signing.models import Preservation
from simpul.core.signing.verdict import Outcome, Reason, SignatureVerdict, Verdict
from simpul.features.agreements import register as rows
from simpul.features.agreements.finding import numbered
from simpul.features.agreements.models import Agreement
from simpul.lib import clock
from simpul.lib.uploads import ReceivedFile
from simpul.lib.wording import say
from simpul.pages.public.register import Shown, whole
from simpul.pages.shell import formats
from simpul.pages.shell.intake import streams_uploads
from simpul.pages.shell.verdict_word import verdict_word
from simpul.rules.refusals import N_, Refusal
from simpul.rules.working_time import zone

_DOOR = "verifikasi"
_KIND = {Outcome.SAH: "ok", Outcome.TIDAK_SAH: "late", Outcome.TIDAK_DIKENAL: "idle"}
_SENTENCE = {
    Outcome.SAH: N_("Every signature is intact, its certificate is trusted, and the whole file is covered."),
    Outcome.TIDAK_SAH: N_("Do not rely on this file. The reasons stand below."),
    Outcome.TIDAK_DIKENAL: N_("There is nothing in this file that could be verified."),
}


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature in the words of the page."""

    signer: str
    issuer: str
    at: str
    scope: str
    stated: str
    reasons: tuple[str, ...]
    fine: bool
    time_stamp: bool


@dataclass(frozen=True, slots=True)
class Result:
    """The whole answer."""

    kind: str
    word: str
    sentence: str
    reasons: tuple[str, ...]
    signatures: tuple[Signature, ...]
    checked_at: str
    agreement: Shown | None

    @property
    def time_stamps(self) -> int:
        return sum(one.time_stamp for one in self.signatures)

    @property
    def signers(self) -> int:
        return len(self.signatures) - self.time_stamps


def _moment(at: datetime) -> str:
    return formats.saat(at, zone("Asia/Jakarta"))


def _words(reasons: tuple[Reason, ...]) -> tuple[str, ...]:
    """Each sentence once: two findings may say the same."""
    return tuple(dict.fromkeys(_(reason.text) % reason.values(_moment) for reason in reasons))


def _when(found: SignatureVerdict) -> str:
    """A time that only the signer states is told as such."""
    if found.at is None:
        return ""
    at = _moment(found.at)
    return at if found.time_stamp else _("%(at)s by the signer's own clock") % {"at": at}


def _signature(found: SignatureVerdict) -> Signature:
    return Signature(
        signer=found.signer,
        issuer=found.issuer,
        at=_when(found),
        scope=found.scope,
        stated=found.stated,
        reasons=_words(found.reasons),
        fine=not any(reason.is_fault for reason in found.reasons),
        time_stamp=found.time_stamp,
    )


def _why(verdict: Verdict) -> tuple[Reason, ...]:
    """What is wrong with the signatures stands first, once each; then what the file as a whole says."""
    found = (reason for each in verdict.signatures for reason in each.reasons if reason.is_fault)
    return tuple({reason.text: reason for reason in (*found, *verdict.reasons)}.values())


def _result(verdict: Verdict, agreement: Shown | None) -> Result:
    return Result(
        kind=_KIND[verdict.verdict],
        word=verdict_word(verdict),
        sentence=_(_SENTENCE[verdict.verdict]),
        reasons=_words(_why(verdict)),
        signatures=tuple(_signature(found) for found in verdict.signatures),
        checked_at=_moment(clock.now()),
        agreement=agreement,
    )


def _known(path: Path) -> Shown | None:
    """The public agreement whose signed original, or this with its proofs, has exactly these bytes."""
    sha256 = digest_of(path)
    kept = Preservation.objects.filter(file__sha256=sha256).values("original_id")
    held = Q(signed_file__sha256=sha256) | Q(signed_file_id__in=kept)
    row = Agreement.objects.filter(held, is_public=True).first()
    found = rows.find(row.slug) if row is not None else None
    return whole(found) if found is not None else None


def _numbered(number: str) -> list[Agreement]:
    """The public agreements of this number: as it stands, else but for case, spaces and the signs around it; of more
    than one the first two."""
    public = Agreement.objects.filter(is_public=True)
    as_it_stands = Q(number__number=number) | Q(given_number=number)
    return list(public.filter(as_it_stands)[:2]) or list(public.filter(numbered(number))[:2])


@transaction.atomic
def _count_try(request: HttpRequest) -> None:
    """A verification costs us a second of work: each one counts against its network. Raises LCK-01."""
    network = attempts.host_of(request.META.get("REMOTE_ADDR", ""))
    attempts.check(_DOOR, network)
    attempts.failed(_DOOR, network)


def _judged(request: HttpRequest) -> Result:
    """Judge the uploaded file. Raises Refusal VRF-01, VRF-02 or LCK-01."""
    file = request.FILES.get("berkas")
    if not isinstance(file, ReceivedFile):
        raise Refusal("VRF-01", N_("Choose the PDF file that you want to check."))
    if (file.size or 0) > settings.UPLOAD_LIMIT_BYTES:
        raise Refusal(
            "VRF-02",
            N_("The file is larger than %(limit)s MB, so it was not checked. Check it with: simpul verify FILE"),
            limit=settings.UPLOAD_LIMIT_BYTES // 1024 // 1024,
        )
    _count_try(request)
    return _result(verify_isolated(file.path(), settings.HOME), _known(file.path()))


@streams_uploads
def verification(request: HttpRequest) -> HttpResponse:
    """The form, the judgement of a file, or the way to an agreement by its number."""
    context: dict[str, object] = {"section": "verification", "limit": settings.UPLOAD_LIMIT_BYTES // 1024 // 1024}
    if request.method == "POST":
        try:
            return render(request, "public/verdict.html", context | {"result": _judged(request)})
        except Refusal as refusal:
            return render(request, "public/verification.html", context | {"error": say(refusal)}, status=400)
    number = request.GET.get("nomor", "").replace("\x00", "").strip()[:160]
    if number:
        found = _numbered(number)
        if len(found) == 1:
            return redirect("public:verify_agreement", slug=found[0].slug)
        context |= {"number": number, "unknown_number": not found, "shared_number": bool(found)}
    return render(request, "public/verification.html", context)


def _destroyed(row: Agreement) -> DestroyedFile | None:
    return DestroyedFile.objects.filter(file=row.signed_file).first() if row.signed_file is not None else None


def verify_agreement(request: HttpRequest, slug: str) -> HttpResponse:
    """The page behind a QR code: what is registered under it, and where to check the file itself."""
    row = Agreement.objects.filter(slug=slug).select_related("signed_file").first()
    if row is None:
        raise Http404
    found = rows.find(slug)
    kept = Preservation.objects.filter(original=row.signed_file_id).select_related("file").order_by("-number").first()
    return render(
        request,
        "public/verify_agreement.html",
        {
            "section": "verification",
            "agreement": whole(found) if found is not None else None,
            "sha256": row.signed_file.sha256 if found is not None and row.signed_file is not None else "",
            "kept": kept.file.sha256 if found is not None and kept is not None else "",
            "destroyed": _destroyed(row) if found is not None else None,
        },
    )
