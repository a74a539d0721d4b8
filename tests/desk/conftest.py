"""Officers signed in to the pages, and cases brought to a step by the same forms that officers send."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from simpul.core.directory.models import User
from simpul.core.directory.officers import Officer
from simpul.core.procedures.models import Case
from tests.casework.conftest import SOPS, House, file_case, files, furnish, house

__all__ = ["file_case", "files", "house"]

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
SCAN = SAMPLES / "request-rsud" / "01-surat-permohonan.pdf"
STUDY = {"kesesuaian": "Sesuai", "uraian_telaah": "Layak dikerjakan.", "bentuk_naskah": "pks"}
WAY: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("tata_usaha", "terima#1", {"tanggal_terima": "2026-11-02", "saluran_masuk": "Portal"}),
    ("tim_arsiparis", "catat_srikandi#1", {"nomor_srikandi": "S-1", "tanggal_srikandi": "2026-11-02"}),
    ("kepala_bblbk", "disposisi#1", {"instruksi": "telaah"}),
)


def browser(officer: Officer) -> Client:
    """A client signed in as the officer."""
    client = Client()
    client.force_login(User.objects.get(pk=officer.user_id), backend="django.contrib.auth.backends.ModelBackend")
    return client


def send(client: Client, case: Case, key: str, **entries: object) -> Any:
    """Post the form of a task."""
    return client.post(reverse("desk:complete", args=[case.slug, key]), entries)


@dataclass(frozen=True)
class Desk:
    """The house with a signed-in client per lane, and a stranger of another house."""

    house: House
    clients: dict[str, Client]
    stranger: Client
    file_case: Callable[..., Case]

    def client(self, lane: str) -> Client:
        return self.clients[lane]

    def case_at_study(self, **fields: object) -> Case:
        """A case that the head has disposed to the programme team."""
        case = self.file_case(**fields)
        for lane, key, entries in WAY:
            response = send(self.client(lane), case, key, outcome="", **entries)
            assert response.status_code == 302, response.content.decode()[:2000]
        case.refresh_from_db()
        return case


@pytest.fixture
def desk(house: House, file_case: Callable[..., Case]) -> Desk:
    other = furnish("lain", (SOPS / "bblbk" / "1.yaml").read_text())
    clients = {lane: browser(officer) for lane, officer in house.officers.items()}
    return Desk(house, clients, browser(other.officer("tata_usaha")), file_case)
