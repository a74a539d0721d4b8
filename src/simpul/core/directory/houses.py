"""What an institution says about itself: its name and address on papers, how to reach it, the paper it prints on."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from simpul.core.directory.models import Institution
from simpul.core.messages.actions import record
from simpul.lib.actor import Actor

FIELDS = (
    "name", "parent_body", "address", "city", "phone", "whatsapp", "email", "head_authority", "paper", "letter_code",
)  # fmt: skip


@transaction.atomic
def change_house(*, institution_id: int, values: Mapping[str, object], by: Actor) -> list[str]:
    """Change any of ``FIELDS``; returns the names of those that changed. Requests filed before keep what they say."""
    house = Institution.objects.select_for_update().get(pk=institution_id)
    changed = [name for name in FIELDS if name in values and values[name] != getattr(house, name)]
    for name in changed:
        setattr(house, name, values[name])
    if changed:
        house.save(update_fields=changed)
        record(institution_id=house.pk, verb="house.changed", by=by, facts={"fields": changed})
    return changed
