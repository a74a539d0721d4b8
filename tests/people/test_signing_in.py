"""Sign-in, sessions, links: nobody learns who has an account, an ended session is dead at once, `next` stays here."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from simpul.adapters.mail import Letter
from simpul.casework.sending import send_due
from simpul.core.audit.models import AuditEvent
from simpul.core.directory import signin_links
from simpul.core.directory.models import Attempt, Purpose, SignInLink, User
from simpul.core.directory.passwords import ask_for_link, set_password
from simpul.core.directory.people import change_person, deactivate
from simpul.core.messages.models import Delivery
from simpul.lib import clock, ids
from simpul.lib.actor import SYSTEM
from tests.people.conftest import PASSWORD, Office

pytestmark = pytest.mark.django_db

FRESH = "sebuah kalimat yang lain lagi"
ACCOUNT = "/meja/akun/"


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: str) -> str:
    """Where the sign-in leads, or "" when it is refused."""
    answer = client.post("/masuk/", {"username": email, "password": password, **more})
    return str(answer.headers.get("Location", ""))


def alive(client: Client) -> bool:
    return client.get(ACCOUNT).status_code == 200


def test_right_password_leads_to_the_desk_whatever_the_case_of_the_address(office: Office) -> None:
    client = Client()
    assert sign_in(client, "STAF@Balai.example") == "/meja/"
    assert alive(client)


def english() -> Client:
    """A browser whose reader chose English, so that the test reads the msgid."""
    client = Client()
    client.cookies["simpul_bahasa"] = "en"
    return client


@pytest.mark.parametrize(("email", "password"), [("staf@balai.example", "salah"), ("tak.ada@x.example", PASSWORD)])
def test_every_way_of_being_wrong_reads_the_same(office: Office, email: str, password: str) -> None:
    answer = english().post("/masuk/", {"username": email, "password": password})
    assert answer.status_code == 422
    assert "The e-mail or the password is not right" in answer.content.decode()
    assert Attempt.objects.count() == 2


def test_one_who_left_is_refused_in_the_same_words(office: Office) -> None:
    deactivate(user=office.staff, by=SYSTEM)
    answer = english().post("/masuk/", {"username": office.staff.email, "password": PASSWORD})
    assert "The e-mail or the password is not right" in answer.content.decode()


def test_signing_in_gives_the_session_a_new_id(office: Office) -> None:
    client = Client()
    client.get("/masuk/sandi/tebakan/")
    before = client.cookies["simpul"].value
    sign_in(client, office.staff.email)
    assert client.cookies["simpul"].value != before


def test_a_session_that_was_planted_stays_outside(office: Office) -> None:
    victim, planter = Client(), Client()
    planter.get("/masuk/sandi/tebakan/")
    victim.cookies["simpul"] = planter.cookies["simpul"].value
    sign_in(victim, office.staff.email)
    assert alive(victim)
    assert not alive(planter)


def test_a_new_password_by_link_ends_what_was_open(office: Office, enter: Callable[[User], Client]) -> None:
    thief, owner = enter(office.staff), Client()
    secret = signin_links.mint(office.staff.pk, Purpose.PASSWORD, timedelta(minutes=10))
    owner.get(f"/masuk/sandi/{secret}/")
    owner.post("/masuk/sandi/", {"new_password": FRESH})
    assert alive(owner)
    assert not alive(thief)


def test_a_signed_out_cookie_is_worth_nothing(office: Office) -> None:
    client, thief = Client(), Client()
    sign_in(client, office.staff.email)
    thief.cookies = client.cookies.__class__(client.cookies.output(header="", sep=";"))
    assert alive(thief)
    assert client.get("/keluar/").status_code == 405
    client.post("/keluar/")
    assert not alive(thief)


def _new_password(user: User) -> None:
    set_password(user, FRESH)


def _leave(user: User) -> None:
    deactivate(user=user, by=SYSTEM)


@pytest.mark.parametrize("act", [_new_password, _leave])
def test_sessions_die_at_once(office: Office, enter: Callable[[User], Client], act: Callable[[User], None]) -> None:
    client = enter(office.staff)
    assert alive(client)
    act(office.staff)
    assert not alive(client)


def test_a_session_of_before_stays_dead_when_the_person_comes_back(
    office: Office, enter: Callable[[User], Client]
) -> None:
    client = enter(office.staff)
    deactivate(user=office.staff, by=SYSTEM)
    User.objects.filter(pk=office.staff.pk).update(is_active=True)
    assert not alive(client)


def test_a_right_taken_away_is_gone_with_the_next_page(office: Office, enter: Callable[[User], Client]) -> None:
    second = User.objects.create_user(
        "dua@balai.example", PASSWORD, full_name="Contoh Dua", institution=office.institution, is_admin=True
    )
    client = enter(second)
    assert client.get("/meja/orang/").status_code == 200
    change_person(user=second, values={"is_admin": False}, by=SYSTEM)
    assert client.get("/meja/orang/").status_code == 403


def test_changing_the_password_keeps_this_session_and_ends_the_others(
    office: Office, enter: Callable[[User], Client]
) -> None:
    here, there = enter(office.staff), enter(office.staff)
    answer = here.post("/meja/akun/kata-sandi/", {"present": PASSWORD, "fresh": FRESH})
    assert answer.status_code == 302
    assert alive(here)
    assert not alive(there)


@pytest.mark.parametrize(("present", "fresh"), [("salah", FRESH), (PASSWORD, "pendek"), (PASSWORD, "password1234")])
def test_a_bad_change_of_password_changes_nothing(
    office: Office, enter: Callable[[User], Client], present: str, fresh: str
) -> None:
    answer = enter(office.staff).post("/meja/akun/kata-sandi/", {"present": present, "fresh": fresh})
    assert answer.status_code == 422
    assert User.objects.get(pk=office.staff.pk).check_password(PASSWORD)


ELSEWHERE = (
    "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "\\/evil.example", "https:evil.example",
    "https://evil.example", "http://evil.example", "HTTPS://evil.example", "https:/evil.example", "https:///evil.example",
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "ftp://evil.example",
    "http:\\\\evil.example", "//testserver@evil.example", "https://testserver@evil.example",
    "https://testserver.evil.example", "//evil.example/%2f..", "\t//evil.example", " //evil.example",
    "\x00//evil.example",
    "http://[::1]@evil.example", "/%5cevil.example//\\", "mailto:a@evil.example",
)  # fmt: skip


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_next_never_leads_to_another_host(office: Office, wanted: str) -> None:
    target = sign_in(Client(), office.staff.email, next=wanted)
    assert target.startswith("/")
    assert not re.match(r"[/\\]{2}", target)


def test_next_leads_back_within_the_house(office: Office) -> None:
    assert sign_in(Client(), office.staff.email, next="/meja/akun/?x=1") == "/meja/akun/?x=1"
    assert Client().get("/meja/akun/").headers["Location"] == "/masuk/?next=/meja/akun/"


class Postbox:
    """Keeps what would have been sent."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []

    def send(self, letter: Letter) -> None:
        self.letters.append(letter)


