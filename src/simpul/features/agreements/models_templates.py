"""The institution's own versions of templates and positions. What is shipped is version 1 and stands in no row."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from simpul.core.directory.models import Institution, User


class TextVersion(models.Model):
    """A published version of a text; ``text`` is whole and stands by itself. Never changed again."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="text_versions")
    code = models.SlugField(max_length=40)
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    note = models.CharField(max_length=300, blank=True)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    published_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["code", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["institution", "code", "number"], name="text_version_once"),
            models.CheckConstraint(
                condition=~models.Q(proposed_by=models.F("published_by")), name="text_published_by_another"
            ),
        ]


class TextConcept(models.Model):
    """The next version of a text while it is written; one for each text and institution.

    ``based_on``: the number of the version that it was started from.
    """

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="text_concepts")
    code = models.SlugField(max_length=40)
    text = models.TextField()
    based_on = models.PositiveSmallIntegerField()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True)
    returned_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    returned_reason = models.CharField(max_length=300, blank=True)
    lock_version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["institution", "code"], name="text_concept_per_template")
        ]
