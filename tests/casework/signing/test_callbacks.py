"""F19: callbacks of the signing service: forged, late, repeated, shuffled, and what a genuine one brings about."""

from __future__ import annotations

import base64
import json
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.test import Client
from pytest_django import Settings

from simpul.casework.service_callbacks import mark_of
from simpul.cli.simulators.bsre_pen import Pen
from simpul.cli.simulators.frame import Call
from simpul.core.audit.models import AuditEvent
from simpul.core.signing.models import AttemptState, ServiceAttempt, ServiceCallback, SigningService
from simpul.core.signing.service_secrets import renew_callback_key, secrets_of
from simpul.lib import clock
from simpul.lib.outgoing import Answer
from tests.casework.signing.house import Desk
from tests.casework.signing.services import NIK, Room, simulated

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(desk: Desk, signing_home: Path, settings: Settings) -> Iterator[Room]:
    """The head's signature was asked for, the service has signed, and its answer was lost."""
    with simulated(Pen(signing_home)) as (simulator, address):
        settings.SIGNING_SERVICE_SECONDS = 20.0
        made = Room(desk, simulator, settings, address)
        made.use(version="v1")
        renew_callback_key(signing_home, desk.house.institution.pk)
        made.begin()
        simulator.mood = "lost"
        assert made.sign(nik=NIK).state == AttemptState.UNSURE
        simulator.mood = "normal"
        yield made


def said(room: Room, **more: object) -> dict[str, object]:
    attempt = ServiceAttempt.objects.get()
    (mark,) = room.simulator.signed
    values = {"event": str(uuid.uuid4()), "reference": attempt.number, "sequence": 2, "status": "signed"}
    return {**values, "document": mark, **more}


def send(values: dict[str, object], *, age: int = 0, key: str = "", changed: bytes = b"") -> tuple[int, bytes]:
    service = SigningService.objects.get()
    body = json.dumps(values).encode()
    stamp = str(int(clock.now().timestamp()) - age)
    mark = mark_of(key or secrets_of(configured.HOME, service.institution_id).callback, stamp, body)
    headers = {"X-Simpul-Timestamp": stamp, "X-Simpul-Signature": mark}
    answer = Client(enforce_csrf_checks=True).post(
        f"/kait/tanda-tangan/{service.slug}/", changed or body, content_type="application/json", headers=headers
    )
    return answer.status_code, answer.content


def outcome(values: dict[str, object]) -> str:
    status, content = send(values)
    assert status == 200
    return str(json.loads(content)["outcome"])


def state() -> str:
    return ServiceAttempt.objects.get().state


def test_one_that_is_repeated_five_times_is_applied_once(room: Room) -> None:
    values = said(room)
    answers = [outcome(values) for _ in range(5)]
    assert answers == ["applied", *["repeated"] * 4]
    assert state() == AttemptState.SIGNED
    assert AuditEvent.objects.filter(verb="agreement.signed").count() == 2, "the partner's and the head's, once each"
    assert ServiceCallback.objects.count() == 1
    assert len(room.simulator.signed) == 1


