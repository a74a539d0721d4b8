"""Our draft edited in LibreOffice by a script of its own: the comparison names every change, and nothing is lost.

The script (``office_edit.py``) runs in the system's interpreter and shares no code with what is tested.
"""

from __future__ import annotations

import json
import subprocess
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest

from simpul.core.documents.faces.docx import agreement_docx
from simpul.core.documents.faces.docx_tracked import tracked_docx
from simpul.core.documents.texts import text_template
from simpul.core.documents.word_reading import read_word
from simpul.rules.agreement_text.assemble import assemble
from simpul.rules.agreement_text.comparing.accepting import apply
from simpul.rules.agreement_text.comparing.compare import Comparison, compare
from simpul.rules.agreement_text.comparing.summary import summary
from simpul.rules.agreement_text.reading.identity import identify
from simpul.rules.agreement_text.reading.ours import as_read
from simpul.rules.agreement_text.reading.read import Reading
from simpul.rules.agreement_text.reading.text import ReadText
from simpul.rules.agreement_text.structure import AgreementText
from tests.documents.agreement_cases import LAB

AT = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)
SCRIPT = Path(__file__).parents[1] / "adapters" / "docx_reading" / "office_edit.py"
SYSTEM_PYTHON = "/usr/bin/python3"
ADDED = "Keterlambatan pembayaran tidak dikenai denda dalam bentuk apa pun."
AUDIT = "PIHAK KEDUA berhak melakukan audit mutu satu kali dalam setahun."
EDITS = (
    ("replace", "selama 14 (empat belas) hari", "selama 30 (tiga puluh) hari"),
    ("delete", "volume kurang dari"),
    ("add", "PIHAK KEDUA melunasi tagihan", ADDED),
    ("move", "menerbitkan LHU dalam waktu yang ditetapkan", "memenuhi ketentuan pengemasan"),
    ("article", ADDED, "AUDIT MUTU", AUDIT),
    ("cell", "Rp285.000,00", "Rp250.000,00"),
)
WANTED = {
    ("changed", "Pasal 4 ayat (8)", "selama 30 (tiga puluh) hari"),
    ("removed", "Pasal 4 ayat (4) huruf c", "volume kurang dari"),
    ("added", "Pasal 6 ayat (6)", ADDED),
    ("moved", "Pasal 5 ayat (4) huruf d", "menerbitkan LHU"),
    ("added", "Pasal 7", "AUDIT MUTU"),
    ("added", "Pasal 7 ayat (1)", AUDIT),
    # what followed the place where the new article was put stands in it now
    ("moved", "Pasal 7 ayat (2)", "Keterlambatan pembayaran"),
    ("changed", "Lampiran", "DAFTAR"),
}


@pytest.fixture(scope="module")
def text() -> AgreementText:
    return assemble(text_template("pks-pemeriksaan-lab"), LAB)[0]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    try:
        subprocess.run([SYSTEM_PYTHON, "-c", "import uno"], check=True, capture_output=True)
    except (FileNotFoundError, subprocess.CalledProcessError):
        pytest.skip("LibreOffice's Python bridge is not installed: apt install libreoffice-writer-nogui python3-uno")
    return tmp_path_factory.mktemp("office")


def edited(data: bytes, folder: Path, how: str, edits: tuple[tuple[str, ...], ...] = EDITS) -> Reading:
    source, target = folder / f"{how}-naskah.docx", folder / f"{how}.docx"
    source.write_bytes(data)
    command = [SYSTEM_PYTHON, SCRIPT, source, target, folder / "profile", how, json.dumps(edits)]
    subprocess.run([str(part) for part in command], check=True, capture_output=True, timeout=180)
    return read_word(target.read_bytes())


@pytest.fixture(scope="module", params=["plain", "tracked"])
def came_back(request: pytest.FixtureRequest, text: AgreementText, folder: Path) -> Reading:
    edited(agreement_docx(text, at=AT, base_version="3"), folder, request.param)
    target = folder / f"{request.param}.docx"
    target.write_bytes(commented(target.read_bytes()))
    return read_word(saved_again(target))


def commented(data: bytes) -> bytes:
    """A comment put there by another program: this LibreOffice crashes on one while its bridge saves the file."""
    document = docx.Document(BytesIO(data))
    paragraph = next(one for one in document.paragraphs if "Tarif baru berlaku" in one.text)
    document.add_comment(paragraph.runs, text="Mohon dijelaskan sejak kapan.", author="Umpama Contoh", initials="UC")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def saved_again(file: Path) -> bytes:
    """The file as LibreOffice writes it."""
    out = file.parent / "again"
    profile = f"-env:UserInstallation=file://{file.parent / 'second'}"
    kind = "docx:MS Word 2007 XML"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(out), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return (out / file.name).read_bytes()


def against(text: AgreementText, read: ReadText) -> Comparison:
    return compare(text, read, identify(text, read))


def words(read: ReadText) -> list[str]:
    return [" ".join(clause.text.split()) for clause in read.clauses()]


def test_every_change_is_named_and_no_other(text: AgreementText, came_back: Reading) -> None:
    found = against(text, came_back.accepted)
    assert found.open_questions == ()
    named = {(change.kind, change.part.place) for change in found.differing}
    assert named == {(kind, place) for kind, place, _ in WANTED}
    for kind, place, beginning in WANTED:
        (change,) = (each for each in found.differing if (each.kind, each.part.place) == (kind, place))
        assert beginning in change.part.text
    assert [row.kind for row in found.by_key["lampiran_tarif"].tables[0].rows][:3] == ["same", "changed", "same"]


def test_it_is_told_in_sentences(text: AgreementText, came_back: Reading) -> None:
    told = [one.text % one.values for one in summary(against(text, came_back.accepted))]
    assert "Pasal 4 ayat (8) changed: “14 (empat belas)” → “30 (tiga puluh)”" in told
    assert "Pasal 5 ayat (2) huruf b moved to Pasal 5 ayat (4) huruf d." in told
    assert "Pasal 7 is new: “AUDIT MUTU” with 1 clauses." in told


def test_all_accepted_is_their_text_and_all_refused_ours(text: AgreementText, came_back: Reading) -> None:
    found = against(text, came_back.accepted)
    accepted = apply(text, found, {change.key: True for change in found.differing})
    assert words(as_read(accepted)) == words(came_back.accepted)
    assert [article.title for article in accepted.articles] == [one.title for one in came_back.accepted.articles]
    assert accepted.annexes[0].table.rows == came_back.accepted.annexes[0].tables[0].rows[1:]
    assert apply(text, found, {}) == text


def test_the_comment_and_its_place_are_kept(came_back: Reading) -> None:
    (comment,) = came_back.comments
    assert (comment.author, comment.text, comment.place) == (
        "Umpama Contoh", "Mohon dijelaskan sejak kapan.", "Pasal 6 (2)",
    )  # fmt: skip
    assert "Tarif baru berlaku" in comment.anchored
    assert came_back.not_understood == ()


def test_our_tracked_file_survives_libreoffice(text: AgreementText, came_back: Reading, folder: Path) -> None:
    """Opened and saved there it still holds both texts, and the clauses are known again."""
    found = against(text, came_back.accepted)
    data = tracked_docx(text, found, author="RSUD Contoh", changed_at=AT, at=AT, base_version="3")
    again = edited(data, folder, "again", ())
    assert words(again.before) == words(as_read(text))
    assert words(again.accepted) == words(came_back.accepted)
    assert {change.author for change in again.changes if change.words} == {"RSUD Contoh"}
    assert {change.kind for change in again.changes if change.words} >= {"insert", "delete"}
