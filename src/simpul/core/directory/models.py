"""Institutions as trees of units, the people in them, and who stands in which lane from when to when."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from simpul.core.directory.models_calendar import CalendarDay, CalendarVersion, CalendarYearRow, RamadanSpan
from simpul.core.directory.models_leave import Leave, LeaveKind
from simpul.core.directory.models_mandate import Mandate, Scope
from simpul.core.directory.models_signin import Attempt, Purpose, SignInLink

__all__ = [
    "Assignment",
    "Attempt",
    "Basis",
    "CalendarDay",
    "CalendarVersion",
    "CalendarYearRow",
    "Institution",
    "Lane",
    "Leave",
    "LeaveKind",
    "Mandate",
    "Owner",
    "Paper",
    "Purpose",
    "RamadanSpan",
    "Scope",
    "SignInLink",
    "Unit",
    "User",
]


class Owner(models.TextChoices):
    MINISTRY = "ministry"
    REGION = "region"
    AGENCY = "agency"


class Paper(models.TextChoices):
    A4 = "a4"
    F4 = "f4"


class Institution(models.Model):
    """A public laboratory or agency. Zone, paper and letterhead are inherited by its units."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=40)
    parent_body = models.CharField(max_length=200, blank=True)
    owner = models.CharField(max_length=10, choices=Owner.choices, default=Owner.MINISTRY)
    city = models.CharField(max_length=80)
    province = models.CharField(max_length=80)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    whatsapp = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    zone = models.CharField(max_length=40, default="Asia/Jakarta")
    paper = models.CharField(max_length=2, choices=Paper.choices, default=Paper.A4)
    head_authority = models.CharField(max_length=300, blank=True)
    letter_code = models.CharField(max_length=40, blank=True)
    ticket_prefix = models.CharField(max_length=8, default="KS")
    intake_procedure = models.SlugField(max_length=40, blank=True)
    is_demo = models.BooleanField(default=False)
    accepts_requests = models.BooleanField(default=True)
    reopens_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A team, section or installation of an institution."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["institution", "code"], name="unit_code_per_institution")
        ]

    def __str__(self) -> str:
        return self.name


class Lane(models.Model):
    """A lane (pelaksana) of the institution's procedures; ``code`` is the lane id of the procedure file."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="lanes")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="lanes")
    superior = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="subordinates")
    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["institution", "code"], name="lane_code_per_institution")
        ]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Creates accounts; e-mail is the name to sign in with."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """An officer. ``is_admin`` manages people and calendars of the own institution; ``is_inspector`` reads only, and
    only while a mandate runs."""

    institution = models.ForeignKey(Institution, models.PROTECT, null=True, blank=True, related_name="people")
    email = models.EmailField(unique=True)
    full_name = models.CharField(max_length=160)
    position = models.CharField(max_length=160, blank=True)
    staff_number = models.CharField(max_length=18, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=5, default="id")
    is_active = models.BooleanField(default=True)
    is_admin = models.BooleanField(default=False)
    is_inspector = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="user_email_any_case")]

    def __str__(self) -> str:
        return self.full_name


class Basis(models.TextChoices):
    DEFINITIVE = "definitif"
    PLH = "plh"
    PLT = "plt"
    AN = "an"


class Assignment(models.Model):
    """A person stands in a lane from a date, until a date or open-ended, by a deed (surat).

    ``unit``: in a lane that several units share (UPT BPOM), the one unit the person works for; null: for all of them.
    An acting official (Plh, Plt, a.n.) has a ``deed``, and ``stands_for`` the definitive holder, whose own place stays;
    null where the post is vacant. ``post``: the post acted in as letters print it.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="assignments")
    lane = models.ForeignKey(Lane, models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="assignments")
    basis = models.CharField(max_length=10, choices=Basis.choices, default=Basis.DEFINITIVE)
    deed = models.CharField(max_length=120, blank=True)
    stands_for = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    post = models.CharField(max_length=160, blank=True, db_default="")
    is_lead = models.BooleanField(default=False)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="assignment_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(stands_for__isnull=True) | ~models.Q(stands_for=models.F("user")),
                name="nobody_stands_for_oneself",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["lane", "starts_on"]), models.Index(fields=["user", "starts_on"])]
