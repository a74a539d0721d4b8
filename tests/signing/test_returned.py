"""A file that came back signed: taken, asked about, refused or another text (F26); and what can be signed upon it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from asn1crypto.keys import PrivateKeyInfo
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, PdfTimeStamper, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from simpul.core.documents.faces.drawing import pdf_pages
from simpul.core.signing.keys import OpenKey
from simpul.core.signing.longterm import preserve
from simpul.core.signing.models_returned import ReturnedState
from simpul.core.signing.open_form import with_form
from simpul.core.signing.returned import ADVICE, FAULTS, Expected, Judged, judge_returned, last_signature
from simpul.core.signing.signer import SignatureField
from simpul.core.signing.stamping import ProofSource
from simpul.core.signing.verdict import Outcome
from simpul.core.signing.verification import verify
from tests.signing import forgeries
from tests.signing.kit import AT, FIELDS, SOURCE, Kit, agreement, pdfsig
from tests.signing.outside.authority import Issuer

PARTNER = "Umpama Contoh"
OWN = SignatureField("Signature1", 1, (60.0, 300.0, 200.0, 340.0))


@lru_cache(maxsize=4)
def _text(source: bytes = SOURCE) -> bytes:
    return with_form(agreement(source))


@lru_cache(maxsize=2)
def _pictures(pdf: bytes) -> tuple[bytes, ...]:
    with TemporaryDirectory() as folder:
        return tuple(pdf_pages(pdf, Path(folder), 5))


@lru_cache(maxsize=1)
def _once(kit: Kit) -> bytes:
    return kit.put(_text(), kit.head, 0, prepare=True)


def _sent(sent: bytes, name: str = PARTNER, older: tuple[bytes, ...] = ()) -> Expected:
    return Expected(
        sent, name, older, remaining=FIELDS[1:2], kept_free=FIELDS[1:3], box=FIELDS[0], pictures=_pictures(sent)
    )


def _judge(kit: Kit, folder: Path, returned: bytes, expected: Expected | None = None) -> Judged:
    path = folder / "returned.pdf"
    path.write_bytes(returned)
    return judge_returned(path, expected or _sent(_text()), kit.home)


def test_an_own_signature_is_taken_and_the_next_one_signs_upon_it(kit: Kit, tmp_path: Path) -> None:
    returned = kit.put(_text(), kit.second, 0, field=OWN)
    judged = _judge(kit, tmp_path, returned)
    assert (judged.state, judged.faults) == (ReturnedState.TAKEN, ())
    assert judged.signature.covers_file
    both = kit.put(returned, kit.head, 1, prepare=True)
    assert both.startswith(returned)
    assert verify(both, kit.anchors, AT).verdict == Outcome.SAH
    assert pdfsig(both, tmp_path) == ["Signature is Valid."] * 2


def test_a_later_signer_fills_the_field_that_the_first_signature_prepared(kit: Kit, tmp_path: Path) -> None:
    returned = kit.put(_once(kit), kit.second, 1)
    judged = _judge(
        kit,
        tmp_path,
        returned,
        Expected(_once(kit), PARTNER, remaining=FIELDS[2:3], kept_free=FIELDS[2:3], pictures=_pictures(_once(kit))),
    )
    assert judged.state == ReturnedState.TAKEN
    assert [each.signer for each in judged.added] == [kit.second.subject]


def test_a_signature_with_proofs_and_an_archive_time_stamp_behind_it_is_taken(kit: Kit, tmp_path: Path) -> None:
    """As programs outside leave it (B-LTA), also where nobody here knows the authority of the time stamp."""
    signed = kit.put(_text(), kit.second, 0, field=OWN)
    source, unknown = ProofSource(kit.home), Issuer("Otoritas Asing")
    whole = preserve(signed, context=source.context(AT), stamper=source.stamper(AT))
    writer = IncrementalPdfFileWriter(BytesIO(signed))
    foreign = PdfTimeStamper(unknown.stamper(AT)).timestamp_pdf(writer, "sha256")
    for returned in (whole, bytes(foreign.getbuffer())):
        judged = _judge(kit, tmp_path, returned)
        assert (judged.state, judged.faults) == (ReturnedState.TAKEN, ())
        assert judged.signature.signer == kit.second.subject
        assert judged.verdict is not None
        assert judged.verdict.signatures[-1].time_stamp
        assert last_signature(judged.verdict) == judged.signature
        both = kit.put(returned, kit.head, 1, prepare=True)
        assert verify(both, kit.anchors, AT).verdict == Outcome.SAH
        source = ProofSource(kit.home)
        kept = preserve(both, context=source.context(AT), stamper=source.stamper(AT))
        assert verify(kept, kit.anchors, AT + timedelta(days=365 * 5)).verdict == Outcome.SAH


def test_an_unknown_issuer_and_another_name_are_for_a_person_to_decide(kit: Kit, tmp_path: Path) -> None:
    returned = kit.put(_text(), kit.second, 0, field=OWN)
    assert _judge(kit, tmp_path, returned, _sent(_text(), "Misal Rekaan")).faults == ("name",)
    elsewhere = Kit(tmp_path / "elsewhere")
    foreign = kit.put(_text(), elsewhere.second, 0, field=OWN)
    judged = _judge(kit, tmp_path, foreign)
    assert (judged.state, judged.faults) == (ReturnedState.ASKED, ("issuer",))


@pytest.mark.parametrize("case", ["resaved", "other"])
def test_another_text_is_blocked(kit: Kit, tmp_path: Path, case: str) -> None:
    other = _text(SOURCE.replace(b"Rp1.500.000", b"Rp9.500.000"))
    texts = {
        "resaved": _text().replace(b"%PDF-1.7", b"%PDF-1.6"),
        "other": other,
    }  # fmt: skip
    judged = _judge(kit, tmp_path, kit.put(texts[case], kit.second, 0, field=OWN))
    assert (judged.state, judged.faults) == (ReturnedState.OTHER_TEXT, ("other_text",))


def test_a_signature_on_an_older_state_is_named_so(kit: Kit, tmp_path: Path) -> None:
    returned = kit.put(_text(), kit.second, 0, field=OWN)
    judged = _judge(kit, tmp_path, returned, _sent(_once(kit), older=(_text(),)))
    assert (judged.state, judged.faults) == (ReturnedState.STALE, ("stale",))


def test_the_text_without_a_signature_or_with_something_else_added_is_refused(kit: Kit, tmp_path: Path) -> None:
    assert _judge(kit, tmp_path, _text()).faults == ("no_signature",)
    assert _judge(kit, tmp_path, _text() + b"\n% note").faults == ("no_signature",)


def test_a_broken_signature_is_refused(kit: Kit, tmp_path: Path) -> None:
    returned = kit.put(_text(), kit.second, 0, field=OWN)
    assert _judge(kit, tmp_path, returned + b"\n% later").faults == ("invalid",)
    assert _judge(kit, tmp_path, kit.put(_text(), _expired(), 0, field=OWN)).faults == ("invalid",)


def test_a_signature_that_locks_the_document_is_refused_while_others_must_sign(kit: Kit, tmp_path: Path) -> None:
    locked = _certified(kit.second)
    assert _judge(kit, tmp_path, locked).faults == ("closed",)
    last = Expected(_text(), PARTNER)
    assert _judge(kit, tmp_path, locked, last).state == ReturnedState.TAKEN


def test_a_visible_signature_keeps_off_the_places_of_others(kit: Kit, tmp_path: Path) -> None:
    left, bottom, right, top = FIELDS[1].rect
    on_it = SignatureField("Signature1", 1, (left + 20, bottom + 20, right + 40, top + 40))
    assert _judge(kit, tmp_path, kit.put(_text(), kit.second, 0, field=on_it)).faults == ("overlap",)


def test_a_visible_signature_covers_nothing_that_is_written(kit: Kit, tmp_path: Path) -> None:
    on_the_price = SignatureField("Signature1", 1, (70.0, 755.0, 160.0, 775.0))
    assert _judge(kit, tmp_path, kit.put(_text(), kit.second, 0, field=on_the_price)).faults == ("covers",)


@pytest.mark.parametrize("change", [forgeries.text_in_an_increment, forgeries.note_over_the_text])
def test_what_is_added_before_the_signature_is_found(
    kit: Kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Kit], bytes]
) -> None:
    """The signature covers it, so it holds, and the file begins with our bytes: only the comparison tells."""
    monkeypatch.setitem(vars(kit), "twice", _text())
    changed = change(kit)
    assert changed.startswith(_text())
    signed = kit.put(changed, kit.second, 0, field=OWN)
    assert verify(signed, kit.anchors, AT).verdict == Outcome.SAH
    assert _judge(kit, tmp_path, signed).faults == ("foreign",)


def test_every_fault_has_words_and_every_refusal_an_advice() -> None:
    assert FAULTS.keys() - ADVICE.keys() == {"issuer", "name"}
    assert ADVICE.keys() <= FAULTS.keys()


def _expired() -> OpenKey:
    return forgeries.rogue("Umpama Contoh", end=AT - timedelta(days=1))


def _certified(key: OpenKey) -> bytes:
    """Signed by another program, which allows no change afterwards."""
    plain = key.private_key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )  # fmt: skip
    registry = SimpleCertificateStore()
    registry.register_multiple(key.chain)
    signer = SimpleSigner(key.certificate, PrivateKeyInfo.load(plain), registry)
    metadata = PdfSignatureMetadata(
        field_name="Kunci", certify=True, docmdp_permissions=MDPPerm.NO_CHANGES, md_algorithm="sha256"
    )  # fmt: skip
    signed = PdfSigner(metadata, signer).sign_pdf(IncrementalPdfFileWriter(BytesIO(_text())))
    assert isinstance(signed, BytesIO)
    return signed.getvalue()
