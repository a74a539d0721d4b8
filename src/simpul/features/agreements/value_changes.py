"""Changing what the agreement is made from: the terms, the parties, the tests with their tariffs, the students."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from django.db.models import ProtectedError

from simpul.features.agreements.models import Party, Request, Student, TestItem
from simpul.features.agreements.values import supervisor_rows, values_of
from simpul.rules.refusals import N_, Conflict, Refusal

Row = Mapping[str, object]
Changing = Callable[[Request], Collection[str]]
TERMS = (
    "judul", "judul_en", "lingkup_en", "unit_pelaksana", "mulai", "lama_bulan", "berakhir", "dasar_biaya",
    "dasar_biaya_kutipan", "penagihan", "hari_tagihan", "hari_bayar", "data_pribadi", "jumlah_asli",
)  # fmt: skip
COLUMNS = ("scope_items", "scope_other", "province", "signing_mode")
PARTY = (
    "name", "address", "signatory_name", "signatory_title", "authority", "contact_name", "email", "phone", "own_number",
    "has_no_number", "name_en", "signatory_title_en", "authority_en",
)  # fmt: skip
SUPERVISOR = ("name", "dari", "position", "field")
STUDENT = ("name", "student_number", "programme", "starts_on", "ends_on")
TEST = ("test", "specimen", "method", "turnaround", "tariff")


def fingerprint(request: Request) -> str:
    """Changes whenever a value that the text is made from changes: two officers who edit at once do not overwrite."""
    terms = {name: request.answers.get(name) for name in TERMS} | {name: getattr(request, name) for name in COLUMNS}
    return hashlib.sha256(f"{values_of(request)!r}{terms!r}".encode()).hexdigest()[:24]


def check_fingerprint(request: Request, seen: str) -> None:
    """Raises Conflict TGS-77 when somebody changed a value after the page was opened."""
    if fingerprint(request) != seen:
        raise Conflict(
            "TGS-77", N_("A colleague changed values of this case meanwhile. Open the page again, then enter yours.")
        )


def write_terms(request: Request, values: Row) -> set[str]:
    """Terms into the answers and columns; empty ones are left out. Answers the names of what changed."""
    before = dict(request.answers)
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
    kept = {name: value for name, value in request.answers.items() if name not in TERMS}
    request.answers = kept | {name: plain[name] for name in TERMS if plain.get(name) not in (None, "")}
    changed = {name for name in TERMS if before.get(name) != request.answers.get(name)}
    for name in COLUMNS:
        if name in values and getattr(request, name) != values[name]:
            setattr(request, name, values[name])
            changed.add(name)
    request.save(update_fields=["answers", *COLUMNS])
    return changed


def write_parties(request: Request, rows: Sequence[Row]) -> set[str]:
    """The parties in their order; a row without ``id`` is a new party, one marked ``DELETE`` goes.

    Raises Refusal TGS-76 for a party that has acted in the case already, and for the institution itself.
    """
    standing = {party.pk: party for party in request.parties.all()}
    changed: set[str] = set()
    for row in rows:
        known = standing.get(int(str(row["id"]))) if row.get("id") else None
        if row.get("DELETE"):
            changed |= _drop(known)
        elif known is not None:
            changed |= _update(known, row)
        elif row.get("name"):
            last = max((party.order for party in request.parties.all()), default=0)
            Party.objects.create(request=request, order=last + 1, **{name: row[name] for name in PARTY})
            changed.add("parties")
    _register_address(request)
    return changed


def write_contacts(request: Request, rows: Sequence[Row]) -> set[str]:
    """Contact person, e-mail and telephone of the partner's parties; what was agreed stays as it is."""
    standing = {party.pk: party for party in request.parties.filter(is_host=False)}
    changed: set[str] = set()
    for row in rows:
        known = standing.get(int(str(row["id"])))
        if known is not None:
            changed |= _update(known, {**{name: getattr(known, name) for name in PARTY}, **row})
    _register_address(request)
    return changed


def _register_address(request: Request) -> None:
    """A request that came without an e-mail gets the one of the party that asked: its link and its codes go there."""
    if request.contact_email:
        return
    party = request.parties.filter(is_host=False).exclude(email="").order_by("order").first()
    if party is not None and party.order == 2:
        request.contact_email, request.contact_name = party.email, request.contact_name or party.contact_name
        request.save(update_fields=["contact_email", "contact_name"])


def _drop(party: Party | None) -> set[str]:
    if party is None:
        return set()
    if party.is_host or party.order == 2:
        raise _needed(party)
    try:
        party.delete()
    except ProtectedError as kept:
        raise _needed(party) from kept
    return {"parties"}


def _needed(party: Party) -> Refusal:
    return Refusal("TGS-76", N_("%(party)s cannot be taken out of this case any more."), party=party.name)


def _update(party: Party, row: Row) -> set[str]:
    changed = [name for name in PARTY if getattr(party, name) != row[name]]
    for name in changed:
        setattr(party, name, row[name])
    if changed:
        party.save(update_fields=changed)
    return {f"parties.{party.order}.{name}" for name in changed}


def write_tests(request: Request, rows: Sequence[Row]) -> set[str]:
    """The annex of tests and tariffs, in the order of the rows."""
    wanted = [{name: row[name] for name in TEST} for row in rows if row.get("test") and not row.get("DELETE")]
    if wanted == list(request.tests.values(*TEST)):
        return set()
    request.tests.all().delete()
    TestItem.objects.bulk_create(TestItem(request=request, order=n, **row) for n, row in enumerate(wanted, 1))
    return {"tests"}


def write_students(request: Request, rows: Sequence[Row]) -> set[str]:
    """The students of an internship, in the order of the rows."""
    wanted = [{name: row[name] for name in STUDENT} for row in rows if row.get("name") and not row.get("DELETE")]
    if wanted == list(request.students.values(*STUDENT)):
        return set()
    request.students.all().delete()
    Student.objects.bulk_create(Student(request=request, order=n, **row) for n, row in enumerate(wanted, 1))
    return {"students"}


def write_supervisors(request: Request, rows: Sequence[Row]) -> set[str]:
    """Who guides the interns, in the order of the rows."""
    wanted = [
        {name: str(row.get(name) or "") for name in SUPERVISOR}
        for row in rows
        if row.get("name") and not row.get("DELETE")
    ]
    if wanted == supervisor_rows(request.answers):
        return set()
    request.answers = {**request.answers, "pembimbing": wanted}
    request.save(update_fields=["answers"])
    return {"supervisors"}
