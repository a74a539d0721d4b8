"""`simpul compare`: two Word files, ours or not, told apart by clause, and a sheet with tracked changes of both."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from lxml.etree import SubElement

from simpul.cli import speech
from simpul.cli.compare import run
from simpul.core.documents.faces.docx import agreement_docx
from simpul.core.documents.texts import text_template
from simpul.core.documents.word_reading import read_word
from simpul.rules.agreement_text.assemble import assemble
from simpul.rules.agreement_text.reading.text import ReadText
from simpul.rules.agreement_text.structure import AgreementText
from tests.documents.agreement_cases import LAB
from tests.documents.test_tracked_docx import words_of
from tools import messages

AT = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]
PAPERS = ROOT / "tests" / "samples" / "partner-paper"


@pytest.fixture(autouse=True)
def indonesian(monkeypatch: pytest.MonkeyPatch) -> None:
    messages.compile_all(["rules", "cli", "core"])
    speech._catalog.cache_clear()
    monkeypatch.setenv("SIMPUL_LANG", "id")


def lab() -> AgreementText:
    return assemble(text_template("pks-pemeriksaan-lab"), LAB)[0]


def reworded() -> AgreementText:
    """One clause in other words, and the third article gone."""
    text = lab()
    first, second, _, *rest = text.articles
    changed = replace(second.paragraphs[0], text=f"{second.paragraphs[0].text} Hal ini berlaku surut.", references=())
    kept = [first, replace(second, paragraphs=(changed, *second.paragraphs[1:])), *rest]
    return replace(text, articles=tuple(replace(one, number=n) for n, one in enumerate(kept, 1)))


def files(folder: Path, new: AgreementText) -> tuple[Path, Path]:
    one, other = folder / "lama.docx", folder / "baru.docx"
    one.write_bytes(agreement_docx(lab(), at=AT, base_version="1"))
    other.write_bytes(agreement_docx(new, at=AT, base_version="2"))
    return one, other


def accepted(path: Path) -> ReadText:
    return read_word(path.read_bytes()).accepted


def asked(capsys: pytest.CaptureFixture[str], *argv: object) -> tuple[int, str, str]:
    code = run([str(word) for word in argv])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_every_change_is_told_and_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = files(tmp_path, reworded())
    code, out, err = asked(capsys, one, other)
    assert (code, err) == (0, "")
    told = out.splitlines()
    assert sum("Pasal 2 ayat (1) diubah" in line and "berlaku surut" in line for line in told) == 1
    assert sum(line.startswith("Pasal 3 dihapus") for line in told) == 1
    assert not any("baru:" in line or "dipindahkan" in line for line in told)


def test_json_names_both_wordings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = files(tmp_path, reworded())
    answer = json.loads(asked(capsys, one, other, "--json")[1])
    assert answer["differs"]
    assert (answer["counts"]["changed"], answer["counts"]["lost_articles"]) == (1, 1)
    (change,) = [each for each in answer["changes"] if each["kind"] == "changed"]
    assert change["new"]["text"] == f"{change['old']['text']} Hal ini berlaku surut."
    assert answer["questions"] == []
    assert answer["not_understood"] == {"a": [], "b": []}


def test_the_same_file_twice_does_not_differ(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, _ = files(tmp_path, lab())
    code, out, _ = asked(capsys, one, one)
    assert (code, out.strip()) == (0, "Keduanya berbunyi sama.")
    assert json.loads(asked(capsys, one, one, "--json")[1])["differs"] is False


def test_tracked_changes_lead_from_one_to_the_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = files(tmp_path, reworded())
    target = tmp_path / "beda.docx"
    assert asked(capsys, one, other, "--docx", target, "--author", "RS Rekaan")[0] == 0
    reading = read_word(target.read_bytes())
    assert words_of(reading.before) == words_of(accepted(one))
    assert words_of(reading.accepted) == words_of(accepted(other))
    assert {change.author for change in reading.changes} == {"RS Rekaan"}


def test_papers_of_others_are_compared_by_their_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other, target = PAPERS / "pks-rsud-tirta-kencana.docx", tmp_path / "jawaban.docx", tmp_path / "beda.docx"
    paper = docx.Document(str(one))
    edited = next(each for each in paper.paragraphs if "SPESIMEN" in each.text.upper() and len(each.text) > 80)
    edited.add_run(" Tambahan rekaan.")
    paper.save(str(other))
    code, out, _ = asked(capsys, one, other, "--docx", target)
    assert code == 0
    assert out.startswith("1 perbedaan:")
    assert "Tambahan rekaan." in out
    assert "Tambahan rekaan." in "".join(change.words for change in read_word(target.read_bytes()).changes)


def test_what_only_got_another_number_is_told_and_not_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = lab()
    article = next(one for one in text.articles if len(one.paragraphs) > 2)
    fewer = replace(
        article, paragraphs=tuple(replace(one, number=n) for n, one in enumerate(article.paragraphs[1:], 1))
    )
    shorter = replace(text, articles=tuple(fewer if one is article else one for one in text.articles))
    out = asked(capsys, *files(tmp_path, shorter))[1]
    assert out.startswith("1 perbedaan:")
    assert "hanya berganti nomor" in out


def test_tracked_changes_are_counted_as_the_desk_counts_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A paragraph that was only split or joined has no words: the desk lists none, so neither is it counted here."""
    one, other = files(tmp_path, lab())
    paper = docx.Document(str(other))
    first, second = [each for each in paper.paragraphs if len(each.text) > 80][:2]
    for paragraph, wrapped in ((first, True), (second, False)):
        by = {qn("w:id"): "900", qn("w:author"): "RS Rekaan", qn("w:date"): "2026-11-22T07:30:00Z"}
        if wrapped:
            added = SubElement(paragraph._p, qn("w:ins"), by)
            SubElement(SubElement(added, qn("w:r")), qn("w:t")).text = " Tambahan rekaan."
        else:
            SubElement(SubElement(paragraph._p.get_or_add_pPr(), qn("w:rPr")), qn("w:ins"), by)
    paper.save(str(other))
    answer = json.loads(asked(capsys, one, other, "--json")[1])
    assert answer["tracked_changes"] == {"a": 0, "b": 1}
    assert answer["tracked_paragraph_marks"] == {"a": 0, "b": 1}
    assert "1 perubahan kata" in asked(capsys, one, other)[1]


