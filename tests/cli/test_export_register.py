"""`simpul export register`, and the same as a download: public fields, nothing that a spreadsheet would compute."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from openpyxl import load_workbook

from simpul.cli.export import run
from simpul.features.agreements.models import Agreement
from simpul.features.agreements.register import COLUMNS
from tests.public.conftest import file_case, files, house, publish

__all__ = ["file_case", "files", "house", "publish"]
pytestmark = pytest.mark.django_db
EVIL = '=HYPERLINK("https://jahat.example","buka")'
Publish = Callable[..., Agreement]


def sheet(content: bytes) -> list[tuple[object, ...]]:
    book = load_workbook(io.BytesIO(content))
    assert book.active is not None
    assert all(cell.value is None or cell.data_type == "s" for row in book.active for cell in row)
    return [tuple(row) for row in book.active.iter_rows(values_only=True)]


def test_every_format_tells_the_same_and_computes_nothing(publish: Publish, tmp_path: Path) -> None:
    publish("RSUD Rekaan")
    publish(EVIL)
    publish("RSUD Rahasia", is_public=False)
    for kind in ("csv", "json", "xlsx"):
        assert run(["register", "--format", kind, "--out", str(tmp_path / f"register.{kind}")]) == 0
    items = json.loads((tmp_path / "register.json").read_text())["items"]
    told = list(csv.DictReader(io.StringIO((tmp_path / "register.csv").read_text(encoding="utf-8"))))
    rows = sheet((tmp_path / "register.xlsx").read_bytes())
    assert tuple(items[0]) == tuple(told[0]) == tuple(rows[0]) == COLUMNS
    assert len(items) == len(told) == len(rows) - 1 == 2
    parties = COLUMNS.index("parties")
    assert EVIL in items[1]["parties"]  # plain data, for programs
    assert EVIL in told[1]["parties"]
    for value in (*told[1].values(), *(str(cell or "") for cell in rows[2])):
        assert not value.startswith(("=", "+", "-", "@"))
    assert "RSUD Rekaan" in str(rows[1][parties])
    everything = "".join(path.read_text("latin-1") for path in tmp_path.glob("register.*"))
    assert "RSUD Rahasia" not in everything
    assert "kontak@rsud.example" not in everything


def test_a_title_that_begins_a_formula_is_inert(publish: Publish, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    publish("RSUD Rekaan", title=EVIL)
    assert run(["register", "--format", "xlsx"]) == 0
    rows = sheet(capsysbinary.readouterr().out)
    assert rows[1][COLUMNS.index("title")] == f"'{EVIL}"
    assert run(["register"]) == 0
    assert capsysbinary.readouterr().out.decode().splitlines()[1].count("'=HYPERLINK") == 1


def test_an_existing_file_is_never_overwritten(publish: Publish, tmp_path: Path) -> None:
    kept = tmp_path / "register.csv"
    kept.write_text("milik saya")
    assert run(["register", "--out", str(kept)]) == 2
    assert kept.read_text() == "milik saya"


def test_everybody_downloads_the_workbook(publish: Publish, client: Client) -> None:
    publish("RSUD Rekaan")
    answer = client.get("/register/register.xlsx")
    assert "attachment" in answer.headers["Content-Disposition"]
    rows = sheet(answer.getvalue())
    assert rows[0] == COLUMNS
    assert len(rows) == 2
    assert "/register/register.xlsx" in client.get("/register/").content.decode()
