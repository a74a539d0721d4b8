"""What the second person does with a proposed version: publish it, or send it back with a reason."""

from __future__ import annotations

from django.db import transaction

from simpul.core.audit.rows import hashed
from simpul.core.audit.salts import salt_of
from simpul.core.directory.officers import Officer
from simpul.core.procedures.concepts import locked, reopen, told
from simpul.core.procedures.models import ProcedureVersion
from simpul.core.procedures.publishing import need, publish_by_two
from simpul.rules.refusals import N_, Conflict, Refusal


@transaction.atomic
def publish_concept(*, concept_id: int, officer: Officer, lock_version: int) -> ProcedureVersion:
    """Publish the proposal as it was read (``lock_version``); the concept is gone with it.

    Raises Conflict SOP-42, and what ``publish_by_two`` raises: lanes and days are judged anew.
    """
    concept = locked(concept_id, officer)
    need(officer, "send_back")
    if concept.submitted_by_id is None or concept.effective_on is None or concept.lock_version != lock_version:
        raise Conflict("SOP-42", N_("This proposal was taken back or changed meanwhile. Open it again and read it."))
    need(officer, "publish", concept.submitted_by_id)
    version = publish_by_two(
        institution=concept.institution, code=concept.code, text=concept.text, effective_on=concept.effective_on,
        proposed_by_id=concept.submitted_by_id, published_by=officer, note=concept.note,
    )  # fmt: skip
    concept.delete()
    return version


@transaction.atomic
def send_back(*, concept_id: int, officer: Officer, reason: str) -> None:
    """The proposal goes back to its writers with a reason. Raises Refusal SOP-43 without one."""
    need(officer, "send_back")
    words = reason.strip()[:500]
    if not words:
        raise Refusal("SOP-43", N_("Say why the proposal goes back."))
    concept = locked(concept_id, officer)
    concept.returned_by_id, concept.returned_reason = officer.user_id, words
    reopen(concept)
    told(officer, "procedure.sent_back", concept, reason_hash=hashed(salt_of(officer.actor()), words))
