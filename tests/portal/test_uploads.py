"""Papers: taken by content, refused with a reason and a repair, in one piece or in many."""

from __future__ import annotations

import json
import os
import random
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client
from PIL import Image

from simpul.adapters.inspection import REASONS
from simpul.casework.sweeping import drop_orphans
from simpul.core.directory.models import Institution, User
from simpul.core.documents.models import StoredFile
from simpul.core.documents.storage import path_of, read
from simpul.features.agreements.models import Request
from simpul.lib.uploads import folder
from tests.adapters.inspection import hostile_offices, hostile_others, hostile_pdfs
from tests.adapters.inspection.hostile_pdfs import Maker, honest_bytes
from tests.portal.filling import Answer, begin, fill, hand_in, save, send

# One of each reason: the whole set is judged in tests/adapters/inspection.
_ALL = [("surat.pdf", make, code) for _, make, code in hostile_pdfs.RECIPES]
_ALL += [(name, make, code) for _, name, make, code in (*hostile_offices.RECIPES, *hostile_others.CONTENTS)]
_ALL += [(name, honest_bytes, code) for _, name, code in hostile_others.NAMES if name.isprintable() and "/" not in name]
HOSTILE = list({code: (name, make, code) for name, make, code in _ALL if "\\" not in name}.values())
PIECE = 128 * 1024


@pytest.mark.parametrize(("name", "make", "code"), HOSTILE, ids=[code for _, _, code in HOSTILE])
def test_a_hostile_file_shows_its_reason_and_repair_and_leaves_the_rest(
    client: Client, draft: Request, name: str, make: Maker, code: str
) -> None:
    hand_in(client, draft, name="SK direktur.pdf", paper="bukti_wewenang")
    page = hand_in(client, draft, make(), name).content.decode()
    assert f"Kode: {code}" in page
    assert page.count("Cara memperbaiki") == 1
    assert "tidak kami simpan" in page
    assert "SK direktur.pdf" in page
    assert [paper.requirement for paper in draft.papers.all()] == ["bukti_wewenang"]
    draft.refresh_from_db()
    assert set(draft.answers["ditolak"]["surat_permohonan"]["params"]) <= {
        "megabytes", "kinds", "suggested", "extension", "inner", "outer", "target", "width", "height",
    }  # fmt: skip


def test_the_set_has_nearly_every_reason() -> None:
    assert len(HOSTILE) >= len(REASONS) - 4


def test_a_better_file_clears_the_refusal(client: Client, draft: Request) -> None:
    hand_in(client, draft, b"", "surat.pdf")
    page = hand_in(client, draft).content.decode()
    assert "UNG-01" not in page
    assert "Diterima" in page


def test_a_second_file_replaces_the_first_and_the_same_one_stays(client: Client, draft: Request) -> None:
    for name in ("a.pdf", "b.pdf", "b.pdf"):
        hand_in(client, draft, name=name)
    assert [paper.file.name for paper in draft.papers.all()] == ["b.pdf"]
    assert [file.name for file in StoredFile.objects.all()] == ["b.pdf"]


def test_a_removed_paper_is_gone_and_can_be_removed_twice(client: Client, draft: Request) -> None:
    hand_in(client, draft)
    paper = draft.papers.get()
    for _ in range(2):
        assert client.post(f"/ajukan/draf/{draft.slug}/dokumen/hapus/{paper.slug}/").status_code == 302
    assert not draft.papers.exists()


def _remove(client: Client, draft: Request) -> StoredFile:
    paper = draft.papers.select_related("file").get()
    client.post(f"/ajukan/draf/{draft.slug}/dokumen/hapus/{paper.slug}/")
    return paper.file


@pytest.mark.django_db(transaction=True)
def test_a_removed_paper_leaves_no_bytes_unless_somebody_else_has_the_same(
    client: Client, draft: Request, laboratory: Institution
) -> None:
    other_browser = Client()
    other = begin(other_browser, laboratory)
    hand_in(client, draft)
    hand_in(other_browser, other)
    sha256 = _remove(client, draft).sha256
    assert path_of(sha256).exists()
    _remove(other_browser, other)
    assert not path_of(sha256).exists()
    hand_in(client, draft)
    assert path_of(sha256).exists()


def test_bytes_that_lose_their_row_are_new_to_the_sweep(client: Client, draft: Request) -> None:
    hand_in(client, draft)
    path = path_of(draft.papers.get().file.sha256)
    os.utime(path, (0, 0))
    _remove(client, draft)
    assert drop_orphans(path.parents[1], timedelta(hours=1)) == 0
    assert path.exists(), "the transaction of a test never commits"


def test_a_removed_paper_can_be_read_by_nobody_after_filing(client: Client, draft: Request) -> None:
    officer, stranger = Client(), Client()
    officer.force_login(User.objects.filter(institution=draft.institution).earliest("id"))
    fill(client, draft)
    hand_in(client, draft, name="salah.pdf", paper="kartu_nama")
    wrong = draft.papers.select_related("file").get(requirement="kartu_nama")
    client.post(f"/ajukan/draf/{draft.slug}/dokumen/hapus/{wrong.slug}/")
    send(client, draft)
    letter = draft.papers.get(requirement="surat_permohonan").file
    readers = {"partner": client, "officer": officer, "stranger": stranger}
    answers = {
        name: [reader.get(f"/berkas/{file.slug}/").status_code for file in (letter, wrong.file)]
        for name, reader in readers.items()
    }
    assert answers == {"partner": [200, 404], "officer": [200, 404], "stranger": [404, 404]}


