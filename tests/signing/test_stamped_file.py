"""What came back stamped: only the stamp, only in its place, and signatures upon it hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from simpul.adapters.emeterai.simulated import stamped
from simpul.adapters.emeterai.values import Place
from simpul.core.signing.open_form import with_form
from simpul.core.signing.signer import SignatureField
from simpul.core.signing.stamped_file import only_stamped
from simpul.core.signing.verdict import Outcome
from simpul.core.signing.verification import verify
from tests.signing import forgeries
from tests.signing.kit import AT, Kit, agreement, pdfsig, run

PLACE = SignatureField("meterai", 1, (280.0, 300.0, 340.0, 360.0))
SERIAL = "9000000000000000000001"


def _stamped(pdf: bytes, place: SignatureField = PLACE) -> bytes:
    return stamped(pdf, SERIAL, Place(place.page, place.rect))


def test_a_stamp_in_its_place_is_taken_and_signatures_upon_it_hold(kit: Kit, tmp_path: Path) -> None:
    sent = with_form(agreement())
    once = _stamped(sent)
    assert only_stamped(sent, once, PLACE)
    other = SignatureField("meterai", 0, (20.0, 20.0, 80.0, 80.0))
    twice = _stamped(once, other)
    assert only_stamped(once, twice, other)
    signed = kit.put(kit.put(twice, kit.head, 0, prepare=True), kit.seal, 1)
    assert verify(signed, kit.anchors, AT).verdict == Outcome.SAH
    assert pdfsig(signed, tmp_path) == ["Signature is Valid."] * 2
    assert run(["qpdf", "--check"], signed, tmp_path).returncode == 0


def test_anything_else_is_not_taken(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = with_form(agreement())
    assert not only_stamped(sent, sent, PLACE)
    assert not only_stamped(sent, _stamped(agreement()), PLACE), "not the bytes that were sent"
    assert not only_stamped(sent, _stamped(sent, SignatureField("x", 0, PLACE.rect)), PLACE), "on another page"
    outside = SignatureField("x", 1, (100.0, 300.0, 160.0, 360.0))
    assert not only_stamped(sent, _stamped(sent, outside), PLACE), "in another place"
    assert not only_stamped(sent, sent + b"\n% more", PLACE)
    assert not only_stamped(sent, sent + b"junk", PLACE)
    for change in (forgeries.text_in_an_increment, forgeries.note_over_the_text):
        monkeypatch.setattr(Kit, "twice", sent)
        changed = change(kit)
        assert not only_stamped(sent, changed, PLACE)
        assert not only_stamped(sent, _stamped(changed), PLACE), "with a stamp upon it"


def test_a_stamp_upon_a_certified_text_breaks_it_and_is_why_it_comes_first(kit: Kit) -> None:
    assert verify(_stamped(kit.once), kit.anchors, AT).verdict == Outcome.TIDAK_SAH
