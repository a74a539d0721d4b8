"""`/meja/orang/impor/`: people from a spreadsheet, with a report per row."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.core.directory.import_people import Report, Result, import_people
from simpul.core.directory.imports import COLUMNS, read
from simpul.core.directory.officers import Officer
from simpul.lib.uploads import ReceivedFile
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.frame import desk_page
from simpul.pages.desk.people import HERE, changes, crumbs, house_of
from simpul.pages.desk.people_forms import ImportForm
from simpul.pages.shell.intake import judge, streams_uploads
from simpul.pages.shell.navigation import Crumb
from simpul.rules.refusals import Refusal

_CHIPS = {
    "added": ("ok", gettext_lazy("added")),
    "changed": ("now", gettext_lazy("changed")),
    "same": ("idle", gettext_lazy("unchanged")),
    "refused": ("late", gettext_lazy("refused")),
}
# As long as nothing is written, a good row is only a promise.
_PROMISES = {
    "added": ("idle", gettext_lazy("would be added")),
    "changed": ("idle", gettext_lazy("would be changed")),
    "same": ("idle", gettext_lazy("unchanged")),
    "refused": ("late", gettext_lazy("refused")),
}


@streams_uploads
@officer_required
def import_sheet(request: HttpRequest, officer: Officer) -> HttpResponse:
    """Judge the file, read it, take all rows over or none."""
    changes(officer)
    form = ImportForm(request.POST or None, request.FILES or None)
    report = None
    if request.method == "POST" and form.is_valid():
        try:
            report = _taken(officer, form)
        except Refusal as refusal:
            form.add_error("sheet", say(refusal))
    faulty = report is not None and report.count("refused") > 0
    context = {
        "form": form, "report": report, "rows": _rows(report), "columns": COLUMNS, "faulty": faulty,
        "summary": _summary(report) if report else "",
    }  # fmt: skip
    status = 422 if form.errors or faulty else 200
    steps = crumbs(Crumb(_("Import")))
    return desk_page(request, officer, "desk/people_import.html", context, current=HERE, crumbs=steps, status=status)


def _taken(officer: Officer, form: ImportForm) -> Report:
    sheet = form.cleaned_data["sheet"]
    assert isinstance(sheet, ReceivedFile)
    judgement = judge(sheet.path(), sheet.full_name, {"xlsx"})
    if not judgement.accepted:
        raise judgement.refusal()
    return import_people(
        institution=house_of(officer),
        rows=read(sheet.path()),
        by=officer.actor(),
        invite=form.cleaned_data["invite"],
        write=not form.cleaned_data["check_only"],
    )


def _summary(report: Report) -> str:
    """ "2 ditolak, 25 akan ditambahkan": how the rows ended, those of each kind that there are."""
    chips = _CHIPS if report.written else _PROMISES
    kinds: tuple[Result, ...] = ("refused", "added", "changed", "same")
    counted = ((report.count(kind), chips[kind][1]) for kind in kinds)
    return ", ".join(f"{count} {words}" for count, words in counted if count)


def _rows(report: Report | None) -> list[dict[str, object]]:
    """One line per row: where, who, what became of it, and every reason against it; the refused ones on top."""
    told_rows = sorted(report.rows if report else (), key=lambda told: told.result != "refused")
    chips = _CHIPS if report and report.written else _PROMISES
    return [
        {
            "number": told.row.number,
            "name": told.row["nama"],
            "email": told.row["email"],
            "chip": chips[told.result],
            "faults": [say(fault) for fault in told.faults],
        }
        for told in told_rows
    ]
