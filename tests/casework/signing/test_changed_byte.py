"""One changed byte is found and named by a number on every way by which stored bytes leave."""

from __future__ import annotations

import shutil

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from simpul.core.documents.models import FileIncident
from simpul.core.documents.storage import path_of
from tests.casework.signing.house import CLERK, Desk
from tests.casework.signing.test_keeping import ARCHIVIST, archived
from tests.desk.conftest import browser

pytestmark = pytest.mark.django_db
WAYS = frozenset({"public:file", "desk:signing_page", "desk:letter_page", "desk:house_logo"})
"""Names of the addresses that hand out stored bytes, or a picture of them."""


def one_byte(sha256: str) -> None:
    path = path_of(sha256)
    path.chmod(0o600)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def names(found: list[URLPattern | URLResolver], room: str = "") -> set[str]:
    told: set[str] = set()
    for one in found:
        told |= (
            names(one.url_patterns, one.namespace or room) if isinstance(one, URLResolver) else {f"{room}:{one.name}"}
        )
    return told


def test_every_way_is_there() -> None:
    assert names(get_resolver().url_patterns) >= WAYS


def test_a_changed_byte_is_refused_with_its_number_on_every_way(signed: Desk) -> None:
    agreement, archivist = archived(signed), browser(signed.officer(ARCHIVIST))
    assert agreement.signed_file is not None
    assert agreement.reading_copy is not None
    rendered = signed.round().rendered
    address = f"/perkara/{signed.case.slug}/tanda-tangan/halaman/{rendered.sha256}/1.png"
    assert archivist.get(address).status_code == 200, "drawn and kept"
    struck = (agreement.signed_file, agreement.reading_copy, rendered)
    for file in struck:
        one_byte(file.sha256)
    for file in struck:
        answer = archivist.get(f"/berkas/{file.slug}/")
        assert answer.status_code == 409
        assert FileIncident.objects.get(sha256=file.sha256).number in answer.content.decode()
    for kept in (True, False):
        if not kept:
            shutil.rmtree(settings.HOME / "previews")
        picture = archivist.get(address)
        assert picture.status_code == 409
        assert FileIncident.objects.get(sha256=rendered.sha256).number in picture.content.decode()
    refused = archivist.post(f"/meja/arsip/{agreement.slug}/catat/salinan/", {"salinan-purpose": "Audit"})
    number = FileIncident.objects.get(sha256=agreement.signed_file.sha256).number
    assert refused.status_code == 409
    assert all(word in refused.content.decode() for word in ("SIS-05", number))
    assert FileIncident.objects.count() == len(struck)


def test_the_copy_of_a_colleague_is_refused_too(signed: Desk) -> None:
    agreement = archived(signed)
    assert agreement.signed_file is not None
    assert agreement.reading_copy is not None
    path_of(agreement.reading_copy.sha256).unlink()
    answer = browser(signed.officer(CLERK)).get(f"/berkas/{agreement.reading_copy.slug}/")
    assert answer.status_code == 409
    assert "SIS-04" in answer.content.decode()
