"""`/berkas/<slug>/`: the one handler of stored files. Without the right to a file it does not exist (404)."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from simpul.core.directory.models import User
from simpul.core.directory.officers import officer_of
from simpul.core.documents import storage
from simpul.core.documents.integrity import DOWNLOAD, close_whole, incident_of, report
from simpul.core.documents.models import DestroyedFile, FileIncident, StoredFile
from simpul.features.agreements.officer_files import for_officer
from simpul.features.agreements.partner_files import partner_may_read
from simpul.lib.wording import say
from simpul.pages.shell.partner_session import partner_request
from simpul.rules.refusals import Refusal

# Only papers that this program rendered itself may be shown in the window; what came from outside is downloaded.
_OURS = frozenset(
    {
        "tanda_terima", "disposisi", "surat_balasan", "surat_penolakan", "draf", "naskah", "naskah_bertanda_tangan",
        "salinan_baca",
    }
)  # fmt: skip


def _readable(request: HttpRequest, file: StoredFile) -> StoredFile | None:
    """What this visitor may have of the file: as an officer, else as the partner of the session's request."""
    officer = officer_of(request.user) if isinstance(request.user, User) else None
    if officer is not None and (found := for_officer(officer, file)) is not None:
        return found
    asked = partner_request(request)
    return file if asked is not None and partner_may_read(asked, file) else None


def _disposition(name: str, inline: bool) -> str:
    """RFC 6266: an ASCII name for old readers, the true one beside it."""
    kind = "inline" if inline else "attachment"
    ascii_name = "".join(sign if sign.isascii() and sign.isprintable() and sign not in '"\\' else "_" for sign in name)
    return f"{kind}; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(name, safe='')}"


def _damaged(request: HttpRequest, file: StoredFile, refusal: Refusal) -> HttpResponse:
    """Refused, on record, and told to those who can restore it; the same number for everybody who comes for it."""
    incident = incident_of(institution_id=file.institution_id, sha256=file.sha256, noticed_by=DOWNLOAD)
    report(file.institution_id)
    context = {"message": say(refusal), "incident": incident, "institution": file.institution}
    return render(request, "public/file_damaged.html", context, status=409)


@require_safe
def stored_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand out a file; its bytes are checked against their name before they leave."""
    file = StoredFile.objects.filter(slug=slug).first()
    readable = _readable(request, file) if file is not None else None
    if readable is None:
        raise Http404
    gone = DestroyedFile.objects.filter(file=readable).first()
    if gone is not None:
        context = {"name": readable.name, "sha256": readable.sha256, "gone": gone}
        return render(request, "public/file_destroyed.html", context, status=410)
    try:
        data = storage.read(readable.sha256)
    except Refusal as refusal:
        return _damaged(request, readable, refusal)
    if FileIncident.objects.filter(sha256=readable.sha256, closed_at=None).exists():
        close_whole(readable.sha256)
    inline = request.GET.get("lihat") == "1" and readable.kind in _OURS and readable.media_type == "application/pdf"
    response = HttpResponse(data, content_type=readable.media_type)
    response.headers["Content-Disposition"] = _disposition(readable.name, inline)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    return response
