"""`/lacak/`: ticket and e-mail in, the same answer out; the link goes to the registered address only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from simpul.casework.dispatch import dispatch_all
from simpul.core.messages.models import Delivery
from tests.tracking.driving import Drive

Begin = Callable[..., Drive]


def _ask(ticket: str, email: str) -> tuple[int, str]:
    answer = Client().post("/lacak/lain/", {"nomor": ticket, "email": email})
    return answer.status_code, answer.headers.get("Location", "")


def test_right_and_wrong_pairs_get_the_same_answer(drive: Begin) -> None:
    case = drive()
    right = _ask(case.case.ticket.lower(), "KONTAK@rsud.example")
    assert right == (302, "/lacak/terkirim/")
    assert _ask(case.case.ticket, "bukan@rsud.example") == right
    assert _ask("KS-2026-9999", "kontak@rsud.example") == right
    mails = Delivery.objects.filter(key__startswith="tautan:")
    assert [mail.address.lower() for mail in mails] == ["kontak@rsud.example"]


def test_the_mailed_link_opens_the_page(drive: Begin, tmp_path: Path) -> None:
    case = drive()
    _ask(case.case.ticket, "kontak@rsud.example")
    mail = Delivery.objects.get(key__startswith="tautan:")
    assert "[[tautan]]" in mail.body
    dispatch_all()
    letters = [path.read_text() for path in (tmp_path / "demo-mail").rglob("*.eml")]
    line = next(line for text in letters if "Tautan baru" in text for line in text.splitlines() if "/lacak/t/" in line)
    client = Client()
    client.get("/lacak/" + line.partition("/lacak/")[2].strip())
    assert case.case.ticket in client.get("/lacak/").content.decode()


def test_a_signatory_gets_a_link_of_the_own_party(drive: Begin) -> None:
    case = drive().fill()
    case.request.parties.filter(is_host=False).update(email="direktur@rsud.example")
    _ask(case.case.ticket, "direktur@rsud.example")
    party = case.request.parties.get(is_host=False)
    assert Delivery.objects.get(key__startswith="tautan:").secrets["tautan"]["party"] == party.pk


def test_asking_too_often_is_slowed_down(drive: Begin) -> None:
    case = drive()
    answers = [_ask(case.case.ticket, "kontak@rsud.example")[0] for _ in range(8)]
    assert answers[0] == 302
    assert answers[-1] == 429


@pytest.mark.django_db
def test_entries_are_kept_on_an_error() -> None:
    answer = Client().post("/lacak/lain/", {"nomor": "KS-2026-0001", "email": "bukan-alamat"})
    assert answer.status_code == 422
    assert 'value="KS-2026-0001"' in answer.content.decode()
