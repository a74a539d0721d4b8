"""Writing, proposing and publishing the institution's own version of a text: by two persons, never in silence.

Each act is one event in the institution's log, in the transaction that makes the change.
"""

from __future__ import annotations

import hashlib
import re

from django.db import transaction

from simpul.core.audit.rows import hashed
from simpul.core.audit.salts import salt_of
from simpul.core.directory.models import Institution
from simpul.core.directory.officers import Officer, today_in
from simpul.core.messages.actions import record
from simpul.core.procedures.loaded import readable
from simpul.core.procedures.queries import in_force
from simpul.features.agreements.models import TextConcept, TextVersion
from simpul.features.agreements.text_kinds import JudgedText, kind_of, text_codes
from simpul.features.agreements.text_versions import newest_number, text_at
from simpul.lib import clock
from simpul.rules.procedure.source import MAX_CHARACTERS
from simpul.rules.refusals import N_, Conflict, NotAllowed, Refusal
from simpul.rules.text_rights import Act, Person, may

_LEGAL_FORM = "telaah_hukum"
_VERSION = re.compile(r"^versi\s*:.*$", re.MULTILINE)


class TextConflict(Conflict):
    """Somebody else saved meanwhile; ``stored`` is the concept as it stands now. Nothing was overwritten."""

    def __init__(self, stored: TextConcept) -> None:
        super().__init__(
            "NSK-10", N_("Somebody else has saved this concept meanwhile. Both texts stand below; nothing is lost.")
        )
        self.stored = stored


def allowed(officer: Officer, act: Act, proposed_by: int | None = None) -> bool:
    """Whether the officer may do it with the templates of the own institution."""
    return may(_person(officer), act, proposed_by)


def need(officer: Officer, act: Act, proposed_by: int | None = None) -> None:
    """Raises NotAllowed NSK-11 to NSK-13, by what is wanted."""
    if allowed(officer, act, proposed_by):
        return
    if act == "publish" and proposed_by == officer.user_id:
        raise NotAllowed("NSK-12", N_("You have proposed this version. Somebody else publishes it."))
    if act in ("publish", "send_back"):
        raise NotAllowed(
            "NSK-13", N_("Only the legal team, an administrator, or who stands above another lane may do this.")
        )
    raise NotAllowed(
        "NSK-11", N_("Only the legal team or an administrator writes and proposes templates and positions.")
    )


def _person(officer: Officer) -> Person:
    lanes = legal_lanes(officer.institution_id)
    return Person(officer.user_id, officer.is_admin, officer.holds_code(*lanes), bool(officer.commands))


def legal_lanes(institution_id: int) -> frozenset[str]:
    """The lanes that analyse drafts in law, by the procedures in force: they answer the judge's findings.

    A procedure without a step of legal analysis has them answered where its text is made.
    """
    house = Institution.objects.get(pk=institution_id)
    found = (readable(version.pk) for version in in_force(institution_id=institution_id, day=today_in(house)))
    return frozenset(
        lane for procedure in found if procedure for step in procedure.steps
        if step.form == _LEGAL_FORM or step.makes_text for lane in step.performer.lanes
    )  # fmt: skip


@transaction.atomic
def start(*, officer: Officer, code: str) -> TextConcept:
    """A concept with the words of the newest version. Raises Conflict NSK-14 when there is one, KeyError for a code."""
    need(officer, "write")
    if code not in text_codes():
        raise KeyError(code)
    # The institution's row is the lock: of two that start at once the second one is told.
    Institution.objects.select_for_update().get(pk=officer.institution_id)
    if TextConcept.objects.filter(institution_id=officer.institution_id, code=code).exists():
        raise Conflict("NSK-14", N_("There is a concept of this text already. Go on with it, or discard it first."))
    number = newest_number(officer.institution_id, code)
    text = _numbered(text_at(officer.institution_id, code, number), number + 1)
    concept = TextConcept.objects.create(
        institution_id=officer.institution_id, code=code, text=text, based_on=number, written_by_id=officer.user_id,
        written_at=clock.now(),
    )  # fmt: skip
    _told(officer, "text_concept.started", concept)
    return concept


@transaction.atomic
def save(*, concept_id: int, officer: Officer, text: str, lock_version: int) -> TextConcept:
    """Keep the text. Raises TextConflict when somebody saved since ``lock_version``, Refusal NSK-15 once proposed."""
    need(officer, "write")
    concept = _locked(concept_id, officer)
    if concept.submitted_by_id is not None:
        raise Refusal("NSK-15", N_("This concept is proposed. Take it back before you change it."))
    plain = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") + "\n"
    if concept.text == plain:
        return concept
    if concept.lock_version != lock_version:
        raise TextConflict(concept)
    if len(plain) > MAX_CHARACTERS:
        raise Refusal("NSK-16", N_("The text is longer than %(most)d characters."), most=MAX_CHARACTERS)
    concept.text, concept.written_by_id, concept.written_at = plain, officer.user_id, clock.now()
    concept.lock_version += 1
    concept.save()
    return concept


