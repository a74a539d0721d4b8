"""Pages of a file as pictures: all of ours with their stamps, the first of somebody else's, and never a hung worker."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from simpul.core.directory.models import Institution
from simpul.core.documents.actions import drop, store
from simpul.core.documents.faces import pages
from simpul.core.documents.faces.drawing import LIMITS
from simpul.core.documents.models import StoredFile
from simpul.lib.actor import SYSTEM
from simpul.rules.refusals import Refusal

pytestmark = pytest.mark.django_db
RED = b"q 1 0 0 rg 0 0 100 100 re f Q"


@pytest.fixture(autouse=True)
def home(settings: Settings, tmp_path: Path) -> Path:
    settings.HOME, settings.FILES = tmp_path, tmp_path / "files"
    return tmp_path


def stored(data: bytes, media_type: str = "application/pdf") -> StoredFile:
    institution, _ = Institution.objects.get_or_create(
        code="balai", defaults={"name": "Balai Contoh", "short_name": "BC", "city": "Jakarta", "is_demo": True}
    )
    return store(institution_id=institution.pk, data=data, name="a", kind="contoh", media_type=media_type, by=SYSTEM)


def pdf(count: int) -> bytes:
    """Empty pages of 100 points; the last one bears a red annotation over all of it, as a stamp is one."""
    out, document = BytesIO(), pikepdf.new()
    for _ in range(count):
        document.add_blank_page(page_size=(100, 100))
    look = document.make_stream(RED, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 100, 100])
    stamp = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, Rect=[0, 0, 100, 100], F=4, AP=pikepdf.Dictionary(N=look)
    )
    document.pages[-1].Annots = document.make_indirect(pikepdf.Array([stamp]))
    document.save(out)
    return out.getvalue()


def middle(png: bytes) -> tuple[int, ...]:
    with Image.open(BytesIO(png)) as page:
        assert page.width == 909
        found = page.convert("RGB").getpixel((page.width // 2, page.height // 2))
    assert isinstance(found, tuple)
    return found


def test_every_page_is_drawn_in_order_with_its_stamps() -> None:
    drawn = pages.page_pictures(stored(pdf(11)).sha256)
    assert [middle(page) for page in drawn] == [(255, 255, 255)] * 10 + [(255, 0, 0)]


def test_the_first_page_of_a_letter_or_its_photograph(home: Path) -> None:
    photo = BytesIO()
    Image.new("RGB", (300, 200), (0, 0, 255)).save(photo, "PNG")
    assert middle(pages.first_page(stored(pdf(2)))) == (255, 255, 255)
    assert middle(pages.first_page(stored(photo.getvalue(), "image/png"))) == (0, 0, 255)
    assert not list(home.glob("previews/.draft-*"))


def test_what_was_drawn_is_kept_and_goes_with_the_file(
    home: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    file = stored(pdf(1))
    first = pages.first_page(file)
    (kept,) = home.glob("previews/*/1.png")
    assert kept.read_bytes() == first
    before = kept.stat().st_mtime_ns
    assert (pages.first_page(file), kept.stat().st_mtime_ns) == (first, before)
    with django_capture_on_commit_callbacks(execute=True):
        drop([file])
    assert not list(home.glob("previews/*"))


@pytest.mark.parametrize("data", [b"%PDF-1.7 rusak", b""])
def test_what_cannot_be_drawn_is_refused(home: Path, data: bytes) -> None:
    with pytest.raises(Refusal, match="SIS-06"):
        pages.first_page(stored(data))
    assert not list(home.glob("previews/*"))


def test_a_drawing_that_takes_too_long_is_ended(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simpul.core.documents.faces.pages.LIMITS", replace(LIMITS, wall_seconds=0.01))
    with pytest.raises(Refusal, match="SIS-06"):
        pages.first_page(stored(pdf(1)))
    assert not list(home.glob("previews/*"))


def test_what_a_killed_process_left_is_cleared_after_an_hour(home: Path) -> None:
    file = stored(pdf(1))
    pages.first_page(file)
    left, fresh = home / "previews" / ".draft-old", home / "previews" / ".draft-new"
    for folder in (left, fresh):
        folder.mkdir()
        (folder / "source.pdf").write_bytes(b"%PDF")
    os.utime(left, (time.time() - 3700, time.time() - 3700))
    (kept,) = [one for one in (home / "previews").iterdir() if not one.name.startswith(".")]
    os.utime(kept, (0, 0))
    assert pages.drop_unfinished(timedelta(hours=1)) == 1
    assert set((home / "previews").iterdir()) == {fresh, kept}
    assert pages.drop_unfinished(timedelta(hours=1)) == 0
