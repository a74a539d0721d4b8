"""Filters of the pages that show the text of an agreement."""

from __future__ import annotations

import re
from dataclasses import replace

from django import template
from django.forms.boundfield import BoundField
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from simpul.pages.desk.channels import CHANNELS
from simpul.pages.shell.forms import Dressed, dress

register = template.Library()
_GAP = re.compile("‹[^›]*›")


@register.filter
def gaps(text: str) -> SafeString:
    """The text with its open places marked."""
    shown = _GAP.sub(lambda gap: f'<mark class="s-anchor">{gap[0]}</mark>', str(conditional_escape(text)))
    return mark_safe(shown)  # noqa: S308 - escaped above, only our own mark is added


@register.inclusion_tag("shell/_field.html")
def entry(bound: BoundField) -> dict[str, Dressed]:
    """A field of the values page: an empty one is no fault there, but the text may need it, so none is "optional"."""
    return {"dressed": replace(dress(bound), required=True)}


@register.filter
def saluran(code: str) -> str:
    """WhatsApp, Diantar langsung, ..."""
    return str(CHANNELS.get(code, code))


@register.filter
def versi(number: int) -> str:
    """Versi 3"""
    return _("Version %(number)s") % {"number": number}
