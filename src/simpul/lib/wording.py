"""Turns a rule's refusal into the sentence on the screen."""

from __future__ import annotations

from django.utils.translation import gettext as _

from simpul.rules.refusals import Refusal


def say(refusal: Refusal) -> str:
    """The translated sentence with its code: what happened, what to do, "(Kode: UNG-02)"."""
    sentence = _(refusal.text) % refusal.params if refusal.params else _(refusal.text)
    return _("%(sentence)s (Code: %(code)s)") % {"sentence": sentence, "code": refusal.code}
