"""What an outside party was asked about a step and what it answered, in the order in which it happened."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from simpul.casework.joint_acts import ANSWER
from simpul.core.audit.models import AuditEvent
from simpul.core.directory.models import User
from simpul.core.documents.models import StoredFile
from simpul.core.procedures.models import Output, Task

ASKED = "party.asked"


@dataclass(frozen=True, slots=True)
class Said:
    """A question of ours (``by`` an officer) or an answer of theirs (``channel`` by which it came)."""

    party: str
    at: datetime
    text: str
    by: str = ""
    channel: str = ""
    file: StoredFile | None = None

    @property
    def is_question(self) -> bool:
        return not self.channel


def exchange(task: Task, names: Mapping[str, str]) -> list[Said]:
    """Everything that was said about the task; ``names``: the outside parties by id."""
    return sorted([*_questions(task, names), *_answers(task, names)], key=lambda said: said.at)


def _questions(task: Task, names: Mapping[str, str]) -> list[Said]:
    events = list(AuditEvent.objects.filter(chain=f"case:{task.case_id}", verb=ASKED).order_by("seq"))
    told = {event.seq: json.loads(event.body)["facts"] for event in events}
    words = dict(task.case.reasons.filter(seq__in=list(told)).values_list("seq", "text"))
    numbers = [int(event.actor_ref) for event in events if event.actor_kind == "user" and event.actor_ref.isdecimal()]
    people = {str(pk): name for pk, name in User.objects.filter(pk__in=numbers).values_list("pk", "full_name")}
    return [
        Said(
            names.get(told[event.seq]["party"], ""), datetime.fromisoformat(told[event.seq]["happened_at"]),
            words.get(event.seq, ""), people.get(event.actor_ref, ""),
        )
        for event in events
        if told[event.seq]["step"] == task.key
    ]  # fmt: skip


def _answers(task: Task, names: Mapping[str, str]) -> list[Said]:
    rows = Output.objects.filter(task=task, name=ANSWER).select_related("file")
    told = [(row, row.record or {}) for row in rows]
    return [
        Said(
            names.get(record.get("pihak", ""), ""), row.created_at, record.get("jawaban", ""),
            channel=record.get("saluran", "") or "-", file=row.file,
        )
        for row, record in told
    ]  # fmt: skip
