"""Files that somebody else forged are never SAH, and the reason is the right one.

The other programs see less. pdfsig compares a signature with the bytes that it says it covers: it refuses what changes
those, and calls the rest valid, because it neither looks at what an update does, nor at whom to trust (``-nocert``).
qpdf knows no signatures: it finds a broken structure. :data:`REFUSED_BY_PDFSIG` is where pdfsig can judge.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from simpul.core.signing.anchors import Anchors
from simpul.core.signing.verdict import Outcome
from simpul.core.signing.verification import verify
from tests.signing.kit import pdfsig, run
from tests.signing.outside.authority import NOW, Issuer, asn1
from tests.signing.outside.forged import FORGED

REFUSED_BY_PDFSIG = frozenset({
    "the tariff changed", "the stated reason changed", "the tariff changed under two", "a namesake's certificate",
    "the order turned round", "the first signature cut out", "no value", "a value of nothing", "a value of zero",
    "no value at all", "no range", "a range of nothing", "a negative range", "a range that is none", "a short range",
    "another paper's signature", "the value taken away", "cut off", "a second file behind",
    "a signed file behind another", "two signed files", "saved anew", "empty fields filled with nothing",
})  # fmt: skip
BROKEN_FOR_QPDF = frozenset({
    "the order turned round", "the first signature cut out", "cut off", "a signed file behind another",
    "two signed files", "an object at the end, closed again",
})  # fmt: skip


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    return Issuer()


def test_there_are_enough() -> None:
    assert len(FORGED) >= 30
    assert FORGED.keys() >= REFUSED_BY_PDFSIG | BROKEN_FOR_QPDF


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_file_is_not_sah(issuer: Issuer, name: str, tmp_path: Path) -> None:
    forge, expected = FORGED[name]
    pdf = forge(issuer)
    verdict = verify(pdf, Anchors((asn1(issuer.certificate),), (), (issuer.revocations(),)), NOW)
    every = [*verdict.reasons, *(reason for each in verdict.signatures for reason in each.reasons)]
    said = {reason.code for reason in every if reason.is_fault}
    assert verdict.verdict is Outcome.TIDAK_SAH
    assert said & expected, said
    other = pdfsig(pdf, tmp_path)
    assert (not other or any(each != "Signature is Valid." for each in other)) == (
        name in REFUSED_BY_PDFSIG or "Signature has not yet been verified." in other
    )
    assert run(["qpdf", "--check"], pdf, tmp_path).returncode in ((2, 3) if name in BROKEN_FOR_QPDF else (0, 3))
