"""The institution's own page: who changes it, what a picture must be, and where name and logo appear afterwards."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django import Settings

from simpul.core.audit.models import AuditEvent
from simpul.core.directory.models import Institution, User
from simpul.core.documents.faces.letters import Letterhead
from simpul.core.documents.models import HouseLogo
from simpul.core.procedures.printed import letterhead, paper_of
from simpul.features.agreements.models import Party, Request
from simpul.features.agreements.requests import ensure_parties
from simpul.features.agreements.values import values_of
from simpul.lib import clock
from tests.inspectors import let_in
from tests.people.conftest import Office

HERE = "/meja/lembaga/"
SAID = {
    "name": "Balai Umpama", "parent_body": "Kementerian Rekaan", "address": "Jalan Misal 9", "city": "Depok",
    "phone": "0810-0000-0001", "whatsapp": "0810-0000-0002", "email": "layanan@umpama.example",
    "head_authority": "Keputusan Nomor 1", "paper": "f4", "letter_code": "BU",
}  # fmt: skip
Enter = Callable[[User], Client]


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> None:
    settings.HOME, settings.FILES = tmp_path, tmp_path / "files"


def _picture(kind: str = "PNG", name: str = "logo.png") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (60, 40), (0, 90, 90)).save(out, kind)
    return SimpleUploadedFile(name, out.getvalue())


def _head(office: Office) -> Letterhead:
    return letterhead(Institution.objects.get(pk=office.institution.pk))


def test_an_administrator_changes_the_head_of_all_papers(office: Office, enter: Enter) -> None:
    admin = enter(office.admin)
    assert admin.post(HERE, {**SAID, "logo": _picture()}).headers["Location"] == HERE
    head = _head(office)
    assert (head.name, head.parent, head.address) == ("Balai Umpama", "Kementerian Rekaan", "Jalan Misal 9")
    assert head.logo is not None
    assert paper_of(Institution.objects.get(pk=office.institution.pk)) == "f4"
    verbs = ["house.changed", "house.logo_set"]
    assert list(AuditEvent.objects.order_by("id").values_list("verb", flat=True)) == verbs
    assert "Jalan Misal 9" in admin.get(HERE).content.decode()
    assert admin.get(HERE + "logo.png").content.startswith(b"\x89PNG")
    admin.post(HERE, {**SAID, "no_logo": "on"})
    assert _head(office).logo is None
    assert admin.get(HERE + "logo.png").status_code == 404


@pytest.mark.parametrize("upload", [
    SimpleUploadedFile("logo.png", b"%PDF-1.7 not a picture"), SimpleUploadedFile("logo.png", b""), _picture("GIF"),
])  # fmt: skip
def test_what_is_no_picture_is_refused_and_nothing_is_changed(
    office: Office, enter: Enter, upload: SimpleUploadedFile
) -> None:
    upload.seek(0)
    answer = enter(office.admin).post(HERE, {**SAID, "logo": upload})
    assert answer.status_code == 422
    assert "Balai Umpama" in answer.content.decode(), "what was typed stays"
    assert _head(office).name == office.institution.name
    assert not HouseLogo.objects.exists()


def test_only_administrators_change_and_inspectors_read(office: Office, other: Office, enter: Enter) -> None:
    assert enter(office.staff).get(HERE).status_code == 403
    let_in(office.staff)
    inspector = enter(User.objects.get(pk=office.staff.pk))
    page = inspector.get(HERE).content.decode()
    assert office.institution.name in page
    assert '<form method="post" enctype' not in page
    assert inspector.post(HERE, SAID).status_code == 403
    assert enter(other.admin).post(HERE, SAID).status_code == 302
    assert _head(office).name == office.institution.name, "each administrator changes the own institution"


def test_the_logo_heads_agreements_asked_for_from_now_on(office: Office, enter: Enter) -> None:
    def ask() -> Request:
        made = Request.objects.create(
            institution=office.institution, form_key=str(Request.objects.count()), category="lembaga",
            cooperation_type="pelayanan", created_at=clock.now(),
        )  # fmt: skip
        ensure_parties(made)
        return made

    before = ask()
    enter(office.admin).post(HERE, {**SAID, "logo": _picture("JPEG", "logo.jpg")})
    after, third = ask(), ask()
    assert values_of(before).parties[0].logo is None
    assert values_of(after).parties[0].logo is not None
    logos = Party.objects.filter(is_host=True, request__in=[after, third]).values_list("logo_id", flat=True)
    assert len(set(logos)) == 2, "a file never hangs on two cases"
