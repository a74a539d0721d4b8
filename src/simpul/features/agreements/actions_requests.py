"""The partner's request before it is filed: start, save section by section, add and remove papers.

A draft that is not filed has no case. Only its start is told to the institution's chain; filing is told by
``casework.intake``. Every act may be repeated (a double click, a dropped line) with the same result.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from django.db import transaction
from django.db.models import F

from simpul.core.directory.models import Institution
from simpul.core.messages.actions import record
from simpul.features.agreements.actions_papers import drop_papers
from simpul.features.agreements.drafts import KEPT, open_draft, partner, save
from simpul.features.agreements.models import Party, Request, Student, TestItem
from simpul.features.agreements.models_request import RequestState
from simpul.features.agreements.resuming import mail_resume_link
from simpul.features.agreements.sections import PARTNER_ORDER, partner_of, sections_of
from simpul.lib import clock
from simpul.lib.ids import digest
from simpul.rules.refusals import N_, Refusal
from simpul.rules.requirements import PAPERS, TYPE_BY_CODE, template_for

_OUT_OF_THE_WAY = 1000
"""Two parties never share a place, not even between two statements."""
Row = Mapping[str, object]


@transaction.atomic
def start_draft(
    *, institution: Institution, form_key: str, category: str, cooperation_type: str, is_extension: bool
) -> Request:
    """Begin a request. The same ``form_key`` finds the same draft. Raises Refusal PGJ-03 when the door is closed."""
    if not institution.accepts_requests:
        raise Refusal("PGJ-03", N_("This institution takes no requests at present. Nothing was saved."))
    now = clock.now()
    request, fresh = Request.objects.get_or_create(
        form_key=form_key,
        defaults={
            "institution": institution,
            "category": category,
            "cooperation_type": cooperation_type,
            "is_extension": is_extension,
            "template": template_for(cooperation_type, ()),
            "created_at": now,
            "keep_until": now + KEPT,
        },
    )
    if fresh:
        record(
            institution_id=institution.pk,
            verb="request.started",
            by=partner(request),
            facts={"request": request.slug, "category": category, "type": cooperation_type},
        )
    return request


@transaction.atomic
def save_section(*, request_id: int, section: str, values: Row) -> None:
    """Save the answers of one section (names as in ``sections.values_in``). Other sections stay untouched."""
    request = open_draft(request_id)
    _WRITERS[section](request, values)
    save(request, section)


@transaction.atomic
def set_students(*, request_id: int, rows: Sequence[Row]) -> None:
    """The students of an internship, all at once in their order; a row without a name is left out."""
    request = open_draft(request_id)
    request.students.all().delete()
    Student.objects.bulk_create(
        Student(request=request, order=order, **row) for order, row in enumerate(_named(rows, "name"), 1)
    )
    save(request, "mahasiswa")


@transaction.atomic
def set_tests(*, request_id: int, rows: Sequence[Row]) -> None:
    """The tests asked for, all at once in their order."""
    request = open_draft(request_id)
    request.tests.all().delete()
    TestItem.objects.bulk_create(
        TestItem(request=request, order=order, **row) for order, row in enumerate(_named(rows, "test"), 1)
    )
    save(request, "pemeriksaan")


@transaction.atomic
def set_parties(*, request_id: int, rows: Sequence[Row]) -> None:
    """The parties beside the institution and the partner who asks, all at once in their order.

    A row with the ``id`` of a standing party changes it, so that its logo and proof stay; those of a row that went go.
    """
    request = open_draft(request_id)
    _own(request)
    further = request.parties.filter(is_host=False, order__gt=PARTNER_ORDER)
    known = {party.pk: party for party in further}
    kept = [(known.pop(int(str(row.pop("id", None) or 0)), None), row) for row in _named(rows, "name")]
    drop_papers(request.papers.filter(party__in=known))
    further.filter(pk__in=known).delete()
    further.update(order=F("order") + _OUT_OF_THE_WAY)
    for order, (party, row) in enumerate(kept, PARTNER_ORDER + 1):
        standing = party or Party(request=request)
        for name, value in {**row, "order": order}.items():
            setattr(standing, name, value)
        standing.save()
    save(request, "pihak")


def _named(rows: Sequence[Row], key: str) -> list[dict[str, object]]:
    return [dict(row) for row in rows if str(row.get(key) or "").strip()]


@transaction.atomic
def confirm_statement(*, request_id: int) -> None:
    """The partner's statement on truth and personal data, with its time; nothing once the request is sent."""
    request = Request.objects.select_for_update(of=("self",)).get(pk=request_id)
    if request.state == RequestState.DRAFT:
        kept = {name: value for name, value in request.answers.items() if name not in {"bagian", "ditolak"}}
        request.answers = {**kept, "pernyataan": clock.now().isoformat()}
        request.save(update_fields=["answers"])


