"""A text that was stamped by hand: only the text with stamps, whole seals, and room for the signatures to come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from simpul.adapters.emeterai.simulated import stamped
from simpul.adapters.emeterai.values import Place
from simpul.core.documents.faces.drawing import pdf_pages
from simpul.core.signing import stamped_upload
from simpul.core.signing.afterwards import survey
from simpul.core.signing.anchors import Anchors
from simpul.core.signing.keys import OpenKey
from simpul.core.signing.models_returned import ReturnedState
from simpul.core.signing.open_form import with_form
from simpul.core.signing.signer import SignatureField, sign
from simpul.core.signing.stamp_survey import stamps
from simpul.core.signing.stamped_upload import Awaited, JudgedStamps, judge_stamped
from simpul.core.signing.verdict import Outcome
from simpul.core.signing.verification import verify
from simpul.lib import clock
from tests.signing import forgeries
from tests.signing.kit import AT, FIELDS, Kit, agreement, pdfsig

FRAME = SignatureField("meterai_1", 1, (280.0, 300.0, 342.0, 362.0))
SENT = with_form(agreement())
Judge = Callable[..., JudgedStamps]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    return pdf_pages(SENT, tmp_path_factory.mktemp("pages"), 9)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the processes that keep the file apart: each takes its second."""
    kept = {
        "_look": lambda path, sent: stamps(path.read_bytes(), sent.read_bytes()),
        "verify_isolated": lambda path, home: verify(path.read_bytes(), Anchors.load(home), AT),
        "survey_isolated": lambda path, sent, left: survey(path.read_bytes(), sent, left),
    }
    for name, do in kept.items():
        monkeypatch.setattr(stamped_upload, name, do)


@pytest.fixture
def judge(kit: Kit, tmp_path: Path, pages: list[bytes]) -> Judge:
    """Judge a file as what came back for one stamp."""

    def judged(came: bytes, **other: Any) -> JudgedStamps:
        (tmp_path / "sent.pdf").write_bytes(SENT)
        (tmp_path / "came.pdf").write_bytes(came)
        awaited = Awaited(tmp_path / "sent.pdf", 1, signing=FIELDS, places=(FRAME,), pictures=pages)
        with clock.at(AT):
            return judge_stamped(tmp_path / "came.pdf", replace(awaited, **other), kit.home)

    return judged


def _plain(pdf: bytes = SENT, place: SignatureField = FRAME) -> bytes:
    """Stamped without a seal, as the simulator does."""
    return stamped(pdf, "9000000000000000000001", Place(place.page, place.rect))


def _seal(kit: Kit, name: str = "PERUM PERURI (CONTOH)") -> OpenKey:
    return kit.officer(name, "Segel")


def _sealed(pdf: bytes, key: OpenKey, place: SignatureField = FRAME) -> bytes:
    """Stamped with a seal, as the real one is."""
    return sign(
        pdf, key=key, field=replace(place, name="ematerai1"), appearance=None, reason="Bea meterai", location="",
        name=key.subject, at=AT,
    )  # fmt: skip


def _anew(pdf: bytes) -> bytes:
    """Written anew by another program."""
    output = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.save(output, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    return output.getvalue()


def test_a_sealed_stamp_is_taken_and_signatures_upon_it_hold(kit: Kit, judge: Judge, tmp_path: Path) -> None:
    came = _sealed(SENT, _seal(kit))
    found = judge(came)
    assert (found.state, found.faults, found.extends) == (ReturnedState.TAKEN, (), True)
    assert [box.rect for box in found.boxes] == [FRAME.rect]
    signed = kit.put(kit.put(came, kit.head, 0, prepare=True), kit.seal, 1)
    assert verify(signed, kit.anchors, AT).verdict == Outcome.SAH
    assert pdfsig(signed, tmp_path) == ["Signature is Valid."] * 3


@pytest.mark.usefixtures("here")
def test_a_person_decides_what_cannot_be_proved(kit: Kit, judge: Judge) -> None:
    asked = {
        "unsealed": _plain(),
        "sealer": _sealed(SENT, kit.head),
        "rewritten": _sealed(_anew(SENT), _seal(kit)),
    }
    for doubt, came in asked.items():
        assert (judge(came).state, judge(came).faults) == (ReturnedState.ASKED, (doubt,)), doubt
    assert judge(_anew(_plain())).faults == ("rewritten", "unsealed")


@pytest.mark.usefixtures("here")
def test_another_text_is_never_taken(kit: Kit, judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    other = with_form(agreement(b'#set document(title: "x")\n= Perjanjian lain\n#pagebreak()\nTarif Rp1,00.'))
    monkeypatch.setitem(kit.__dict__, "twice", SENT)  # the forger works on this; other tests share the kit
    for changed in (other, forgeries.text_in_an_increment(kit)):
        for came in (_plain(changed), _sealed(changed, _seal(kit)), _anew(_plain(changed))):
            assert (judge(came).state, judge(came).faults) == (ReturnedState.OTHER_TEXT, ("other_text",))
    noted = judge(_plain(forgeries.note_over_the_text(kit)))
    assert (noted.state, "foreign" in noted.faults) == (ReturnedState.REFUSED, True)


@pytest.mark.usefixtures("here")
def test_a_stamp_out_of_place_is_refused(judge: Judge) -> None:
    low = SignatureField("x", 1, (100.0, 100.0, 162.0, 162.0))
    written = SignatureField("x", 0, (80.0, 690.0, 142.0, 752.0))
    assert judge(_plain(place=low)).faults == ("overlap",)
    assert judge(_plain(place=written)).faults == ("covers",)
    assert judge(_plain(_plain())).faults == ("count", "overlap")
    assert judge(_plain(), there=(FRAME,)).faults == ("overlap",)
    assert judge(_plain(), serials=2).faults == ("count",)


def test_a_file_that_cannot_be_read_is_refused(judge: Judge) -> None:
    assert judge(b"%PDF-1.7 no").faults == ("unreadable",)


@pytest.mark.usefixtures("here")
def test_what_is_no_stamped_text_is_told_apart(kit: Kit, judge: Judge) -> None:
    assert judge(SENT).faults == ("no_stamp",)
    assert judge(SENT + b"\n% more").faults == ("no_stamp",)
    assert judge(_plain(agreement()), older=(agreement(),)).state == ReturnedState.STALE
    stranger = replace(kit, home=kit.home / "elsewhere")
    unknown = judge(_sealed(SENT, stranger.head))
    assert (unknown.state, unknown.faults) == (ReturnedState.REFUSED, ("issuer",))
    damaged = _sealed(SENT, _seal(kit)).replace(b"Bea meterai", b"Bea materai")
    assert "invalid" in judge(damaged).faults
    box = replace(FRAME, name="ematerai1")
    closing = sign(
        SENT, key=_seal(kit), field=box, appearance=None, reason="", location="", name="", at=AT, prepare=(box,)
    )
    assert judge(closing).faults == ("closed",)
