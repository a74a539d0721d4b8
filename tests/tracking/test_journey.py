"""The journey on the tracking page: what the filing did is one entry, and its banner goes when the file moves."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from tests.tracking.driving import Drive

SENT = "Pengajuan Anda sudah terkirim"


def test_the_filing_is_one_entry(drive: Callable[..., Drive], enter: Callable[..., Client]) -> None:
    page = enter(drive()).get("/lacak/").content.decode()
    assert "Pengajuan dikirim" in page
    assert "Kirim surat permohonan" not in page
    assert SENT in page


def test_the_banner_goes_when_the_file_moves(drive: Callable[..., Drive], enter: Callable[..., Client]) -> None:
    case = drive()
    client = enter(case)
    case.to_study()
    assert SENT not in client.get("/lacak/").content.decode()
