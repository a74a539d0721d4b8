"""Agreements the whole way, over HTTP to the simulators: every way of signing mixed, SAH by us and intact by pdfsig."""

from __future__ import annotations

import re
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from simpul.casework import partner_acts
from simpul.casework.duty_stamping import stamp_due, stamp_now
from simpul.cli.simulators.bsre import BsreSimulator
from simpul.cli.simulators.bsre_pen import Pen
from simpul.cli.simulators.emeterai import EmeteraiSimulator
from simpul.cli.simulators.frame import server
from simpul.cli.verify import run
from simpul.core.documents.storage import path_of, read
from simpul.core.signing.models import AttemptState, DutyState, Means, ReturnedState, SignerState
from simpul.rules.refusals import Refusal
from tests.casework.signing.house import CLERK, Desk
from tests.casework.signing.services import Room
from tests.casework.signing.test_own_file import elsewhere, key_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def simulator(desk: Desk, settings: Settings, pen: Pen) -> Iterator[EmeteraiSimulator]:
    """The simulators behind HTTP, as a demonstration has them."""
    playing = EmeteraiSimulator(settings.HOME)
    bound = server({"emeterai": playing, "bsre": BsreSimulator(Path(), pen=pen)}, 0)
    threading.Thread(target=bound.serve_forever, args=(0.01,), daemon=True).start()
    settings.SIMULATORS = f"http://127.0.0.1:{bound.server_port}"
    yield playing
    bound.shutdown()
    bound.server_close()


def test_one_agreement_the_whole_way(
    desk: Desk, simulator: EmeteraiSimulator, signing_home: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    desk.number()
    simulator.mood = "down"
    with pytest.raises(Refusal, match="TTD-110"):
        stamp_now(case_id=desk.case.pk, officer=desk.officer(CLERK))
    simulator.mood = "resaved"
    stamp_due()
    assert desk.round().current_id == desk.round().rendered_id, "another file is not taken"
    simulator.mood = "normal"
    stamp_now(case_id=desk.case.pk, officer=desk.officer(CLERK))
    duties = list(desk.round().duties.all())
    assert [duty.state for duty in duties] == [DutyState.PAID] * 2
    assert len(simulator.book.charged) == 2
    sent = read(desk.round().current.sha256)
    signer = desk.signer(Means.SEALED_ACT)
    row = partner_acts.hand_in(
        request=desk.request, signer_id=signer.pk, file=desk.file(elsewhere(sent, key_of(signing_home))),
        read_affirmed=True,
    )  # fmt: skip
    assert row.state == ReturnedState.TAKEN
    assert desk.round().signers.get(means=Means.CERTIFICATE).state == SignerState.TURN
    desk.head_signs()
    assert desk.open_steps() == ["pengarsipan"]
    monkeypatch.setenv("SIMPUL_HOME", str(signing_home))
    check_signed(desk, capsys)


def test_through_the_service_the_seal_and_stamp_duty(
    desk: Desk, simulator: EmeteraiSimulator, signing_home: Path, settings: Settings,
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    room = Room(desk, BsreSimulator(Path()), settings, settings.SIMULATORS)
    room.use()
    desk.number()
    stamp_due()
    desk.seal()
    assert len(simulator.book.charged) == 2
    assert room.sign().state == AttemptState.SIGNED
    assert desk.round().current.name == f"Perjanjian {desk.case.ticket} bertanda tangan.pdf"
    assert desk.open_steps() == ["pengarsipan"]
    monkeypatch.setenv("SIMPUL_HOME", str(signing_home))
    check_signed(desk, capsys)
    desk.step("tim_arsiparis", "pengarsipan", lokasi_simpan="Rak 1", klasifikasi_arsip="HK.03.01")
    assert desk.case.status == "finished"


def check_signed(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """Two signatures that hold, by our own judge and by two other readers."""
    signed = path_of(desk.round().current.sha256)
    assert run([str(signed)]) == 0
    assert "SAH (sertifikat demo)" in capsys.readouterr().out
    said = subprocess.run(["pdfsig", "-nocert", str(signed)], capture_output=True, text=True, check=False).stdout
    assert len(re.findall(r"Signature #\d", said)) == said.count("Signature is Valid") == 2
    assert subprocess.run(["qpdf", "--check", str(signed)], capture_output=True, check=False).returncode == 0
