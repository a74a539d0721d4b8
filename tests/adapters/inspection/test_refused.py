"""Hostile and broken files, all made here: each is refused with its own code and its own way to mend it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from simpul.adapters.inspection import PAPERS, REASONS, SPREADSHEET, inspect
from tests.adapters.inspection import hostile_offices, hostile_others, hostile_pdfs

RECIPES = [(f"pdf: {label}", "surat.pdf", make, code) for label, make, code in hostile_pdfs.RECIPES]
RECIPES += [(f"office: {label}", name, make, code) for label, name, make, code in hostile_offices.RECIPES]
RECIPES += [(f"other: {label}", name, make, code) for label, name, make, code in hostile_others.CONTENTS]
RECIPES += [(f"name: {label}", name, hostile_pdfs.honest_bytes, code) for label, name, code in hostile_others.NAMES]


@pytest.mark.parametrize(("name", "make", "code"), [row[1:] for row in RECIPES], ids=[row[0] for row in RECIPES])
def test_refused_with_its_own_code(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, name: str, make: hostile_pdfs.Maker, code: str
) -> None:
    data = make()
    file = tmp_path / "unggahan"
    file.write_bytes(data)
    judgement = inspect(file, name, SPREADSHEET if name.endswith(".xlsx") else PAPERS)
    assert (judgement.accepted, judgement.code) == (False, code)
    assert (judgement.media_type, judgement.extension) == ("", "")
    assert (judgement.sha256, judgement.size) == (hashlib.sha256(data).hexdigest(), len(data))
    assert caplog.messages == [f"refused upload {code} sha256={judgement.sha256} size={judgement.size}"], "no name"
    assert judgement.repair
    assert all(text % judgement.params for text in (judgement.reason, *judgement.repair))


def test_every_reason_about_content_is_reached() -> None:
    never_by_content = {"UNG-29", "UNG-31"}  # the limits of the child: test_confinement
    assert {row[3] for row in RECIPES} | never_by_content == set(REASONS)


def test_there_are_many_more_than_forty() -> None:
    assert len({row[0] for row in RECIPES}) == len(RECIPES) >= 100