@pytest.mark.parametrize("make", ["missing", "no_word_file", "empty"])
def test_what_cannot_be_read_is_told_with_its_name(
    make: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = files(tmp_path, lab())
    other.unlink()
    if make != "missing":
        other.write_bytes(b"%PDF-1.7 rekaan" if make == "no_word_file" else b"")
    code, out, err = asked(capsys, one, other, "--docx", tmp_path / "beda.docx")
    assert (code, out) == (2, "")
    assert "baru.docx" in err
    assert "Traceback" not in err
    assert not (tmp_path / "beda.docx").exists()


def test_neither_of_the_two_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = files(tmp_path, reworded())
    kept = other.read_bytes()
    code, _, err = asked(capsys, one, other, "--docx", other)
    assert (code, "NSK-31" in err) == (2, True)
    assert other.read_bytes() == kept


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = files(tmp_path, reworded())
    code, _, err = asked(capsys, one, other, "--docx", tmp_path / "tidak-ada" / "beda.docx")
    assert code == 2
    assert "tidak-ada" in err


def test_it_works_where_there_is_no_database(tmp_path: Path) -> None:
    one, other = files(tmp_path, reworded())
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "simpul.cli.main", "compare", str(one), str(other)],
        capture_output=True, text=True, check=False,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src"), "SIMPUL_HOME": str(tmp_path / "rumah")},
    )  # fmt: skip
    assert told.returncode == 0, told.stderr[-2000:]
    assert "django.db" not in told.stderr
    assert not (tmp_path / "rumah").exists()
