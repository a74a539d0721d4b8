"""A partner's own paper in which the parties stand the other way round: shown and taken over in our designations."""

from __future__ import annotations

import html

import pytest

from simpul.core.audit.models import AuditEvent
from simpul.features.agreements.drafting import text_of
from simpul.features.agreements.models import Draft, PartnerText
from simpul.features.agreements.taking import decidable, open_doubts, standing_of
from tests.text.conftest import TALKERS, Desk
from tests.text.test_partner_text import PAPER, page, send

pytestmark = pytest.mark.django_db


def named_as_in(desk: Desk, theirs: str) -> Desk:
    """The house and its partner go by the names that a partner's own paper gives them."""
    asked = desk.request
    asked.parties.filter(is_host=True).update(name="Balai Besar Laboratorium Biologi Kesehatan")
    asked.parties.filter(is_host=False).update(name=theirs)
    return desk


def test_a_paper_of_its_own_with_the_parties_turned_round_is_shown_and_taken_over_in_our_designations(
    desk: Desk,
) -> None:
    send(named_as_in(desk, "Rumah Sakit Umum Daerah Tirta Kencana").to_talks(), PAPER.read_bytes(), "PKS RSUD.docx")
    shown = html.unescape(page(desk))
    assert "PIHAK PERTAMA dalam naskah mitra adalah PIHAK KEDUA kita." in shown
    assert "hak dan kewajiban akan bertukar pihak" not in shown
    assert "“PIHAK KESATU berkewajiban :”" in shown  # as written, beside what is shown
    standing = standing_of(Draft.objects.get(number=2))
    assert standing is not None
    assert standing.compared is not None
    assert not standing.misnamed
    for ref, one in open_doubts(standing.compared):
        kept = PartnerText.objects.get(draft__number=2)
        kept.answers = {**kept.answers, ref: ""}
        kept.save()
        assert one.question is not None
    found = standing_of(Draft.objects.get(number=2))
    assert found is not None
    bills = next(twin.key for twin in decidable(found) if "menyampaikan tagihan" in twin.change.part.text)
    sent = {f"putusan-{twin.key}": "terima" if twin.key == bills else "tolak" for twin in decidable(found)}
    made = desk.client(TALKERS).post(desk.url("naskah-mitra/2/putusan/"), sent)
    assert made.status_code == 302
    newest = Draft.objects.get(number=3)
    text = text_of(newest)
    assert text is not None
    words = [words for _, words in text.clauses() if "menyampaikan tagihan setiap bulan" in words]
    assert any(one.startswith("PIHAK KESATU") for one in words)  # the laboratory bills, as in theirs
    assert "ditukar" in newest.summary
    assert (
        '"turned":{"PIHAK KEDUA":"PIHAK KESATU","PIHAK PERTAMA":"PIHAK KEDUA"}'
        in AuditEvent.objects.get(verb="changes.taken").body
    )
    compared = desk.client(TALKERS).get(desk.url("bandingkan/?dari=1&ke=2")).content.decode()
    assert "PIHAK PERTAMA dalam naskah mitra" in html.unescape(compared)
