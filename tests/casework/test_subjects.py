"""What played cases are about: every answer belongs to a field, and a stranger's procedure has a title."""

from __future__ import annotations

from pathlib import Path

import pytest

from simpul.casework.walking.subjects import subject_of
from simpul.rules.procedure.loader import load
from simpul.rules.procedure.model import Procedure

ROOT = Path(__file__).parents[2]
BEGUN = ("bpom-dn", "bpom-ln", "bpom-monev", "labkesmas-batam")


def procedure_in(path: str) -> Procedure:
    return load((ROOT / path).read_text(encoding="utf-8"), path)


@pytest.mark.parametrize("code", BEGUN)
def test_answers_belong_to_text_fields(code: str) -> None:
    procedure = procedure_in(f"src/simpul/sops/{code}/1.yaml")
    subject = subject_of(procedure, 2026)
    fields = {item.id for step in procedure.steps for item in step.fields if item.kind in ("teks", "uraian")}
    assert subject.answers
    assert set(subject.answers) <= fields
    assert "{" not in subject.title + "".join(subject.answers.values())


def test_a_strangers_procedure_is_named_by_its_own_title() -> None:
    procedure = procedure_in("docs/guide/contoh-prosedur.yaml")
    assert subject_of(procedure, 2026).title == f"Perkara contoh: {procedure.identity.title}"
