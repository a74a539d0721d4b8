"""`/perkara/<slug>/bandingkan/`: one version of the text against another, clause by clause; also the partner's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from simpul.core.directory.officers import Officer
from simpul.features.agreements.comparison import compare_drafts
from simpul.features.agreements.models import Draft, Request
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.case_head import load_case
from simpul.pages.desk.partner_file import file_of
from simpul.pages.desk.partner_own import exchanged_of
from simpul.pages.desk.partner_rows import Row, language_of
from simpul.pages.desk.text_pages import request_for, text_page
from simpul.rules.agreement_text.comparing.compare import Comparison
from simpul.rules.agreement_text.comparing.languages import everything, twins
from simpul.rules.agreement_text.comparing.summary import Counts, counts, summary


@dataclass(frozen=True, slots=True)
class Compared:
    """``found`` None where one of the two could not be read; ``whole`` shows also what is the same."""

    old: Draft
    new: Draft
    found: Comparison | None
    whole: bool = False

    @property
    def counts(self) -> Counts | None:
        return counts(self.found) if self.found is not None else None

    @property
    def rows(self) -> Sequence[Row]:
        """Every change with both its languages; of the whole text also what is the same."""
        if self.found is None:
            return ()
        return [Row(twin) for twin in (everything(self.found) if self.whole else twins(self.found))]

    @property
    def exchanged(self) -> list[str]:
        """What the parties of the newer text are called here instead of what is written."""
        return exchanged_of(self.found) if self.found is not None else []

    @property
    def sentences(self) -> list[dict[str, str]]:
        """Each change in a sentence, of a text in two languages with the language that changed."""
        told = summary(self.found) if self.found is not None else ()
        return [{"text": _(one.text) % one.values, "key": one.key, "language": language_of(one)} for one in told]


def compared(asked: Request, old: int = 0, new: int = 0, *, whole: bool = False) -> Compared | None:
    """The two numbers, else the newest version against the one before; None while there is only one."""
    drafts = list(Draft.objects.filter(request=asked).select_related("docx", "pdf", "created_by").order_by("number"))
    by_number = {draft.number: draft for draft in drafts}
    if len(drafts) < 2:
        return None
    later = by_number.get(new, drafts[-1])
    before = [draft for draft in drafts if draft.number < later.number]
    earlier = by_number.get(old) or (before[-1] if before else drafts[0])
    return Compared(earlier, later, compare_drafts(earlier, later), whole)


@officer_required
def versions(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """Read-only for every officer of the institution. ``?dari=1&ke=3`` chooses, ``?semua=1`` shows all clauses."""
    view = load_case(officer, slug)
    asked = request_for(view)
    whole = request.GET.get("semua") == "1"
    found = compared(asked, _number(request, "dari"), _number(request, "ke"), whole=whole)
    context = {
        "compared": found, "whole": whole, "versions": Draft.objects.filter(request=asked).order_by("number"),
        "file": file_of(found.new) if found is not None else None,
    }  # fmt: skip
    return text_page(request, officer, view, "desk/compare.html", context, _("Compare"))


def _number(request: HttpRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 5 else 0
