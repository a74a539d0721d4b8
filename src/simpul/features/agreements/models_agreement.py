"""The agreement itself: number, dates, signed original, reading copy, archive, public register."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from simpul.core.directory.models import Institution, Unit, User
from simpul.core.documents.models import StoredFile
from simpul.core.procedures.models import Case
from simpul.features.agreements.models_import import ImportBatch
from simpul.features.agreements.models_request import Request
from simpul.lib.ids import slug


class NumberSeries(models.Model):
    """A series of official numbers with its pattern (see ``rules.numbering``), gapless per year.

    An office that moves here in the middle of a year goes on where its book ended: in ``first_year`` the series begins
    at ``first_number``, in every other year at 1.
    """

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="number_series")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    pattern = models.CharField(max_length=160)
    document_code = models.CharField(max_length=40, blank=True)
    classification = models.CharField(max_length=40, blank=True)
    unit_code = models.CharField(max_length=40, blank=True)
    first_year = models.PositiveSmallIntegerField(null=True)
    first_number = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["institution", "code"], name="series_code_per_institution")
        ]


class IssuedNumber(models.Model):
    """A number that was given out. A void one stays as a recorded hole with its reason."""

    series = models.ForeignKey(NumberSeries, models.PROTECT, related_name="numbers")
    year = models.PositiveSmallIntegerField()
    seq = models.PositiveIntegerField()
    number = models.CharField(max_length=160)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="numbers")
    subject = models.CharField(max_length=200, blank=True)
    issued_on = models.DateField()
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "year", "seq"], name="number_once_per_series_and_year")
        ]


class AgreementStatus(models.TextChoices):
    PREPARED = "disiapkan"
    IN_FORCE = "berlaku"
    ENDED = "berakhir"
    CLOSED = "diakhiri"
    REPLACED = "diganti"
    WITHDRAWN = "ditarik"


class Agreement(models.Model):
    """An agreement from its number on. Sign-by, effective, end and destroy-after are four different dates.

    ``sign_by_near`` and ``sign_by_past``: the sign-by date of which it was told that it comes near, or has passed.
    ``signed_until``: the end as it was signed; ``ends_on``: the end of today, after addenda, renewals, terminations.
    ``above``: the document of a higher level that this one carries out. ``given_number``: the number that it bears
    where no series of the institution gave it one. One that was signed before the institution worked here has no case
    but the ``batch`` by which it was taken over, and the row of its sheet.
    """

    slug = models.CharField(max_length=16, unique=True, default=slug, editable=False)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="agreements")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    case = models.OneToOneField(Case, models.PROTECT, null=True, related_name="agreement")
    batch = models.ForeignKey(ImportBatch, models.PROTECT, null=True, related_name="agreements")
    batch_row = models.PositiveIntegerField(null=True)
    request = models.OneToOneField(Request, models.PROTECT, related_name="agreement")
    above = models.ForeignKey("self", models.PROTECT, null=True, related_name="below")
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    number = models.OneToOneField(IssuedNumber, models.PROTECT, null=True, related_name="agreement")
    given_number = models.CharField(max_length=160, blank=True, db_default="")
    signing_mode = models.CharField(max_length=10, blank=True)
    sign_date = models.DateField(null=True)
    sign_place = models.CharField(max_length=120, blank=True)
    sign_by = models.DateField(null=True)
    sign_by_near = models.DateField(null=True)
    sign_by_past = models.DateField(null=True)
    effective_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    signed_until = models.DateField(null=True)
    destroy_after = models.DateField(null=True)
    status = models.CharField(max_length=10, choices=AgreementStatus.choices, default=AgreementStatus.PREPARED)
    signed_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    reading_copy = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    is_public = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["institution", "is_public", "-sign_date"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(case__isnull=False, batch__isnull=True)
                | models.Q(case__isnull=True, batch__isnull=False, batch_row__isnull=False),
                name="agreement_of_a_case_or_of_the_past",
            ),
            models.UniqueConstraint(fields=["batch", "batch_row"], name="agreement_once_per_row_of_a_sheet"),
        ]

    @property
    def numbered(self) -> str:
        """The number it bears, empty for none."""
        return self.number.number if self.number is not None else self.given_number

    @property
    def never_in_force(self) -> bool:
        """Whether it was ended before it began."""
        return self.effective_on is not None and self.ends_on is not None and self.ends_on < self.effective_on

    @property
    def reference(self) -> str:
        """By what it is found again on paper: the ticket of its case, else its number, else its address."""
        return self.case.ticket if self.case is not None else self.numbered or self.slug

    @property
    def called(self) -> str:
        """Its number, else its title."""
        return self.numbered or self.title


class ArchiveRecord(models.Model):
    """The archived file: classification, retention, where the paper lies, Srikandi's number of the copy.

    The years are those of ``retention_class`` at the day it was chosen. They count from ``closed_on``: the day on which
    the activity is finished, so that the agreement has ended and its evaluation is closed (``closed_basis``).
    ``guarded``: why it is arsip terjaga; empty: it is not. ``reported_*``: to the national archive (ANRI), which gets
    an authentic copy a year later at the latest (``copied_*``). ``destroyed_at``: only the record is left.
    ``copy_tries``: how often a reading copy of an old scan was tried.
    """

    agreement = models.OneToOneField(Agreement, models.PROTECT, related_name="archive")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    classification = models.CharField(max_length=40)
    access_class = models.CharField(max_length=40, blank=True)
    active_years = models.PositiveSmallIntegerField(null=True)
    inactive_years = models.PositiveSmallIntegerField(null=True)
    final_fate = models.CharField(max_length=20, blank=True)
    location = models.CharField(max_length=160, blank=True)
    srikandi_number = models.CharField(max_length=120, blank=True)
    srikandi_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    retention_class = models.ForeignKey("RetentionClass", models.PROTECT, null=True, related_name="records")
    closed_on = models.DateField(null=True)
    closed_basis = models.CharField(max_length=300, blank=True, db_default="")
    guarded = models.CharField(max_length=300, blank=True, db_default="")
    reported_on = models.DateField(null=True)
    report_receipt = models.CharField(max_length=160, blank=True, db_default="")
    copied_on = models.DateField(null=True)
    copy_receipt = models.CharField(max_length=160, blank=True, db_default="")
    reminded_at = models.DateTimeField(null=True)
    copy_tries = models.PositiveSmallIntegerField(default=0, db_default=0)
    destroyed_at = models.DateTimeField(null=True)
    archived_at = models.DateTimeField()
    archived_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
