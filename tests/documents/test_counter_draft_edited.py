"""Our draft edited in LibreOffice as a partner would: every change is read, nothing is lost, nothing is guessed."""

from __future__ import annotations

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from simpul.core.documents.faces.docx import agreement_docx
from simpul.core.documents.texts import text_template
from simpul.core.documents.word_reading import read_word
from simpul.rules.agreement_text.assemble import assemble
from simpul.rules.agreement_text.comparing.compare import compare
from simpul.rules.agreement_text.reading.identity import Identity, identify
from simpul.rules.agreement_text.reading.read import Reading
from simpul.rules.agreement_text.reading.text import ReadText
from simpul.rules.agreement_text.structure import AgreementText
from tests.documents.agreement_cases import LAB

AT = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)
SCRIPT = Path(__file__).parents[1] / "adapters" / "docx_reading" / "office_edit.py"
SYSTEM_PYTHON = "/usr/bin/python3"
ADDED = "Keterlambatan pembayaran tidak dikenai denda dalam bentuk apa pun."
EDITS = (
    ("replace", "selama 14 (empat belas) hari", "selama 30 (tiga puluh) hari"),
    ("delete", "volume kurang dari"),
    ("add", "PIHAK KEDUA melunasi tagihan", ADDED),
    ("move", "menerbitkan LHU dalam waktu yang ditetapkan", "memenuhi ketentuan pengemasan"),
)


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


def edited(text: AgreementText, folder: Path, how: str, edits: tuple[tuple[str, ...], ...]) -> Reading:
    source, target = folder / "naskah.docx", folder / f"{how}.docx"
    source.write_bytes(agreement_docx(text, at=AT, base_version="draf-3"))
    command = [SYSTEM_PYTHON, SCRIPT, source, target, folder / "profile", how, json.dumps(edits)]
    subprocess.run([str(part) for part in command], check=True, capture_output=True, timeout=120)
    return read_word(target.read_bytes())


@pytest.fixture(scope="module")
def plain(text: AgreementText, folder: Path) -> Reading:
    return edited(text, folder, "plain", EDITS)


@pytest.fixture(scope="module")
def tracked(text: AgreementText, folder: Path) -> Reading:
    return edited(text, folder, "tracked", EDITS)


def by_clause(identity: Identity, read: ReadText) -> dict[str, str]:
    words = {clause.ref: clause.text for clause in read.clauses()}
    return {match.clause: words[match.ref] for match in identity.matches if match.ref in words}


def assert_named(text: AgreementText, read: ReadText) -> None:
    """Each edit found as itself; all other clauses are as they were."""
    identity = identify(text, read)
    found, ours = by_clause(identity, read), dict(text.clauses())
    places = {match.clause: read.named(match.ref) for match in identity.matches}
    changed = {clause for clause, words in found.items() if clause in ours and words != ours[clause]}
    assert changed == {"pelaksanaan_simpan"}
    assert "selama 30 (tiga puluh) hari" in found["pelaksanaan_simpan"]
    assert identity.missing == ("pelaksanaan_tolak_3",)
    assert [(read.named(ref), word) for ref in identity.added for word in texts(read, ref)] == [("Pasal 6 (6)", ADDED)]
    assert places["hak_wajib_lab_2"] == "Pasal 5 (4) d."
    assert identity.doubts == ()
    assert len(found) + len(read.articles) + len(read.annexes) >= len(ours) - 1


def texts(read: ReadText, ref: str) -> list[str]:
    return [clause.text for clause in read.clauses() if clause.ref == ref]


def test_untracked_edits_are_found_against_our_text(text: AgreementText, plain: Reading) -> None:
    assert not plain.is_tracked
    assert plain.not_understood == ()
    assert plain.origin
    assert plain.origin.base == "draf-3"
    assert_named(text, plain.accepted)


def test_tracked_edits_are_listed_with_kind_words_and_place(text: AgreementText, tracked: Reading) -> None:
    assert_named(text, tracked.accepted)
    listed = {(change.kind, change.words, change.place) for change in tracked.changes if change.words}
    assert listed == {
        ("delete", "selama 14 (empat belas) hari", "Pasal 4 (8)"),
        ("insert", "selama 30 (tiga puluh) hari", "Pasal 4 (8)"),
        ("delete", "volume kurang dari yang dipersyaratkan;", "Pasal 4 (4) c."),
        ("insert", ADDED, "Pasal 6 (6)"),
        ("move_from", "menerbitkan LHU dalam waktu yang ditetapkan;", "Pasal 5 (2) b."),
        ("move_to", "menerbitkan LHU dalam waktu yang ditetapkan;", "Pasal 5 (4) d."),
    }
    assert all(change.author and change.at for change in tracked.changes)


def test_before_the_tracked_edits_it_is_our_text(text: AgreementText, tracked: Reading) -> None:
    identity = identify(text, tracked.before)
    ours, found = dict(text.clauses()), by_clause(identity, tracked.before)
    assert (identity.added, identity.missing, identity.doubts) == ((), (), ())
    assert {clause for clause, words in found.items() if clause in ours and words != ours[clause]} == set()
    assert [article.title for article in tracked.before.articles] == [article.title for article in text.articles]


def test_a_clause_split_in_two_is_shown_as_doubt(text: AgreementText, folder: Path) -> None:
    read = edited(text, folder, "split", (("split", "Tarif baru berlaku"),)).accepted
    identity = identify(text, read)
    assert [(read.named(doubt.ref), doubt.why, [c.clause for c in doubt.candidates]) for doubt in identity.doubts] == [
        ("Pasal 6 (2)", "split", ["biaya_ubah_tarif"])
    ]
    assert (identity.added, identity.missing) == ((), ())


@pytest.mark.parametrize("how", ["tracked", "plain"])
def test_a_reference_that_the_program_counted_anew_is_no_change_of_its_clause(
    how: str, text: AgreementText, folder: Path
) -> None:
    """Struck paragraphs still stand on the page and are counted there; accepted, the reference says the new number."""
    moved = ("move", "Hasil Kritis disampaikan", "Pengambilan Spesimen dilakukan")
    reading = edited(text, folder, how, (moved, ("delete", "Pengiriman dilakukan oleh"), ("refresh",)))
    read = reading.accepted
    identity = identify(text, read)
    found, places = by_clause(identity, read), {match.clause: read.named(match.ref) for match in identity.matches}
    assert places["pelaksanaan_simpan"] == "Pasal 4 (7)"
    assert "Pasal 4 ayat (7)" in found["hak_hak_mitra_2"]
    kinds = {change.key: change.kind for change in compare(text, read, identity).differing}
    assert kinds == {"pelaksanaan_kritis": "moved", "pelaksanaan_kirim_mitra": "removed"}
    before = by_clause(identify(text, reading.before), reading.before)
    assert how == "plain" or before["hak_hak_mitra_2"] == dict(text.clauses())["hak_hak_mitra_2"]
