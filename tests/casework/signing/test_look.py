"""The signing room, numbers, archive and keys in Chromium at both widths: nothing for axe, no sideways scrolling."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from simpul.casework import signing_acts
from simpul.core.directory.models import User
from simpul.core.procedures.models import Case
from simpul.core.signing.models import Means, Signer
from simpul.features.agreements.models import Party
from tests.browser.chromium import chromium
from tests.browser.eye import DESKTOP, LONG_NAME, PHONE, Eye, judge_dark
from tests.casework.signing.house import CLERK, HEAD, Desk

__all__ = ["chromium"]

ARCHIVIST = "tim_arsiparis"

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Looking:
    """Opens pages as an officer and judges them at both widths."""

    def __init__(self, eye: Eye, desk: Desk) -> None:
        self.eye, self.desk = eye, desk

    def client(self, lane: str) -> Client:
        """Signed in as the officer of the lane."""
        client = Client()
        user = User.objects.get(pk=self.desk.officer(lane).user_id)
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
        return client

    def at(self, lane: str, address: str, name: str, dark: bool = False) -> None:
        """At both widths; ``dark``: at the wide one in the dark theme too."""
        self.eye.become(self.client(lane)).look(address, name, PHONE, DESKTOP)
        if dark:
            judge_dark(self.eye.page, name)


@pytest.fixture
def eye(chromium: Browser, live_server: LiveServer) -> Iterator[Eye]:
    opened = Eye(chromium, live_server.url)
    yield opened
    opened.close()


@pytest.fixture
def looking(eye: Eye, desk: Desk) -> Looking:
    return Looking(eye, desk)


def test_electronic_from_number_to_archive(looking: Looking) -> None:
    desk = looking.desk
    case, room = f"/perkara/{desk.case.slug}/", f"/perkara/{desk.case.slug}/tanda-tangan/"
    looking.at(CLERK, case, "penomoran")
    looking.at(CLERK, "/meja/arsip/", "arsip-kosong")
    desk.number()
    looking.at(CLERK, room, "ruang-menunggu-mitra")
    desk.seal()
    looking.at(HEAD, room, "ruang-giliran-kepala")
    looking.at(HEAD, case, "perkara-tanda-tangan")
    desk.head_signs()
    looking.at(HEAD, room + "?periksa=1", "ruang-selesai")
    looking.at(ARCHIVIST, case, "pengarsipan")
    desk.step(ARCHIVIST, "pengarsipan", lokasi_simpan="Rak 1", klasifikasi_arsip="HK.03.01")
    looking.at(ARCHIVIST, "/meja/arsip/", "arsip")
    looking.at(ARCHIVIST, f"/meja/arsip/{desk.agreement().slug}/", "arsip-satu")
    looking.at(CLERK, "/meja/nomor/", "nomor")
    looking.at(CLERK, "/meja/nomor/pks/", "nomor-seri")
    looking.at(CLERK, "/meja/nomor/baru/", "nomor-baru")
    looking.at(CLERK, "/meja/nomor/pks/ubah/", "nomor-ubah")
    looking.at(HEAD, "/meja/kunci/", "kunci")
    looking.at(CLERK, "/meja/kunci/", "kunci-kosong")


def test_refused_and_void(looking: Looking) -> None:
    desk = looking.desk
    desk.number()
    room = f"/perkara/{desk.case.slug}/tanda-tangan/"
    partner = desk.signer(Means.SEALED_ACT)
    signing_acts.refuse_to_sign(signer_id=partner.pk, by=desk.partner(), reason="Tarif belum sesuai " * 12)
    looking.at(CLERK, room, "ruang-ditolak")
    client = looking.client(CLERK)
    terms = {"on": "2026-11-24", "place": "Bogor", "reason": "Tempat berubah"}
    client.post(room + "putaran/", terms)
    looking.at(CLERK, room, "ruang-putaran-kedua")
    client.post(room + "batalkan/", {"reason": "Pasal 5 berubah"})
    looking.at(CLERK, room, "ruang-batal")


def test_wet_ink(eye: Eye, paper_desk: Desk) -> None:
    looking = Looking(eye, paper_desk)
    looking.at(CLERK, f"/perkara/{paper_desk.case.slug}/", "penomoran-basah")
    paper_desk.number()
    looking.at(CLERK, f"/perkara/{paper_desk.case.slug}/tanda-tangan/", "ruang-basah")


def long_names(desk: Desk) -> None:
    """The case, its people and its signers, each with a name of 120 characters."""
    Case.objects.filter(pk=desk.case.pk).update(title=LONG_NAME)
    User.objects.update(full_name=LONG_NAME, position=LONG_NAME)
    Party.objects.update(name=LONG_NAME, signatory_name=LONG_NAME)
    Signer.objects.update(name=LONG_NAME, capacity=LONG_NAME, institution_name=LONG_NAME)


def test_third_round_with_long_names(looking: Looking) -> None:
    desk = looking.desk
    desk.number()
    room, clerk = f"/perkara/{desk.case.slug}/tanda-tangan/", looking.client(CLERK)
    for place in ("Bogor", "Depok"):
        clerk.post(room + "putaran/", {"on": "2026-11-24", "place": place, "reason": f"Tempat menjadi {place}. " * 8})
    assert desk.round().number == 3
    long_names(desk)
    looking.at(CLERK, room, "ruang-putaran-ketiga", dark=True)
    looking.at(HEAD, f"/perkara/{desk.case.slug}/", "perkara-putaran-ketiga", dark=True)
    desk.seal()
    looking.at(HEAD, room, "ruang-nama-panjang")