@transaction.atomic
def discard(*, concept_id: int, officer: Officer) -> None:
    """Throw the concept away; published versions are not touched."""
    need(officer, "write")
    concept = _locked(concept_id, officer)
    _told(officer, "text_concept.discarded", concept)
    concept.delete()


@transaction.atomic
def propose(*, concept_id: int, officer: Officer, note: str, lock_version: int) -> TextConcept:
    """Propose the concept as it was read. Raises TextConflict, Refusal NSK-17 with faults, NSK-18 without a note."""
    need(officer, "propose")
    concept = _locked(concept_id, officer)
    if concept.lock_version != lock_version:
        raise TextConflict(concept)
    _whole(concept)
    words = " ".join(note.split())[:300]
    if not words:
        raise Refusal("NSK-18", N_("Say what is new in this version, and why."))
    concept.submitted_by_id, concept.submitted_at, concept.note = officer.user_id, clock.now(), words
    concept.returned_by_id, concept.returned_reason = None, ""
    concept.save()
    _told(officer, "text.proposed", concept)
    return concept


@transaction.atomic
def take_back(*, concept_id: int, officer: Officer) -> None:
    """The proposal becomes a concept again."""
    need(officer, "propose")
    concept = _locked(concept_id, officer)
    _reopen(concept)
    _told(officer, "text.proposal_taken_back", concept)


@transaction.atomic
def send_back(*, concept_id: int, officer: Officer, reason: str) -> None:
    """The proposal goes back to its writers with a reason. Raises Refusal NSK-19 without one."""
    need(officer, "send_back")
    words = " ".join(reason.split())[:300]
    if not words:
        raise Refusal("NSK-19", N_("Say why the proposal goes back."))
    concept = _locked(concept_id, officer)
    concept.returned_by_id, concept.returned_reason = officer.user_id, words
    _reopen(concept)
    _told(officer, "text.sent_back", concept, reason_hash=hashed(salt_of(officer.actor()), words))


@transaction.atomic
def publish(*, concept_id: int, officer: Officer, lock_version: int) -> TextVersion:
    """Publish the proposal as it was read; the concept is gone with it. Raises Conflict NSK-20, NotAllowed, NSK-17."""
    need(officer, "send_back")
    concept = _locked(concept_id, officer)
    if concept.submitted_by_id is None or concept.lock_version != lock_version:
        raise Conflict("NSK-20", N_("This proposal was taken back or changed meanwhile. Open it again and read it."))
    need(officer, "publish", concept.submitted_by_id)
    Institution.objects.select_for_update().get(pk=concept.institution_id)
    number = newest_number(concept.institution_id, concept.code) + 1
    text = _numbered(concept.text, number)
    _whole(concept)
    version = TextVersion.objects.create(
        institution_id=concept.institution_id, code=concept.code, number=number, text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(), note=concept.note,
        proposed_by_id=concept.submitted_by_id, published_by_id=officer.user_id, published_at=clock.now(),
    )  # fmt: skip
    _told(officer, "text.published", concept, version=number, sha256=version.sha256)
    concept.delete()
    return version


def judged(concept: TextConcept, text: str | None = None) -> JudgedText:
    """The text of the concept, or another one in its place, with all its faults."""
    return kind_of(concept.code).judged(concept.text if text is None else text, concept.code)


def _whole(concept: TextConcept) -> None:
    faults = judged(concept).faults
    if faults:
        raise Refusal(
            "NSK-17", N_("The text has %(count)d faults; the first one stands in line %(line)d."),
            count=len(faults), line=faults[0].line,
        )  # fmt: skip


def _reopen(concept: TextConcept) -> None:
    if concept.submitted_by_id is None:
        raise Conflict("NSK-21", N_("This concept is not proposed (any more)."))
    concept.submitted_by_id = concept.submitted_at = None
    concept.lock_version += 1
    concept.save()


def _locked(concept_id: int, officer: Officer) -> TextConcept:
    rows = TextConcept.objects.select_for_update(of=("self",))
    concept = rows.filter(pk=concept_id, institution_id=officer.institution_id).first()
    if concept is None:
        raise Conflict("NSK-22", N_("This concept is gone: it was published or discarded meanwhile."))
    return concept


def _told(officer: Officer, verb: str, concept: TextConcept, **facts: object) -> None:
    known = {"code": concept.code, "concept": concept.pk, **facts}
    record(institution_id=officer.institution_id, verb=verb, by=officer.actor(), facts=known)


def _numbered(text: str, number: int) -> str:
    """The text with its ``versi``."""
    return _VERSION.sub(f'versi: "{number}"', text, count=1)
