"""Publishing a procedure by two persons: one has proposed it, another one puts it in force from a day on."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from simpul.core.directory.models import Institution
from simpul.core.directory.officers import Officer, today_in
from simpul.core.procedures.actions import publish_version
from simpul.core.procedures.judging import Judgement, judge, takes_requests
from simpul.core.procedures.models import Concept, ProcedureVersion
from simpul.rules.procedure.faults import ProcedureFaults
from simpul.rules.procedure.loader import load
from simpul.rules.procedure.model import Procedure
from simpul.rules.procedure.publishing import version_key
from simpul.rules.refusals import N_, NotAllowed, Refusal
from simpul.rules.studio_rights import Act, Person, may


def person_of(officer: Officer) -> Person:
    """The officer as the rule of rights sees one."""
    return Person(officer.user_id, officer.is_admin, bool(officer.commands))


def allowed(officer: Officer, act: Act, proposed_by: int | None = None) -> bool:
    """Whether the officer may do it with the procedures of the own institution."""
    return may(person_of(officer), act, proposed_by)


def proposals_for(officer: Officer) -> list[Concept]:
    """The proposed versions that wait for this officer: to be published or sent back."""
    if not allowed(officer, "send_back"):
        return []
    waiting = Concept.objects.filter(institution_id=officer.institution_id, submitted_by__isnull=False)
    return list(waiting.exclude(submitted_by=officer.user_id).select_related("submitted_by").order_by("submitted_at"))


def need(officer: Officer, act: Act, proposed_by: int | None = None) -> None:
    """Raises NotAllowed SOP-30 to SOP-32, by what is wanted."""
    if allowed(officer, act, proposed_by):
        return
    if act == "publish" and proposed_by == officer.user_id:
        raise NotAllowed("SOP-31", N_("You have proposed this version. Somebody else publishes it."))
    if act in ("publish", "send_back", "move_cases"):
        raise NotAllowed("SOP-32", N_("Only an administrator, or somebody who stands above another lane, may do this."))
    raise NotAllowed("SOP-30", N_("Only an administrator of the institution writes and proposes procedures."))


def check_day(institution: Institution, code: str, effective_on: date) -> None:
    """Raises Refusal SOP-33 for a day that has passed, SOP-34 for one before the newest published version."""
    if effective_on < today_in(institution):
        raise Refusal(
            "SOP-33",
            N_("This day has passed. A version takes effect today at the earliest."),
        )
    rows = ProcedureVersion.objects.filter(
        procedure__institution=institution, procedure__code=code, published_at__isnull=False
    )
    newest = max(rows, key=lambda row: version_key(row.version), default=None)
    if newest is not None and newest.effective_on is not None and effective_on < newest.effective_on:
        raise Refusal(
            "SOP-34",
            N_(
                "Version %(version)s takes effect after this day; a later version cannot take effect before it. It may "
                "do so on the same day: then it takes its place from the beginning."
            ),
            version=newest.version,
        )


def judged(institution: Institution, code: str, text: str) -> Procedure:
    """The procedure of a text without any fault. Raises ProcedureFaults."""
    found: Judgement = judge(institution, code, text)
    if found.procedure is None or found.faults:
        raise ProcedureFaults(code, found.faults)
    return found.procedure


@transaction.atomic
def publish_by_two(
    *,
    institution: Institution,
    code: str,
    text: str,
    effective_on: date,
    proposed_by_id: int,
    published_by: Officer,
    note: str = "",
) -> ProcedureVersion:
    """Publish what somebody else has proposed. The first procedure that takes requests becomes the intake procedure.

    Raises NotAllowed (see ``need``), Refusal (see ``check_day``), ProcedureFaults.
    """
    need(published_by, "publish", proposed_by_id)
    house = Institution.objects.select_for_update().get(pk=institution.pk)
    check_day(house, code, effective_on)
    procedure = judged(house, code, text)
    version = publish_version(
        institution=house, text=text, effective_on=effective_on, by=published_by.actor(),
        proposed_by_id=proposed_by_id, published_by_id=published_by.user_id,
        adopted_from=source_of(procedure), note=note,
    )  # fmt: skip
    if not house.intake_procedure and takes_requests(house, procedure):
        house.intake_procedure = procedure.code
        house.save(update_fields=["intake_procedure"])
    return version


def source_of(procedure: Procedure) -> ProcedureVersion | None:
    """The published version of this installation that the procedure says it was adopted from."""
    if procedure.adopted is None:
        return None
    return ProcedureVersion.objects.filter(sha256=procedure.adopted.sha256, published_at__isnull=False).first()


def same_text(institution: Institution, text: str) -> ProcedureVersion | None:
    """The published version of the institution with exactly this text."""
    parsed = load(text, "procedure")
    known = ProcedureVersion.objects.filter(
        procedure__institution=institution, procedure__code=parsed.code, version=parsed.version
    ).first()
    return known if known is not None and known.text == text else None
