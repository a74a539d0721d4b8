"""Whatever is no signed PDF: TIDAK DIKENAL or TIDAK SAH with a reason, never an exception, never beyond the limits."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from simpul.cli.speech import LOCALE
from simpul.cli.verify import run
from simpul.core.signing.isolation import verify_isolated
from simpul.core.signing.verdict import REASONS, Outcome, from_json, to_json
from simpul.core.signing.verification import LIMIT_MB, verify
from simpul.lib.catalogs import compile_catalogs
from tests.signing.kit import AT, Kit, agreement


def locked() -> bytes:
    result = BytesIO()
    with pikepdf.open(BytesIO(agreement())) as pdf:
        pdf.save(result, encryption=pikepdf.Encryption(owner="a", user="b"))
    return result.getvalue()


def recursive() -> bytes:
    body = (
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 1 0 R /AcroForm << /Fields [1 0 R] >> /Kids [1 0 R] >>\nendobj\n"
    )
    table = b"xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<< /Size 2 /Root 1 0 R >>\n"
    return body + table + b"startxref\n%d\n%%%%EOF\n" % len(body)


def deep() -> bytes:
    return agreement().replace(b"/Type", b"[" * 60_000 + b"/Type", 1)


def scanned() -> bytes:
    """As some libraries write a scan: the free entry of the table of objects has a generation beyond the standard."""
    made = BytesIO()
    Image.new("1", (40, 60), 1).save(made, "PDF")
    assert b" 65536 f" in made.getvalue()
    return made.getvalue()


def noise() -> bytes:
    return b"%PDF-1.7\n" + random.Random(7).randbytes(200_000)


UNKNOWN: list[tuple[Callable[[], bytes], str]] = [
    (lambda: b"", "empty"),
    (lambda: b"Perjanjian", "not_pdf"),
    (lambda: b"PK\x03\x04" + bytes(500), "not_pdf"),
    (lambda: b"%PDF-1.7\n", "unreadable"),
    (noise, "unreadable"),
    (deep, "unreadable"),
    (locked, "encrypted"),
    (agreement, "unsigned"),
    (recursive, "unsigned"),
    (scanned, "unsigned"),
    (lambda: scanned()[:-200], "unreadable"),
    (lambda: b"%PDF-" + bytes(LIMIT_MB * 1024 * 1024), "too_large"),
]


@pytest.mark.parametrize(("make", "code"), UNKNOWN, ids=[str(place) + code for place, (_, code) in enumerate(UNKNOWN)])
def test_what_cannot_be_judged(kit: Kit, make: Callable[[], bytes], code: str) -> None:
    verdict = verify(make(), kit.anchors, AT)
    assert verdict.verdict is Outcome.TIDAK_DIKENAL
    assert [each.code for each in verdict.reasons] == [code]


def test_a_table_beyond_the_standard_makes_no_signed_file_an_unsigned_one(kit: Kit) -> None:
    odd = kit.once.replace(b"0000000000 65535 f", b"0000000000 65536 f", 1)
    assert odd != kit.once
    verdict = verify(odd, kit.anchors, AT)
    assert verdict.verdict is Outcome.TIDAK_SAH


@pytest.mark.parametrize("seed", range(25))
def test_scrambled_files_never_raise(kit: Kit, seed: int) -> None:
    chance = random.Random(seed)
    scrambled = bytearray(kit.once)
    for _ in range(chance.randint(1, 60)):
        scrambled[chance.randrange(len(scrambled))] = chance.randrange(256)
    assert verify(bytes(scrambled), kit.anchors, AT).verdict is not Outcome.SAH


def test_the_child_judges_like_the_parent(kit: Kit, tmp_path: Path) -> None:
    path = tmp_path / "perjanjian.pdf"
    path.write_bytes(kit.twice)
    assert verify_isolated(path, kit.home, AT) == verify(kit.twice, kit.anchors, AT)


def test_a_child_that_takes_too_long_is_stopped(kit: Kit, tmp_path: Path) -> None:
    path = tmp_path / "lama.pdf"
    path.write_bytes(kit.twice)
    verdict = verify_isolated(path, kit.home, AT, seconds=0.01)
    assert verdict.verdict is Outcome.TIDAK_DIKENAL
    assert [each.code for each in verdict.reasons] == ["too_complex"]


def test_a_verdict_survives_its_journey(kit: Kit) -> None:
    verdict = verify(kit.thrice, kit.anchors, AT)
    assert from_json(json.loads(json.dumps(to_json(verdict)))) == verdict


def test_every_reason_has_words() -> None:
    assert all(text.endswith(".") for text in REASONS.values())


@pytest.fixture(scope="module")
def _indonesian() -> None:
    compile_catalogs(LOCALE, ("core", "cli"))


@pytest.fixture
def here(kit: Kit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, _indonesian: None) -> Path:
    monkeypatch.setenv("SIMPUL_HOME", str(kit.home))
    monkeypatch.delenv("SIMPUL_LANG", raising=False)
    return tmp_path / "berkas.pdf"


def test_the_command_says_sah(kit: Kit, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    here.write_bytes(kit.twice)
    assert run([str(here)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("SAH (sertifikat demo)\n")
    assert "Segel sistem atas tindakan Siti Rekaan, Direktur RSUD Misal" in said


def test_the_command_says_tidak_sah(kit: Kit, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    here.write_bytes(kit.twice + b"\n")
    assert run([str(here)]) == 1
    said = capsys.readouterr().out
    assert said.startswith("TIDAK SAH\n")
    assert "Ada yang ditambahkan pada berkas setelah tanda tangan terakhir." in said


def test_the_command_judges_as_of_a_named_day(kit: Kit, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    here.write_bytes(kit.twice)
    assert run([str(here), "--at", f"{AT:%Y-%m-%d}T23:59+00:00"]) == 0
    assert "Dinilai pada" in capsys.readouterr().out
    assert run([str(here), "--json", "--at", "2060-05-01"]) == 1, "no certificate is in force any more, nothing proves"
    said = json.loads(capsys.readouterr().out)
    assert said["as_of"] == "2060-05-01T00:00:00+00:00"
    for wrong in ("kemarin", "2031-05-01T10:00"):
        with pytest.raises(SystemExit):
            run([str(here), "--at", wrong])


def test_the_published_shape(kit: Kit, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    here.write_bytes(kit.twice)
    assert run([str(here), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["verdict"] == "SAH"
    assert said["demo"] is True
    for each in said["signatures"]:
        assert {"signer", "issuer", "scope", "intact", "trusted", "covers_file", "reasons"} <= each.keys()
        assert all(isinstance(reason, str) for reason in each["reasons"])


def test_the_command_on_no_file(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([str(here)]) == 2
    assert "tidak dapat dibaca" in capsys.readouterr().err


def test_the_command_with_a_broken_anchor(
    kit: Kit, here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "anchors").mkdir()
    (tmp_path / "anchors" / "rusak.pem").write_text("bukan")
    monkeypatch.setenv("SIMPUL_HOME", str(tmp_path))
    here.write_bytes(kit.once)
    assert run([str(here)]) == 3
    assert "rusak.pem" in capsys.readouterr().err
