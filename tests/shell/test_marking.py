"""What reaches a page unescaped: our own elements and drawings, never a word that somebody typed."""

from __future__ import annotations

import re

import pytest
from django.template import Context, Template
from django.utils.safestring import SafeString

from simpul.pages.shell.marking import marked
from simpul.rules.pictures.bars import Bar, bars
from simpul.rules.pictures.thread import Phase, Version, ladder, mini

GAP = re.compile("‹[^›]*›")
HOSTILE = "<script>alert(1)</script>"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("tanpa tanda & biasa", "tanpa tanda &amp; biasa"),
        ("nomor ‹nomor›, lalu ‹x›", 'nomor <mark class="s">‹nomor›</mark>, lalu <mark class="s">‹x›</mark>'),
        ("‹<b>›", '<mark class="s">‹&lt;b&gt;›</mark>'),
        (SafeString("<i>a</i> ‹b›"), '<i>a</i> <mark class="s">‹b›</mark>'),
    ],
)
def test_marks_stand_round_escaped_words(text: str, shown: str) -> None:
    assert marked(text, GAP, '<mark class="s">{}</mark>') == shown


@pytest.mark.parametrize(
    "drawn",
    [
        bars([Bar(HOSTILE, HOSTILE, 1.0)], title=HOSTILE, desc=HOSTILE, ident="a"),
        ladder([Version(1, HOSTILE, HOSTILE, HOSTILE, HOSTILE, True)]),
        mini([Phase(HOSTILE, "now")]),
    ],
)
def test_a_drawing_is_shown_as_it_is_and_nobody_writes_an_element_into_it(drawn: str) -> None:
    shown = Template("{{ drawn }}").render(Context({"drawn": drawn}))
    assert shown.startswith("<svg ")
    assert "<script" not in shown
    # a plain string of the same words is not trusted
    assert Template("{{ drawn }}").render(Context({"drawn": str(drawn)})).startswith("&lt;svg ")
