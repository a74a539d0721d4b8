"""One handler of stored files: owner, colleague, partner, stranger, everybody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from simpul.core.audit.models import AuditEvent
from simpul.core.directory.models import User
from simpul.core.documents.models import FileIncident, StoredFile
from simpul.core.documents.storage import path_of
from simpul.core.messages.models import OutboxEvent
from simpul.core.procedures.models import Case
from simpul.features.agreements.models import Agreement, Request
from tests.casework.conftest import SOPS, House, furnish

Publish = Callable[..., Agreement]


def _officer(house: House, lane: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=house.officer(lane).user_id), "django.contrib.auth.backends.ModelBackend")
    return client


def _partner(case: Case) -> Client:
    client = Client()
    session = client.session
    session["permohonan"] = Request.objects.get(case=case).slug
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    return client


def _letter(case: Case) -> StoredFile:
    file = case.outputs.get(name="permohonan").file
    assert file is not None
    return file


@pytest.fixture
def case(file_case: Callable[..., Case]) -> Case:
    return file_case()


def test_an_officer_of_the_house_reads_it_as_an_attachment(case: Case, house: House) -> None:
    file = _letter(case)
    answer = _officer(house, "tata_usaha").get(f"/berkas/{file.slug}/")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert answer.headers["Cache-Control"] == "no-store"


def test_what_came_from_outside_is_never_shown_in_the_window(case: Case, house: House) -> None:
    answer = _officer(house, "tata_usaha").get(f"/berkas/{_letter(case).slug}/?lihat=1")
    assert answer.headers["Content-Disposition"].startswith("attachment;")


def test_the_partner_reads_the_own_paper(case: Case) -> None:
    assert _partner(case).get(f"/berkas/{_letter(case).slug}/").status_code == 200


def test_for_everybody_else_it_does_not_exist(case: Case, file_case: Callable[..., Case]) -> None:
    address = f"/berkas/{_letter(case).slug}/"
    stranger = furnish("lain", (SOPS / "bblbk" / "1.yaml").read_text())
    other = file_case(partner_name="RSUD Lain")
    assert Client().get(address).status_code == 404
    assert _officer(stranger, "tata_usaha").get(address).status_code == 404
    assert _partner(other).get(address).status_code == 404


def test_the_desk_gets_the_reading_copy_and_the_partner_the_original(publish: Publish, house: House) -> None:
    agreement = publish()
    assert agreement.signed_file is not None
    address = f"/berkas/{agreement.signed_file.slug}/"
    assert _officer(house, "tim_analis_hukum").get(address).content.startswith(b"%PDF-1.7 salinan")
    assert agreement.case is not None
    assert _partner(agreement.case).get(address).content.startswith(b"%PDF-1.7 asli")


def test_changed_bytes_are_not_handed_out(case: Case, house: House) -> None:
    file = _letter(case)
    path = path_of(file.sha256)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    answer = _officer(house, "tata_usaha").get(f"/berkas/{file.slug}/")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "SIS-05" in page
    incident = FileIncident.objects.get()
    assert incident.number in page
    assert "surat.pdf" not in page


def test_the_same_number_for_everybody_who_may_have_the_file_and_nothing_for_others(case: Case, house: House) -> None:
    file = _letter(case)
    data = path_of(file.sha256).read_bytes()
    path_of(file.sha256).unlink()
    address = f"/berkas/{file.slug}/"
    stranger = furnish("lain", (SOPS / "bblbk" / "1.yaml").read_text())
    assert _officer(stranger, "tata_usaha").get(address).status_code == 404
    assert Client().get(address).status_code == 404
    assert not FileIncident.objects.exists()
    readers = [_officer(house, "tata_usaha"), _officer(house, "kepala_bblbk"), _partner(case)]
    pages = [reader.get(address) for reader in readers for _ in range(2)]
    number = FileIncident.objects.get().number
    assert all(page.status_code == 409 and number in page.content.decode() for page in pages)
    kinds = OutboxEvent.objects.filter(kind__startswith="file").order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["file.damaged", "files.reported"]

    path_of(file.sha256).write_bytes(data)
    assert _partner(case).get(address).content == data
    assert FileIncident.objects.get().outcome == "whole"
    assert AuditEvent.objects.filter(verb="file.whole_again").count() == 1
