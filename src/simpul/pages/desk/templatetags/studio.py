"""A rule's refusal in the reader's words, for templates."""

from __future__ import annotations

from django import template

from simpul.lib.wording import say
from simpul.rules.refusals import Refusal

register = template.Library()


@register.filter
def said(refusal: Refusal) -> str:
    """The sentence with its code."""
    return say(refusal)