def link_in_mail() -> str:
    """The path of the only link that was mailed."""
    box = Postbox()
    assert send_due(box) == 1
    found = re.search(r"https?://\S+?(/masuk/sandi/\S+/)", box.letters[0].body)
    assert found is not None
    return found[1]


def test_reset_by_mail_once(office: Office) -> None:
    client = Client(headers={"host": "127.0.0.1"})
    known = client.post("/masuk/lupa/", {"email": office.staff.email})
    unknown = client.post("/masuk/lupa/", {"email": "tak.ada@x.example"})
    strip = re.compile(r'value="[^"]{60,}"')
    assert strip.sub("", known.content.decode()) == strip.sub("", unknown.content.decode())
    assert "[[tautan]]" in Delivery.objects.get().body
    path = link_in_mail()
    assert SignInLink.objects.get().token_hash == ids.digest(path.split("/")[-2])
    answer = client.get(path)
    assert answer.headers["Location"] == "/masuk/sandi/"
    assert client.get("/masuk/sandi/").status_code == 200
    assert client.post("/masuk/sandi/", {"new_password": FRESH}).headers["Location"] == "/meja/"
    assert alive(client)
    late = Client()
    late.get(path)
    assert late.get("/masuk/sandi/").status_code == 410
    assert sign_in(Client(), office.staff.email, FRESH) == "/meja/"


def test_a_forged_host_is_refused_and_never_stands_in_a_link(office: Office) -> None:
    forged = Client(headers={"host": "evil.example"}).post("/masuk/lupa/", {"email": office.staff.email})
    assert forged.status_code == 400
    ask_for_link(office.staff.email)
    assert "evil" not in link_in_mail()


def test_asking_again_at_once_mails_once(office: Office) -> None:
    assert ask_for_link(office.staff.email)
    assert not ask_for_link(office.staff.email)


def _work(email: str) -> list[str]:
    """What the database is asked for, statement by statement."""
    with CaptureQueriesContext(connection) as asked:
        ask_for_link(email)
    return [" ".join(query["sql"].split(" ", 3)[:3]) for query in asked if "SAVEPOINT" not in query["sql"]]


def test_asking_costs_the_same_work_whether_or_not_somebody_is_written_to(office: Office) -> None:
    assert ask_for_link(office.staff.email)
    again, unknown = _work(office.staff.email), _work("tak.ada@x.example")
    with clock.at(clock.now() + timedelta(minutes=3)):
        known = _work(office.staff.email)
    assert again == unknown == known
    assert Delivery.objects.count() == AuditEvent.objects.filter(verb="person.link_asked").count() == 2


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_link_is_spent_expires_and_dies_with_the_account(office: Office, purpose: Purpose) -> None:
    secret = signin_links.mint(office.staff.pk, purpose, timedelta(minutes=10))
    assert signin_links.holder(secret, purpose) == office.staff
    with clock.at(clock.now() + timedelta(minutes=11)):
        assert signin_links.spend(secret, purpose) is None
    assert signin_links.spend(secret, purpose) == office.staff
    assert signin_links.spend(secret, purpose) is None
    another = signin_links.mint(office.staff.pk, purpose, timedelta(minutes=10))
    deactivate(user=office.staff, by=SYSTEM)
    assert signin_links.holder(another, purpose) is None


def test_a_demo_link_is_no_password_link(office: Office) -> None:
    secret = signin_links.mint(office.staff.pk, Purpose.DEMO, timedelta(minutes=10))
    assert signin_links.holder(secret, Purpose.PASSWORD) is None
