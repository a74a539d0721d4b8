"""Concepts: versions that are being written. One per procedure and institution; two writers never overwrite in silence.

Written and proposed by administrators; see ``decisions`` for what the second person does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from django.db import transaction

from simpul.core.directory.models import Institution, Lane
from simpul.core.directory.officers import Officer
from simpul.core.messages.actions import record
from simpul.core.procedures.judging import published_versions
from simpul.core.procedures.models import Concept, ProcedureVersion
from simpul.core.procedures.publishing import check_day, judged, need
from simpul.core.procedures.skeleton import skeleton
from simpul.lib import clock
from simpul.rules.procedure.adopting import Adopter, adopted
from simpul.rules.procedure.loader import load
from simpul.rules.procedure.publishing import next_version, version_key
from simpul.rules.procedure.source import MAX_CHARACTERS, lines_of, read
from simpul.rules.refusals import N_, Conflict, Refusal

_CODE = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")


class TextConflict(Conflict):
    """Somebody else saved meanwhile; ``stored`` is the concept as it stands now. Nothing was overwritten."""

    def __init__(self, stored: Concept) -> None:
        super().__init__(
            "SOP-35", N_("Somebody else has saved this concept meanwhile. Both texts stand below; nothing is lost.")
        )
        self.stored = stored


def start_empty(*, officer: Officer, code: str, title: str) -> Concept:
    """A concept with the smallest procedure that loads, in the institution's own lanes."""
    institution = Institution.objects.get(pk=officer.institution_id)
    lanes = list(Lane.objects.filter(institution=institution).values_list("code", "name"))
    text = skeleton(code=_good_code(code), title=title, unit=institution.name, lanes=lanes)
    return _start(officer, code, text, "empty")


def start_from_version(*, officer: Officer, version: ProcedureVersion) -> Concept:
    """A concept with the text of a published version of the own institution, under the next number."""
    code = version.procedure.code
    institution = version.procedure.institution
    text = _renumbered(version.text, next_version(published_versions(institution, code)))
    return _start(officer, code, text, "version", version)


def start_from_file(*, officer: Officer, text: str) -> Concept:
    """A concept out of a file, with whatever faults it has; its code must be readable. Raises Refusal SOP-36."""
    if len(text) > MAX_CHARACTERS:
        raise Refusal("SOP-37", N_("The file is longer than %(most)d characters."), most=MAX_CHARACTERS)
    return _start(officer, _good_code(_code_in(text)), text, "file")


def start_from_adoption(*, officer: Officer, version: ProcedureVersion, names: Mapping[str, str]) -> Concept:
    """A concept that adopts another institution's published version, with the own ``names`` of its lanes (by id)."""
    institution = Institution.objects.get(pk=officer.institution_id)
    source, code = version.procedure.institution, version.procedure.code
    known = published_versions(institution, code)
    own = version.version
    if known and version_key(own) <= max(version_key(each) for each in known):
        own = next_version(known)
    adopter = Adopter(institution.name, names, institution.short_name, source.short_name, own)
    return _start(officer, code, adopted(version.text, adopter), "adoption", version)


def own_lane_names(institution: Institution, version: ProcedureVersion) -> dict[str, tuple[str, str]]:
    """Lane id of the version -> (its printed name, the institution's own name of the lane, if it has the lane)."""
    own = dict(Lane.objects.filter(institution=institution).values_list("code", "name"))
    return {
        lane.id: (lane.name, own.get(lane.id, lane.name)) for lane in load(version.text, version.procedure.code).lanes
    }


@transaction.atomic
def _start(officer: Officer, code: str, text: str, origin: str, based_on: ProcedureVersion | None = None) -> Concept:
    need(officer, "write")
    # The institution's row is the lock: of two that start at once the second one is told.
    Institution.objects.select_for_update().get(pk=officer.institution_id)
    if Concept.objects.filter(institution_id=officer.institution_id, code=code).exists():
        raise Conflict(
            "SOP-38", N_("There is a concept of “%(code)s” already. Go on with it, or discard it first."), code=code
        )
    concept = Concept.objects.create(
        institution_id=officer.institution_id, code=code, text=_plain(text), based_on=based_on,
        written_by_id=officer.user_id, written_at=clock.now(),
    )  # fmt: skip
    told(officer, "concept.started", concept, origin=origin)
    return concept


