"""Every page of the text: shown to the owner, read-only to a colleague, not there for a stranger."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.text.conftest import DRAFTERS, LAWYERS, TALKERS, Desk

PAGES = ("nilai/", "susun/", "bandingkan/", "telaah-hukum/", "perundingan/")


def test_a_stranger_does_not_find_the_pages_and_who_is_not_signed_in_is_asked_to(desk: Desk, stranger: Client) -> None:
    for rest in PAGES:
        assert stranger.get(desk.url(rest)).status_code == 404, rest
        answer = Client().get(desk.url(rest))
        assert answer.status_code == 302, rest
        assert "/masuk/" in answer["Location"]


@pytest.mark.parametrize("rest", PAGES)
@pytest.mark.parametrize("stage", ["filed", "drafting", "legal", "talks"])
def test_every_page_opens_in_every_step(desk: Desk, rest: str, stage: str) -> None:
    {"filed": lambda: desk, "drafting": desk.to_drafting, "legal": desk.to_legal, "talks": desk.to_talks}[stage]()
    for lane in (DRAFTERS, LAWYERS, TALKERS, "tata_usaha"):
        answer = desk.client(lane).get(desk.url(rest))
        assert answer.status_code == 200
        page = answer.content.partition(b"<template")[0]
        assert page.count(b"btn-primary") <= 1


@pytest.mark.parametrize("stage", ["drafting", "legal", "talks"])
def test_the_case_page_shows_the_workbench_to_its_lane(desk: Desk, stage: str) -> None:
    {"drafting": desk.to_drafting, "legal": desk.to_legal, "talks": desk.to_talks}[stage]()
    lane, address = {
        "drafting": (DRAFTERS, "susun/"), "legal": (LAWYERS, "telaah-hukum/"), "talks": (TALKERS, "perundingan/"),
    }[stage]  # fmt: skip
    key = {"drafting": "susun_draf#1", "legal": "telaah_hukum#1", "talks": "perundingan#1"}[stage]
    own = desk.client(lane).get(desk.url(""), {"tugas": key}).content.decode()
    assert f'href="{desk.url(address)}"' in own
    other = desk.client("tata_usaha").get(desk.url(""), {"tugas": key}).content.decode()
    assert f'href="{desk.url(address)}"' not in other
