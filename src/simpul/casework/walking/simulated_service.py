"""A played signature through the signing service: only ever the simulator's, labelled as such in the file."""

from __future__ import annotations

from simpul.adapters.bsre import CODE, OPENS_WITH
from simpul.casework.service_signing import ask_code, sign_through_service
from simpul.core.directory.officers import Officer
from simpul.core.signing.models import AttemptState, Signer
from simpul.core.signing.services import NOBODY, service_of
from simpul.rules.refusals import N_, Refusal


def sign_through_simulator(signer: Signer, officer: Officer) -> None:
    """Raises Refusal TTD-165 (a real service is never asked in play), TTD-166 (its simulator did not sign)."""
    service = service_of(officer.institution_id)
    if service is None or not service.simulated:
        text = N_(
            "%(name)s signs through a real signing service, and a played case never asks one. For playing, tick the "
            "simulator of the demonstration or choose certificate files under Institution, How officers sign."
        )
        raise Refusal("TTD-165", text, name=signer.name)
    if service.by_code:
        ask_code(signer_id=signer.pk, officer=officer)
    attempt = sign_through_service(
        signer_id=signer.pk, officer=officer, secret=CODE if service.by_code else OPENS_WITH, nik=NOBODY.nik,
        read_affirmed=True,
    )  # fmt: skip
    if attempt.state != AttemptState.SIGNED:
        text = N_(
            "The simulator of the signing service has not signed (%(number)s). Let it behave normally again, then "
            "repeat: the guide of the signing service says how."
        )
        raise Refusal("TTD-166", text, number=attempt.number)
