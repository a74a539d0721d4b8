"""Numbers as people write them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from simpul.rules.contact_numbers import nib, npwp, phone
from simpul.rules.refusals import Refusal


@pytest.mark.parametrize(
    "written",
    [
        "081000000148",
        "0810-0000-0148",
        "+62 810-0000-0148",
        "62810 0000 0148",
        "(0810) 0000.0148",
        "+62 0810 0000 0148",
    ],
)
def test_both_spellings_of_a_telephone_are_one(written: str) -> None:
    assert phone(written) == "081000000148"


def test_a_landline_with_its_area_code() -> None:
    assert phone("(021) 5550148") == "0215550148"


@pytest.mark.parametrize(
    "written", ["12", "0812", "halo", "081000000148 ext", "0" * 20, "+1 202 555 0148", "٠٨١٠٠٠٠٠١٤٨"]
)
def test_what_is_no_telephone_is_refused(written: str) -> None:
    with pytest.raises(Refusal, match="PGJ-20"):
        phone(written)


@pytest.mark.parametrize("written", ["99.000.111.2-333.000", "990001112333000", "9900011123330001"])
def test_an_npwp_has_15_or_16_digits(written: str) -> None:
    assert npwp(written) in {"990001112333000", "9900011123330001"}


def test_a_nib_has_13_digits() -> None:
    assert nib("9990 0012 34567") == "9990001234567"


@pytest.mark.parametrize(
    ("reader", "written", "code"),
    [(npwp, "99000111233300", "PGJ-21"), (npwp, "99000111233300012", "PGJ-21"), (nib, "123", "PGJ-22")],
)
def test_another_length_is_refused(reader: Callable[[str], str], written: str, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        reader(written)
