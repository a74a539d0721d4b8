"""What is said of the duty of an agreement signed elsewhere: one number for each original that owes, or a ground."""

from __future__ import annotations

import pytest

from simpul.rules.refusals import Refusal
from simpul.rules.stamp_duty import Stated, Way, numbers_in, stated

SERIAL = "8" * 22


def test_numbers_are_read_however_they_are_parted() -> None:
    assert numbers_in("ab 12\n\n cd34 ,EF56; ") == ("AB12", "CD34", "EF56")


@pytest.mark.parametrize(
    ("numbers", "count", "kept"),
    [
        ("a1\na2", None, Stated(Way.PAPER, ("A1", "A2"), 2)),
        ("a1", 1, Stated(Way.PAPER, ("A1",), 1)),
        (SERIAL, 1, Stated(Way.ELECTRONIC, (SERIAL,), 1)),
        ("ntpn1", None, Stated(Way.SLIP, ("NTPN1",), 2)),
        ("", None, Stated(Way.NONE, (), 0, "Pasal contoh")),
    ],
)
def test_what_can_be_stated(numbers: str, count: int | None, kept: Stated) -> None:
    assert stated(kept.way, numbers=numbers, count=count, ground=" Pasal  contoh ") == kept


@pytest.mark.parametrize(
    ("code", "way", "numbers", "count"),
    [
        ("TTD-141", Way.PAPER, "a1", None),
        ("TTD-141", Way.SLIP, "", None),
        ("TTD-142", Way.PAPER, "a1,A1", None),
        ("TTD-116", Way.ELECTRONIC, "a1,a2", None),
        ("TTD-143", Way.NONE, "", None),
        ("TTD-144", Way.PAPER, "a1", 0),
    ],
)
def test_what_cannot_be_stated(code: str, way: Way, numbers: str, count: int | None) -> None:
    with pytest.raises(Refusal, match=code):
        stated(way, numbers=numbers, count=count)
