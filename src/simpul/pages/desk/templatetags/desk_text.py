"""Filters of the pages that show the text of an agreement."""

from __future__ import annotations

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

register = template.Library()
_GAP = re.compile("‹[^›]*›")


@register.filter
def gaps(text: str) -> SafeString:
    """The text with its open places marked."""
    shown = _GAP.sub(lambda gap: f'<mark class="s-anchor">{gap[0]}</mark>', str(conditional_escape(text)))
    return mark_safe(shown)  # noqa: S308 - escaped above, only our own mark is added


@register.filter
def versi(number: int) -> str:
    """Versi 3"""
    return _("Version %(number)s") % {"number": number}
