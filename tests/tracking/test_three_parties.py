"""Two partner institutions and the laboratory: whose turn it is, who holds the file, what a refusal says to whom."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from simpul.casework import partner_acts, signing_acts, signing_rounds
from simpul.core.documents.storage import read
from simpul.core.signing.anchors import Anchors
from simpul.core.signing.models import Means, Signer
from simpul.core.signing.verdict import Outcome
from simpul.core.signing.verification import verify
from simpul.features.agreements.models import Agreement, Party
from tests.tracking.driving import PASSPHRASE, Drive

pytestmark = pytest.mark.django_db
Begin = Callable[..., Drive]
Enter = Callable[..., Client]
CALM = "Tidak ada yang perlu Anda lakukan saat ini"
OTHER = "Universitas Rekaan"
REASON = "Tarif belum disetujui direksi."


@pytest.fixture
def case(drive: Begin) -> Drive:
    made = drive().to_study().accept().complete_papers()
    Party.objects.create(request=made.request, order=3, name=OTHER)
    return made.fill().offer().agree().to_signing()


def _signer(case: Drive, order: int) -> Signer:
    party = case.request.parties.get(order=order)
    return Signer.objects.filter(round__case_id=case.case.pk, party_id=party.pk).latest("pk")


def _pages(case: Drive, enter: Enter) -> tuple[Client, Client]:
    """The browsers of the partner who asked and of the third party."""
    return enter(case), enter(case, case.request.parties.get(order=3).pk)


def _seen(client: Client) -> str:
    return client.get("/lacak/").content.decode()


def test_each_is_asked_for_the_own_signature_only(case: Drive, enter: Enter) -> None:
    asker, third = _pages(case, enter)
    own, theirs = (f"/lacak/tanda-tangan/{_signer(case, order).pk}/" for order in (2, 3))
    assert f'class="btn btn-primary s-wide" href="{own}"' in _seen(asker)
    assert f'class="btn btn-primary s-wide" href="{theirs}"' in _seen(third)
    partner_acts.sign(request=case.request, signer_id=_signer(case, 2).pk, read_affirmed=True)
    page = _seen(asker)
    assert CALM in page
    assert f"Menunggu tanda tangan {OTHER}" in page
    assert "Kedua belah pihak" not in page.partition("s-thread")[0]


def test_a_refusal_is_said_to_everybody_and_nobody_else_is_asked(case: Drive, enter: Enter) -> None:
    asker, third = _pages(case, enter)
    partner_acts.refuse(request=case.request, signer_id=_signer(case, 2).pk, reason=REASON)
    mine, theirs = _seen(asker), _seen(third)
    assert "Anda menolak menandatangani" in mine
    assert REASON in mine
    assert f"{case.request.partner_name} menolak menandatangani" in theirs
    assert REASON not in theirs, "the reason goes to the institution"
    for page in (mine, theirs):
        assert CALM in page
        assert case.request.institution.name in page.partition("s-thread")[0]
    address = f"/lacak/tanda-tangan/{_signer(case, 3).pk}/"
    assert "tandatangani/" not in third.get(address).content.decode()
    stopped = third.get(address + "tandatangani/")
    assert stopped.status_code == 409
    assert "TTD-40" in stopped.content.decode()


def test_the_way_on_after_a_refusal(case: Drive, enter: Enter) -> None:
    asker, third = _pages(case, enter)
    partner_acts.refuse(request=case.request, signer_id=_signer(case, 2).pk, reason=REASON)
    officer = case.house.officer("kepala_bblbk")
    signing_rounds.ask_again(signer_id=_signer(case, 2).pk, officer=officer, reason="Sudah dibicarakan")
    for client, order in ((asker, 2), (third, 3)):
        page = _seen(client)
        assert f"/lacak/tanda-tangan/{_signer(case, order).pk}/" in page
        assert "menolak" not in page.partition("s-thread")[0]


def test_three_signatures_make_one_valid_agreement(case: Drive, settings: Settings) -> None:
    for order in (3, 2):
        partner_acts.sign(request=case.request, signer_id=_signer(case, order).pk, read_affirmed=True)
    head = Signer.objects.get(round__case_id=case.case.pk, means=Means.CERTIFICATE)
    signing_acts.sign_as_officer(
        signer_id=head.pk, officer=case.house.officer("kepala_bblbk"), passphrase=PASSPHRASE, read_affirmed=True
    )
    signed = Agreement.objects.get(case_id=case.case.pk).signed_file
    assert signed is not None
    verdict = verify(read(signed.sha256), Anchors.load(settings.HOME))
    assert verdict.verdict == Outcome.SAH
    assert [one.sealed_act for one in verdict.signatures] == [True, True, False]
