"""What the command line says, translated without Django: a verb that needs no database also needs no framework."""

from __future__ import annotations

import functools
import gettext
import os
import sys
from pathlib import Path

from simpul.rules.refusals import Refusal

LOCALE = Path(__file__).resolve().parent.parent / "locale"


@functools.cache
def _catalog(language: str) -> gettext.NullTranslations:
    """The compiled catalogs of every room, one behind the other."""
    chain = gettext.NullTranslations()
    for compiled in sorted(LOCALE.glob(f"*/{language}/LC_MESSAGES/django.mo")):
        with compiled.open("rb") as stream:
            room = gettext.GNUTranslations(stream)
        room.add_fallback(chain)
        chain = room
    return chain


def _(msgid: str, /, **params: object) -> str:
    """The sentence in the language of SIMPUL_LANG (default Indonesian)."""
    sentence = _catalog(os.environ.get("SIMPUL_LANG", "id")).gettext(msgid)
    return sentence % params if params else sentence


def say(refusal: Refusal) -> str:
    """What happened, what to do, and the code to search for."""
    sentence = _("%(sentence)s (Code: %(code)s)")
    return sentence % {"sentence": _(refusal.text, **refusal.params), "code": refusal.code}


def complain(sentence: str) -> None:
    """One line on stderr."""
    print(sentence, file=sys.stderr, flush=True)
