"""What became of a file that came back signed: a chip and its words, for both sides."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from simpul.core.signing.models import ReturnedState

STATES: Mapping[ReturnedState, tuple[str, str | Promise]] = {
    ReturnedState.TAKEN: ("ok", gettext_lazy("Taken")),
    ReturnedState.ASKED: ("due", gettext_lazy("Waits for a decision")),
    ReturnedState.REFUSED: ("late", gettext_lazy("Not taken")),
    ReturnedState.OTHER_TEXT: ("late", gettext_lazy("Another text")),
    ReturnedState.STALE: ("idle", gettext_lazy("Overtaken")),
}
