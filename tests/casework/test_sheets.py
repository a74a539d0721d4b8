"""What the sheets of the first steps say: the receipt of a request, and the disposition with the day that it asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from simpul.core.documents.faces.letters import DispositionSheet, Letter, Receipt, letter_pdf
from simpul.core.documents.faces.typesetting import Rendered
from simpul.core.procedures.models import Case
from simpul.features.agreements.workbenches import sheets
from tests.casework.conftest import House
from tests.desk.conftest import WAY, Desk, desk, send

__all__ = ["desk"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[Letter]:
    """The sheets in the order in which they were printed."""
    found: list[Letter] = []

    def kept(letter: Letter, *given: Any, **named: Any) -> Rendered:
        found.append(letter)
        return letter_pdf(letter, *given, **named)

    monkeypatch.setattr(sheets, "letter_pdf", kept)
    return found


def test_receipt_and_disposition_name_what_is_asked_for(
    desk: Desk, house: House, file_case: Callable[..., Case], printed: list[Letter]
) -> None:
    case = file_case(partner_name="RSUD Rekaan")
    for lane, key, entries in WAY:
        send(desk.client(lane), case, key, outcome="", **entries)
    receipt, disposition = printed
    assert isinstance(receipt, Receipt)
    assert isinstance(disposition, DispositionSheet)
    assert receipt.subject == disposition.subject == "Permohonan kerja sama bidang pelayanan"
    assert receipt.sender == "RSUD Rekaan"
    task = case.tasks.get(step="telaah")
    assert task.due_at is not None
    assert disposition.due.startswith(f"{task.due_at.astimezone().day} ")
