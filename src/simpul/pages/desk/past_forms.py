"""Forms and lines of the page on which old agreements are decided."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.features.agreements.models import ImportScan
from simpul.features.agreements.past_partners import NEW, PERSON, Question
from simpul.features.agreements.past_plan import LEAVE, TAKE, Answers, Line, Outcome, Plan
from simpul.features.agreements.past_scans import refused
from simpul.lib.wording import say
from simpul.pages.shell.forms import LookMixin
from simpul.rules.past_agreements.faults import Fault, Level
from simpul.rules.past_agreements.row import Row
from simpul.rules.refusals import N_

CHIPS: Mapping[Outcome, tuple[str, str]] = {
    "refused": ("late", N_("refused")),
    "open": ("due", N_("to be decided")),
    "ready": ("ok", N_("will be recorded")),
    "scan": ("now", N_("gets its scan")),
    "skipped": ("idle", N_("left out")),
    "same": ("idle", N_("recorded before")),
}
"""In the order in which the rows are shown."""


BY_HAND = frozenset({"looks_the_same", "date_in_future"})
"""A twin, and a day that cannot be meant: each is decided by itself."""


_SCANS = ".pdf,.jpg,.jpeg,.png,.zip"


class _Several(forms.FileInput):
    """Several files in one entry; the page takes them from the request, the field sees whether there is one."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: object, files: Any, name: str) -> object:
        return files.get(name)


class SheetForm(LookMixin, forms.Form):
    """The spreadsheet, and scans at once or later."""

    use_required_attribute = False
    sheet = forms.FileField(
        label=gettext_lazy("Spreadsheet"),
        help_text=gettext_lazy("XLSX as you keep it, at most 10 MB. Titles above the columns and sums below may stay."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )
    scans = forms.FileField(
        label=gettext_lazy("Scans"), required=False,
        help_text=gettext_lazy(
            "PDF, JPG or PNG, named by the number: 012-PKS-BLC-IV-2020.pdf. Or the whole folder as one ZIP, up to "
            "200 MB. More can follow."
        ),
        widget=_Several(attrs={"accept": _SCANS}),
    )  # fmt: skip


class ScansForm(LookMixin, forms.Form):
    """More scans."""

    scans = forms.FileField(
        label=gettext_lazy("Scans"), required=False,
        help_text=gettext_lazy("Up to 100 files at once, each at most 10 MB, or a folder as one ZIP, up to 200 MB."),
        widget=_Several(attrs={"accept": _SCANS}),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Partner:
    """A written name with what it may be: (value, words, chosen)."""

    key: str
    question: Question
    options: Sequence[tuple[str, str, bool]]
    suggestion: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A row in the words of the page. ``doubtful``: a person must say whether it goes in; ``said``: what was said."""

    line: Line
    chip: tuple[str, str]
    faults: Sequence[str]
    doubtful: bool
    said: str
    above: str
    below: bool


def key_of(name: str) -> str:
    """The name of a form's entry for a written name."""
    return f"mitra-{hashlib.sha256(name.encode()).hexdigest()[:16]}"


def counted(plan: Plan) -> Sequence[tuple[str, str, int]]:
    """Chip, words, count; those that there are."""
    found = Counter(line.outcome for line in plan.lines)
    return [(kind, _(words), found[outcome]) for outcome, (kind, words) in CHIPS.items() if found[outcome]]


def partners_of(plan: Plan, answers: Answers) -> list[Partner]:
    """Every name that must be placed."""
    return [_partner(each, answers.partners.get(each.written, "")) for each in plan.asked]


def _partner(each: Question, said: str) -> Partner:
    near = [(one.name, _near(one.name, one.percent, one.known)) for one in each.near]
    options = [(NEW, _("A new partner")), (PERSON, _("A natural person (never published)")), *near]
    if said and said not in dict(options):
        options.append((said, said))
    suggestion = dict(options).get(each.suggested, each.suggested)
    return Partner(key_of(each.written), each, [(value, words, value == said) for value, words in options], suggestion)


def _near(name: str, percent: int, known: bool) -> str:
    told = {"name": name, "percent": percent}
    if known:
        return _("%(name)s, known here, %(percent)s %% alike") % told
    return _("%(name)s, as in this sheet, %(percent)s %% alike") % told


def lines_of(plan: Plan, answers: Answers) -> list[Shown]:
    """The rows, those first that want something."""
    order = {outcome: place for place, outcome in enumerate(CHIPS)}
    return [_shown(line, answers) for line in sorted(plan.lines, key=lambda line: order[line.outcome])]


def _shown(line: Line, answers: Answers) -> Shown:
    kind, words = CHIPS[line.outcome]
    faults = [f"{cells_of(fault, line.row.row)}: {say(fault.refusal())}" for fault in line.row.faults]
    if line.outcome == "open" and not line.parties:
        faults.append(_("Say above who the partner is."))
    living = line.outcome in ("open", "ready", "skipped")
    above = line.above.number if living and line.above is not None and not line.row.is_addendum else ""
    return Shown(
        line, (kind, _(words)), faults, living and line.row.level is Level.CHECKED,
        answers.rows.get(line.row.row, ""), above, line.row.row in answers.above,
    )  # fmt: skip


def cells_of(fault: Fault, row: int) -> str:
    """Where in the sheet it stands: "F26"."""
    return ", ".join(f"{column}{row}" for column in fault.columns)


def refused_scans(scans: Iterable[ImportScan]) -> list[tuple[str, str]]:
    """Name and reason of every scan that was not kept."""
    return [(name, say(why)) for name, why in refused(scans)]


def _is_small(row: Row) -> bool:
    return row.level is Level.CHECKED and not any(fault.name in BY_HAND for fault in row.faults)


def answers_from(sent: QueryDict, plan: Plan, before: Answers) -> Answers:
    """What was decided on the page; what the page did not show stays as it was.

    ``terima``: every suggestion that was left open is taken and every warning approved, but those of ``BY_HAND`` and
    names that are only somewhat like the suggested one.
    """
    partners, rows, above = dict(before.partners), dict(before.rows), set(before.above)
    for each in plan.asked:
        said = sent.get(key_of(each.written), partners.get(each.written, ""))
        partners[each.written] = said or (each.suggested if "terima" in sent and each.sure else "")
    for line in plan.lines:
        number = line.row.row
        said = sent.get(f"baris-{number}", "")
        if said in (TAKE, LEAVE):
            rows[number] = said
        elif "terima" in sent and number not in rows and _is_small(line.row):
            rows[number] = TAKE
        if f"ada-induk-{number}" in sent:
            above = above | {number} if f"induk-{number}" in sent else above - {number}
        if "terima" in sent and line.above is not None:
            above.add(number)
    given = {name: said for name, said in partners.items() if said}
    public = "publik" in sent if "ada-publik" in sent else before.public
    return replace(before, partners=given, rows=rows, above=frozenset(above), public=public)
