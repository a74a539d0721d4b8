"""Procedures with their versions, the cases that run on them, and the tasks of a case with their clocks."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from simpul.core.directory.models import Institution, Lane, Unit, User
from simpul.core.documents.models import StoredFile
from simpul.core.procedures.models_counts import StepDelta, StepRollup, TicketCounter
from simpul.core.procedures.models_inspection import FileState, InspectedCase, InspectionFile
from simpul.core.procedures.models_running import Concept, Contribution, FiredTimer, Period, RoundPlan
from simpul.lib.ids import slug

__all__ = [
    "ActReason",
    "Case",
    "CaseStatus",
    "Concept",
    "Contribution",
    "Correction",
    "FileState",
    "FiredTimer",
    "InspectedCase",
    "InspectionFile",
    "Output",
    "Pause",
    "Period",
    "Procedure",
    "ProcedureVersion",
    "RoundPlan",
    "StepDelta",
    "StepRollup",
    "Task",
    "TaskState",
    "TicketCounter",
]


class Procedure(models.Model):
    """A procedure (SOP) as an institution uses it."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="procedures")
    code = models.SlugField(max_length=40)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["institution", "code"], name="procedure_code_per_institution")
        ]

    def __str__(self) -> str:
        return self.code


class ProcedureVersion(models.Model):
    """The file of one version. Immutable once published; a case stays on the version it started on.

    ``note``: what is new in it, in the words of the one who proposed it.
    """

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="versions")
    version = models.CharField(max_length=20)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField(null=True)
    effective_on = models.DateField(null=True)
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    adopted_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="adoptions")
    note = models.CharField(max_length=300, blank=True, db_default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["procedure", "version"], name="version_once_per_procedure")
        ]


class CaseStatus(models.TextChoices):
    RUNNING = "running"
    FINISHED = "finished"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Case(models.Model):
    """One run of a procedure (perkara). ``state`` is the engine's state; ``version`` counts transitions.

    ``facts`` is what the procedure's predicates read; features keep it current, so a transition needs no other read.

    ``chain_seq`` and ``chain_hash`` are the head of the case's audit chain: the row is locked anyway, so the
    chain needs no lock of its own.
    """

    slug = models.CharField(max_length=16, unique=True, default=slug, editable=False)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="cases")
    procedure_version = models.ForeignKey(ProcedureVersion, models.PROTECT, related_name="cases")
    ticket = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    subtitle = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=10, choices=CaseStatus.choices, default=CaseStatus.RUNNING)
    state = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)
    parent_task = models.ForeignKey("procedures.Task", models.PROTECT, null=True, related_name="sub_cases")
    version = models.PositiveIntegerField(default=0)
    chain_seq = models.PositiveIntegerField(default=0)
    chain_hash = models.CharField(max_length=64, blank=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["institution", "ticket"], name="ticket_per_institution")
        ]
        indexes: ClassVar = [models.Index(fields=["institution", "status", "-started_at"])]

    def __str__(self) -> str:
        return self.ticket


class TaskState(models.TextChoices):
    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"
    RETRACTED = "retracted"


def _open_with(first: str, *rest: str, name: str) -> models.Index:
    """The open tasks that have the first of these fields."""
    has = models.Q(state="open") & models.Q(**{f"{first}__isnull": False})
    return models.Index(fields=[first, *rest], condition=has, name=name)


