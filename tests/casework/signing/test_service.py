"""Signing through BSrE, played by the simulator: once, by the right person, and never on what was not sent."""

from __future__ import annotations

import logging
import re
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from simpul.adapters.bsre import CODE, OPENS_WITH, SIMULATOR
from simpul.casework import service_certainty, service_signing, signing_acts
from simpul.casework.service_certainty import declare_not_signed, hand_in_answer
from simpul.casework.service_outcomes import ask_outcome, keep_answer, reject, settle
from simpul.casework.service_sweep import follow_attempts
from simpul.casework.walking.simulated_service import sign_through_simulator
from simpul.cli.simulators.bsre_pen import Pen
from simpul.core.audit.models import AuditEvent
from simpul.core.directory.officers import Officer
from simpul.core.documents.storage import path_of, read
from simpul.core.messages.models import OutboxEvent
from simpul.core.signing.anchors import Anchors
from simpul.core.signing.models import AttemptState, Means, ReturnedState, ServiceAttempt, SignerState
from simpul.core.signing.verdict import Outcome
from simpul.core.signing.verification import verify
from simpul.lib import clock
from simpul.rules.refusals import Conflict, NotAllowed, Refusal
from tests.casework.signing.house import CLERK, HEAD, Desk
from tests.casework.signing.services import NIK, Room, simulated

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(desk: Desk, pen: Pen, settings: Settings) -> Iterator[Room]:
    with simulated(pen) as (simulator, address):
        settings.SIGNING_SERVICE_SECONDS = 15.0
        made = Room(desk, simulator, settings, address)
        made.use()
        yield made


def refusal_of(room: Room, *, secret: str = OPENS_WITH, nik: str = "") -> str:
    with pytest.raises(Refusal) as caught:
        room.sign(secret=secret, nik=nik)
    return caught.value.code


def attempts(room: Room) -> list[str]:
    return list(ServiceAttempt.objects.order_by("pk").values_list("state", flat=True))


def test_one_signature_and_the_case_goes_on(room: Room, signing_home: Path) -> None:
    room.begin()
    before = read(room.desk.round().current.sha256)
    attempt = room.sign()
    assert attempt.state == AttemptState.SIGNED
    assert room.desk.open_steps() == ["pengarsipan"]
    signer = attempt.signer
    signer.refresh_from_db()
    assert (signer.means, signer.state) == (Means.SERVICE, SignerState.SIGNED)
    assert signer.certificate["service"] == SIMULATOR
    assert signer.read_affirmed_at == attempt.read_affirmed_at
    data = read(room.desk.round().current.sha256)
    assert data.startswith(before)
    verdict = verify(data, Anchors.load(signing_home))
    assert verdict.verdict == Outcome.SAH
    assert verdict.demo
    assert SIMULATOR in verdict.signatures[1].signer
    said = subprocess.run(
        ["pdfsig", "-nocert", str(path_of(room.desk.round().current.sha256))], capture_output=True, text=True,
        check=False,
    ).stdout  # fmt: skip
    assert said.count("Signature is Valid") == 2
    assert len(re.findall(r"Signature #\d", said)) == 2


def test_v1_wants_the_nik_and_keeps_it_nowhere(room: Room) -> None:
    room.use(version="v1")
    room.begin()
    assert refusal_of(room) == "TTD-85"
    assert refusal_of(room, nik="12345") == "TTD-85"
    attempt = room.sign(nik=NIK)
    assert (attempt.state, bool(attempt.document)) == (AttemptState.SIGNED, True)
    assert not _anywhere(NIK)
    assert not _anywhere(OPENS_WITH)


