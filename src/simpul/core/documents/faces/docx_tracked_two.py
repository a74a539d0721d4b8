"""The body of a DOCX with tracked changes in two languages: a table of two columns, each with its own changes.

A row holds a clause in both languages. What came or went in both is a row that came or went.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from simpul.core.documents.faces import docx_xml as xml
from simpul.core.documents.faces.docx_body import Pages
from simpul.core.documents.faces.docx_changes import How, Tracker
from simpul.core.documents.faces.docx_tracked_body import TrackedBody, Written
from simpul.core.documents.faces.docx_tracked_signatures import signature_tables
from simpul.rules.agreement_text.comparing.compare import Comparison
from simpul.rules.agreement_text.comparing.languages import same_keys
from simpul.rules.agreement_text.structure import AgreementText

_GONE: frozenset[How] = frozenset({"del", "moveFrom"})
_COME: frozenset[How] = frozenset({"ins", "moveTo"})


def tracked_in_two(
    base: AgreementText, comparison: Comparison, tracker: Tracker, pages: Pages
) -> tuple[str, list[str]]:  # fmt: skip
    """The content and the ids of its clauses; both ``base`` and ``comparison`` have a second language."""
    assert base.translation is not None
    assert comparison.second is not None
    marks = xml.Bookmarks()
    left = TrackedBody(base, comparison, tracker, pages, marks)
    right = TrackedBody(base.translation, comparison.second, tracker, pages, marks, second=True)
    rows = _row([left.title()], [right.title()], "kept", tracker, pages)
    pairs = _paired(list(left.parts()), list(right.parts()), same_keys(comparison, comparison.second))
    for one, other in pairs:
        written = [each for each in (one, other) if each is not None]
        rows += _row([one.body if one else ""], [other.body if other else ""], _how(written), tracker, pages)
        if one is not None and one.tables:
            rows += xml.row(xml.cell(pages.width, one.tables, 2))
    sheet = xml.table([pages.width // 2] * 2, rows, "none") + xml.paragraph("Kaki", "", "<w:keepNext/>")
    signed = signature_tables(comparison.changes, base, pages, tracker)
    return sheet + signed + xml.paragraph("Kaki", ""), marks.names


def _paired(
    ones: Sequence[Written], others: Sequence[Written], same: dict[str, str]
) -> Iterator[tuple[Written | None, Written | None]]:
    """Both columns in their own order; a clause stands beside its twin where their orders agree."""
    ones, others = [one for one in ones if one.body], [other for other in others if other.body]
    mine = [(one.key, one.how in _GONE) for one in ones]
    theirs = [(same.get(other.key, f"{other.key} "), other.how in _GONE) for other in others]
    for _, start, end, first, last in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if mine[start:end] == theirs[first:last]:
            yield from zip(ones[start:end], others[first:last], strict=True)
            continue
        yield from ((one, None) for one in ones[start:end])
        yield from ((None, other) for other in others[first:last])


def _how(written: Sequence[Written]) -> How:
    if all(each.how in _GONE for each in written):
        return "del"
    return "ins" if all(each.how in _COME for each in written) else "kept"


def _row(one: Sequence[str], other: Sequence[str], how: How, tracker: Tracker, pages: Pages) -> str:
    cells = "".join(
        xml.cell(pages.width // 2, "".join(side) or xml.paragraph("Normal", "")) for side in (one, other)
    )  # fmt: skip
    return tracker.row(cells, how)
