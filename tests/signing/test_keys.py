"""Opening keys: the right refusal for each fault, and a seal that nobody else can read."""

from __future__ import annotations

import stat
import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import pkcs12

from simpul.core.signing.anchors import Anchors
from simpul.core.signing.authority import NAME, ensure_demo_authority, ensure_seal
from simpul.core.signing.keys import SEAL_KEY, OpenKey, open_pkcs12, seal_key
from simpul.rules.refusals import Refusal
from tests.signing.kit import AT, PASSPHRASE, Kit


@pytest.fixture(scope="module")
def officer_file(kit: Kit) -> bytes:
    return kit.authority.issue_officer(
        name="dr. Rekaan Misal", title="Kepala", organization="BBLBK Contoh", passphrase=PASSPHRASE, at=AT
    )


def test_an_officer_opens_his_own_file(officer_file: bytes) -> None:
    key = open_pkcs12(officer_file, PASSPHRASE, at=AT)
    assert key.subject == "dr. Rekaan Misal (DEMO)"
    assert key.issuer == NAME
    assert "BUKAN PSrE" in key.issuer
    assert not key.is_seal


@pytest.mark.parametrize("passphrase", ["", "salah", PASSPHRASE + " ", PASSPHRASE.upper()])
def test_a_wrong_passphrase_is_refused(officer_file: bytes, passphrase: str) -> None:
    assert refused(officer_file, passphrase) == "TTD-01"


@pytest.mark.parametrize("file", [b"", b"bukan PKCS#12", b"\x30\x82\xff\xff"])
def test_any_other_file_is_refused(file: bytes) -> None:
    assert refused(file, PASSPHRASE) == "TTD-01"


def test_a_file_without_usable_key_is_refused() -> None:
    key = ed25519.Ed25519PrivateKey.generate()
    lock = serialization.BestAvailableEncryption(b"x")
    assert refused(pkcs12.serialize_key_and_certificates(b"tanpa sertifikat", key, None, None, lock), "x") == "TTD-02"


@pytest.mark.parametrize(("moved", "code"), [(timedelta(days=1100), "TTD-03"), (timedelta(days=-731), "TTD-04")])
def test_a_certificate_out_of_its_time_is_refused(officer_file: bytes, moved: timedelta, code: str) -> None:
    assert refused(officer_file, PASSPHRASE, AT + moved) == code


def test_an_open_key_shows_no_secret_when_printed(kit: Kit) -> None:
    assert repr(kit.head) == f"OpenKey('dr. Rekaan Misal (DEMO)', until {kit.head.not_after:%Y-%m-%d})"


def test_the_seal_is_for_its_owner_alone(kit: Kit) -> None:
    assert kit.seal.is_seal
    assert stat.S_IMODE((kit.home / SEAL_KEY).stat().st_mode) == 0o600
    assert stat.S_IMODE((kit.home / "keys").stat().st_mode) == 0o700
    for file in (kit.home / "keys").glob("*.pem"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file


def test_nothing_among_the_keys_can_be_read_by_others(tmp_path: Path) -> None:
    ensure_seal(tmp_path, organization="BBLBK Contoh", at=AT)
    files = [path for path in (tmp_path / "keys").iterdir() if path.suffix != ".pem" or "cert" not in path.name]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_a_seal_that_others_can_read_is_not_used(tmp_path: Path) -> None:
    ensure_seal(tmp_path, organization="BBLBK Contoh", at=AT)
    (tmp_path / SEAL_KEY).chmod(0o640)
    with pytest.raises(Refusal) as refusal:
        seal_key(tmp_path)
    assert refusal.value.code == "TTD-07"


def test_no_seal_yet(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        seal_key(tmp_path)
    assert refusal.value.code == "TTD-06"


def test_the_seal_stays_loaded_until_its_file_changes(tmp_path: Path) -> None:
    first = ensure_seal(tmp_path, organization="BBLBK Contoh", at=AT)
    assert seal_key(tmp_path) is first
    (tmp_path / SEAL_KEY).unlink()
    second = ensure_seal(tmp_path, organization="BBLBK Contoh", at=AT)
    assert second.certificate.sha256 != first.certificate.sha256


def test_two_processes_at_once_make_one_authority(tmp_path: Path) -> None:
    made: list[OpenKey] = []
    starters = [
        threading.Thread(target=lambda: made.append(ensure_seal(tmp_path, organization="BBLBK Contoh", at=AT)))
        for _ in range(3)
    ]
    for each in starters:
        each.start()
    for each in starters:
        each.join()
    assert len({each.certificate.sha256 for each in made}) == 1
    assert not list((tmp_path / "keys").glob(".*.pem.*")), "no draft is left behind"


def test_the_demo_authority_lies_apart_from_real_anchors(kit: Kit) -> None:
    authority = ensure_demo_authority(kit.home, at=AT)
    anchors = Anchors.load(kit.home)
    assert anchors.roots == ()
    assert [each.serial_number for each in anchors.demo_roots] == [authority.certificate.serial_number]


def test_a_broken_anchor_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "anchors"
    folder.mkdir()
    (folder / "rusak.pem").write_text("bukan sertifikat")
    with pytest.raises(ValueError, match=r"rusak\.pem"):
        Anchors.load(tmp_path)


def refused(file: bytes, passphrase: str, at: datetime = AT) -> str:
    with pytest.raises(Refusal) as refusal:
        open_pkcs12(file, passphrase, at=at)
    return refusal.value.code
