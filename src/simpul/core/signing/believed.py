"""Signatures whose issuer this installation does not know, but which a person has taken with a reason."""

from __future__ import annotations

from django.db.models import QuerySet

from simpul.core.signing.models import ReturnedFile, ReturnedState

_ISSUER = "issuer"


def believed(case_id: int | None) -> QuerySet[ReturnedFile]:
    """The files that a person has taken for the signings of a case, for whatever doubt."""
    taken = ReturnedFile.objects.filter(state=ReturnedState.TAKEN, decided_at__isnull=False)
    return taken.filter(signer__round__case_id=case_id) if case_id is not None else taken.none()


def unproved(case_id: int | None) -> list[ReturnedFile]:
    """Those of them whose issuer nobody here knows: revocation data of such a certificate cannot be judged here."""
    found = believed(case_id).filter(faults__contains=[_ISSUER])
    return list(found.select_related("file", "sent", "signer", "decided_by").order_by("pk"))


def spans(files: list[ReturnedFile]) -> tuple[range, ...]:
    """Where in the signed file the signatures of these end: within what came back and was not sent."""
    return tuple(range(one.sent.size + 1, one.file.size + 1) for one in files)
