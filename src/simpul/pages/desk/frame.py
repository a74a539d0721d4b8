"""The frame of every desk page: rail, the person at its foot, crumbs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.core.directory.models import Scope
from simpul.core.directory.officers import Officer
from simpul.pages.desk.conformance.doors import HERE as FIGURES
from simpul.pages.desk.conformance.doors import sees_figures
from simpul.pages.desk.uses import Uses, uses_of
from simpul.pages.shell.inspection import HOME as INSPECTION
from simpul.pages.shell.navigation import Crumb, Entry, Section, Who


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the rail: ``shown`` decides for whom it has a use; an address that no page answers is left out."""

    url: str
    label: object
    icon: str
    shown: Callable[[Officer, Uses], bool] = lambda officer, uses: True


ACCOUNT = "/meja/akun/"


def _works(officer: Officer, _uses: Uses) -> bool:
    return bool(officer.lanes)


def _governs(officer: Officer, _uses: Uses) -> bool:
    return officer.is_admin or officer.is_inspector


def _looks_after(officer: Officer, uses: Uses) -> bool:
    """Who governs, and who archives: the stored files and the files for inspectors are theirs too."""
    return _governs(officer, uses) or uses.archives


def _granted(officer: Officer, place: Place) -> bool:
    """An inspector whose mandate is not over the whole institution has one place."""
    return officer.scope in ("", Scope.WHOLE) or place.url == INSPECTION


WORK = (
    Place("/meja/", gettext_lazy("Worklist"), "list-details"),
    Place("/meja/surat/", gettext_lazy("Letters in"), "inbox", lambda officer, uses: uses.letters),
    Place("/meja/mulai/", gettext_lazy("Begin a case"), "plus", lambda officer, uses: uses.begins),
    Place("/meja/disposisi/", gettext_lazy("Disposition"), "send", lambda officer, uses: uses.disposes),
    Place("/meja/perkara/", gettext_lazy("All cases"), "folders"),
    Place("/meja/pesan/", gettext_lazy("Messages"), "mail"),
)
PAPERS = (
    Place("/meja/nomor/", gettext_lazy("Numbers"), "hash"),
    Place("/meja/perjanjian/", gettext_lazy("Agreements"), "file-text"),
    Place("/meja/arsip/", gettext_lazy("Archive"), "archive"),
    Place("/register/", gettext_lazy("Public register"), "books"),
    Place("/verifikasi/", gettext_lazy("Check a document"), "shield-check"),
)
HOUSE = (
    Place("/meja/sop/", gettext_lazy("Procedures"), "sitemap"),
    Place("/meja/naskah/", gettext_lazy("Templates"), "file-text"),
    Place(FIGURES, gettext_lazy("Conformance"), "chart-bar", lambda officer, uses: sees_figures(officer)),
    Place("/meja/orang/", gettext_lazy("People and lanes"), "users", _governs),
    Place("/meja/lembaga/", gettext_lazy("Institution"), "building", _governs),
    Place("/meja/kalender/", gettext_lazy("Calendar"), "calendar"),
    Place("/meja/cuti/", gettext_lazy("Leave"), "player-pause"),
    Place("/meja/keutuhan/", gettext_lazy("Stored files"), "shield-check", _looks_after),
    Place("/meja/audit/", gettext_lazy("Audit trail"), "history", _governs),
    Place(INSPECTION, gettext_lazy("Inspection"), "eye", _looks_after),
    Place("/meja/kunci/", gettext_lazy("Signing key"), "key", _works),
)


@lru_cache(maxsize=64)
def _answered(url: str) -> bool:
    try:
        resolve(url)
    except Resolver404:
        return False
    return True


def _entries(officer: Officer, uses: Uses, places: Sequence[Place], current: str) -> tuple[Entry, ...]:
    return tuple(
        Entry(str(place.label), place.url, place.icon, current=place.url == current)
        for place in places
        if _answered(place.url) and place.shown(officer, uses) and _granted(officer, place)
    )


def rail(officer: Officer, uses: Uses, current: str) -> tuple[Section, ...]:
    """The sections of the rail for this officer; ``current`` is the address of the place the page belongs to."""
    groups = ((_("Work"), "", WORK), (_("Papers"), _("Papers"), PAPERS), (_("Institution"), _("Institution"), HOUSE))
    found = (Section(label, _entries(officer, uses, places, current), title) for label, title, places in groups)
    return tuple(section for section in found if section.entries)


def desk_page(
    request: HttpRequest,
    officer: Officer,
    template: str,
    context: Mapping[str, object],
    *,
    current: str = "/meja/",
    crumbs: Sequence[Crumb] = (),
    status: int = 200,
) -> HttpResponse:
    """A page in the desk's frame. ``current``: the address of its place in the rail."""
    lanes = ", ".join(lane.name for lane in officer.lanes.values())
    uses = uses_of(officer)
    frame = {
        "rail": rail(officer, uses, current),
        "uses": uses,
        "who": Who(officer.name, lanes or officer.position, ACCOUNT if _answered(ACCOUNT) else ""),
        "crumbs": crumbs,
        "sign_out_url": "/keluar/" if _answered("/keluar/") else "",
        "officer": officer,
    }
    return render(request, template, {**frame, **context}, status=status)
