"""Good signatures: both validators call them valid, earlier bytes stand, the document stays PDF/A-2b in structure."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from simpul.core.signing.signer import SignatureField, sign
from simpul.core.signing.verdict import Outcome
from simpul.core.signing.verification import verify
from simpul.rules.refusals import Refusal
from tests.signing.kit import AT, FIELDS, Kit, agreement, pdfsig, run

ROUNDS = ("once", "twice", "thrice")


@pytest.mark.parametrize(("round_", "count"), [("once", 1), ("twice", 2), ("thrice", 3)])
def test_both_validators_agree(kit: Kit, tmp_path: Path, round_: str, count: int) -> None:
    signed = getattr(kit, round_)
    assert pdfsig(signed, tmp_path) == ["Signature is Valid."] * count
    verdict = verify(signed, kit.anchors, AT)
    assert verdict.verdict is Outcome.SAH
    assert verdict.demo
    assert len(verdict.signatures) == count
    assert [each.covers_file for each in verdict.signatures] == [False] * (count - 1) + [True]


def test_each_signature_only_appends(kit: Kit) -> None:
    assert kit.once.startswith(agreement())
    assert kit.twice.startswith(kit.once)
    assert kit.thrice.startswith(kit.twice)


def test_what_a_verdict_says_of_each_signer(kit: Kit) -> None:
    head, seal, _second = verify(kit.thrice, kit.anchors, AT).signatures
    assert (head.signer, head.sealed_act, head.scope) == ("dr. Rekaan Misal (DEMO)", False, "1/3")
    assert head.issuer == "OTORITAS DEMO SIMPUL - BUKAN PSrE"
    assert head.at == AT
    assert seal.sealed_act
    assert seal.stated.startswith("Segel sistem atas tindakan Siti Rekaan, Direktur RSUD Misal")
    assert "sealed_act" in [each.code for each in seal.reasons]


def test_empty_fields_are_told_but_do_no_harm(kit: Kit) -> None:
    verdict = verify(kit.once, kit.anchors, AT)
    assert [(each.code, each.params) for each in verdict.reasons] == [("demo", {}), ("open_fields", {"count": "2"})]


@pytest.mark.parametrize("round_", ROUNDS)
def test_structure_is_sound_and_fonts_are_embedded(kit: Kit, tmp_path: Path, round_: str) -> None:
    signed = getattr(kit, round_)
    checked = run(["qpdf", "--check"], signed, tmp_path)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    fonts = run(["pdffonts"], signed, tmp_path).stdout.splitlines()[2:]
    assert fonts
    assert all(line.split()[-5] == "yes" for line in fonts)


@pytest.mark.parametrize("round_", ROUNDS)
def test_widgets_keep_the_rules_of_pdf_a(kit: Kit, round_: str) -> None:
    with pikepdf.open(BytesIO(getattr(kit, round_))) as pdf:
        form = pdf.Root.AcroForm
        assert not form.get("/NeedAppearances", False)
        for field in form.Fields:
            assert int(field.F) & 0b111 == 0b100, "printed, neither hidden nor invisible"
            assert list(field.AP.keys()) == ["/N"]
            assert "/A" not in field
            assert "/AA" not in field
        with pdf.open_metadata() as metadata:
            assert metadata.pdfa_status == "2B"
        assert "/OutputIntents" in pdf.Root


@pytest.mark.parametrize("stamped", [True, False])
@pytest.mark.parametrize("prepare", [True, False])
@pytest.mark.parametrize(
    "signers", [("head",), ("seal",), ("head", "seal"), ("seal", "second"), ("head", "second", "seal")]
)
@pytest.mark.parametrize("paper", ["a4", "us-letter"])
def test_no_good_file_is_called_bad(
    kit: Kit, stamped: bool, prepare: bool, signers: tuple[str, ...], paper: str
) -> None:
    pdf = agreement(f'#set page(paper: "{paper}")\n= Naskah contoh\n#pagebreak()\nPenutup\n'.encode())
    for place, name in enumerate(signers):
        pdf = kit.put(pdf, getattr(kit, name), place, prepare=prepare, stamped=stamped)
    assert verify(pdf, kit.anchors, AT).verdict is Outcome.SAH


def test_names_in_any_script_survive(kit: Kit) -> None:
    signed = sign(
        agreement(),
        key=kit.head,
        field=FIELDS[0],
        appearance=None,
        reason="Menyetujui (naskah) \\ ĉ 漢 #set",
        location="Yogyakarta",
        name="dr. Rekaan (Misal) \\",
        at=AT,
    )
    (only,) = verify(signed, kit.anchors, AT).signatures
    assert only.stated == "Menyetujui (naskah) \\ ĉ 漢 #set"


def test_a_field_is_signed_once(kit: Kit) -> None:
    with pytest.raises(Refusal) as refused:
        kit.put(kit.once, kit.head, 0)
    assert refused.value.code == "TTD-11"


def test_a_certified_document_takes_no_new_field(kit: Kit) -> None:
    with pytest.raises(Refusal) as refused:
        kit.put(kit.once, kit.head, 0, field=SignatureField("LAIN", 0, (10, 10, 100, 60)))
    assert refused.value.code == "TTD-12"


@pytest.mark.parametrize("pdf", [b"", b"bukan pdf", b"%PDF-1.7\nrusak"])
def test_only_a_readable_pdf_is_signed(kit: Kit, pdf: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        kit.put(pdf, kit.head, 0)
    assert refused.value.code == "TTD-10"


def test_a_locked_pdf_is_not_signed(kit: Kit) -> None:
    locked = BytesIO()
    with pikepdf.open(BytesIO(agreement())) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(Refusal) as refused:
        kit.put(locked.getvalue(), kit.head, 0)
    assert refused.value.code == "TTD-10"


@pytest.mark.parametrize(("moved", "code"), [(timedelta(days=4000), "TTD-03"), (timedelta(days=-4000), "TTD-04")])
def test_no_signature_outside_the_certificate_s_time(kit: Kit, moved: timedelta, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        kit.put(agreement(), kit.head, 0, at=AT + moved)
    assert refused.value.code == code
