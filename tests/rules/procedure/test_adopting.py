"""Adopting a procedure: own names, everything else word for word, whatever way the file is written."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import yaml

from simpul.rules.procedure.adopting import Adopter, adopted
from simpul.rules.procedure.describe import as_data
from simpul.rules.procedure.loader import load
from simpul.rules.procedure.model import NOT_IN_SOURCE

SOPS = Path(__file__).resolve().parents[3] / "src" / "simpul" / "sops"
CODES = sorted(folder.name for folder in SOPS.iterdir() if (folder / "1.yaml").exists())
OWN = "Balai Rekaan: Umpama"


def text_of(code: str) -> str:
    return (SOPS / code / "1.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", CODES)
def test_only_names_identity_and_origin_differ(code: str) -> None:
    text = text_of(code)
    source = load(text, code)
    lane = source.lanes[-1]
    made = load(adopted(text, Adopter(OWN, {lane.id: "Lajur Rekaan"}, version="7")), code)
    assert made.adopted is not None
    assert made.adopted.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert (made.adopted.institution, made.adopted.version) == (source.identity.unit, source.version)
    assert (made.version, made.identity.unit, made.identity.number) == ("7", OWN, NOT_IN_SOURCE)
    assert made.lane_name(lane.id) == "Lajur Rekaan"
    assert [row.name for row in made.lanes[:-1]] == [row.name for row in source.lanes[:-1]]
    assert made.identity.legal_basis == source.identity.legal_basis
    before, after = as_data(source)["langkah"], as_data(made)["langkah"]
    for old, new in zip(before, after, strict=True):
        assert {key: new.get(key) for key in ("id", "waktu", "keputusan", "lanjut")} == {
            key: old.get(key) for key in ("id", "waktu", "keputusan", "lanjut")
        }


def test_comments_stay_and_a_file_written_otherwise_is_written_anew() -> None:
    text = text_of("bblbk")
    assert adopted(text, Adopter(OWN)).startswith("# Alur kerja sama")
    unusual = yaml.safe_dump(as_data(load(text, "bblbk")), allow_unicode=True, default_flow_style=True)
    made = load(adopted(unusual, Adopter(OWN, {"tata_usaha": 'Loket "Satu": depan'})), "unusual")
    assert made.lane_name("tata_usaha") == 'Loket "Satu": depan'
    assert made.identity.unit == OWN


def test_what_was_adopted_is_adopted_from_the_adopter() -> None:
    first = adopted(text_of("bblbk"), Adopter(OWN))
    second = load(adopted(first, Adopter("Balai Contoh Kedua")), "second")
    assert second.adopted is not None
    assert second.adopted.institution == OWN
    assert second.adopted.sha256 == hashlib.sha256(first.encode()).hexdigest()
