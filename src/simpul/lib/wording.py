"""Turns a rule's refusal into the sentence on the screen."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from simpul.rules.refusals import Refusal


def _told(value: object) -> object:
    """A day as people write it ("22 November 2026"); every other value as it is."""
    return date_format(value, "j F Y") if isinstance(value, date) and not isinstance(value, datetime) else value


def say(refusal: Refusal) -> str:
    """The translated sentence with its code: what happened, what to do, "(Kode: UNG-02)"."""
    told = {name: _told(value) for name, value in refusal.params.items()}
    sentence = _(refusal.text) % told if told else _(refusal.text)
    return with_code(sentence, refusal.code)


def with_code(sentence: str, code: str) -> str:
    """A sentence in the reader's language with its code behind it."""
    return _("%(sentence)s (Code: %(code)s)") % {"sentence": sentence, "code": code}
