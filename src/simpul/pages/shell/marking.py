"""Words inside a text that stand in an element of their own."""

from __future__ import annotations

import re

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


def marked(text: str, words: re.Pattern[str], element: str) -> SafeString:
    """``text`` with each match of ``words`` in an ``element`` such as "<b>{}</b>"; what is not safe is escaped."""
    kind = SafeString if isinstance(text, SafeString) else str
    pieces, at = [], 0
    for match in words.finditer(text):
        pieces.append((kind(text[at : match.start()]), format_html(element, kind(match[0]))))
        at = match.end()
    return format_html("{}{}", format_html_join("", "{}{}", pieces), kind(text[at:]))
