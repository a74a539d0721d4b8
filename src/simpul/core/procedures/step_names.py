"""The steps of a procedure over all its versions: a case that moved to a newer one keeps what it did by the older."""

from __future__ import annotations

from simpul.core.procedures.loaded import readable
from simpul.core.procedures.models import ProcedureVersion
from simpul.rules.procedure.model import Procedure, Step


def steps_of(procedure_id: int) -> dict[str, tuple[Procedure, Step]]:
    """Step id -> its newest form and the version that has it; in the order of the newest version, older ones after."""
    versions = ProcedureVersion.objects.filter(procedure_id=procedure_id, published_at__isnull=False)
    found: dict[str, tuple[Procedure, Step]] = {}
    for version_id in versions.order_by("-effective_on", "-id").values_list("id", flat=True):
        procedure = readable(version_id)
        for step in procedure.steps if procedure else ():
            assert procedure is not None
            found.setdefault(step.id, (procedure, step))
    return found