class Task(models.Model):
    """One entry of a step: round n has its own row and its own clock.

    ``started_at`` is when the clock starts (usually ``opened_at``), ``happened_at`` (terjadi_pada) when the work was
    really done, ``completed_at`` when that was entered. ``unit_count`` is the N of "per unit" standards.

    ``capacity``: of an acting official who completed it ("Plh. Kepala Balai"), ``acting_for`` the definitive holder
    of that day; empty where somebody completed it in the own right.
    ``also_lanes``: the other lanes that may complete it, or of a step done together (``is_joint``) contribute to it.
    ``used_minutes``: office minutes from the start of its clock to ``happened_at`` without those in which it stood
    (``waited_minutes``). ``unit``: the unit whose task it is, where several units stand in one lane. ``timer_at``: when
    its next timer is due; None when none is left.
    """

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="tasks")
    key = models.CharField(max_length=80)
    step = models.CharField(max_length=40)
    round = models.PositiveSmallIntegerField(default=1)
    lane = models.ForeignKey(Lane, models.PROTECT, null=True, related_name="tasks")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    also_lanes = ArrayField(
        models.BigIntegerField(), default=list, db_default=models.Value([], ArrayField(models.BigIntegerField()))
    )
    is_joint = models.BooleanField(default=False, db_default=False)
    state = models.CharField(max_length=10, choices=TaskState.choices, default=TaskState.OPEN)
    opened_at = models.DateTimeField()
    started_at = models.DateTimeField()
    standard = models.CharField(max_length=60, blank=True)
    unit_count = models.PositiveIntegerField(null=True)
    due_at = models.DateTimeField(null=True)
    timer_at = models.DateTimeField(null=True)
    paused_since = models.DateTimeField(null=True)
    holder = models.ForeignKey(User, models.PROTECT, null=True, related_name="held_tasks")
    held_since = models.DateTimeField(null=True)
    opened_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="opened_tasks")
    lapsed_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="lapsed_tasks")
    outcome = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)
    completed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    completed_by_name = models.CharField(max_length=160, blank=True)
    capacity = models.CharField(max_length=200, blank=True, db_default="")
    acting_for = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    completed_at = models.DateTimeField(null=True)
    happened_at = models.DateTimeField(null=True)
    late_entry_reason = models.CharField(max_length=300, blank=True)
    used_minutes = models.PositiveIntegerField(null=True)
    waited_minutes = models.PositiveIntegerField(null=True)
    data = models.JSONField(default=dict)
    lock_version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "key"],
                condition=models.Q(state__in=["open", "done"]),
                name="one_live_task_per_entry",
            ),
            models.CheckConstraint(
                condition=models.Q(state="done", completed_at__isnull=False)
                | (~models.Q(state="done") & (models.Q(state="retracted") | models.Q(completed_at__isnull=True))),
                name="done_has_a_time",
            ),
        ]
        indexes: ClassVar = [
            # Each holds its own rows only: an index over every open task serves any question about open tasks, and
            # PostgreSQL then reads it whole, with all the tasks closed since the last vacuum, to find those of a case.
            _open_with("lane", "due_at", name="task_open_by_lane"),
            _open_with("holder", "due_at", name="task_open_by_holder"),
            models.Index(fields=["case"], condition=models.Q(state="open"), name="task_open_by_case"),
            _open_with("timer_at", name="task_timer"),
            GinIndex(
                fields=["also_lanes"],
                condition=models.Q(state="open") & ~models.Q(also_lanes=[]),
                name="task_open_also_by_lane",
            ),
        ]


class Pause(models.Model):
    """The clock of a task stands from ``started_at``; open-ended while the answer is missing."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="pauses")
    task = models.ForeignKey(Task, models.PROTECT, related_name="pauses")
    party = models.CharField(max_length=40)
    reason = models.CharField(max_length=60)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["task"], condition=models.Q(ended_at__isnull=True), name="one_open_pause_per_task"
            )
        ]


class Output(models.Model):
    """A keluaran of a step: a file, or a record made in it. Without all of them a step cannot be completed.

    ``voided``: made in a completion that was taken back; kept, but it no longer counts.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="outputs")
    task = models.ForeignKey(Task, models.PROTECT, related_name="outputs")
    name = models.CharField(max_length=60)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    record = models.JSONField(null=True)
    voided = models.BooleanField(default=False, db_default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(file__isnull=False) | models.Q(record__isnull=False), name="output_is_something"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["task", "name"])]


class Correction(models.Model):
    """A recorded correction of a completed task, once a later step has acted on it."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="corrections")
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()


class ActReason(models.Model):
    """The words in which somebody gave a reason for an act; the log holds their hash, so they can be erased."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="reasons")
    seq = models.PositiveIntegerField()
    text = models.CharField(max_length=500)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "seq"], name="one_reason_per_act")]
