"""The public register: exactly the public fields, and nothing that could be turned into more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date

from django.db.models import Q, QuerySet

from simpul.features.agreements.finding import sought
from simpul.features.agreements.models import Agreement, Party, Request
from simpul.features.agreements.models_agreement import AgreementStatus
from simpul.features.agreements.models_request import Category
from simpul.features.agreements.values import scope_labels

PAGE = 25
COUNT_CAP = 1000
_STUDENT = Category.STUDENT


@dataclass(frozen=True, slots=True)
class PublicAgreement:
    """What everybody may see of an agreement (interfaces.md, "Public fields of an agreement")."""

    slug: str
    title: str
    kind: str
    cooperation_type: str
    scope: tuple[str, ...]
    parties: tuple[str, ...]
    unit: str
    number: str
    signed_on: date | None
    starts_on: date | None
    ends_on: date | None
    status: str
    province: str

    def as_row(self) -> dict[str, str]:
        """Plain texts for CSV, JSON and XLSX; lists are joined by a semicolon."""
        row: dict[str, str] = {}
        for name, value in asdict(self).items():
            if isinstance(value, tuple):
                row[name] = "; ".join(value)
            else:
                row[name] = value.isoformat() if isinstance(value, date) else str(value or "")
        return row


COLUMNS = tuple(field.name for field in fields(PublicAgreement))


def _public() -> QuerySet[Agreement]:
    return (
        Agreement.objects.filter(is_public=True)
        .select_related("number", "institution", "request", "unit")
        .prefetch_related("request__parties")
    )


def _literal(text: str) -> str:
    """What was typed, taken literally: no NUL, no more than anybody types."""
    return text.replace("\x00", "").strip()[:100]


def search(
    *, text: str = "", cooperation_type: str = "", province: str = "", status: str = "", before: int | None = None
) -> tuple[list[PublicAgreement], int | None]:
    """One page, newest first, and the key of the next one. ``text``: as ``finding.sought`` takes it."""
    found = _filtered(text, cooperation_type, province, status)
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found.order_by("-pk")[: PAGE + 1])
    following = rows[PAGE - 1].pk if len(rows) > PAGE else None
    return [shown(row) for row in rows[:PAGE]], following


def count(*, text: str = "", cooperation_type: str = "", province: str = "", status: str = "") -> int:
    """How many match, counted no further than ``COUNT_CAP``."""
    found = _filtered(text, cooperation_type, province, status)
    return found.values("pk")[: COUNT_CAP + 1].count()


def _filtered(text: str, cooperation_type: str, province: str, status: str) -> QuerySet[Agreement]:
    found = _public()
    words = _literal(text)
    if words:
        found = found.filter(sought(words, names=_named_publicly))
    for name, value in (
        ("request__cooperation_type", cooperation_type),
        ("request__province", province),
        ("status", status),
    ):
        if value:
            found = found.filter(**{name: _literal(value)})
    return found


def _named_publicly(word: str) -> Q:
    """Students are natural persons: they are not found by their names."""
    partner = Q(request__partner_name__icontains=word) & ~Q(request__category=_STUDENT)
    return Q(institution__name__icontains=word) | partner


def everything() -> Iterable[PublicAgreement]:
    """The whole register for open data, oldest first, in pieces."""
    for row in _public().order_by("pk").iterator(chunk_size=500):
        yield shown(row)


def find(slug: str) -> PublicAgreement | None:
    """One agreement by its public address; a withdrawn one is found too (it has a tombstone, not a 404)."""
    row = _public().filter(slug=slug).first()
    return shown(row) if row is not None else None


def provinces() -> list[str]:
    """The provinces that occur in the register."""
    named = _public().exclude(request__province="").values_list("request__province", flat=True)
    return sorted(set(named.order_by()))


def shown(row: Agreement) -> PublicAgreement:
    """The public fields of a row. A natural person is only "perseorangan"; the campus of interns is an institution."""
    request = row.request
    return PublicAgreement(
        slug=row.slug,
        title=row.title,
        kind=row.kind,
        cooperation_type=request.cooperation_type,
        scope=scope_labels(request),
        parties=tuple(_named(party, request) for party in request.parties.all()),
        unit=row.unit.name if row.unit is not None else "",
        number=row.numbered,
        signed_on=row.sign_date,
        starts_on=row.effective_on,
        ends_on=row.ends_on,
        status=row.status,
        province=request.province,
    )


def _named(party: Party, request: Request) -> str:
    private = request.answers.get("perseorangan") is True and not party.is_host
    return "perseorangan" if private else party.name


def is_past(slug: str) -> bool:
    """Whether it was taken over from an old archive: nobody here saw it being signed."""
    return _public().filter(slug=slug, batch__isnull=False).exists()


def is_withdrawn(agreement: PublicAgreement) -> bool:
    """Whether only a tombstone is left."""
    return agreement.status == AgreementStatus.WITHDRAWN
