"""Certificates write names in capitals and without titles; contracts do not."""

from __future__ import annotations

import pytest

from simpul.rules.signatory_names import same_person


@pytest.mark.parametrize(
    ("certificate", "contract", "same"),
    [
        ("UMPAMA REKAAN", "dr. Umpama Rekaan, M.Kes.", True),
        ("Umpama Rekaan (DEMO)", "drg. Umpama Rekaan", True),
        ("Umpama Ma'ruf Rekaan", "Umpama Rekaan", True),
        ("MISAL", "Misal", True),
        ("Rekaan", "Umpama Rekaan", False),
        ("Misal Contoh", "Umpama Rekaan", False),
        ("Umpama Contoh", "Umpama Rekaan", False),
        ("", "Umpama Rekaan", False),
        ("", "", False),
        ("dr.", "dr.", False),
    ],
)
def test_who_is_named(certificate: str, contract: str, same: bool) -> None:
    assert same_person(certificate, contract) is same
    assert same_person(contract, certificate) is same
