"""12. The public register shows agreements that were made public, and no personal value of their requests."""

from __future__ import annotations

from collections.abc import Iterator

from simpul.casework.invariants.broken import Broken
from simpul.features.agreements.life import SIGNED
from simpul.features.agreements.models import Agreement, Party, Request, Student
from simpul.features.agreements.models_agreement import AgreementStatus
from simpul.features.agreements.register import COLUMNS, everything
from simpul.rules.refusals import N_

TOO_EARLY = N_("agreement %(slug)s is in the public register although it is not in force or was never published")
FIELD = N_("the public register shows the field %(field)s, which is not public")
PERSONAL = N_("agreement %(slug)s shows a personal value in the public register")

PUBLIC = frozenset({
    "slug", "title", "kind", "cooperation_type", "scope", "parties", "unit", "number", "signed_on", "starts_on",
    "ends_on", "status", "province",
})  # fmt: skip
SHORTEST = 5


def broken() -> Iterator[Broken]:
    """The rows as the register gives them out, against what they were made from."""
    for field in sorted(set(COLUMNS) - PUBLIC):
        yield Broken("register", "register", FIELD, {"field": field})
    requests = dict(Agreement.objects.filter(is_public=True).values_list("slug", "request_id"))
    early = Agreement.objects.filter(is_public=True).exclude(
        status__in=[*SIGNED, AgreementStatus.WITHDRAWN],
        published_at__isnull=False,
    )
    for slug in early.values_list("slug", flat=True):
        yield Broken("register", f"agreement:{slug}", TOO_EARLY, {"slug": slug})
    for row in everything():
        shown = " ".join(row.as_row().values()).casefold()
        if any(value.casefold() in shown for value in _personal(requests[row.slug])):
            yield Broken("register", f"agreement:{row.slug}", PERSONAL, {"slug": row.slug})


def _personal(request_id: int) -> Iterator[str]:
    """Names and addresses of the natural persons of a request."""
    request = Request.objects.get(pk=request_id)
    found = [request.contact_name, request.contact_email, request.contact_phone]
    for party in Party.objects.filter(request_id=request_id):
        found += [party.signatory_name, party.contact_name, party.email, party.phone]
    found += Student.objects.filter(request_id=request_id).values_list("name", flat=True)
    found += Student.objects.filter(request_id=request_id).values_list("student_number", flat=True)
    yield from (value for value in found if len(value.strip()) >= SHORTEST)