def test_nothing_uploaded_is_left_lying_about(client: Client, draft: Request) -> None:
    hand_in(client, draft)
    hand_in(client, draft, b"", "kosong.pdf")
    assert list(folder().iterdir()) == []


def test_a_body_far_beyond_the_limit_is_refused_before_it_is_read(client: Client, draft: Request) -> None:
    answer = client.post(
        f"/ajukan/draf/{draft.slug}/dokumen/surat_permohonan/", b"x", content_type="multipart/form-data; boundary=b",
        CONTENT_LENGTH=str(2 * 1024**3),
    )  # fmt: skip
    assert answer.status_code == 413


def test_a_page_without_a_file_changes_nothing(client: Client, draft: Request) -> None:
    answer = client.post(f"/ajukan/draf/{draft.slug}/dokumen/surat_permohonan/")
    assert answer.status_code == 302
    assert client.post(f"/ajukan/draf/{draft.slug}/dokumen/akta/").status_code == 404


def test_a_change_of_category_drops_papers_it_does_not_ask_for(client: Client, draft: Request) -> None:
    hand_in(client, draft, name="SK.pdf", paper="bukti_wewenang")
    hand_in(client, draft)
    client.post(f"/ajukan/draf/{draft.slug}/jenis/", {
        "category": "perusahaan", "cooperation_type": "teknis", "is_extension": "baru",
    })  # fmt: skip
    live = draft.papers.filter(replaced_at__isnull=True)
    assert [paper.requirement for paper in live] == ["surat_permohonan"]
    assert save(client, draft, "lembaga").status_code == 302


class Sender:
    """What the script of the page does with a file."""

    def __init__(self, client: Client, draft: Request, data: bytes, name: str = "surat.pdf") -> None:
        self.client, self.data, self.name, self.id = client, data, name, "0a" * 16
        self.url = f"/ajukan/draf/{draft.slug}/dokumen/surat_permohonan/potongan/"

    def piece(self, offset: int, length: int | None = None) -> Answer:
        headers = {
            "Upload-Id": self.id, "Upload-Offset": str(offset), "Upload-Name": quote(self.name, errors="surrogatepass"),
            "Upload-Length": str(len(self.data) if length is None else length),
        }  # fmt: skip
        part = self.data[offset : offset + PIECE]
        return self.client.post(self.url, part, content_type="application/octet-stream", headers=headers)

    def stands(self) -> int:
        return int(self.client.get(self.url, {"id": self.id}).json()["offset"])


def test_an_upload_in_pieces_goes_on_where_it_stopped(client: Client, draft: Request) -> None:
    noise = Image.frombytes("RGB", (300, 330), random.Random(1).randbytes(300 * 330 * 3))
    picture = BytesIO()
    noise.save(picture, "PNG")
    sender = Sender(client, draft, picture.getvalue(), "surat.png")
    assert json.loads(sender.piece(0).content) == {"offset": PIECE}
    assert sender.piece(0).status_code == 409  # the same piece once more: a retry after a lost answer
    assert sender.stands() == PIECE
    sender.piece(PIECE)
    done = json.loads(sender.piece(2 * PIECE).content)
    assert done["next"].endswith("/dokumen/#surat_permohonan")
    assert read(draft.papers.get().file.sha256) == sender.data
    assert list(folder().glob("*.part")) == []


def test_a_hostile_name_is_judged_in_pieces_too(client: Client, draft: Request) -> None:
    Sender(client, draft, honest_bytes(), "surat\u202efdp.exe").piece(0)
    draft.refresh_from_db()
    assert draft.answers["ditolak"]["surat_permohonan"]["code"] == "UNG-07"
    assert "\u202e" not in client.get(f"/ajukan/draf/{draft.slug}/dokumen/").content.decode()


def test_a_length_beyond_the_limit_is_said_at_once(client: Client, draft: Request) -> None:
    sender = Sender(client, draft, honest_bytes())
    assert "next" in sender.piece(0, length=11 * 1024 * 1024).json()
    draft.refresh_from_db()
    assert draft.answers["ditolak"]["surat_permohonan"]["code"] == "UNG-02"


@pytest.mark.parametrize("headers", [{}, {"Upload-Id": "../../x"}, {"Upload-Id": "0a" * 16, "Upload-Offset": "x"}])
def test_a_senseless_piece_is_refused(client: Client, draft: Request, headers: dict[str, str]) -> None:
    url = f"/ajukan/draf/{draft.slug}/dokumen/surat_permohonan/potongan/"
    assert client.post(url, b"x", content_type="application/octet-stream", headers=headers).status_code == 400


def test_a_new_attempt_drops_the_older_one(client: Client, draft: Request, data_folder: Path) -> None:
    for number in ("0b" * 16, "0c" * 16):
        sender = Sender(client, draft, bytes(PIECE * 3))
        sender.id = number
        sender.piece(0)
    assert [part.name.split("-")[1] for part in (data_folder / "uploads").glob("*.part")] == [f"{'0c' * 16}.part"]
