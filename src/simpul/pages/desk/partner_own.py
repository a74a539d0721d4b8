"""What is said at the top where a partner sent a text of its own, or calls the parties as ours does not."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from simpul.features.agreements.partner_texts import reading_of
from simpul.features.agreements.taking import Standing
from simpul.rules.agreement_text.comparing.compare import Comparison
from simpul.rules.agreement_text.comparing.own_paper import is_own_paper, kept_words, others_called


@dataclass(frozen=True, slots=True)
class OwnPaper:
    """``is_own``: the file is none of our drafts edited; ``called``: whom its designations mean, in sentences.

    ``is_turned``: one of our parties has another designation there. ``exchanged``: designations that are shown and
    taken over as ours, in sentences.
    """

    is_own: bool
    kept: int
    every: int
    called: list[str]
    is_turned: bool
    exchanged: list[str]


def own_paper_of(standing: Standing) -> OwnPaper | None:
    """None where there is nothing to say."""
    compared, reading = standing.compared, reading_of(standing.kept.draft)
    if compared is None or reading is None or not standing.is_open:
        return None
    is_own = reading.origin is None and is_own_paper(compared)
    others = others_called(compared)
    exchanged = exchanged_of(compared)
    called = [] if exchanged else [_said(label, ours) for label, ours in others.items()]
    if not (is_own or called or exchanged):
        return None
    return OwnPaper(is_own, *kept_words(compared), called, any(others.values()), exchanged)


def exchanged_of(compared: Comparison) -> list[str]:
    """Each designation of the partner's text that is shown and taken over as ours, in a sentence."""
    said = _("%(theirs)s of the partner's text is our %(ours)s.")
    pairs = compared.turned.items()
    return [said % {"theirs": label, "ours": ours} for label, ours in pairs]


def _said(label: str, ours: str) -> str:
    if ours:
        return _("In the partner's text %(theirs)s is the one whom ours calls %(ours)s.") % {
            "theirs": label, "ours": ours,
        }  # fmt: skip
    return _("%(theirs)s of the partner's text was not recognised as a party of ours: read who it is first.") % {
        "theirs": label
    }
