"""Further parties: each with signatory, logo, proof of authority, and its own number or none."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from PIL import Image

from simpul.core.directory.models import User
from simpul.core.documents.models import StoredFile
from simpul.features.agreements.models import Party, Request
from simpul.features.agreements.paper_places import place_of, places_of, put
from simpul.features.agreements.values import values_of
from simpul.lib import clock
from simpul.rules.refusals import Refusal
from tests.portal.filling import Answer, fill, hand_in, save, send

PAGE = "/ajukan/draf/{}/pihak/"


def picture(colour: str) -> bytes:
    kept = BytesIO()
    Image.new("RGB", (40, 40), colour).save(kept, "PNG")
    return kept.getvalue()


def put_rows(client: Client, draft: Request, *rows: dict[str, object]) -> Answer:
    """Send the table of further parties as the page sends it."""
    sent: dict[str, object] = {"baris-TOTAL_FORMS": len(rows), "baris-INITIAL_FORMS": 0}
    for at, row in enumerate(rows):
        sent |= {f"baris-{at}-{name}": value for name, value in row.items()}
    return client.post(PAGE.format(draft.slug), sent)


def further(draft: Request) -> list[Party]:
    return list(draft.parties.filter(order__gt=2).order_by("order"))


@pytest.fixture
def three(client: Client, draft: Request) -> tuple[Party, Party]:
    """A full draft with two further parties; the second has a logo and a proof."""
    fill(client, draft)
    put_rows(client, draft, {"name": "Universitas Contoh", "own_number": "7/UC/2026"}, {"name": "Dinas Misal"})
    first, second = further(draft)
    hand_in(client, draft, picture("red"), "logo dinas.png", f"logo-{second.pk}")
    hand_in(client, draft, paper=f"wewenang_pihak-{second.pk}")
    return first, second


def test_files_follow_their_party_when_another_row_goes(
    client: Client, draft: Request, three: tuple[Party, Party]
) -> None:
    _, second = three
    put_rows(client, draft, {"id": second.pk, "name": "Dinas Misal Baru", "has_no_number": "on"})
    (left,) = further(draft)
    assert (left.pk, left.order, left.name, left.has_no_number) == (second.pk, 3, "Dinas Misal Baru", True)
    assert left.logo is not None
    assert left.logo.name == "logo dinas.png"
    assert sorted(left.papers.values_list("requirement", flat=True)) == ["logo", "wewenang_pihak"]


def test_a_party_that_goes_takes_its_files_along(client: Client, draft: Request, three: tuple[Party, Party]) -> None:
    first, _ = three
    put_rows(client, draft, {"id": first.pk, "name": first.name})
    assert [file.name for file in StoredFile.objects.all()] == ["surat.pdf"]


def test_parties_change_places(client: Client, draft: Request, three: tuple[Party, Party]) -> None:
    put_rows(client, draft, *({"id": party.pk, "name": party.name} for party in reversed(three)))
    assert [party.pk for party in further(draft)] == [party.pk for party in reversed(three)]


def test_a_row_cannot_take_a_party_of_another_request(
    client: Client, draft: Request, three: tuple[Party, Party]
) -> None:
    own = draft.parties.get(order=2)
    put_rows(client, draft, {"id": own.pk, "name": "Pihak Rekaan"})
    own.refresh_from_db()
    assert (own.name, further(draft)[0].pk == own.pk) == ("RSUD Rekaan", False)


def test_a_logo_stands_in_the_text_and_can_be_taken_out(
    client: Client, draft: Request, three: tuple[Party, Party]
) -> None:
    _, second = three
    assert [party.logo is not None for party in values_of(draft).parties] == [False, False, True]
    paper = second.papers.get(requirement="logo")
    client.post(f"/ajukan/draf/{draft.slug}/dokumen/hapus/{paper.slug}/")
    assert values_of(draft).parties[2].logo is None


def test_a_number_and_none_at_once_is_asked_about(client: Client, draft: Request) -> None:
    rows = put_rows(client, draft, {"name": "Dinas Misal", "own_number": "7", "has_no_number": "on"})
    assert "jangan keduanya" in rows.content.decode()
    own = save(client, draft, "lembaga", own_number="7", has_no_number="on")
    assert "jangan keduanya" in own.content.decode()
    save(client, draft, "lembaga", has_no_number="on")
    assert draft.parties.get(order=2).has_no_number


def test_the_check_and_the_later_pages_name_the_party_of_each_paper(
    client: Client, draft: Request, three: tuple[Party, Party]
) -> None:
    check = client.get(f"/ajukan/draf/{draft.slug}/periksa/").content.decode()
    assert "Logo: Dinas Misal" in check
    assert "7/UC/2026" in check
    assert "tidak memberi nomor" not in check
    send(client, draft)
    tracking = client.get("/lacak/").content.decode()
    officer = Client()
    officer.force_login(User.objects.filter(institution=draft.institution).earliest("id"))
    draft.refresh_from_db()
    assert draft.case is not None
    desk = officer.get(f"/perkara/{draft.case.slug}/dokumen/").content.decode()
    assert "RSUD Rekaan; Universitas Contoh; Dinas Misal" in tracking
    assert 'href="/lacak/dokumen/"' in tracking
    for page in (tracking, desk):
        assert "Logo: Dinas Misal" in page
        assert "Bukti wewenang penanda tangan: Dinas Misal" in page


def test_the_text_never_mixes_the_contacts_of_two_parties(client: Client, draft: Request) -> None:
    fill(client, draft)
    own: dict[str, object] = {
        "name": "Dinas Misal",
        "contact_name": "Umpama",
        "email": "u@dinas.example",
        "phone": "+62 810-0000-0222",
    }
    put_rows(client, draft, own, {"name": "Universitas Contoh", "email": "rektor@kampus.example"}, {"name": "PT Misal"})
    draft.refresh_from_db()
    said = [(one.contact_name, one.contact_email, one.contact_phone) for one in values_of(draft).parties]
    asking = ("Rekaan Misalia", "rekaan@rsud.example", "081000000111")
    named = ("Umpama", "u@dinas.example", "081000000222")
    assert said == [asking, named, ("", "rektor@kampus.example", ""), asking]


def test_an_agreed_text_takes_no_other_logo(client: Client, draft: Request, three: tuple[Party, Party]) -> None:
    draft.drafts.create(number=1, created_at=clock.now(), agreed_at=clock.now())
    assert {place.requirement.code for place in places_of(draft) if place.party} == {"wewenang_pihak"}


def test_a_logo_is_a_picture(draft: Request, client: Client, three: tuple[Party, Party]) -> None:
    letter = draft.papers.get(requirement="surat_permohonan").file
    with pytest.raises(Refusal, match="PGJ-19"):
        put(draft, place_of(draft, f"logo-{three[0].pk}"), letter, "email")
