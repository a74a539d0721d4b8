"""F42: a whole life of a case leaves no personal number, address, password or secret in log, audit, outbox or URL."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from simpul.core.audit.models import AuditEvent
from simpul.core.directory.models import User
from simpul.core.messages.models import OutboxEvent
from simpul.core.procedures.models import Case
from simpul.core.signing.models import Signer
from simpul.features.agreements.models import Request
from simpul.lib.log_lines import LineFormatter
from tests.portal.filling import begin, fill, hand_in, save, send
from tests.tracking.conftest import path_of_link, prove
from tests.tracking.driving import PASSPHRASE, Drive

NIK, NPWP, NIB = "9971010101010001", "99.000.111.2-333.000", "9900011122233"
EMAIL, PHONE = "rekaan@rsud.example", "0810-0000-0111"
PASSWORD = "kalimat rahasia seorang petugas"
TYPED = (NIK, NPWP, NPWP.replace(".", "").replace("-", ""), NIB, EMAIL, "81000000111", PASSWORD, PASSPHRASE)
NOWHERE = "/tak-ada/"
"""What a stranger writes into an address reaches the log by Django's own \"Not Found\"."""
_SECRET_WAY = re.compile(r"/(?:lacak/t|ajukan/lanjut|masuk/sandi|demo/masuk)/[\w-]+/")


class Watched(Client):
    """A browser that remembers where it went."""

    ways: list[str]

    def request(self, **request: Any) -> Any:
        Watched.ways.append(f"{request['PATH_INFO']}?{request['QUERY_STRING']}")
        return super().request(**request)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything any library says, as the handler of production writes it."""
    stream, root, level = io.StringIO(), logging.getLogger(), logging.getLogger().level
    handler = logging.StreamHandler(stream)
    handler.setFormatter(LineFormatter())
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    Watched.ways = []
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


def filed(drive: Drive, client: Client) -> None:
    """A company files with NPWP and NIB; a file with a forged name is refused on the way."""
    draft = begin(client, drive.house.institution, category="perusahaan")
    fill(client, draft)
    assert save(client, draft, "lembaga", npwp=NPWP, nib=NIB).status_code == 302
    forged = f"KTP {NIK}\n2026 ERROR forged.pdf"
    assert "UNG-" in hand_in(client, draft, b"MZ\x90 program", forged, "nib").content.decode()
    hand_in(client, draft)
    send(client, draft)
    assert Case.objects.filter(request=draft).exists()


def guessed(user: User) -> None:
    """Wrong and right passwords, and a link that leads nowhere."""
    guesser = Watched(REMOTE_ADDR="203.0.113.7")
    user.set_password(PASSWORD)
    user.save()
    for _ in range(6):
        guesser.post("/masuk/", {"username": user.email, "password": f"{PASSWORD}?"})
    guesser.post("/masuk/", {"username": f"{EMAIL}\nforged", "password": PASSWORD})
    for number in range(12):
        guesser.get(f"/lacak/t/{number:043d}/")
    guesser.get(f"{NOWHERE}{NIK}/{EMAIL}/{PHONE}/")


def signed(case: Drive, client: Client, code: Callable[[], str]) -> str:
    """The partner signs by code, the head with the passphrase (wrong at first); returns the last code."""
    codes: list[str] = []

    def noted() -> str:
        codes.append(code())
        return codes[-1]

    prove(client, "/lacak/draf/1/setujui/", noted)
    client.post("/lacak/draf/1/setujui/", {"setuju": "on"})
    case.to_signing()
    prove(client, f"/lacak/tanda-tangan/{case.partner_signer().pk}/tandatangani/", noted)
    assert (
        client.post(f"/lacak/tanda-tangan/{case.partner_signer().pk}/tandatangani/", {"dibaca": "on"}).status_code
        == 302
    )
    head = Signer.objects.get(round__case_id=case.case.pk, means="sertifikat")
    officer = Watched()
    officer.force_login(User.objects.get(pk=head.user_id or 0), settings.AUTHENTICATION_BACKENDS[0])
    address = f"/perkara/{case.case.slug}/tanda-tangan/tandatangani/{head.pk}/"
    for passphrase in (f"{PASSPHRASE}?", PASSPHRASE):
        officer.post(address, {"read_affirmed": "on", "passphrase": passphrase})
    assert not Signer.objects.filter(round__case_id=case.case.pk, signed_at=None).exists()
    return codes[-1]


def test_nothing_personal_is_left_behind(
    drive: Callable[..., Drive], mailed_code: Callable[[], str], log: io.StringIO
) -> None:
    case, client = drive(contact_email=EMAIL, contact_phone=PHONE), Watched()
    filed(case, Watched())
    guessed(User.objects.get(pk=case.house.officer("tata_usaha").user_id))
    case.to_offered()
    link = path_of_link(case)
    assert client.get(link).status_code == 302
    code = signed(case, client, mailed_code)
    names = [officer.name for officer in case.house.officers.values()]
    emails = [*User.objects.values_list("email", flat=True), *Request.objects.values_list("contact_email", flat=True)]
    kept = [*AuditEvent.objects.values_list("body", flat=True), *map(str, OutboxEvent.objects.values_list("payload"))]
    ways = [_SECRET_WAY.sub("/-/", way) for way in Watched.ways if not way.startswith(NOWHERE)]
    lines = log.getvalue()
    assert len(kept) > 40
    assert "refused upload" in lines
    assert "held back" in lines
    assert f"Not Found: {NOWHERE}[nomor]/[e-mail]/[telepon]/" in lines
    for value in (*TYPED, *filter(None, emails), link.split("/")[-2], code):
        found = [
            text for text in (*kept, *lines.splitlines(), *ways) if re.search(rf"(?<!\w){re.escape(value)}(?!\w)", text)
        ]
        assert not found, value
    for name in (*names, "Umpama Contoh"):
        assert not [text for text in kept if name in text], name
    assert not re.search(r"^.{0,40}ERROR forged", lines, re.MULTILINE)
    assert all(re.match(r"\d{4}-\d\d-\d\dT", line) for line in lines.splitlines())
