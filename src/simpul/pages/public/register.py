"""`/register/`: search, filters, open data; `/perjanjian/<slug>/`: one agreement as everybody may see it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from simpul.features.agreements import register as rows
from simpul.lib.cells import inert
from simpul.pages.shell import formats
from simpul.rules.refusals import N_
from simpul.rules.requirements import TYPE_BY_CODE, TYPES

STATUSES = {
    "disiapkan": (N_("Being prepared"), "idle"),
    "berlaku": (N_("In force"), "ok"),
    "berakhir": (N_("Ended"), "idle"),
    "diakhiri": (N_("Ended before its time"), "idle"),
    "diganti": (N_("Replaced"), "idle"),
    "ditarik": (N_("Withdrawn"), "late"),
}


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


def present(agreement: rows.PublicAgreement) -> Shown:
    """Formats everything once, outside the template."""
    status, chip = STATUSES[agreement.status]
    start, end = agreement.starts_on, agreement.ends_on
    return Shown(
        url=reverse("public:agreement", args=[agreement.slug]),
        title=agreement.title,
        parties=", ".join(agreement.parties),
        number=agreement.number,
        kind=_(TYPE_BY_CODE[agreement.cooperation_type].label),
        scope=capfirst(", ".join(agreement.scope)),
        period=_period(start, end) if start and end else "",
        signed=formats.tanggal(agreement.signed_on) if agreement.signed_on else "",
        status=_(status),
        chip=chip,
        province=agreement.province,
        verify_url=reverse("public:verify_agreement", args=[agreement.slug]),
        withdrawn=rows.is_withdrawn(agreement),
    )


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
    shown = present(found)
    return render(
        request,
        "public/agreement.html",
        {"section": "register", "agreement": shown},
        status=410 if shown.withdrawn else 200,
    )


class _Echo:
    def write(self, value: str) -> str:
        return value


def _csv_lines() -> Iterator[str]:
    writer = csv.DictWriter(_Echo(), fieldnames=rows.COLUMNS)
    yield writer.writerow(dict.fromkeys(rows.COLUMNS) | {name: name for name in rows.COLUMNS})
    for row in rows.everything():
        yield writer.writerow({name: inert(value) for name, value in row.as_row().items()})


def as_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The whole register as CSV, inert against formula injection."""
    response = StreamingHttpResponse(_csv_lines(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="register-kerja-sama.csv"'
    return response


def as_json(request: HttpRequest) -> HttpResponse:
    """The whole register as JSON."""
    body = json.dumps({"items": [row.as_row() for row in rows.everything()]}, ensure_ascii=False)
    return HttpResponse(body, content_type="application/json")
