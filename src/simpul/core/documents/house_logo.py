"""The institution's own logo: a picture that was judged already, kept as a file like any other."""

from __future__ import annotations

from django.db import transaction

from simpul.core.documents.faces.logos import Logo, logo
from simpul.core.documents.models import HouseLogo, StoredFile
from simpul.core.documents.storage import read
from simpul.core.messages.actions import record
from simpul.lib import clock
from simpul.lib.actor import SYSTEM, Actor
from simpul.rules.refusals import N_, Refusal


def logo_file(institution_id: int) -> StoredFile | None:
    """The file of the logo, None without one."""
    found = HouseLogo.objects.select_related("file").filter(institution_id=institution_id).first()
    return found.file if found is not None else None


def logo_bytes(institution_id: int) -> bytes | None:
    """The picture as it was handed in; whoever prints it makes it small and harmless first."""
    file = logo_file(institution_id)
    return read(file.sha256) if file is not None else None


def logo_copy(institution_id: int) -> StoredFile | None:
    """The logo as a file row of its own, with the same bytes: what hangs on one case never hangs on another."""
    file = logo_file(institution_id)
    if file is None:
        return None
    return StoredFile.objects.create(
        institution_id=institution_id, sha256=file.sha256, size=file.size, media_type=file.media_type, name=file.name,
        kind=file.kind, created_at=clock.now(), created_by=f"{SYSTEM.kind}:{SYSTEM.ref}",
    )  # fmt: skip


def drawn_logo(institution_id: int) -> Logo | None:
    """The logo as it is printed."""
    return logo(logo_bytes(institution_id))


@transaction.atomic
def set_logo(*, file: StoredFile, by: Actor) -> None:
    """The logo of the file's institution from now on. Raises Refusal ORG-46 for a picture that cannot be printed."""
    if logo(read(file.sha256)) is None:
        raise Refusal("ORG-46", N_("This picture cannot be printed. Hand the logo in as PNG or JPEG."))
    HouseLogo.objects.update_or_create(institution_id=file.institution_id, defaults={"file": file})
    record(institution_id=file.institution_id, verb="house.logo_set", by=by, facts={"sha256": file.sha256})


@transaction.atomic
def drop_logo(*, institution_id: int, by: Actor) -> None:
    """Print without a logo from now on; papers made before keep theirs."""
    if HouseLogo.objects.filter(institution_id=institution_id).delete()[0]:
        record(institution_id=institution_id, verb="house.logo_dropped", by=by, facts={})
