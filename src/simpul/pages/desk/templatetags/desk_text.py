"""Filters of the pages that show the text of an agreement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from django import template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from simpul.pages.desk.channels import CHANNELS
from simpul.pages.desk.texts.conditions import said
from simpul.pages.shell.forms import Dressed, dress
from simpul.pages.shell.marking import marked

register = template.Library()
_GAP = re.compile("‹[^›]*›")


@register.filter
def gaps(text: str) -> SafeString:
    """The text with its open places marked."""
    return marked(text, _GAP, '<mark class="s-anchor">{}</mark>')


@register.inclusion_tag("shell/_field.html")
def entry(bound: BoundField) -> dict[str, Dressed]:
    """A field of the values page: an empty one is no fault there, but the text may need it, so none is "optional"."""
    return {"dressed": replace(dress(bound), required=True)}


@register.filter
def saluran(code: str) -> str:
    """WhatsApp, Diantar langsung, ..."""
    return str(CHANNELS.get(code, code))


@register.filter
def apabila(when: Sequence[str]) -> str:
    """The conditions of a clause in words."""
    return said(when)


@register.filter
def versi(number: int) -> str:
    """Versi 3"""
    return _("Version %(number)s") % {"number": number}
