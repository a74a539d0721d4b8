"""Both versions against the simulator, and the twin in memory: they sign, refuse and doubt alike."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from simpul.adapters.bsre import (
    CODE,
    MAY_SIGN,
    OPENS_WITH,
    Account,
    Bsre,
    BsreFault,
    BsreV1,
    BsreV2,
    MemoryBsre,
    Order,
    Person,
    Place,
    Problem,
    Secret,
)
from simpul.cli.simulators.bsre import BsreSimulator
from simpul.cli.simulators.bsre_pen import Look, Pen
from simpul.cli.simulators.frame import server

PDF = b"%PDF-1.7\nsebuah naskah\r\n\r\n--\r\n\xff\x00\n"
PERSON = Person(email="kepala@balai.example", nik="3200000000000001")
RIGHT, WRONG = Secret(OPENS_WITH), Secret("bukan-ini")
ORDER = Order(PDF, Place(2, 60.5, 90.0, 210.0, 80.25), b"\x89PNG-umpama", "Menandatangani", "Jakarta", "SGN-1")


class QuickPen(Pen):
    """Signs by appending a line; real signatures are tested where files are judged."""

    seen: Look | None = None

    def sign(self, pdf: bytes, look: Look) -> bytes:
        self.seen = look
        return pdf + b"/ByteRange umpama"

    def judge(self, pdf: object) -> tuple[str, list[str]]:
        return "VALID", []


@dataclass
class Service:
    """One of the three with the ways to trouble it."""

    client: Bsre
    simulator: BsreSimulator | None
    pen: QuickPen

    def trouble(self, mood: str, fault: Problem | None, said: str = MAY_SIGN) -> None:
        if self.simulator is not None:
            self.simulator.mood = mood
        else:
            assert isinstance(self.client, MemoryBsre)
            self.client.fault, self.client.said = fault, said


@pytest.fixture(params=["v1", "v2", "twin of v1", "twin of v2"])
def service(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Service]:
    pen = QuickPen(tmp_path)
    if request.param.startswith("twin"):
        twin = MemoryBsre(lambda pdf: pdf + b"/ByteRange umpama", by_nik=request.param.endswith("1"), secret=OPENS_WITH)
        yield Service(twin, None, pen)
        return
    simulator = BsreSimulator(tmp_path, pause=3.0, pen=pen)
    with server({"bsre": simulator}, 0) as bound:
        threading.Thread(target=bound.serve_forever, daemon=True).start()
        account = Account(f"http://127.0.0.1:{bound.server_port}/bsre", "simpul", "rahasia-klien", seconds=1.0)
        yield Service(BsreV1(account) if request.param == "v1" else BsreV2(account), simulator, pen)
        bound.shutdown()


def problem_of(client: Bsre, secret: Secret = RIGHT) -> Problem:
    with pytest.raises(BsreFault) as caught:
        client.sign(PERSON, secret, ORDER)
    return caught.value.problem


def test_a_signature_extends_what_was_sent(service: Service) -> None:
    assert service.client.status(PERSON) == MAY_SIGN
    returned = service.client.sign(PERSON, RIGHT, ORDER)
    assert returned.pdf == PDF + b"/ByteRange umpama", "every byte arrives and comes back as it was"
    assert service.client.judge(returned.pdf) == "VALID"
    if service.simulator is not None:
        look = service.pen.seen
        assert look is not None
        assert (look.visible, look.page, look.picture) == (True, 2, ORDER.picture)
        assert look.rect == (60.5, 90.0, 270.5, 170.25)
        assert (look.reason, look.location) == ("Menandatangani", "Jakarta")


def test_what_was_signed_is_given_again_by_v1_alone(service: Service) -> None:
    returned = service.client.sign(PERSON, RIGHT, ORDER)
    assert bool(returned.document) is service.client.by_nik
    if service.client.by_nik:
        assert service.client.fetch(returned.document) == returned.pdf
    else:
        with pytest.raises(BsreFault):
            service.client.fetch("dok-1")


def test_a_code_is_good_once_and_only_after_it_was_asked_for(service: Service) -> None:
    code = Secret(CODE, one_time=True)
    if service.client.by_nik:
        with pytest.raises(BsreFault) as caught:
            service.client.ask_code(PERSON)
        assert caught.value.problem is Problem.REFUSED
        return
    assert problem_of(service.client, code) is Problem.MISTYPED
    service.client.ask_code(PERSON)
    assert service.client.sign(PERSON, code, ORDER).pdf.startswith(PDF)
    assert problem_of(service.client, code) is Problem.MISTYPED


def test_wrong_passphrase_unknown_person_and_a_service_that_is_down(service: Service) -> None:
    assert problem_of(service.client, WRONG) is Problem.MISTYPED
    service.trouble("unregistered", None, "NOT_REGISTERED")
    assert service.client.status(PERSON) == "NOT_REGISTERED"
    service.trouble("down", Problem.DOWN)
    with pytest.raises(BsreFault) as caught:
        service.client.status(PERSON)
    assert caught.value.problem is Problem.DOWN, "a question that gets no answer has signed nothing"


@pytest.mark.parametrize("mood", ["lost", "slow"])
def test_an_answer_that_does_not_come_leaves_the_outcome_unknown(service: Service, mood: str) -> None:
    service.trouble(mood, Problem.UNKNOWN)
    assert problem_of(service.client) is Problem.UNKNOWN


def test_nobody_there_is_down_and_not_unknown() -> None:
    with server({}, 0) as bound:
        port = bound.server_port
    for client in (
        BsreV1(Account(f"http://127.0.0.1:{port}", "a", "b")),
        BsreV2(Account(f"http://127.0.0.1:{port}", "a", "b")),
    ):
        assert problem_of(client) is Problem.DOWN


def test_secrets_stand_in_no_text(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    service.trouble("lost", Problem.UNKNOWN)
    with pytest.raises(BsreFault) as caught:
        service.client.sign(PERSON, RIGHT, ORDER)
    said = f"{caught.value!r} {caught.value.__cause__!r} {RIGHT!r} {PERSON!r} {ORDER!r} {caplog.text}"
    assert OPENS_WITH not in said
    assert PERSON.nik not in said
    assert "rahasia-klien" not in said
