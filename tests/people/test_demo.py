"""The demonstration: seeded once, sign-in by button and by one-time link, and none of it in a real installation."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client
from pytest_django import Settings

from simpul.cli.demo import run, seed
from simpul.core.directory.models import Assignment, Institution, User
from simpul.core.procedures.models import ProcedureVersion
from simpul.core.signing.demo_keys import PASSPHRASE
from simpul.core.signing.keys import open_pkcs12
from simpul.core.signing.models import OfficerKey
from simpul.lib import clock
from tests.people.conftest import Office

pytestmark = pytest.mark.django_db


def test_the_links_lead_to_where_the_installation_was_started(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.PUBLIC_URL = "http://127.0.0.1:8123"
    seed()
    settings.PUBLIC_URL = "http://127.0.0.1:8000"
    assert run(["users", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["link"].startswith("http://127.0.0.1:8123/demo/masuk/")


def test_a_certificate_that_was_taken_away_does_not_come_back() -> None:
    seed()
    OfficerKey.objects.update(removed_at=clock.now())
    seed()
    assert not OfficerKey.objects.filter(removed_at=None).exists()


@pytest.fixture(autouse=True)
def own_home(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simpul.core.signing.authority.KEY_BITS", 2048)  # quick to make; the size is not the matter
    settings.HOME = tmp_path
    settings.DEMO = True


def counts() -> tuple[int, ...]:
    models = (Institution, User, Assignment, ProcedureVersion, OfficerKey)
    return tuple(model.objects.count() for model in models)


def test_the_seed_is_harmless_to_repeat() -> None:
    seed()
    before = counts()
    seed()
    assert counts() == before
    assert Assignment.objects.filter(lane__code="tim_program_pelayanan", user__institution__code="bblbk").count() == 2


def test_the_heads_can_sign() -> None:
    seed()
    for key in OfficerKey.objects.select_related("user"):
        opened = open_pkcs12(bytes(key.file), PASSPHRASE, at=clock.now())
        assert key.user.full_name in opened.subject
        assert key.is_demo
    assert OfficerKey.objects.count() == 2


def test_each_listed_link_signs_in_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["users", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert {"role", "lane", "institution", "link"} <= set(listed[0])
    assert {"tata_usaha", "kepala_bblbk", "admin", "inspector"} <= {user["role"] for user in listed}
    path = urlsplit(listed[0]["link"]).path
    client = Client()
    assert client.get(path).headers["Location"] == "/meja/"
    assert listed[0]["name"].encode() in client.get("/meja/akun/").content
    assert Client().get(path).status_code == 410


def test_the_page_signs_in_as_the_chosen_person(office: Office) -> None:
    seed()
    client = Client()
    person = User.objects.get(email="damar@bblbk.example")
    page = client.get("/demo/").content.decode()
    assert person.full_name in page
    assert PASSPHRASE in page
    assert office.staff.full_name not in page
    assert client.post("/demo/masuk/", {"user": person.pk}).headers["Location"] == "/meja/"


def test_nobody_becomes_a_person_of_a_real_institution(office: Office) -> None:
    for number in (office.staff.pk, 0, "x", ""):
        assert Client().post("/demo/masuk/", {"user": number}).status_code == 404


def test_a_real_installation_has_no_demonstration(settings: Settings) -> None:
    seed()
    settings.DEMO = False
    person = User.objects.get(email="damar@bblbk.example")
    assert Client().get("/demo/").status_code == 404
    assert Client().post("/demo/masuk/", {"user": person.pk}).status_code == 404
    assert run(["users"]) == 2
