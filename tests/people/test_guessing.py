"""F37: guessing slows down per account and per network, nobody is locked out by others, nothing is given away."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import ClassVar

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from simpul.core.directory import attempts
from simpul.core.directory.models import Attempt, User
from simpul.core.directory.people import deactivate
from simpul.core.messages.models import Delivery
from simpul.lib import clock
from simpul.lib.actor import SYSTEM
from simpul.rules.attempts import ACCOUNT, NETWORK
from tests.people.conftest import PASSWORD, Office

pytestmark = pytest.mark.django_db

WRONG = "tebakan yang salah"
NOBODY = "tak.ada@x.example"


def visitor(address: str = "203.0.113.7") -> Client:
    """A browser at an address, whose reader chose English, so that the test reads the msgid."""
    client = Client(REMOTE_ADDR=address)
    client.cookies["simpul_bahasa"] = "en"
    return client


def guess(client: Client, email: str, password: str = WRONG) -> int:
    return client.post("/masuk/", {"username": email, "password": password}).status_code


def siege(email: str, times: int) -> None:
    """Wrong guesses at one account, each from a network of its own."""
    for number in range(times):
        assert guess(visitor(f"198.51.{number}.1"), email) == 422


def test_after_five_guesses_the_account_waits_for_everybody_but_seconds_only(office: Office) -> None:
    siege(office.staff.email, 5)
    answer = visitor().post("/masuk/", {"username": office.staff.email, "password": PASSWORD})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "5")
    assert "Too many tries. Wait 5 seconds" in answer.content.decode()
    assert f'value="{office.staff.email}"' in answer.content.decode()
    with clock.at(clock.now() + timedelta(seconds=6)):
        assert guess(visitor(), office.staff.email, PASSWORD) == 302


def test_the_wait_doubles_and_ends_at_its_bound(office: Office) -> None:
    now = clock.now()
    waits: list[int] = []
    for _ in range(9):
        Attempt.objects.bulk_create(
            Attempt(door="masuk", subject=attempts.account_of(office.staff.email), at=now)
            for _ in range(5 if not waits else 1)
        )
        with clock.at(now):
            answer = visitor().post("/masuk/", {"username": office.staff.email, "password": PASSWORD})
        waits.append(int(answer.headers["Retry-After"]))
    assert waits == [5, 10, 20, 40, 80, 160, 300, 300, 300]


def test_a_browser_that_was_in_before_is_not_held_up_by_others(office: Office) -> None:
    own = visitor()
    assert guess(own, office.staff.email, PASSWORD) == 302
    own.post("/keluar/")
    siege(office.staff.email, 5)
    for number in range(10):
        guess(visitor(), f"orang{number}@x.example")
    assert guess(visitor(), office.staff.email, PASSWORD) == 429
    assert guess(own, office.staff.email, PASSWORD) == 302


def test_a_known_browser_is_slowed_down_by_its_own_guesses(office: Office) -> None:
    own = visitor()
    guess(own, office.staff.email, PASSWORD)
    own.post("/keluar/")
    assert [guess(own, office.staff.email) for _ in range(6)] == [422] * 5 + [429]
    assert guess(own, office.admin.email) == 422


def test_a_forged_or_borrowed_device_cookie_counts_for_nothing(office: Office) -> None:
    own, forger = visitor(), visitor("192.0.2.1")
    guess(own, office.admin.email, PASSWORD)
    siege(office.staff.email, 5)
    for value in ("a:b:c", own.cookies["simpul_perangkat"].value):
        forger.cookies["simpul_perangkat"] = value
        assert guess(forger, office.staff.email, PASSWORD) == 429


def test_a_spray_over_many_accounts_is_stopped_at_its_network(office: Office) -> None:
    statuses = [guess(visitor(f"203.0.113.{number}"), f"orang{number}@x.example") for number in range(NETWORK.free + 3)]
    assert statuses == [422] * NETWORK.free + [429] * 3
    assert guess(visitor("203.0.114.1"), office.staff.email, PASSWORD) == 302


def test_entering_ones_own_account_does_not_wash_the_network_clean(office: Office) -> None:
    for number in range(NETWORK.free - 1):
        guess(visitor(), f"orang{number}@x.example")
    assert guess(visitor(), office.staff.email, PASSWORD) == 302
    assert guess(visitor(), NOBODY) == 422
    assert guess(visitor(), NOBODY) == 429


def test_entering_drops_the_tally_of_the_account(office: Office) -> None:
    siege(office.staff.email, ACCOUNT.free - 1)
    guess(visitor(), office.staff.email, PASSWORD)
    siege(office.staff.email, ACCOUNT.free)


def _gone(office: Office) -> str:
    deactivate(user=office.staff, by=SYSTEM)
    return office.staff.email


WHO: tuple[Callable[[Office], str], ...] = (lambda office: office.staff.email, lambda office: NOBODY, _gone)


class CountingHasher(MD5PasswordHasher):
    """Remembers what it hashed."""

    hashed: ClassVar[list[str]] = []
    _encode = MD5PasswordHasher.encode

    def encode(self, password: str, salt: str) -> str:
        CountingHasher.hashed.append(password)
        return CountingHasher._encode(self, password, salt)


def run(email: str) -> list[tuple[int, str]]:
    """Status and visible page of seven guesses; the token of the form and the typed address differ by nature."""
    pages = []
    for _ in range(7):
        answer = visitor().post("/masuk/", {"username": email, "password": WRONG})
        text = answer.content.decode()
        pages.append((answer.status_code, text[text.index("<h1") :].split("<form")[0].replace(email, "-")))
    return pages


def test_known_unknown_and_gone_read_the_same_for_the_same_work(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed = CountingHasher.hashed
    monkeypatch.setattr("django.contrib.auth.hashers.MD5PasswordHasher.encode", CountingHasher.encode)
    seen, work = [], []
    with clock.at(clock.now()):
        for who in WHO:
            hashed.clear()
            Attempt.objects.all().delete()
            seen.append(run(who(office)))
            work.append(len(hashed))
    assert seen[0] == seen[1] == seen[2]
    assert [status for status, _page in seen[0]] == [422] * 5 + [429] * 2
    assert work == [5, 5, 5]


def test_no_name_and_no_address_in_table_or_log(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        siege(office.staff.email, 5)
        guess(visitor(), office.staff.email)
    lines = [record.getMessage() for record in caplog.records if record.name == "simpul.doors"]
    assert [line.split(" door=")[0] for line in lines] == ["wrong"] * 5 + ["held back"]
    stored = " ".join(Attempt.objects.values_list("subject", flat=True))
    for personal in (office.staff.email, "198.51", "203.0.113", WRONG):
        assert personal not in caplog.text + stored


def test_asking_for_password_links_is_limited_per_account_and_network(office: Office) -> None:
    for email in (office.staff.email, NOBODY):
        asked = [
            visitor(f"198.51.{number}.1").post("/masuk/lupa/", {"email": email}).status_code for number in range(6)
        ]
        assert asked == [200] * 5 + [429]
    spray = [
        visitor().post("/masuk/lupa/", {"email": f"orang{n}@x.example"}).status_code for n in range(NETWORK.free + 1)
    ]
    assert spray == [200] * NETWORK.free + [429]
    assert Delivery.objects.count() == 1


def test_guessing_password_links_is_limited(office: Office) -> None:
    opened = [visitor().get(f"/masuk/sandi/tebakan{number}/").status_code for number in range(40)]
    assert opened == [302] * NETWORK.free + [429] * (40 - NETWORK.free)


def test_the_present_password_is_not_guessed_from_an_open_session(
    office: Office, enter: Callable[[User], Client]
) -> None:
    client = enter(office.staff)
    change = {"present": WRONG, "fresh": "sebuah kalimat yang lain lagi"}
    for _ in range(5):
        client.post("/meja/akun/kata-sandi/", change)
    answer = client.post("/meja/akun/kata-sandi/", change | {"present": PASSWORD})
    assert answer.status_code == 422
    assert "LCK-01" in answer.content.decode()


@pytest.mark.parametrize(
    ("near", "told", "counted"),
    [
        ("127.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", "10.0.0.1, 203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "<x>", "127.0.0.1"),
        ("192.0.2.9", "203.0.113.7", "192.0.2.9"),
    ],
)
def test_only_the_proxy_says_where_a_visitor_comes_from(office: Office, near: str, told: str, counted: str) -> None:
    Client(REMOTE_ADDR=near, headers={"X-Forwarded-For": told} if told else {}).post(
        "/masuk/", {"username": NOBODY, "password": WRONG}
    )
    subjects = set(Attempt.objects.values_list("subject", flat=True))
    assert subjects == {attempts.network_of(counted), attempts.account_of(NOBODY)}
