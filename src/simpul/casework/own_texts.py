"""Beginning the text of a case that its own steps draft; every later act on it is in ``text_acts``."""

from __future__ import annotations

from simpul.casework.cases import act_on_case
from simpul.casework.text_acts import DRAFTING, standing_task
from simpul.core.directory.officers import Officer
from simpul.core.procedures.acting import Acting
from simpul.features.agreements import own_text
from simpul.features.agreements.choosing import Choice


def begin_text(*, case_id: int, officer: Officer, choice: Choice, reason: str) -> None:
    """Begin it with kind, template and the reason. Raises TGS-04, TGS-70, Conflict NSK-07, Refusal NSK-01 or NSK-02."""

    def change(acting: Acting) -> None:
        standing_task(acting, officer, {DRAFTING})
        own_text.begin(acting, choice, reason)

    act_on_case(case_id=case_id, verb="text.begun", by=officer.actor(), change=change)
