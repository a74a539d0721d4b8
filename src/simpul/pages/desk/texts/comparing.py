"""Two versions of a text side by side, clause by clause or entry by entry."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from simpul.core.directory.officers import Officer
from simpul.features.agreements import text_concepts as concepts
from simpul.features.agreements.text_kinds import Content
from simpul.features.agreements.text_versions import SHIPPED, content_at
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.frame import desk_page
from simpul.pages.desk.texts.changes import changes
from simpul.pages.desk.texts.examples import example_for
from simpul.pages.desk.texts.shelf import HERE, Shelf, crumbs, house_of, shelf_for

CONCEPT = "konsep"


@dataclass(frozen=True, slots=True)
class Side:
    """A version or the concept."""

    key: str
    label: str


def _sides(shelf: Shelf) -> list[Side]:
    """The concept first, then the versions, newest first."""
    numbers = [*(row.number for row in shelf.versions), SHIPPED]
    sides = [Side(str(number), _("Version %(number)s") % {"number": number}) for number in numbers]
    return [Side(CONCEPT, _("Concept")), *sides] if shelf.concept is not None else sides


def _content(officer: Officer, shelf: Shelf, side: Side) -> Content | None:
    """What stands on a side; None while the text of the concept cannot be built."""
    if side.key == CONCEPT and shelf.concept is not None:
        return concepts.judged(shelf.concept).content
    return content_at(officer.institution_id, shelf.code, int(side.key))


@officer_required
def compare(request: HttpRequest, officer: Officer, code: str) -> HttpResponse:
    """``?dari=`` and ``?ke=``: numbers of versions, or ``konsep``; without them the two newest."""
    shelf = shelf_for(officer, code)
    sides = _sides(shelf)
    by_key = {side.key: side for side in sides}
    new = by_key.get(request.GET.get("ke", ""), sides[0])
    older = [side for side in sides if side is not new]
    old = by_key.get(request.GET.get("dari", ""), older[0] if older else new)
    context: dict[str, object] = {"shelf": shelf, "sides": sides, "old": old, "new": new}
    before, after = _content(officer, shelf, old), _content(officer, shelf, new)
    if before is not None and after is not None:
        context["able"], context["changes"] = True, changes(before, after, house_of(officer))
        if not shelf.is_template:
            house, key = house_of(officer), request.GET.get("contoh", "")
            context["example"] = example_for(after, before, house, key)
    steps = crumbs(code, _("Compare"))
    return desk_page(request, officer, "desk/texts/compare.html", context, current=HERE, crumbs=steps)
