"""The public register: what it finds, and above all what it never shows."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import pytest
from django.test import Client

from simpul.features.agreements.models import Agreement
from simpul.features.agreements.register import COLUMNS

Publish = Callable[..., Agreement]
PUBLIC_FIELDS = {
    "slug", "title", "kind", "cooperation_type", "scope", "parties", "unit", "number", "signed_on", "starts_on",
    "ends_on", "status", "province",
}  # fmt: skip


def test_the_columns_are_the_published_list_and_nothing_else() -> None:
    assert set(COLUMNS) == PUBLIC_FIELDS


def test_an_empty_register_says_what_will_come(client: Client, db: None) -> None:
    page = client.get("/register/")
    assert page.status_code == 200
    assert "Perjanjian muncul di sini" in page.content.decode()


def test_it_is_found_by_partner_title_and_number(client: Client, publish: Publish) -> None:
    publish("RSUD Tirta Rekaan")
    publish("Universitas Misal")
    for words in ("tirta rekaan", "1/PKS/2026"):
        page = client.get("/register/", {"q": words}).content.decode()
        assert "RSUD Tirta Rekaan" in page
        assert "Universitas Misal" not in page


@pytest.mark.parametrize("words", ["%", "_", "\\", "'", "\x00", "%%%%", "a" * 10_000, "🙂", "(a+)+$"])
def test_every_sign_is_searched_literally(client: Client, publish: Publish, words: str) -> None:
    publish("RSUD Rekaan")
    page = client.get("/register/", {"q": words})
    assert page.status_code == 200
    if words.strip("\x00"):
        assert "RSUD Rekaan" not in page.content.decode()


def test_nothing_private_is_on_any_public_page(client: Client, publish: Publish) -> None:
    agreement = publish("RSUD Rekaan")
    assert agreement.case is not None
    for address in (
        "/register/",
        "/register/register.csv",
        "/register/register.json",
        f"/perjanjian/{agreement.slug}/",
        f"/verifikasi/{agreement.slug}/",
    ):
        answer = client.get(address)
        body = answer.getvalue()
        for secret in ("kontak@rsud.example", "Umpama Contoh", agreement.case.ticket, agreement.case.slug):
            assert secret.encode() not in body, (address, secret)


def test_an_agreement_that_is_not_public_does_not_exist(client: Client, publish: Publish) -> None:
    agreement = publish("RSUD Rekaan", is_public=False)
    assert "RSUD Rekaan" not in client.get("/register/").content.decode()
    assert client.get(f"/perjanjian/{agreement.slug}/").status_code == 404


def test_a_withdrawn_one_keeps_a_tombstone(client: Client, publish: Publish) -> None:
    agreement = publish("RSUD Rekaan", status="ditarik")
    page = client.get(f"/perjanjian/{agreement.slug}/")
    assert page.status_code == 410
    assert "ditarik" in page.content.decode()


def test_open_data_is_inert_in_a_spreadsheet(client: Client, publish: Publish) -> None:
    publish('=HYPERLINK("x")')
    answer = client.get("/register/register.csv")
    text = answer.getvalue().decode()
    row = next(csv.DictReader(io.StringIO(text)))
    assert not any(value.startswith(("=", "+", "-", "@")) for value in row.values())
    assert set(json.loads(client.get("/register/register.json").content)["items"][0]) == PUBLIC_FIELDS


def test_pages_follow_each_other_without_gap_or_double(client: Client, publish: Publish) -> None:
    for number in range(27):
        publish(f"RSUD Nomor {number:02d}")
    first = client.get("/register/")
    second = client.get("/register/" + first.context["next_url"])
    shown = [row.title for row in (*first.context["agreements"], *second.context["agreements"])]
    assert len(shown) == len(set(shown)) == 27
