"""What the error pages offer next: the page one came from where there is one, never an empty page."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
OURS, FOREIGN = "http://testserver/register/?q=rsud", "http://evil.example/register/"


@pytest.mark.parametrize("path", ["/keluar/", "/lacak/tutup/", "/demo/masuk/"])
def test_an_address_for_forms_only_says_so(client: Client, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "tombol" in answer.content.decode()


def test_an_expired_form_is_opened_again_where_it_stood() -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.post("/masuk/", headers={"referer": OURS}).content.decode()
    assert f'href="{OURS}"' in page
    assert "terlalu lama terbuka" in page


def test_another_site_is_no_way_back() -> None:
    page = Client(enforce_csrf_checks=True).post("/masuk/", headers={"referer": FOREIGN}).content.decode()
    assert FOREIGN not in page
