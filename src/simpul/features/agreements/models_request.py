"""The request (permohonan), filed in the portal or registered by Tata Usaha for the partner."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from simpul.core.directory.models import Institution, User
from simpul.core.documents.models import StoredFile
from simpul.core.procedures.models import Case
from simpul.lib.ids import slug


class Category(models.TextChoices):
    """Category of partner (BBLBK guide, administrative requirements)."""

    INSTITUTION = "lembaga"
    COMPANY = "perusahaan"
    STUDENT = "mahasiswa"


class CooperationType(models.TextChoices):
    SERVICE = "pelayanan"
    TECHNICAL = "teknis"
    RESEARCH = "litbang"
    TRAINING = "magang"
    OTHER = "lainnya"


class IntakeChannel(models.TextChoices):
    PORTAL = "portal"
    WHATSAPP = "whatsapp"
    EMAIL = "email"
    SRIKANDI = "srikandi"
    BY_HAND = "langsung"


class RequestState(models.TextChoices):
    """``PAST``: never filed here; it only tells the parties of an agreement that was taken over from the past."""

    DRAFT = "draft"
    FILED = "filed"
    PAST = "past"


class Request(models.Model):
    """One request. Before filing it is a draft that the partner saves and resumes by its secret link.

    ``answers`` holds what the sections of the form collected (typed by ``rules.requests.Answers``); the columns are
    what queries need. ``form_key`` makes filing idempotent: a double click finds the same case.
    """

    slug = models.CharField(max_length=16, unique=True, default=slug, editable=False)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="requests")
    case = models.OneToOneField(Case, models.PROTECT, null=True, related_name="request")
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.DRAFT)
    form_key = models.CharField(max_length=64, unique=True)
    channel = models.CharField(max_length=10, choices=IntakeChannel.choices, default=IntakeChannel.PORTAL)
    category = models.CharField(max_length=12, choices=Category.choices, blank=True)
    cooperation_type = models.CharField(max_length=12, choices=CooperationType.choices, blank=True)
    scope_items = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    scope_other = models.CharField(max_length=300, blank=True)
    template = models.CharField(max_length=40, blank=True)
    template_version = models.CharField(max_length=10, blank=True, db_default="")
    is_extension = models.BooleanField(default=False)
    partner_name = models.CharField(max_length=200, blank=True)
    province = models.CharField(max_length=80, blank=True)
    letter_number = models.CharField(max_length=120, blank=True)
    letter_date = models.DateField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    srikandi_number = models.CharField(max_length=120, blank=True)
    contact_name = models.CharField(max_length=160, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=20, blank=True)
    answers = models.JSONField(default=dict)
    signing_mode = models.CharField(max_length=10, blank=True)
    registered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    keep_until = models.DateTimeField(null=True)
    filed_at = models.DateTimeField(null=True)


class Party(models.Model):
    """A party of the agreement with its signatory, proof of authority, number and logo. ``order`` 1 = PIHAK KESATU.

    Columns ending in ``_en`` are for the second column of an agreement in two languages.
    """

    request = models.ForeignKey(Request, models.PROTECT, related_name="parties")
    order = models.PositiveSmallIntegerField()
    is_host = models.BooleanField(default=False)
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=300, blank=True)
    signatory_name = models.CharField(max_length=160, blank=True)
    signatory_title = models.CharField(max_length=160, blank=True)
    authority = models.CharField(max_length=300, blank=True)
    contact_name = models.CharField(max_length=160, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    name_en = models.CharField(max_length=200, blank=True, db_default="")
    signatory_title_en = models.CharField(max_length=160, blank=True, db_default="")
    authority_en = models.CharField(max_length=300, blank=True, db_default="")
    own_number = models.CharField(max_length=120, blank=True)
    has_no_number = models.BooleanField(default=False)
    logo = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["request", "order"], name="party_order")]


class Paper(models.Model):
    """A paper handed in for a requirement (code of ``rules.requirements``), by whom and by which channel.

    ``party``: whose logo or proof of authority it is; NULL for a paper of the request itself.
    """

    slug = models.CharField(max_length=16, unique=True, default=slug, editable=False)
    request = models.ForeignKey(Request, models.PROTECT, related_name="papers")
    requirement = models.CharField(max_length=40)
    party = models.ForeignKey(Party, models.SET_NULL, null=True, related_name="papers")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, choices=IntakeChannel.choices)
    added_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["request", "requirement"])]


class Student(models.Model):
    """One student of an internship request; the campus signs for all of them."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="students")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=160)
    student_number = models.CharField(max_length=40, blank=True)
    programme = models.CharField(max_length=160, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["order"]


class TestItem(models.Model):
    """A row of the annex of tests and tariffs; ``tariff`` in integer rupiah."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="tests")
    order = models.PositiveSmallIntegerField()
    test = models.CharField(max_length=160)
    specimen = models.CharField(max_length=120, blank=True)
    method = models.CharField(max_length=120, blank=True)
    turnaround = models.CharField(max_length=60, blank=True)
    tariff = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["order"]
