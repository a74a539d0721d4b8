"""The word of a verdict, the same wherever a page shows one."""

from __future__ import annotations

from django.utils.translation import gettext as _

from simpul.core.signing.verdict import Outcome, Verdict


def verdict_word(verdict: Verdict) -> str:
    """SAH by an authority of a demonstration is said to be no more than that."""
    if verdict.verdict is Outcome.SAH and verdict.demo:
        return _("SAH (demo certificate)")
    return verdict.verdict.value