@transaction.atomic
def save_text(*, concept_id: int, officer: Officer, text: str, lock_version: int) -> Concept:
    """Keep the text. Raises TextConflict when somebody saved since ``lock_version``, Refusal SOP-39 once proposed."""
    need(officer, "write")
    concept = locked(concept_id, officer)
    if concept.submitted_by_id is not None:
        raise Refusal("SOP-39", N_("This concept is proposed. Take it back before you change it."))
    plain = _plain(text)
    if concept.text == plain:
        return concept
    if concept.lock_version != lock_version:
        raise TextConflict(concept)
    if len(plain) > MAX_CHARACTERS:
        raise Refusal("SOP-37", N_("The file is longer than %(most)d characters."), most=MAX_CHARACTERS)
    concept.text, concept.written_by_id, concept.written_at = plain, officer.user_id, clock.now()
    concept.lock_version += 1
    concept.save(update_fields=["text", "written_by", "written_at", "lock_version"])
    return concept


@transaction.atomic
def discard(*, concept_id: int, officer: Officer) -> None:
    """Throw the concept away; published versions are not touched."""
    need(officer, "write")
    concept = locked(concept_id, officer)
    told(officer, "concept.discarded", concept)
    concept.delete()


@transaction.atomic
def propose(*, concept_id: int, officer: Officer, effective_on: date, note: str, lock_version: int) -> Concept:
    """Propose the concept as it was read (``lock_version``) for publication by somebody else.

    Raises TextConflict, ProcedureFaults, Refusal SOP-33, SOP-34.
    """
    need(officer, "propose")
    concept = locked(concept_id, officer)
    if concept.lock_version != lock_version:
        raise TextConflict(concept)
    check_day(concept.institution, concept.code, effective_on)
    judged(concept.institution, concept.code, concept.text)
    concept.submitted_by_id, concept.submitted_at = officer.user_id, clock.now()
    concept.effective_on, concept.note = effective_on, note.strip()[:300]
    concept.returned_by_id, concept.returned_reason = None, ""
    concept.save()
    told(officer, "procedure.proposed", concept, effective_on=effective_on)
    return concept


@transaction.atomic
def take_back(*, concept_id: int, officer: Officer) -> None:
    """The proposal becomes a concept again."""
    need(officer, "propose")
    concept = locked(concept_id, officer)
    reopen(concept)
    told(officer, "procedure.proposal_taken_back", concept)


def reopen(concept: Concept) -> None:
    """No longer proposed. Raises Conflict SOP-40 when it was not."""
    if concept.submitted_by_id is None:
        raise Conflict("SOP-40", N_("This concept is not proposed (any more)."))
    concept.submitted_by_id = concept.submitted_at = concept.effective_on = None
    concept.lock_version += 1
    concept.save()


def locked(concept_id: int, officer: Officer) -> Concept:
    """The concept of the officer's own institution, its row locked. Raises Conflict SOP-41 when it is gone."""
    rows = Concept.objects.select_for_update(of=("self",)).select_related("institution")
    concept = rows.filter(pk=concept_id, institution_id=officer.institution_id).first()
    if concept is None:
        raise Conflict("SOP-41", N_("This concept is gone: it was published or discarded meanwhile."))
    return concept


def told(officer: Officer, verb: str, concept: Concept, **facts: object) -> None:
    """The act in the institution's log."""
    about = {"code": concept.code}
    known = {"code": concept.code, "concept": concept.pk, **facts}
    record(institution_id=officer.institution_id, verb=verb, by=officer.actor(), facts=known, payload=about)


def _code_in(text: str) -> str:
    """What stands under ``kode``, also in a text that is no YAML yet: that is what the studio is there to mend."""
    written = re.search(r"^kode:\s*[\"']?([\w-]+)", text, re.MULTILINE)
    code = read(text)[0].get("kode", written[1] if written else "")
    return code if isinstance(code, str) else ""


def _good_code(code: str) -> str:
    if not _CODE.fullmatch(code):
        raise Refusal(
            "SOP-36",
            N_("A procedure needs a code of small letters, digits and hyphens under “kode”, at most 40 characters."),
        )
    return code


def _plain(text: str) -> str:
    """As a file is written: single line ends, one at the end. A form sends them doubled."""
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") + "\n"


def _renumbered(text: str, version: str) -> str:
    """The text with its ``versi`` replaced, wherever that line stands."""
    lines = text.split("\n")
    place = lines_of(text).get(("versi",), 0) - 1
    if place >= 0:
        lines[place] = re.sub(r"(versi\s*:\s*)[^\s#,}]+", lambda found: f'{found[1]}"{version}"', lines[place], count=1)
    return "\n".join(lines)
