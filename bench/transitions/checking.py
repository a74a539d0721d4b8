"""Before and after a measurement: the tables, the institution, and whether every way has written the same rows."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connections

from bench.transitions.house import furnish
from bench.transitions.setting import PATH, House
from simpul.core.audit.models import AuditEvent
from simpul.core.messages.models import OutboxEvent
from simpul.core.procedures.models import Case, Output, StepDelta, Task
from simpul.rules.audit_chain import GENESIS, link


def prepared_house() -> House:
    """The tables brought up to date and a fresh institution in them."""
    call_command("migrate", interactive=False, verbosity=0)
    house = furnish()
    connections.close_all()
    return house


def faults(case_id: int) -> list[str]:
    """What is wrong with a case that has been played to its end."""
    case = Case.objects.get(pk=case_id)
    wanted = len(PATH)
    counts = {
        "tasks": Task.objects.filter(case=case, state="done").count(),
        "outputs": Output.objects.filter(case=case).count(),
        "events": AuditEvent.objects.filter(chain=f"case:{case.pk}", verb="task.completed").count(),
        "messages": OutboxEvent.objects.filter(case_id=case.pk, kind="task.completed").count(),
    }
    found = [f"case {case_id}: {count} {noun}, not {wanted}" for noun, count in counts.items() if count != wanted]
    if case.status != "finished":
        found.append(f"case {case_id}: {case.status}")
    if not StepDelta.objects.filter(version_id=case.procedure_version_id).exists():
        found.append("no figures")
    return found + _broken(case)


def _broken(case: Case) -> list[str]:
    before = GENESIS
    for event in AuditEvent.objects.filter(chain=f"case:{case.pk}").order_by("seq"):
        before = link(event.chain, event.seq, before, event.body)
        if event.hash != before:
            return [f"case {case.pk}: chain broken at {event.seq}"]
    return [] if before == case.chain_hash else [f"case {case.pk}: head differs"]
