"""Files that other makers signed well are SAH, and the two other programs that can judge them say so too."""

from __future__ import annotations

from pathlib import Path

import pytest

from simpul.core.signing.anchors import Anchors
from simpul.core.signing.verdict import Outcome
from simpul.core.signing.verification import verify
from tests.signing.kit import pdfsig, run
from tests.signing.outside.authority import NOW, Issuer, asn1
from tests.signing.outside.good import GOOD, OTHER

NOT_JUDGED = "Signature has not yet been verified."
"""What pdfsig says of a document time stamp: it knows none (poppler 22)."""


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    return Issuer()


def test_there_are_enough() -> None:
    assert len(GOOD) >= 30


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_is_sah(issuer: Issuer, name: str, tmp_path: Path) -> None:
    pdf = GOOD[name](issuer)
    verdict = verify(pdf, Anchors(roots=(asn1(issuer.certificate), asn1(OTHER.certificate))), NOW)
    assert verdict.verdict is Outcome.SAH, verdict
    said = [NOT_JUDGED if each.time_stamp else "Signature is Valid." for each in verdict.signatures]
    assert sorted(pdfsig(pdf, tmp_path)) == sorted(said)
    assert run(["qpdf", "--check"], pdf, tmp_path).returncode == 0
