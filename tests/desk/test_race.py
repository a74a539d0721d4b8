"""Several officers complete one task at the same moment: one wins, the others read who did, and when."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client

from simpul.core.audit.models import AuditEvent
from simpul.core.directory.models import Assignment, Lane, User
from simpul.core.directory.officers import officer_of
from simpul.core.procedures.models import Case, Task
from tests.desk.conftest import STUDY, Desk, browser, send

Answer = tuple[int, str]


def together(acts: list[Callable[[], Answer]]) -> list[Answer]:
    """Run the acts at once, each in a thread with a connection of its own."""
    gate, found = threading.Barrier(len(acts)), []

    def run(act: Callable[[], Answer]) -> None:
        try:
            gate.wait(30)
            found.append(act())
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return found


def colleagues(desk: Desk, lane: str, count: int) -> list[Client]:
    """So many signed-in officers of one lane."""
    row = Lane.objects.get(institution=desk.house.institution, code=lane)
    clients = []
    for number in range(count):
        user = User.objects.create(
            email=f"{lane}{number}@balai.example",
            full_name=f"Rekan Contoh {number}",
            institution=desk.house.institution,
        )
        Assignment.objects.create(user=user, lane=row, starts_on=date(2026, 1, 1))
        officer = officer_of(user)
        assert officer is not None
        clients.append(browser(officer))
    return clients


def race(desk: Desk, clients: list[Client], outcomes: tuple[str, ...]) -> None:
    """One round: everybody decides the study at once."""
    case = desk.case_at_study()

    def act(number: int) -> Callable[[], Answer]:
        def decide() -> Answer:
            response = send(clients[number], case, "telaah#1", outcome=outcomes[number % len(outcomes)], **STUDY)
            return response.status_code, response.content.decode()

        return decide

    answers = together([act(number) for number in range(len(clients))])
    assert sorted(status for status, _ in answers) == [302] + [409] * (len(clients) - 1)
    winner = Task.objects.get(case=case, key="telaah#1")
    losers = [text for status, text in answers if status == 409]
    assert all(winner.completed_by_name in text and "WIB" in text for text in losers)
    completed = AuditEvent.objects.filter(chain=f"case:{case.pk}", verb="task.completed", body__contains='"telaah#1"')
    assert completed.count() == 1
    opened = set(Task.objects.filter(case=case, state="open").values_list("step", flat=True))
    assert opened == ({"surat_balasan", "koordinasi"} if winner.outcome == "terima" else {"tolak"})
    assert Case.objects.get(pk=case.pk).chain_seq == AuditEvent.objects.filter(chain=f"case:{case.pk}").count()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("outcomes", [("terima",), ("terima", "tolak")])
@pytest.mark.parametrize("count", [2, 8])
def test_exactly_one_of_many_completions_wins(desk: Desk, count: int, outcomes: tuple[str, ...]) -> None:
    race(desk, colleagues(desk, "tim_program_pelayanan", count), outcomes)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_hundred_rounds_have_a_hundred_winners(desk: Desk) -> None:
    clients = colleagues(desk, "tim_program_pelayanan", 20)
    for number in range(100):
        race(desk, clients[: 2 + number % 19], ("terima", "tolak") if number % 2 else ("terima",))
