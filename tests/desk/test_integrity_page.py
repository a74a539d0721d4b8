"""`/meja/keutuhan/`: who sees it, what of whom, and how an incident is found by its number."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from simpul.core.directory.models import User
from simpul.core.directory.officers import Officer, officer_of
from simpul.core.documents.integrity import read_on
from simpul.core.documents.models import FileIncident, StoredFile
from simpul.core.documents.storage import path_of
from simpul.core.procedures.models import Case
from simpul.features.agreements.models import Request
from simpul.features.agreements.models_request import RequestState
from tests.casework.conftest import SOPS, House, furnish
from tests.desk.conftest import browser, file_case, files, house
from tests.inspectors import let_in

__all__ = ["file_case", "files", "house"]
HERE = "/meja/keutuhan/"


def promoted(officer: Officer, **rights: bool) -> Officer:
    User.objects.filter(pk=officer.user_id).update(**rights)
    if rights.get("is_inspector"):
        let_in(User.objects.get(pk=officer.user_id))
    found = officer_of(User.objects.get(pk=officer.user_id))
    assert found is not None
    return found


@pytest.fixture
def incident(file_case: Callable[..., Case]) -> FileIncident:
    file_case()
    path_of(StoredFile.objects.earliest("id").sha256).unlink()
    read_on()
    return FileIncident.objects.get()


def test_who_governs_or_archives_sees_it(house: House, incident: FileIncident) -> None:
    admin = promoted(house.officer("kepala_bblbk"), is_admin=True)
    inspector = promoted(house.officer("tim_analis_hukum"), is_inspector=True)
    for officer in (admin, inspector, house.officer("tim_arsiparis")):
        page = browser(officer).get(HERE)
        assert page.status_code == 200
        assert incident.number in page.content.decode()
        assert "surat.pdf" in page.content.decode()
    colleague = browser(house.officer("tata_usaha")).get(HERE)
    assert colleague.status_code == 403
    assert incident.number not in colleague.content.decode()
    assert f'href="{HERE}"' in browser(admin).get("/meja/").content.decode()
    assert f'href="{HERE}"' not in browser(house.officer("tata_usaha")).get("/meja/").content.decode()


def test_another_institution_sees_nothing_of_it(incident: FileIncident) -> None:
    other = furnish("lain", (SOPS / "bblbk" / "1.yaml").read_text())
    reader = browser(promoted(other.officer("kepala_bblbk"), is_admin=True))
    for address in (HERE, f"{HERE}?q={incident.sha256}"):
        page = reader.get(address)
        assert page.status_code == 200
        assert "surat.pdf" not in page.content.decode()
        assert incident.number not in page.content.decode()


def test_it_is_found_by_its_number(house: House, incident: FileIncident) -> None:
    archivist = browser(house.officer("tim_arsiparis"))
    assert "surat.pdf" in archivist.get(f"{HERE}?q={incident.number.lower()}").content.decode()
    assert "surat.pdf" not in archivist.get(f"{HERE}?q=INS-2222222").content.decode()


def test_a_paper_that_is_not_filed_yet_has_no_name_here(house: House, incident: FileIncident) -> None:
    Request.objects.update(state=RequestState.DRAFT)
    page = browser(house.officer("tim_arsiparis")).get(HERE).content.decode()
    assert incident.number in page
    assert "surat.pdf" not in page