def test_a_forged_one_changes_nothing_and_is_a_security_event(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(body: object) -> object:
        raise AssertionError("the body was read before its mark was checked")

    monkeypatch.setattr("simpul.casework.service_callbacks._read", never)
    values = said(room)
    assert send(values, key="bukan-kuncinya")[0] == 401
    assert send(values, changed=json.dumps({**values, "status": "failed"}).encode())[0] == 401
    assert send(values, age=600)[0] == 401, "ten minutes old"
    assert send(values, age=-600)[0] == 401, "ten minutes ahead"
    service = SigningService.objects.get()
    assert (
        Client().post(f"/kait/tanda-tangan/{service.slug}/", b"{}", content_type="application/json").status_code == 401
    )
    assert state() == AttemptState.UNSURE
    assert not ServiceCallback.objects.exists()
    alarms = AuditEvent.objects.filter(verb="callback.forged").order_by("seq")
    assert [json.loads(one.body)["facts"]["why"] for one in alarms] == [
        "signature",
        "signature",
        "time",
        "time",
        "signature",
    ]


def test_what_comes_out_of_order_is_ignored(room: Room) -> None:
    room.simulator.mood = "down"
    assert outcome(said(room, sequence=3, document="")) == "applied"
    assert outcome(said(room, sequence=2, status="failed")) == "out_of_order"
    assert outcome(said(room, sequence=3, status="failed")) == "out_of_order"
    assert state() == AttemptState.UNSURE
    pdf = next(iter(room.simulator.signed.values()))
    assert outcome(said(room, sequence=4, file=base64.b64encode(pdf).decode())) == "applied"
    assert state() == AttemptState.SIGNED
    assert outcome(said(room, sequence=5, status="failed")) == "out_of_order"
    assert state() == AttemptState.SIGNED


def test_certainty_that_it_was_not_signed(room: Room) -> None:
    assert outcome(said(room, status="failed")) == "applied"
    assert state() == AttemptState.FAILED
    assert room.sign(nik=NIK).state == AttemptState.SIGNED


def test_another_file_in_a_callback_is_blocked_like_any_other(room: Room) -> None:
    other = base64.b64encode(b"%PDF-1.7 bukan naskah ini").decode()
    assert outcome(said(room, file=other)) == "applied"
    assert state() == AttemptState.BLOCKED


def test_strangers_and_nonsense(room: Room) -> None:
    assert outcome(said(room, reference="INS-2222222")) == "unknown"
    assert send({"event": 7})[0] == 400
    for wrong in (
        {"event": "a\0"}, {"reference": "\0"}, {"sequence": 2**31}, {"sequence": -1}, {"sequence": True},
        {"event": "\ud800"}, {"reference": "\udfff"}, {"document": "\ud800"}, {"status": None},
    ):  # fmt: skip
        assert send(said(room, **wrong))[0] == 400, wrong
    assert send(said(room), age=-900_000_000_000)[0] == 401, "after the year 9999"
    assert Client().get(f"/kait/tanda-tangan/{SigningService.objects.get().slug}/").status_code == 405
    assert Client().post("/kait/tanda-tangan/tidakada/").status_code == 404
    assert state() == AttemptState.UNSURE


@pytest.mark.parametrize(
    ("kind", "answers", "then"),
    [
        ("repeated", ["200 applied", *["200 repeated"] * 4], AttemptState.SIGNED),
        ("shuffled", ["200 applied", "200 out_of_order"], AttemptState.SIGNED),
        ("late", ["401 not genuine"], AttemptState.UNSURE),
        ("forged", ["401 not genuine"], AttemptState.UNSURE),
    ],
)
def test_the_simulator_marks_callbacks_as_the_guide_says(
    room: Room, monkeypatch: pytest.MonkeyPatch, kind: str, answers: list[str], then: str
) -> None:
    """It computes the mark by itself; here its letters go straight to the page."""

    def post(_method: str, address: str, *, headers: dict[str, str], data: bytes, **_more: object) -> Answer:
        kept = {name: value for name, value in headers.items() if name != "Content-Type"}
        found = Client().post(address, data, content_type="application/json", headers=kept)
        return Answer(found.status_code, {}, found.content)

    monkeypatch.setattr("simpul.cli.simulators.bsre_reports.outgoing.send", post)
    service = SigningService.objects.get()
    reporter = room.simulator.reporter
    reporter.address = f"/kait/tanda-tangan/{service.slug}/"
    reporter.key = secrets_of(configured.HOME, service.institution_id).callback
    told = room.simulator.answer(
        Call("POST", "/laporan", {"content-type": "application/json"}, json.dumps({"kind": kind}).encode())
    )
    assert told is not None
    assert json.loads(told.body)["answers"] == answers
    assert state() == then


def test_many_forged_ones_are_held_back(room: Room) -> None:
    codes = [send(said(room), key="salah")[0] for _ in range(40)]
    assert codes[0] == 401
    assert codes[-1] == 429
    assert AuditEvent.objects.filter(verb="callback.forged").count() < 40
