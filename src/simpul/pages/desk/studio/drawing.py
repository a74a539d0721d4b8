"""The swimlane of a procedure as the pages of the studio show it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from simpul.rules.pictures.from_procedure import sentences, swimlane
from simpul.rules.pictures.markup import Markup
from simpul.rules.pictures.svg import Part, render
from simpul.rules.procedure.model import Procedure


@dataclass(frozen=True, slots=True)
class Drawn:
    """Lane names, flow, and the same in words."""

    lanes: Markup
    flow: Markup
    words: list[str]


def drawn(procedure: Procedure) -> Drawn:
    """The picture of a procedure without any case in it."""
    drawing, title = swimlane(procedure), _title(procedure)

    def part(name: Part, ident: str) -> Markup:
        return render(drawing, title=title, desc=_("The same in words stands below."), ident=ident, part=name)

    return Drawn(part("lanes", "lajur"), part("flow", "alur"), sentences(procedure))


def drawn_whole(procedure: Procedure) -> Markup:
    """The picture in one piece, black on white, to be opened by itself."""
    told = " ".join(sentences(procedure))
    return render(swimlane(procedure), title=_title(procedure), desc=told, variant="print")


def _title(procedure: Procedure) -> str:
    return _("Flow of the procedure: %(title)s") % {"title": procedure.identity.title}
