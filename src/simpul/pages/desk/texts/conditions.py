"""The conditions of a template in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from simpul.rules.agreement_text import condition_words


def said(when: Sequence[str]) -> str:
    """“the partner is private, or a person; and personal data are processed”; "" for none."""
    return _("; and ").join(_(condition_words.words_of(name)) for name in when)


def offered(current: str, *, is_first: bool) -> list[tuple[str, object]]:
    """What a condition is chosen from; ``current`` is there even where it is unknown."""
    plain, opposites = condition_words.choices()
    none = _("always, without a condition") if is_first else _("no further condition")
    known = {name for name, _words in (*plain, *opposites)}
    strange = [(current, current)] if current and current not in known else []
    return [("", none), *strange, (_("Where it is so"), _spoken(plain)), (_("Where it is not so"), _spoken(opposites))]


def _spoken(choices: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, _(words)) for name, words in choices]
