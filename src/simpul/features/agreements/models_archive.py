"""The keeping of archived agreements: the schedule of retention, holds, and destruction with four eyes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from simpul.core.directory.models import Institution, User
from simpul.core.documents.models import StoredFile
from simpul.features.agreements.models_agreement import ArchiveRecord
from simpul.lib.ids import slug


class RetentionClass(models.Model):
    """A line of the institution's retention schedule (JRA). Never rewritten: it is retired and written anew.

    ``basis``: the decree that sets it; ``verified_at``: when somebody compared the line with that decree, null for one
    that nobody has (shown as unverified). ``is_demo``: an invented line of a demonstration.
    """

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="retention_classes")
    code = models.CharField(max_length=40)
    description = models.CharField(max_length=200)
    active_years = models.PositiveSmallIntegerField()
    inactive_years = models.PositiveSmallIntegerField()
    fate = models.CharField(max_length=20)
    basis = models.CharField(max_length=200, blank=True)
    is_demo = models.BooleanField(default=False)
    verified_at = models.DateTimeField(null=True)
    verified_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["code", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["institution", "code"], condition=Q(retired_at=None), name="retention_code_once_in_force"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.description}"


class ArchiveHold(models.Model):
    """As long as it is not lifted nothing of the archived agreement may be destroyed (a lawsuit, an inspection)."""

    record = models.ForeignKey(ArchiveRecord, models.PROTECT, related_name="holds")
    reason = models.CharField(max_length=300)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    lift_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record"], condition=Q(lifted_at=None), name="one_open_hold_per_record")
        ]

    def __str__(self) -> str:
        return self.reason


class DestructionState(models.TextChoices):
    PROPOSED = "usul"
    APPROVED = "disetujui"
    REJECTED = "ditolak"
    DONE = "dilaksanakan"


class Destruction(models.Model):
    """Archived agreements that are proposed for destruction together, and what became of it.

    ``long_kept``: some of them were kept for ten years or more, which needs an approval from outside (``outside_*``).
    """

    slug = models.CharField(max_length=16, unique=True, default=slug, editable=False)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="destructions")
    state = models.CharField(max_length=12, choices=DestructionState.choices, default=DestructionState.PROPOSED)
    reason = models.CharField(max_length=300)
    long_kept = models.BooleanField()
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decision = models.CharField(max_length=300, blank=True)
    outside_number = models.CharField(max_length=160, blank=True)
    outside_on = models.DateField(null=True)
    number = models.CharField(max_length=40, blank=True)
    witnesses = models.CharField(max_length=300, blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    minutes = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("proposed_by")),
                name="nobody_decides_on_the_own_proposal",
            )
        ]

    def __str__(self) -> str:
        return self.number or self.slug


class DestructionItem(models.Model):
    """One archived agreement of a proposal. ``contents``: once destroyed, what its files were (name, size, SHA-256)."""

    destruction = models.ForeignKey(Destruction, models.PROTECT, related_name="items")
    record = models.ForeignKey(ArchiveRecord, models.PROTECT, related_name="destruction_items")
    contents = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["destruction", "record"], name="once_per_destruction")]

    def __str__(self) -> str:
        return f"{self.destruction}: {self.record}"


class CertifiedCopy(models.Model):
    """A copy that an archivist certified as being like the original (salinan sesuai asli), and for what purpose."""

    record = models.ForeignKey(ArchiveRecord, models.PROTECT, related_name="copies")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.purpose
