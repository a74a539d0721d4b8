"""F29: forged, guessed, expired and revoked links; the secret leaves the address bar; who sees what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from simpul.core.directory.attempts import network_of
from simpul.core.directory.models import Attempt
from simpul.features.agreements.access import exchange, revoke
from simpul.features.agreements.models import TrackingLink
from simpul.lib import clock, ids
from simpul.rules.refusals import Refusal
from tests.tracking.conftest import path_of_link
from tests.tracking.driving import Drive

Begin = Callable[..., Drive]
Enter = Callable[..., Client]


def test_a_link_becomes_a_session_and_leaves_the_address(drive: Begin) -> None:
    case, client = drive(), Client()
    path = path_of_link(case)
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/lacak/"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    page = client.get("/lacak/")
    assert case.case.ticket in page.content.decode()
    assert path.split("/")[-2] not in page.content.decode()


def test_only_the_hash_is_stored(drive: Begin) -> None:
    secret = path_of_link(drive()).split("/")[-2]
    assert len(secret) == 43  # 256 bits in base64url
    link = TrackingLink.objects.get()
    assert link.token_hash == ids.digest(secret)
    assert secret not in str(vars(link))


def _answer(path: str) -> tuple[int, str, bytes]:
    client = Client()
    first = client.get(path)
    after = client.get(first.headers["Location"])
    return first.status_code, first.headers["Location"], after.content.split(b"csrfmiddlewaretoken")[0]


def test_unknown_expired_and_revoked_get_one_answer(drive: Begin) -> None:
    case = drive()
    expired, revoked = path_of_link(case), path_of_link(case)
    TrackingLink.objects.filter(token_hash=ids.digest(expired.split("/")[-2])).update(
        expires_at=clock.now() - timedelta(seconds=1)
    )
    gone = TrackingLink.objects.get(token_hash=ids.digest(revoked.split("/")[-2]))
    assert revoke(case.request.pk, gone.pk) == 1
    answers = {_answer(path) for path in (expired, revoked, f"/lacak/t/{ids.secret()}/")}
    assert len(answers) == 1


def _queries(path: str) -> list[str]:
    Attempt.objects.all().delete()
    with CaptureQueriesContext(connection) as told:
        Client().get(path)
    return [query["sql"].split()[0] for query in told]


def test_unknown_and_expired_cost_the_same_work(drive: Begin) -> None:
    expired = path_of_link(drive())
    TrackingLink.objects.update(expires_at=clock.now() - timedelta(days=1))
    assert _queries(expired) == _queries(f"/lacak/t/{ids.secret()}/")


@pytest.mark.slow
def test_ten_thousand_guesses_in_a_minute_are_answered_twenty_times_at_most(drive: Begin) -> None:
    path = path_of_link(drive())
    start, answered, network = clock.now(), 0, network_of("127.0.0.1")
    for number in range(10_000):
        with clock.at(start + timedelta(milliseconds=6 * number)), pytest.raises(Refusal) as refusal:
            exchange(ids.secret(), network)
        answered += refusal.value.code != "LCK-01"
    assert 1 <= answered <= 20
    with clock.at(start + timedelta(seconds=60)):
        held_up = Client().get(path)
    assert held_up.status_code == 429
    assert int(held_up.headers["Retry-After"]) > 0
    with clock.at(start + timedelta(seconds=60)):
        assert Client(REMOTE_ADDR="198.51.100.7").get(path).status_code == 302, "others are not held up"
    with clock.at(start + timedelta(days=1)):
        assert Client().get(path).status_code == 302, "nobody is locked out for good"


def test_a_revoked_link_ends_the_session(drive: Begin, enter: Enter) -> None:
    case = drive()
    client = enter(case)
    revoke(case.request.pk)
    assert case.case.ticket not in client.get("/lacak/").content.decode()
    assert client.get("/lacak/dokumen/").status_code == 302


@pytest.mark.parametrize("path", ["dokumen/", "jawab/", "tarik/", "draf/1/", "draf/1/setujui/", "draf/1/tanggapan/"])
def test_a_stranger_sees_nothing(drive: Begin, path: str) -> None:
    case = drive().to_offered()
    answer = Client().get(f"/lacak/{path}")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/lacak/")
    assert case.case.ticket not in Client().get("/lacak/").content.decode()


def test_another_partner_reads_only_its_own(drive: Begin, enter: Enter) -> None:
    theirs = drive().to_offered()
    other = drive(partner_name="Klinik Umpama", contact_email="lain@klinik.example")
    client = enter(other)
    page = client.get("/lacak/").content.decode()
    assert other.case.ticket in page
    assert theirs.case.ticket not in page
    assert client.get("/lacak/draf/1/").status_code == 404
    assert enter(theirs).get("/lacak/draf/1/").status_code == 200


def test_closing_forgets_the_request(drive: Begin, enter: Enter) -> None:
    case = drive()
    client = enter(case)
    assert client.post("/lacak/tutup/").status_code == 302
    assert case.case.ticket not in client.get("/lacak/").content.decode()