def _own(request: Request) -> Party:
    """The partner's own row, made when first needed."""
    found = partner_of(request)
    return found or Party.objects.create(request=request, order=PARTNER_ORDER, name=request.partner_name)


def _answers(request: Request, values: Row, *names: str) -> None:
    """Take the named values over into the answers; dates in ISO form, empty ones left out."""
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
    kept = {name: value for name, value in request.answers.items() if name not in names}
    request.answers = kept | {name: plain[name] for name in names if plain.get(name) not in (None, "")}


def _kind(request: Request, values: Row) -> None:
    request.category = str(values["category"])
    request.cooperation_type = str(values["cooperation_type"])
    request.is_extension = bool(values["is_extension"])
    known = TYPE_BY_CODE[request.cooperation_type].items
    request.scope_items = [item for item in request.scope_items if item in known]
    asked = {paper.code for paper in PAPERS[request.category]}
    drop_papers(request.papers.filter(party=None).exclude(requirement__in=asked))
    refused = request.answers.get("ditolak", {})
    request.answers = {**request.answers, "ditolak": {code: told for code, told in refused.items() if code in asked}}
    if request.category != "perusahaan":
        _answers(request, {}, "npwp", "nib")
    _drop_hidden_rows(request)


def _drop_hidden_rows(request: Request) -> None:
    """Rows of a table that this request no longer has: unseen, they would still be printed in the agreement."""
    here = sections_of(request)
    if "mahasiswa" not in here:
        request.students.all().delete()
    if "pemeriksaan" not in here:
        request.tests.all().delete()


def _institution(request: Request, values: Row) -> None:
    request.partner_name, request.province = str(values["partner_name"]), str(values["province"])
    party = _own(request)
    party.name, party.address = request.partner_name, str(values["address"])
    party.own_number, party.has_no_number = str(values.get("own_number", "")), bool(values.get("has_no_number"))
    party.save()
    _answers(request, values, "npwp", "nib")


def _signatory(request: Request, values: Row) -> None:
    party = _own(request)
    party.signatory_name = str(values["signatory_name"])
    party.signatory_title = str(values["signatory_title"])
    party.authority = str(values["authority"])
    party.save()


def _contact(request: Request, values: Row) -> None:
    before = request.contact_email
    request.contact_name = str(values["contact_name"])
    request.contact_email = str(values["contact_email"])
    request.contact_phone = str(values["contact_phone"])
    party = _own(request)
    party.contact_name, party.email, party.phone = request.contact_name, request.contact_email, request.contact_phone
    party.save()
    if request.contact_email and request.contact_email != before:
        mail_resume_link(request, occasion=digest(request.contact_email)[:12])


def _scope(request: Request, values: Row) -> None:
    items = values["scope_items"]
    request.scope_items = [str(item) for item in items] if isinstance(items, list) else []
    request.scope_other = str(values["scope_other"])
    _answers(request, values, "uraian", "data_pribadi")
    _drop_hidden_rows(request)


def _term(request: Request, values: Row) -> None:
    _answers(request, values, "mulai", "berakhir", "lama_bulan", "perjanjian_lama")


def _cost(request: Request, values: Row) -> None:
    _answers(request, values, "biaya", "perkiraan_nilai", "penagihan", "sumber_dana", "dasar_biaya")


def _letter(request: Request, values: Row) -> None:
    request.letter_number = str(values["letter_number"])
    day = values["letter_date"]
    request.letter_date = day if isinstance(day, date) else None


_WRITERS: Mapping[str, Callable[[Request, Row], None]] = {
    "jenis": _kind,
    "lembaga": _institution,
    "penandatangan": _signatory,
    "narahubung": _contact,
    "lingkup": _scope,
    "waktu": _term,
    "biaya": _cost,
    "surat": _letter,
}
