"""Leave: from when to when somebody is away, by which deed, and who takes the open tasks meanwhile."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class LeaveKind(models.TextChoices):
    """The kinds of leave of civil servants, and absence on duty."""

    ANNUAL = "tahunan"
    LONG = "besar"
    SICK = "sakit"
    MATERNITY = "melahirkan"
    IMPORTANT = "alasan_penting"
    UNPAID = "luar_tanggungan"
    DUTY = "dinas_luar"


class Leave(models.Model):
    """Both ends are included. ``deputy``: who takes the tasks where he may do them; null: they go back to the lane.

    ``begun_at``: when the open tasks were handed on, once; null until the first day has come. A leave that was
    cancelled keeps its row.
    """

    user = models.ForeignKey("directory.User", models.PROTECT, related_name="leaves")
    kind = models.CharField(max_length=20, choices=LeaveKind.choices, default=LeaveKind.ANNUAL)
    deed = models.CharField(max_length=120)
    starts_on = models.DateField()
    ends_on = models.DateField()
    deputy = models.ForeignKey("directory.User", models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey("directory.User", models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="leave_in_order"),
            models.CheckConstraint(
                condition=models.Q(deputy__isnull=True) | ~models.Q(deputy=models.F("user")),
                name="nobody_deputises_oneself",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["user", "starts_on"])]
