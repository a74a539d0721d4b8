"""Publishing a version of a procedure. A published text never changes."""

from __future__ import annotations

import hashlib
from datetime import date

from django.db import transaction

from simpul.core.directory.models import Institution
from simpul.core.messages.actions import record
from simpul.core.procedures.models import Procedure, ProcedureVersion, RoundPlan
from simpul.lib import clock
from simpul.lib.actor import Actor
from simpul.rules.procedure.loader import load
from simpul.rules.procedure.periods import start_after
from simpul.rules.refusals import N_, Refusal


@transaction.atomic
def publish_version(
    *,
    institution: Institution,
    text: str,
    effective_on: date,
    by: Actor,
    proposed_by_id: int | None = None,
    published_by_id: int | None = None,
    adopted_from: ProcedureVersion | None = None,
    note: str = "",
) -> ProcedureVersion:
    """Publish the text of a procedure file for an institution; the same text again finds the same version.

    A procedure that asks for rounds gets its plan with the first version.
    Raises ProcedureFaults (with lines) and Refusal SOP-02 (this version exists with another text).
    """
    parsed = load(text, "procedure")
    digest = hashlib.sha256(text.encode()).hexdigest()
    procedure, _ = Procedure.objects.get_or_create(institution=institution, code=parsed.code)
    if (known := _known(procedure, parsed.version, digest)) is not None:
        return known
    version = ProcedureVersion.objects.create(
        procedure=procedure,
        version=parsed.version,
        text=text,
        sha256=digest,
        published_at=clock.now(),
        effective_on=effective_on,
        proposed_by_id=proposed_by_id,
        published_by_id=published_by_id,
        adopted_from=adopted_from,
        note=note,
    )
    if parsed.period:
        RoundPlan.objects.get_or_create(
            procedure=procedure, defaults={"period": parsed.period, "next_on": start_after(effective_on, parsed.period)}
        )
    record(
        institution_id=institution.pk,
        verb="procedure.published",
        by=by,
        facts={
            "code": parsed.code, "version": parsed.version, "sha256": digest, "effective_on": effective_on,
            "proposed_by": proposed_by_id,
        },
    )  # fmt: skip
    return version


def _known(procedure: Procedure, version: str, digest: str) -> ProcedureVersion | None:
    """This version with this text, if it is published; Refusal SOP-02 when its text is another."""
    known = ProcedureVersion.objects.filter(procedure=procedure, version=version).first()
    if known is not None and known.sha256 != digest:
        raise Refusal(
            "SOP-02",
            N_("Version %(version)s of %(code)s is published already with another text. Give the file a new version."),
            version=version,
            code=procedure.code,
        )
    return known
