"""What came back signed from outside: every file that was handed in for a signature, and what became of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from simpul.core.directory.models import User
from simpul.core.documents.models import StoredFile


class ReturnedState(models.TextChoices):
    TAKEN = "taken"
    ASKED = "asked"
    """Intact, but a person must say whether its certificate is believed."""
    REFUSED = "refused"
    OTHER_TEXT = "other_text"
    """Not the bytes that were sent, with a signature added: another text."""
    STALE = "stale"
    """Made upon an older state of the text: somebody else has signed in between."""


class HandedInFile(models.Model):
    """A file that somebody handed in, judged against the bytes that were ``sent``, and what became of it.

    ``faults`` are codes of the module that judged it, ``verdict`` is read by ``verdict.from_json``; ``decided_*``: who
    said what where a person had to. A row is never removed.
    """

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    sent = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ReturnedState.choices)
    verdict = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decision_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


class ReturnedFile(HandedInFile):
    """One that came back signed for ``signer``; ``faults`` are codes of ``returned.FAULTS``. ``received`` is how an
    officer got it, empty where the partner handed it in."""

    signer = models.ForeignKey("signing.Signer", models.PROTECT, related_name="returned")
    received = models.CharField(max_length=300, blank=True)
    read_affirmed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["signer"], condition=models.Q(state="asked"), name="one_returned_file_asked_per_signer"
            )
        ]
