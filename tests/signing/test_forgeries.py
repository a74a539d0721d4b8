"""No forged file is ever called SAH, and the reader is told the right reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from simpul.core.signing.anchors import Anchors
from simpul.core.signing.verdict import Outcome, Verdict
from simpul.core.signing.verification import verify
from tests.signing import forgeries as forged
from tests.signing.kit import AT, Kit, agreement, pdfsig

FORGERIES: list[tuple[forged.Forgery, set[str]]] = [
    (forged.byte_of_the_text, {"changed"}),
    (forged.byte_of_the_stated_time, {"changed"}),
    (forged.newline_at_the_end, {"added_last"}),
    (forged.object_at_the_end, {"added_last"}),
    (forged.text_in_an_increment, {"added_last", "added_between"}),
    (forged.note_over_the_text, {"added_last", "added_between"}),
    (forged.picture_of_a_signature_replaced, {"added_last", "added_between"}),
    (forged.last_signature_field_removed, {"added_last", "added_between"}),
    (forged.every_signature_field_removed, {"signature_removed"}),
    (forged.form_removed, {"signature_removed"}),
    (forged.page_object_freed, {"damaged_signed"}),
    (forged.text_between_signatures, {"added_between"}),
    (forged.note_between_signatures, {"added_between"}),
    (forged.script_between_signatures, {"added_between"}),
    (forged.ordinary_field_between_signatures, {"added_between"}),
    (forged.page_replaced_between_signatures, {"added_between"}),
    (forged.page_sized_signature_added, {"oversized"}),
    (forged.second_signature_replaces_the_first, {"signature_removed"}),
    (forged.first_increment_cut_out, {"damaged_signed"}),
    (forged.increments_swapped, {"damaged_signed"}),
    (forged.cut_a_little, {"damaged_signed"}),
    (forged.cut_in_the_middle, {"damaged_signed"}),
    (forged.value_of_another_document, {"changed"}),
    (forged.range_with_a_hole, {"range"}),
    (forged.range_that_ends_early, {"range", "added_last"}),
    (forged.range_beyond_the_end, {"range"}),
    (forged.range_of_nothing, {"range"}),
    (forged.padding_not_empty, {"range"}),
    (forged.padding_in_mixed_case, {"range"}),
    (forged.value_of_zeros, {"damaged_signed"}),
    (forged.signed_by_himself, {"self_signed"}),
    (forged.imitated_authority, {"chain"}),
    (forged.imitated_authority_with_another_kind_of_key, {"untrusted"}),
    (forged.issued_by_an_officer, {"chain"}),
    (forged.expired_certificate, {"expired"}),
    (forged.certificate_of_tomorrow, {"not_yet"}),
    (forged.time_before_the_certificate, {"time"}),
    (forged.time_in_the_future, {"time"}),
    (forged.certificate_not_for_documents, {"usage"}),
    (forged.certificate_swapped, {"not_genuine"}),
    (forged.certificate_removed, {"not_genuine"}),
    (forged.unknown_kind, {"kind"}),
]


def faults(verdict: Verdict) -> set[str]:
    every = [*verdict.reasons, *(reason for each in verdict.signatures for reason in each.reasons)]
    return {reason.code for reason in every if reason.is_fault}


@pytest.mark.parametrize(("forge", "expected"), FORGERIES, ids=[each.__name__ for each, _ in FORGERIES])
def test_a_forgery_is_never_sah(kit: Kit, forge: forged.Forgery, expected: set[str]) -> None:
    verdict = verify(forge(kit), kit.anchors, AT)
    assert verdict.verdict is Outcome.TIDAK_SAH
    assert expected <= faults(verdict), verdict


@pytest.mark.parametrize(
    "forge",
    [
        forged.byte_of_the_text,
        forged.byte_of_the_stated_time,
        forged.value_of_another_document,
        forged.certificate_swapped,
    ],
)
def test_the_second_validator_refuses_too(kit: Kit, tmp_path: Path, forge: forged.Forgery) -> None:
    assert "Signature is Valid." not in pdfsig(forge(kit), tmp_path)[:1]


def test_one_changed_byte_anywhere(kit: Kit) -> None:
    signed = kit.twice
    for place in range(0, len(signed), 997):
        changed = signed[:place] + bytes([signed[place] ^ 0x20]) + signed[place + 1 :]
        assert verify(changed, kit.anchors, AT).verdict is not Outcome.SAH, place


def test_a_revoked_certificate(kit: Kit) -> None:
    key = kit.officer("Dicabut Rekaan", "Kepala")
    signed = kit.put(agreement(), key, 0)
    assert verify(signed, kit.anchors, AT).verdict is Outcome.SAH
    kit.authority.revoke(key.certificate.serial_number, at=AT)
    verdict = verify(signed, kit.anchors, AT)
    assert verdict.verdict is Outcome.TIDAK_SAH
    assert faults(verdict) == {"revoked"}
    assert verify(kit.twice, kit.anchors, AT).verdict is Outcome.SAH


def test_a_certificate_that_expired_since(kit: Kit) -> None:
    later = AT.replace(year=AT.year + 4)
    assert faults(verify(kit.once, kit.anchors, later)) == {"expired"}
    assert verify(kit.once, kit.anchors, AT).verdict is Outcome.SAH, "the archive's own record of the time counts"


def test_nobody_is_trusted_without_anchors(kit: Kit) -> None:
    verdict = verify(kit.twice, Anchors(), AT)
    assert verdict.verdict is Outcome.TIDAK_SAH
    assert faults(verdict) == {"untrusted"}
    assert [each.intact for each in verdict.signatures] == [True, True]
    assert not verdict.demo


def test_a_real_anchor_is_not_called_demo(kit: Kit) -> None:
    anchors = Anchors(roots=kit.anchors.demo_roots)
    verdict = verify(kit.twice, anchors, AT)
    assert verdict.verdict is Outcome.SAH
    assert not verdict.demo
