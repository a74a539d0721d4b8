"""`/register/`: search, filters, open data; `/perjanjian/<slug>/`: one agreement as everybody may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from io import BytesIO

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from simpul.features.agreements import register as rows
from simpul.features.agreements.register_files import FORMATS, csv_lines
from simpul.features.agreements.wet_ink import originals_on_paper
from simpul.lib import clock
from simpul.pages.shell import formats
from simpul.rules.agreement_text.instruments import KNOWN as INSTRUMENTS
from simpul.rules.refusals import N_
from simpul.rules.requirements import TYPE_BY_CODE, TYPES
from simpul.rules.working_time import zone

STATUSES = {
    "disiapkan": (N_("Being prepared"), "idle"),
    "berlaku": (N_("In force"), "ok"),
    "berakhir": (N_("Ended"), "idle"),
    "diakhiri": (N_("Ended before its time"), "idle"),
    "diganti": (N_("Replaced"), "idle"),
    "ditarik": (N_("Withdrawn"), "late"),
}


_NOT_YET = (N_("Signed, not in force yet"), "idle")


@dataclass(frozen=True, slots=True)
class Shown:
    """One agreement in the words of the page."""

    url: str
    title: str
    parties: str
    number: str
    kind: str
    scope: str
    period: str
    signed: str
    status: str
    chip: str
    province: str
    verify_url: str
    withdrawn: bool
    past: bool = False
    paper: int | None = None


def whole(agreement: rows.PublicAgreement) -> Shown:
    """With what is asked only of one agreement: whether it is of the past, and on how many papers it was signed."""
    past = rows.is_past(agreement.slug)
    return present(agreement, past=past, paper=None if past else originals_on_paper(agreement.slug))


def present(agreement: rows.PublicAgreement, *, past: bool = False, paper: int | None = None) -> Shown:
    """Formats everything once, outside the template. ``past``: it was taken over from an old archive; ``paper``: how
    many originals bear wet ink (0: nobody counted), None if it was signed electronically."""
    start, end = agreement.starts_on, agreement.ends_on
    status, chip = _NOT_YET if _begins_later(agreement) else STATUSES[agreement.status]
    return Shown(
        url=reverse("public:agreement", args=[agreement.slug]),
        title=agreement.title,
        parties=", ".join(agreement.parties),
        number=agreement.number,
        kind=_kind(agreement),
        scope=capfirst(", ".join(agreement.scope)),
        period=_period(start, end) if start and end and start <= end else "",
        signed=formats.tanggal(agreement.signed_on) if agreement.signed_on else "",
        status=_(status),
        chip=chip,
        province=agreement.province,
        verify_url=reverse("public:verify_agreement", args=[agreement.slug]),
        withdrawn=rows.is_withdrawn(agreement),
        past=past,
        paper=paper,
    )


def _begins_later(agreement: rows.PublicAgreement) -> bool:
    start, today = agreement.starts_on, clock.now().astimezone(zone("Asia/Jakarta")).date()
    return agreement.status == "berlaku" and start is not None and start > today


def _kind(agreement: rows.PublicAgreement) -> str:
    """The type of cooperation; of an agreement of the past, which names none, the kind of document."""
    if agreement.cooperation_type in TYPE_BY_CODE:
        return _(TYPE_BY_CODE[agreement.cooperation_type].label)
    return _(INSTRUMENTS[agreement.kind].label) if agreement.kind in INSTRUMENTS else ""


def _period(start: date, end: date) -> str:
    return _("%(start)s to %(end)s") % {"start": formats.tanggal(start), "end": formats.tanggal(end)}


def register(request: HttpRequest) -> HttpResponse:
    """Search and filters; keyset paging by ``sebelum``."""
    wanted = {
        "text": request.GET.get("q", ""),
        "cooperation_type": request.GET.get("jenis", ""),
        "province": request.GET.get("provinsi", ""),
        "status": request.GET.get("status", ""),
    }
    before = request.GET.get("sebelum", "")
    found, following = rows.search(**wanted, before=int(before) if before.isdecimal() and len(before) < 19 else None)
    total = rows.count(**wanted)
    query = request.GET.copy()
    if following is not None:
        query["sebelum"] = str(following)
    return render(
        request,
        "public/register.html",
        {
            "section": "register",
            "agreements": [present(row) for row in found],
            "count": total if total <= rows.COUNT_CAP else None,
            "cap": rows.COUNT_CAP,
            "wanted": wanted,
            "filtered": any(wanted.values()),
            "types": [(kind.code, _(kind.label)) for kind in TYPES],
            "provinces": rows.provinces(),
            "statuses": [(code, _(label)) for code, (label, _chip) in STATUSES.items() if code != "disiapkan"],
            "next_url": f"?{query.urlencode()}" if following is not None else "",
        },
    )


def agreement(request: HttpRequest, slug: str) -> HttpResponse:
    """One agreement; a withdrawn one keeps a tombstone (410), it does not vanish."""
    found = rows.find(slug)
    if found is None:
        raise Http404
    shown = whole(found)
    return render(
        request,
        "public/agreement.html",
        {"section": "register", "agreement": shown},
        status=410 if shown.withdrawn else 200,
    )


def as_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The whole register as CSV, inert against formula injection."""
    response = StreamingHttpResponse(csv_lines(rows.everything()), content_type=FORMATS["csv"].media_type)
    response.headers["Content-Disposition"] = 'attachment; filename="register-kerja-sama.csv"'
    return response


def as_json(request: HttpRequest) -> HttpResponse:
    """The whole register as JSON."""
    stream = BytesIO()
    FORMATS["json"].write(rows.everything(), stream)
    return HttpResponse(stream.getvalue(), content_type=FORMATS["json"].media_type)


def as_xlsx(request: HttpRequest) -> FileResponse:
    """The whole register as a workbook, every cell a string."""
    stream = BytesIO()
    FORMATS["xlsx"].write(rows.everything(), stream)
    stream.seek(0)
    media_type = FORMATS["xlsx"].media_type
    return FileResponse(stream, as_attachment=True, filename="register-kerja-sama.xlsx", content_type=media_type)
