"""Proofs are made in a process of its own: what a partner signed may be a bomb, and the worker must not go with it."""

from __future__ import annotations

import resource
import zlib
from pathlib import Path

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from simpul.core.signing import isolation
from simpul.core.signing.isolation import examine_isolated
from simpul.core.signing.isolation_longterm import preserve_isolated
from simpul.core.signing.stamping import ProofSource
from simpul.core.signing.verdict import Outcome
from simpul.core.signing.verification import verify
from simpul.rules.refusals import Refusal
from tests.signing.kit import AT, Kit, agreement
from tests.signing.outside.papers import increment

GIGABYTE = 1024 * 1024 * 1024


def kept(folder: Path, data: bytes) -> Path:
    path = folder / "berkas.pdf"
    path.write_bytes(data)
    return path


def bomb(pdf: bytes) -> bytes:
    """Its store of proofs is packed so small that unpacking it takes gigabytes."""
    packer = zlib.compressobj(9)
    mebibyte = packer.compress(bytes(1024 * 1024)) + packer.flush(zlib.Z_FULL_FLUSH)
    repeated = packer.compress(bytes(1024 * 1024)) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = mebibyte + repeated * 2048

    def change(writer: IncrementalPdfFileWriter) -> None:
        stream = generic.StreamObject({generic.pdf_name("/Filter"): generic.pdf_name("/FlateDecode")},
                                      encoded_data=packed)  # fmt: skip
        certificates = generic.ArrayObject([writer.add_object(stream)])
        store = generic.DictionaryObject({generic.pdf_name("/Certs"): certificates})
        writer.root["/DSS"] = writer.add_object(store)
        writer.update_root()

    return increment(pdf, change)


def test_the_child_appends_and_nothing_else(kit: Kit, tmp_path: Path) -> None:
    path = kept(tmp_path, kit.twice)
    made = preserve_isolated(path, ProofSource(kit.home), AT)
    assert made.pdf.startswith(kit.twice)
    judged = verify(made.pdf, kit.anchors, AT)
    assert judged.verdict is Outcome.SAH
    assert made.until > AT
    verdict, certificates = examine_isolated(kept(tmp_path, made.pdf), kit.home)
    assert [one.signer for one in verdict.signatures] == [one.subject for one in certificates]
    assert [one.time_stamp for one in certificates] == [False, False, True]


def test_a_bomb_a_hang_and_nonsense_are_refused(kit: Kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = ProofSource(kit.home)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Refusal, match="ARS-80"):
        preserve_isolated(kept(tmp_path, bomb(kit.twice)), source, AT)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < GIGABYTE // 2 // 1024
    with pytest.raises(Refusal, match="ARS-80"):
        preserve_isolated(kept(tmp_path, kit.twice), source, AT, seconds=0.01)
    for data, code in ((agreement(), "TTD-60"), (b"bukan pdf", "TTD-10")):
        with pytest.raises(Refusal, match=code):
            preserve_isolated(kept(tmp_path, data), source, AT)
    monkeypatch.setattr("simpul.core.signing.isolation_longterm.LIMIT_BYTES", 10)
    with pytest.raises(Refusal, match="ARS-80"):
        preserve_isolated(kept(tmp_path, kit.twice), source, AT)


def test_the_child_gets_nothing_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://rahasia")
    monkeypatch.setenv("SSL_CERT_FILE", "/etc/ssl/own.pem")
    given = isolation._environment()
    assert "DATABASE_URL" not in given
    assert given["SSL_CERT_FILE"] == "/etc/ssl/own.pem"