def _anywhere(value: str) -> bool:
    """Whether any text of any table holds ``value``: log, outbox, jobs, attempts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT 1 FROM "{table}" AS row WHERE row::text LIKE %s LIMIT 1', [f"%{value}%"])
            if cursor.fetchone():
                return True
    return False


def ask_codes(signer_id: int, officer: Officer, times: int) -> None:
    for _ in range(times):
        service_signing.ask_code(signer_id=signer_id, officer=officer)


def test_a_code_instead_of_the_passphrase(room: Room) -> None:
    room.use(by_code=True)
    room.number()
    signer, head = room.desk.round().signers.get(means=Means.SERVICE), room.desk.officer(HEAD)
    with pytest.raises(Conflict, match="TTD-32"):
        service_signing.ask_code(signer_id=signer.pk, officer=head)
    assert not room.simulator.codes, "no code before the turn"
    room.desk.seal()
    assert refusal_of(room, secret=CODE) == "TTD-167", "nobody asked for a code yet; typing it again helps nobody"
    with pytest.raises(Refusal, match="LCK-01"):
        ask_codes(signer.pk, head, 9)
    assert room.sign(secret=CODE).state == AttemptState.SIGNED


def test_only_the_signer_only_in_turn_only_after_reading(room: Room) -> None:
    room.number()
    with pytest.raises(Conflict, match="TTD-32"):
        room.sign()
    room.desk.seal()
    with pytest.raises(NotAllowed):
        room.sign(lane=CLERK)
    with pytest.raises(Refusal) as caught:
        room.sign(read=False)
    assert caught.value.code == "TTD-33"
    with pytest.raises(NotAllowed):
        signing_acts.sign_as_officer(
            signer_id=room.desk.round().signers.get(means=Means.SERVICE).pk, officer=room.desk.officer(HEAD),
            passphrase="x", read_affirmed=True,
        )  # fmt: skip
    assert not ServiceAttempt.objects.exists()


def test_who_could_not_sign_is_called_when_the_service_is_back(room: Room) -> None:
    room.begin()
    room.simulator.mood = "down"
    assert refusal_of(room) == "TTD-91"
    calls = OutboxEvent.objects.filter(kind="signing.service_back")
    with clock.at(clock.now() + timedelta(minutes=2)):
        assert (follow_attempts(), calls.count()) == (1, 0)
    room.simulator.mood = "normal"
    with clock.at(clock.now() + timedelta(minutes=10)):
        assert (follow_attempts(), calls.count(), follow_attempts()) == (1, 1, 0)
    assert "giliran_tanda_tangan" in calls.get().payload["messages"]


def test_what_is_certainly_not_signed_may_be_tried_again(room: Room) -> None:
    room.begin()
    for mood, code in (("down", "TTD-91"), ("wrong_secret", "TTD-89"), ("unregistered", "TTD-93")):
        room.simulator.mood = mood
        assert refusal_of(room) == code
    room.simulator.mood = "normal"
    assert room.sign().state == AttemptState.SIGNED
    assert attempts(room) == ["failed", "failed", "failed", "signed"]


def test_wrong_passphrases_are_slowed_down(room: Room) -> None:
    room.begin()
    codes = [refusal_of(room, secret="salah") for _ in range(6)]
    assert codes[0] == "TTD-89"
    assert codes[-1] == "LCK-01"


def test_the_file_that_the_portal_gives_out_settles_an_unknown_outcome(
    room: Room, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The service has signed, its answer is lost and v2 cannot be asked: nobody signs a second time before people
    have looked, and only the file that was sent with its signature counts."""
    room.begin()
    sent = room.desk.round().current.sha256
    room.simulator.mood = "lost"
    caplog.set_level(logging.DEBUG)
    first = room.sign()
    assert OPENS_WITH not in caplog.text
    assert not _anywhere(OPENS_WITH)
    assert first.state == AttemptState.UNSURE
    assert first.number.startswith("INS-")
    assert "tanda_tangan_belum_pasti" in OutboxEvent.objects.get(kind="signing.service_unsure").payload["messages"]
    room.simulator.mood = "normal"
    with pytest.raises(Conflict, match="TTD-163"):
        room.sign()
    with monkeypatch.context() as patch:
        patch.setattr(service_certainty, "judge_returned", lambda *_args: pytest.fail("judged before it was asked who"))
        with pytest.raises(NotAllowed, match="TTD-37"):
            hand_in(room, first, b"%PDF-1.7 bukan naskah ini", lane="tim_mutu_kemitraan")
    assert hand_in(room, first, b"%PDF-1.7 bukan naskah ini") == ReturnedState.OTHER_TEXT
    assert (attempts(room), room.desk.round().current.sha256) == (["unsure"], sent)
    (pdf,) = room.simulator.signed.values()
    assert hand_in(room, first, pdf) == ReturnedState.TAKEN
    assert attempts(room) == ["signed"]
    assert room.desk.open_steps() == ["pengarsipan"]
    assert len(room.simulator.signed) == 1
    with pytest.raises(Conflict, match="TTD-162"):
        hand_in(room, first, pdf)


def hand_in(room: Room, attempt: ServiceAttempt, data: bytes, lane: str = CLERK) -> str:
    file = room.desk.file(data)
    state = hand_in_answer(number=attempt.pk, officer=room.desk.officer(lane), file=file).state
    room.desk.case.refresh_from_db()
    return state


def test_somebody_else_says_that_nothing_was_signed(room: Room) -> None:
    room.begin()
    sent = room.desk.round().current.sha256
    room.simulator.mood = "lost"
    first = room.sign()
    for lane, reason, code in (
        (HEAD, "Tidak ada", "TTD-161"), ("tim_mutu_kemitraan", "Tidak ada", "TTD-37"), (CLERK, " ", "TTD-160"),
    ):  # fmt: skip
        with pytest.raises(Refusal, match=code):
            declare_not_signed(number=first.pk, officer=room.desk.officer(lane), reason=reason)
    declare_not_signed(number=first.pk, officer=room.desk.officer(CLERK), reason="Riwayat portal pukul 10 kosong")
    assert "giliran_tanda_tangan" in OutboxEvent.objects.get(kind="signing.service_declared").payload["messages"]
    with pytest.raises(Conflict, match="TTD-162"):
        declare_not_signed(number=first.pk, officer=room.desk.officer(CLERK), reason="lagi")
    room.simulator.mood = "normal"
    second = room.sign()
    assert (second.state, second.sent.sha256) == (AttemptState.SIGNED, sent)
    assert attempts(room) == ["declared", "signed"]
    late = ServiceAttempt.objects.get(pk=first.pk)
    late.answer = second.answer
    late.save()
    assert settle(first.pk).state == AttemptState.VOID, "what comes after the first whole answer changes nothing"
    assert room.desk.round().current_id == second.answer_id


