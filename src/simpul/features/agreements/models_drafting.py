"""The text on its way to agreement: drafts of both sides, legal findings, talks and the partner's answers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from simpul.core.directory.models import User
from simpul.core.documents.models import StoredFile
from simpul.core.procedures.models import Task
from simpul.features.agreements.models_request import IntakeChannel, Request


class Side(models.TextChoices):
    HOST = "lembaga"
    PARTNER = "mitra"


class Draft(models.Model):
    """Version n of the text. Ours carries its articles; a partner's file is kept as it came."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="drafts")
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="drafts")
    number = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=8, choices=Side.choices, default=Side.HOST)
    text = models.JSONField(default=dict)
    docx = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    summary = models.TextField(blank=True)
    changed_articles = models.JSONField(default=list)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    offered_at = models.DateTimeField(null=True)
    reply_by = models.DateField(null=True)
    agreed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["request", "number"], name="draft_number")]


class PartnerText(models.Model):
    """The partner's version as it was read: ``reading`` a Reading as JSON, empty for a scan or for ``fault``.

    ``base`` is the version of ours it was made from. ``answers``: what a person decided about doubtful clauses (ref of
    theirs -> id of ours, empty for a new one). ``decisions``: key of a change -> accepted, with ``settled_in`` the
    version of ours that they went into.
    """

    draft = models.OneToOneField(Draft, models.PROTECT, related_name="partner_text")
    base = models.ForeignKey(Draft, models.PROTECT, related_name="+")
    reading = models.JSONField(default=dict)
    fault = models.CharField(max_length=10, blank=True)
    answers = models.JSONField(default=dict)
    decisions = models.JSONField(default=dict)
    settled_in = models.ForeignKey(Draft, models.PROTECT, null=True, related_name="+")


class PartnerNote(models.Model):
    """What a person read in a partner's file that the machine cannot read, or wants kept beside it. Never changed.

    ``article``: the article of our base version it is about, by its id; empty for the whole text. ``page``: the page of
    the scan it was read on, 0 where none is named.
    """

    partner_text = models.ForeignKey(PartnerText, models.PROTECT, related_name="notes")
    article = models.CharField(max_length=60, blank=True)
    page = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]


class Finding(models.Model):
    """The legal analyst's verdict on one topic of one draft."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="findings")
    topic = models.CharField(max_length=40)
    risk = models.CharField(max_length=10)
    note = models.TextField(blank=True)
    clause = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["draft", "topic"], name="finding_topic")]


class PartnerAnswer(models.Model):
    """What the partner said to a draft: by link with a code, or recorded by an officer with channel and evidence."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="answers")
    agreed = models.BooleanField()
    note = models.TextField(blank=True)
    counter_draft = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=10, choices=IntakeChannel.choices)
    evidence = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField()
    entered_at = models.DateTimeField()


class Talk(models.Model):
    """One entry of the discussion on a case: an internal note, or a contact with the partner."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="talks")
    internal = models.BooleanField(default=True)
    channel = models.CharField(max_length=10, choices=IntakeChannel.choices, blank=True)
    text = models.TextField()
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "id"]
