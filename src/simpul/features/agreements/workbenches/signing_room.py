"""7, signing: the step is done when everybody has signed the open round."""

from __future__ import annotations

from simpul.core.procedures.acting import Acting
from simpul.core.procedures.rows import NewOutput
from simpul.core.signing.models import RoundState, SigningRound
from simpul.features.agreements.workbenches.sheets import wanted
from simpul.rules.refusals import N_, Refusal


def make(acting: Acting) -> None:
    """The signed agreement as a file. Raises Refusal TTD-21 while a signature is missing."""
    signing = SigningRound.objects.filter(case_id=acting.case.id).order_by("-number").first()
    if signing is None or signing.state != RoundState.COMPLETE:
        raise Refusal("TTD-21", N_("Not everybody has signed yet."))
    acting.facts["penanda_belum"] = {"mitra": 0, "lembaga": 0}
    acting.told |= {"round": signing.number, "sha256": signing.current.sha256}
    acting.made += [NewOutput(output, file_id=signing.current_id) for output in wanted(acting)]