def test_a_played_case_signs_with_the_simulator_alone(room: Room) -> None:
    room.use(by_code=True)
    room.begin()
    signer, head = room.desk.round().signers.get(means=Means.SERVICE), room.desk.officer(HEAD)
    room.simulator.mood = "lost"
    with pytest.raises(Refusal, match="TTD-166"):
        sign_through_simulator(signer, head)
    room.use(simulated=False, address="https://layanan.example/esign", account="balai")
    with pytest.raises(Refusal, match="TTD-165"):
        sign_through_simulator(signer, head)
    room.use()
    declare_not_signed(
        number=ServiceAttempt.objects.get().pk, officer=room.desk.officer(CLERK), reason="Simulator ditanya"
    )
    room.simulator.mood = "normal"
    sign_through_simulator(signer, head)
    assert attempts(room) == ["declared", "signed"]


def test_v1_is_asked_for_the_file_by_its_mark(room: Room) -> None:
    room.use(version="v1")
    room.begin()
    room.simulator.mood = "lost"
    first = room.sign(nik=NIK)
    assert first.state == AttemptState.UNSURE
    assert follow_attempts() == 0, "without the mark there is nothing to ask"
    (mark,) = room.simulator.signed
    ServiceAttempt.objects.update(document=mark, next_try_at=clock.now())
    room.simulator.mood = "down"
    assert follow_attempts() == 1
    assert attempts(room) == ["unsure"]
    room.simulator.mood = "normal"
    with clock.at(clock.now() + timedelta(minutes=5)):
        assert follow_attempts() == 1
    assert attempts(room) == ["signed"]
    assert len(room.simulator.signed) == 1, "asked for, not signed again"


def test_a_process_that_died_leaves_nothing_to_sign_again(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    room.begin()
    monkeypatch.setattr("simpul.casework.service_signing.settle", lambda number: ServiceAttempt.objects.get(pk=number))
    assert room.sign().state == AttemptState.SENT
    with pytest.raises(Conflict, match="TTD-87"):
        room.sign()
    assert follow_attempts() == 0, "it may still be at work"
    with clock.at(clock.now() + timedelta(minutes=4)):
        assert follow_attempts() == 1
        assert follow_attempts() == 0
    assert attempts(room) == ["signed"]
    assert len(room.simulator.signed) == 1


def test_another_file_is_blocked_and_kept_for_a_person(room: Room) -> None:
    room.begin()
    sent, legal = room.desk.round().current_id, room.desk.officer("tim_analis_hukum")
    for mood in ("resaved", "different"):
        room.simulator.mood = mood
        attempt = room.sign()
        assert attempt.state == AttemptState.BLOCKED
        assert attempt.returned is not None
        assert attempt.returned.state == ReturnedState.OTHER_TEXT
        assert room.desk.round().current_id == sent
        with pytest.raises(Conflict, match="TTD-87"):
            room.sign()
        assert ask_outcome(attempt.pk).state == AttemptState.BLOCKED
        with pytest.raises(NotAllowed):
            reject(number=attempt.pk, officer=room.desk.officer("tim_mutu_kemitraan"), reason="bukan tugasnya")
        reject(number=attempt.pk, officer=legal, reason="Berkas disimpan ulang")
        with pytest.raises(Conflict, match="TTD-95"):
            reject(number=attempt.pk, officer=legal, reason="lagi")
    assert AuditEvent.objects.filter(verb="signing.service_blocked").count() == 2
    room.simulator.mood = "normal"
    assert room.sign().state == AttemptState.SIGNED


def test_nobody_signs_beside_a_request_under_way(room: Room) -> None:
    room.begin()
    signing = room.desk.round()
    room.simulator.mood = "lost"
    room.sign()
    partner = signing.signers.get(means=Means.SEALED_ACT)
    partner.state, partner.signed_at = SignerState.TURN, None
    partner.save()
    with pytest.raises(Conflict, match="TTD-86"):
        signing_acts.sign_as_partner(
            request_id=room.desk.request.pk, signer_id=partner.pk, actor=room.desk.partner(), read_affirmed=True
        )


def test_a_void_round_takes_no_late_answer(room: Room) -> None:
    room.begin()
    room.simulator.mood = "lost"
    attempt = room.sign()
    signing = room.desk.round()
    signing.state = "void"
    signing.save()
    (pdf,) = room.simulator.signed.values()
    keep_answer(attempt, pdf, "")
    assert settle(attempt.pk).state == AttemptState.VOID
