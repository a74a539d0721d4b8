"""The rail shows whom only the places in which there is something to do or to read."""

from __future__ import annotations

import re

import pytest

from simpul.core.directory.models import Institution
from simpul.core.directory.officers import Officer
from tests.casework.conftest import SOPS, House, furnish
from tests.desk.conftest import Desk, browser, desk, file_case, files, house

__all__ = ["desk", "file_case", "files", "house"]
BEGIN, LETTERS, DISPOSE, KEY = "/meja/mulai/", "/meja/surat/", "/meja/disposisi/", "/meja/kunci/"
SOMETIMES = {BEGIN, LETTERS, DISPOSE, KEY}
KEPT = {"/meja/keutuhan/", "/meja/inspeksi/"}
GOVERNED = {"/meja/orang/", "/meja/lembaga/", "/meja/audit/"}


def places(officer: Officer, path: str = "/meja/perkara/") -> set[str]:
    page = browser(officer).get(path).content.decode()
    rail = re.search(r'<header class="s-rail">.*?</header>', page, re.DOTALL)
    assert rail is not None
    return set(re.findall(r'href="(/[^"]*)"', rail[0]))


@pytest.fixture
def batam(db: None) -> House:
    return furnish("batam", (SOPS / "labkesmas-batam" / "1.yaml").read_text())


@pytest.mark.parametrize(("lane", "shown"), [("tata_usaha", {LETTERS, KEY}), ("kepala_bblbk", {LETTERS, DISPOSE, KEY})])
def test_where_partners_begin_nobody_is_sent_to_begin(desk: Desk, lane: str, shown: set[str]) -> None:
    Institution.objects.filter(pk=desk.house.institution.pk).update(intake_procedure="bblbk")
    assert places(desk.house.officer(lane)) & SOMETIMES == shown


@pytest.mark.parametrize(("lane", "shown"), [("kepala", {BEGIN, KEY}), ("customer_internal", {KEY})])
def test_where_no_letter_comes_in_nobody_is_sent_to_letters(batam: House, lane: str, shown: set[str]) -> None:
    assert places(batam.officer(lane)) & SOMETIMES == shown


def test_the_button_stands_where_the_place_does(batam: House) -> None:
    for lane, stands in (("kepala", True), ("customer_internal", False)):
        for path in ("/meja/", "/meja/perkara/"):
            page = browser(batam.officer(lane)).get(path).content.decode()
            assert (f'<a class="btn s-btn2" href="{BEGIN}"' in page) is stands, (lane, path)


@pytest.mark.parametrize(("lane", "shown"), [("tim_arsiparis", KEPT), ("tata_usaha", set()), ("kepala_bblbk", set())])
def test_archivists_find_the_stored_files_and_inspections(desk: Desk, lane: str, shown: set[str]) -> None:
    officer = desk.house.officer(lane)
    assert places(officer) & (KEPT | GOVERNED) == shown
    for place in KEPT:
        assert (browser(officer).get(place).status_code == 200) is (place in shown), place
