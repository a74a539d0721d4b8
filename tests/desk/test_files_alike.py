"""Different files under one label are told apart; the same file twice needs nothing."""

from __future__ import annotations

import pytest

from simpul.core.documents.models import StoredFile
from simpul.lib import clock
from simpul.pages.desk.documents import FileRow, told_apart


def row(pk: int, name: str, sha256: str, origin: str = "Tanda tangan") -> FileRow:
    return FileRow(StoredFile(pk=pk, name=name, sha256=sha256), "Naskah", origin, clock.now())


@pytest.mark.parametrize(
    ("rows", "called"),
    [
        ([row(2, "a.pdf", "2"), row(1, "b.pdf", "1")], ["Naskah (a.pdf)", "Naskah (b.pdf)"]),
        ([row(2, "a.pdf", "2"), row(1, "a.pdf", "1")], ["Naskah (2 dari 2)", "Naskah (1 dari 2)"]),
        ([row(2, "a.pdf", "1"), row(1, "a.pdf", "1")], ["Naskah", "Naskah"]),
        ([row(2, "a.pdf", "2"), row(1, "b.pdf", "1", "Putaran 1")], ["Naskah", "Naskah"]),
    ],
)
def test_files_under_one_label(rows: list[FileRow], called: list[str]) -> None:
    assert [each.called for each in told_apart(rows)] == called
