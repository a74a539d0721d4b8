"""What a partner presses and types, as requests of a browser without JavaScript."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, TypeAlias

from django.test import Client

from simpul.core.directory.models import Institution
from simpul.features.agreements.models import Request
from simpul.lib import ids
from tests.adapters.inspection.hostile_pdfs import honest_bytes

if TYPE_CHECKING:
    # Only django-stubs has a name for what the client answers.
    from django.test.client import _MonkeyPatchedWSGIResponse

Answer: TypeAlias = "_MonkeyPatchedWSGIResponse"
"""What the test's client gives for a request."""

SECTIONS: dict[str, dict[str, object]] = {
    "lembaga": {"partner_name": "RSUD Rekaan", "address": "Jalan Misal 5", "province": "Jawa Barat"},
    "penandatangan": {"signatory_name": "dr. Umpama Contoh", "signatory_title": "Direktur", "authority": "SK 1/2026"},
    "narahubung": {
        "contact_name": "Rekaan Misalia", "contact_email": "rekaan@rsud.example", "contact_phone": "+62 810-0000-0111",
    },
    "lingkup": {"scope_items": ["pemeriksaan"], "scope_other": "", "uraian": "", "data_pribadi": "ya"},
    "waktu": {"mulai": "2040-01-01", "lama_bulan": "12"},
    "biaya": {"biaya": "tarif", "perkiraan_nilai": "48.500.000", "penagihan": "bulan", "sumber_dana": ""},
    "surat": {"letter_number": "445/1", "letter_date": "2026-01-20"},
}  # fmt: skip


class SentFile(io.BytesIO):
    """A file as a browser sends it: the sender's own name, uncut."""

    def __init__(self, data: bytes, name: str) -> None:
        super().__init__(data)
        self.name = name


def begin(client: Client, laboratory: Institution, **answers: str) -> Request:
    """Press "Continue to the request" once."""
    kind = {"category": "lembaga", "cooperation_type": "pelayanan", "is_extension": "baru", **answers}
    client.post(f"/ajukan/{laboratory.code}/mulai/", {"form_key": ids.secret(), **kind})
    return Request.objects.latest("id")


def save(client: Client, draft: Request, section: str, **changed: object) -> Answer:
    """Save one section with invented answers."""
    return client.post(f"/ajukan/draf/{draft.slug}/{section}/", {**SECTIONS[section], **changed})


def hand_in(
    client: Client, draft: Request, data: bytes | None = None, name: str = "surat.pdf", paper: str = "surat_permohonan"
) -> Answer:
    """Upload one file by the plain form and see the page that follows."""
    file = SentFile(honest_bytes() if data is None else data, name)
    return client.post(f"/ajukan/draf/{draft.slug}/dokumen/{paper}/", {"berkas": file}, follow=True)


def fill(client: Client, draft: Request) -> None:
    """Everything but the press that sends."""
    for section in SECTIONS:
        assert save(client, draft, section).status_code == 302
    hand_in(client, draft)


def send(client: Client, draft: Request) -> Answer:
    """Press "Send the request"."""
    given = {"form_key": draft.form_key, "pernyataan": "on"}
    return client.post(f"/ajukan/draf/{draft.slug}/periksa/", given)
