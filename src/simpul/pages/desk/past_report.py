"""The report on a sheet of old agreements, in parts: names to be placed, and rows by what becomes of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from simpul.features.agreements.models import ImportBatch
from simpul.features.agreements.past_plan import Answers, Outcome, Plan
from simpul.pages.desk.past_forms import CHIPS, ScansForm, lines_of, partners_of, refused_scans
from simpul.pages.shell.navigation import PageLinks
from simpul.rules.refusals import N_

ROWS, NAMES = 100, 50
"""On one page. Together they stay far below the entries that one form may have."""
_NAMES = "mitra"
_WORDS: Mapping[str, Outcome] = {
    "ditolak": "refused",
    "diputuskan": "open",
    "dicatat": "ready",
    "pindaian": "scan",
    "dilewati": "skipped",
    "sudah": "same",
}
_WHERE_WE_ARE = N_("%(first)s to %(last)s of %(all)s")


@dataclass(frozen=True, slots=True)
class Part:
    """A line of the filter."""

    label: str
    count: int
    url: str
    kind: str
    current: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the report is looked at: ``part`` "" is all of it."""

    part: str
    page: int

    @classmethod
    def read(cls, sent: QueryDict) -> Asked:
        part, page = sent.get("bagian", ""), sent.get("halaman", "1")
        known = part if part == _NAMES or part in _WORDS else ""
        return cls(known, max(1, int(page[:4])) if page.isdecimal() and page.isascii() else 1)

    def url(self) -> str:
        told: dict[str, str | int] = {"bagian": self.part} if self.part else {}
        return f"?{urlencode(told | ({'halaman': self.page} if self.page > 1 else {}))}"


def paged(asked: Asked, count: int, size: int) -> tuple[slice, PageLinks]:
    """The places that are shown, and the ways to the pages beside; a page behind the last one is the last one."""
    page = min(asked.page, max(1, -(-count // size)))
    first, last = (page - 1) * size, min(count, page * size)
    told = _(_WHERE_WE_ARE) % {"first": first + 1, "last": last, "all": count}
    links = PageLinks(
        Asked(asked.part, page + 1).url() if last < count else "",
        Asked(asked.part, 1).url() if page > 1 else "",
        told if count > size else "",
    )
    return slice(first, last), links


def parts_of(plan: Plan, asked: Asked) -> list[Part]:
    """The filter: everything, the names, and each outcome that there is."""
    found = Counter(line.outcome for line in plan.lines)
    parts = [Part(_("all rows"), len(plan.lines), "?", "", asked.part == "")]
    if plan.asked:
        parts.append(Part(_("names"), len(plan.asked), Asked(_NAMES, 1).url(), "", asked.part == _NAMES))
    words = {outcome: word for word, outcome in _WORDS.items()}
    for outcome, (kind, told) in CHIPS.items():
        if found[outcome]:
            word, shade = words[outcome], f"is-{kind}" if kind in ("late", "due") else ""
            parts.append(Part(_(told), found[outcome], Asked(word, 1).url(), shade, asked.part == word))
    return parts


def report_context(found: ImportBatch, plan: Plan, answers: Answers, asked: Asked) -> dict[str, object]:
    """What the page shows of the plan; everything where nothing is left of the part that was asked for."""
    parts = parts_of(plan, asked)
    if not any(one.current for one in parts):
        return report_context(found, plan, answers, Asked("", 1))
    return {
        "batch": found, "plan": plan, "parts": parts, "public": answers.public,
        **(_names(plan, answers, asked) if asked.part == _NAMES else _rows(plan, answers, asked)),
        "scans_form": ScansForm(), "refused_scans": refused_scans(found.scans.all()),
        "loose": [scan for scan in plan.loose if scan.file_id is not None],
        "ready": plan.count("ready", "scan"), "open": plan.count("open"), "waiting": plan.count("refused"),
        "scans": found.scans.count(),
    }  # fmt: skip


def _names(plan: Plan, answers: Answers, asked: Asked) -> dict[str, object]:
    shown, links = paged(asked, len(plan.asked), NAMES)
    return {"partners": partners_of(plan, answers)[shown], "names_page": links}


def _rows(plan: Plan, answers: Answers, asked: Asked) -> dict[str, object]:
    """The first page of everything begins with the names."""
    lines = [one for one in lines_of(plan, answers) if not asked.part or one.line.outcome == _WORDS[asked.part]]
    shown, links = paged(asked, len(lines), ROWS)
    told: dict[str, object] = {"lines": lines[shown], "page": links}
    if asked == Asked("", 1):
        rest = len(plan.asked) - NAMES
        told |= {
            "partners": partners_of(plan, answers)[:NAMES],
            "more_names": max(0, rest),
            "names_url": Asked(_NAMES, 1).url(),
        }
    return told
