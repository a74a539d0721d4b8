"""The institution that a command is about: the one that is named, or the only one there is."""

from __future__ import annotations

from simpul.core.directory.models import Institution
from simpul.rules.refusals import N_, Refusal


def institution_of(code: str | None) -> Institution:
    """Raises Refusal ORG-34 where none has the code, or none is named and there are several."""
    found = list(Institution.objects.filter(code=code) if code else Institution.objects.order_by("id")[:2])
    if len(found) == 1:
        return found[0]
    known = ", ".join(Institution.objects.order_by("code").values_list("code", flat=True))
    raise Refusal("ORG-34", N_("Say which institution with --institution. Known: %(known)s."), known=known)
