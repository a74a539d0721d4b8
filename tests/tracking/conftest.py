"""A house at work, and a case that is driven to the moment a test is about."""

from __future__ import annotations

import re
from collections.abc import Callable
from email import message_from_bytes
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from simpul.casework.dispatch import dispatch_all
from simpul.core.messages.models import Delivery
from simpul.features.agreements.access import mint_link
from tests.casework.conftest import House, files, house
from tests.tracking.driving import Drive

__all__ = ["files", "house"]


def _text(path: Path) -> str:
    payload = message_from_bytes(path.read_bytes()).get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode()


@pytest.fixture(autouse=True)
def own_home(settings: Settings, tmp_path: Path) -> None:
    """Keys and mails of a test lie in a folder of its own."""
    settings.HOME = tmp_path
    settings.SMTP_CONFIGURED = False


@pytest.fixture
def drive(house: House) -> Callable[..., Drive]:
    """A newly filed case of the house."""

    def begin(**fields: object) -> Drive:
        return Drive(house, **fields)

    return begin


def path_of_link(drive: Drive, party_id: int | None = None) -> str:
    """The path of a fresh secret link."""
    return "/lacak/" + mint_link(drive.request.pk, party_id).partition("/lacak/")[2]


@pytest.fixture
def enter() -> Callable[..., Client]:
    """A browser that has opened the secret link of a case."""

    def opened(drive: Drive, party_id: int | None = None) -> Client:
        client = Client()
        assert client.get(path_of_link(drive, party_id)).status_code == 302
        return client

    return opened


@pytest.fixture
def mailed_code(tmp_path: Path) -> Callable[[], str]:
    """Send what is due and read the newest code out of the demo mail."""

    def newest() -> str:
        dispatch_all()
        last = Delivery.objects.filter(key__startswith="kode:").latest("pk")
        assert "[[kode]]" in last.body, "the code itself must not lie in the database"
        mails = sorted((tmp_path / "demo-mail").rglob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
        texts = [_text(path) for path in mails]
        found = re.search(
            r"sekali pakai Anda: (\d{6})", next(text for text in reversed(texts) if "sekali pakai" in text)
        )
        assert found is not None
        return found[1]

    return newest


def prove(client: Client, path: str, code: Callable[[], str]) -> None:
    """Ask for the code of an act's page and enter it."""
    assert client.post(path, {"langkah": "kirim"}).status_code == 302
    assert client.post(path, {"langkah": "periksa", "kode": code()}).status_code == 302
