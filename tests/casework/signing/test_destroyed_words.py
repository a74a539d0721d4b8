"""With the files go the words: drafts, forms, talks, letters. Register, course of the case and log stay."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db.models import CharField, JSONField, Model, Q, TextField
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from simpul.casework import destruction_acts
from simpul.casework.destroying_words import OF_AGREEMENT, OF_CASE, OF_REQUEST
from simpul.casework.evidence.sheet import evidence_sheet
from simpul.casework.invariants.every import broken
from simpul.core.audit.models import AuditEvent
from simpul.core.messages.models import Delivery
from simpul.features.agreements.destroying import Carried
from simpul.features.agreements.models import Agreement, Draft, Request, Talk
from simpul.lib import clock
from tests.casework.signing.house import Desk
from tests.casework.signing.test_keeping import ARCHIVIST, approved
from tests.desk.conftest import browser

pytestmark = pytest.mark.django_db
WRITTEN = "Mohon tarif ditinjau sebelum rapat pleno"
ROOMS = ("agreements", "procedures", "signing", "messages")
STAYS = {
    "Agreement": "title given_number sign_place",
    "ArchiveHold": "reason lift_reason",
    "ArchiveRecord": "location srikandi_number closed_basis guarded report_receipt copy_receipt classification",
    "Case": "title subtitle state facts",
    "CertifiedCopy": "purpose",
    "Contribution": "by_name",
    "Delivery": "key subject secrets last_error",
    "Destruction": "reason decision outside_number witnesses",
    "DestructionItem": "contents",
    "DutyRelief": "reason",
    "DutyStatement": "numbers ground",
    "ImportBatch": "answers",
    "ImportRun": "capacity told refusal",
    "ImportScan": "name refusal",
    "InspectionFile": "number",
    "IssuedNumber": "number subject void_reason",
    "LifeAct": "number",
    "Original": "with_whom location",
    "OutboxEvent": "key payload",
    "Party": "name name_en signatory_name signatory_title signatory_title_en own_number",
    "Request": "partner_name letter_number srikandi_number",
    "ReturnedFile": "verdict faults",
    "Signer": "institution_name name capacity certificate",
    "SigningRound": "boxes",
    "StampedFile": "serials verdict boxes faults",
    "Task": "completed_by_name capacity",
}
"""Columns of words that outlive a destruction: of the register, the archive, its minutes, who did what, numbers."""
OF_THE_HOUSE = {
    "Concept", "NumberSeries", "OfficerKey", "ProcedureVersion", "RetentionClass", "SigningService", "TextConcept",
    "TextVersion",
}  # fmt: skip
"""Tables that belong to no agreement."""


def columns(model: type[Model]) -> set[str]:
    """Those that can hold a sentence."""
    fields = model._meta.local_concrete_fields
    return {
        one.name for one in fields
        if isinstance(one, TextField | JSONField) or (isinstance(one, CharField) and (one.max_length or 0) >= 100)
    }  # fmt: skip


def models() -> Iterator[type[Model]]:
    for room in ROOMS:
        yield from apps.get_app_config(room).get_models()


def test_every_column_of_words_is_destroyed_or_stays_on_purpose() -> None:
    emptied: dict[str, set[str]] = {}
    removed = {one.model.__name__ for one in (*OF_REQUEST, *OF_CASE, *OF_AGREEMENT) if not one.emptied}
    for words in (*OF_REQUEST, *OF_CASE, *OF_AGREEMENT):
        emptied.setdefault(words.model.__name__, set()).update(words.emptied)
    for model in models():
        name = model.__name__
        if name not in removed | OF_THE_HOUSE:
            assert columns(model) <= emptied.get(name, set()) | set(STAYS.get(name, "").split()), name


def where(words: str) -> set[str]:
    """Tables in which these words stand."""
    return {
        model.__name__
        for model in apps.get_models()
        for column in columns(model)
        if model._default_manager.filter(Q(**{f"{column}__icontains": words})).exists()
    }


def strings(value: object) -> Iterator[str]:
    """Every string within plain data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings(one)


def addresses(found: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """Of every page of a case."""
    for one in found:
        path = f"{before}{one.pattern}"
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, path)
        elif path.startswith("perkara/<slug:slug>/") and path.count("<") == 1:
            yield f"/{path}"


def test_nothing_that_was_written_is_left(signed: Desk) -> None:
    talk = Talk.objects.create(request=signed.request, text=WRITTEN, at=clock.now())
    draft = Draft.objects.filter(request=signed.request, text__has_key="articles").latest("number")
    article = max((one for one in strings(draft.text["articles"]) if one.replace(" ", "").isalpha()), key=len)
    assert len(article) > 30
    Delivery.objects.create(
        case_id=signed.case.pk, key="surat", channel="email", address="mitra@rsud.example", body=WRITTEN, state="sent",
        created_at=clock.now(), sent_at=clock.now(),
    )  # fmt: skip
    agreement, made = approved(signed)
    kept = Agreement.objects.filter(pk=agreement.pk).values().get()
    events = AuditEvent.objects.count()
    assert where(WRITTEN) == {"Talk", "Delivery"}
    assert "Draft" in where(article)
    assert {"Draft", "Party"} <= where("mitra@rsud.example")

    destruction_acts.carry_out(officer=signed.officer(ARCHIVIST), slug=made.slug, carried=Carried("BA-1/2026"))
    for words in (WRITTEN, article, "mitra@rsud.example", "081000000001"):
        assert where(words) == set(), words
    assert Talk.objects.get(pk=talk.pk).text == ""
    assert AuditEvent.objects.count() == events + 2, "of the case and of the house; none was touched"
    assert [one for one in broken() if one.kind != "files"] == []
    now = Agreement.objects.filter(pk=agreement.pk).values().get()
    assert now == kept
    assert Request.objects.get(pk=signed.request.pk).partner_name == signed.request.partner_name
    assert evidence_sheet(Agreement.objects.get(pk=agreement.pk)).startswith(b"%PDF")


def test_the_pages_of_a_destroyed_case_say_so(signed: Desk) -> None:
    agreement, made = approved(signed)
    destruction_acts.carry_out(officer=signed.officer(ARCHIVIST), slug=made.slug, carried=Carried("BA-1/2026"))
    archivist = browser(signed.officer(ARCHIVIST))
    found = [one.replace("<slug:slug>", signed.case.slug) for one in addresses(get_resolver().url_patterns)]
    assert len(found) > 10
    said = {address: archivist.get(address) for address in found}
    assert not [address for address, answer in said.items() if answer.status_code >= 500]
    case = reverse("desk:case", args=[signed.case.slug])
    assert "BA-1/2026" in said[case].content.decode()
    gone = said[f"{case}bandingkan/"]
    assert gone.status_code == 410
    assert "ARS-81" in gone.content.decode()
    for page in (f"/perjanjian/{agreement.slug}/", f"/meja/arsip/{agreement.slug}/"):
        assert archivist.get(page).status_code == 200
