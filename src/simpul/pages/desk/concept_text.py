"""What is sent with the text of a concept, of a procedure or of a template, and how its state is told."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def entered(request: HttpRequest) -> str:
    """The text as it was sent, with plain ends of lines."""
    return request.POST.get("teks", "").replace("\r\n", "\n")


def lock_of(request: HttpRequest) -> int:
    """The state that the sender had read; -1 for one that cannot be."""
    given = request.POST.get("kunci", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else -1


def differences(theirs: str, mine: str) -> Iterator[tuple[str, str]]:
    """The lines that differ, each behind its sign."""
    changes = difflib.unified_diff(theirs.splitlines(), mine.splitlines(), lineterm="", n=1)
    for place, line in enumerate(changes):
        if place > 1:
            yield line[:1], line[1:]


def summary(count: int) -> str:
    """How many faults there are, in words."""
    if not count:
        return _("No faults: this concept can be proposed")
    return ngettext("%(count)d fault", "%(count)d faults", count) % {"count": count}
