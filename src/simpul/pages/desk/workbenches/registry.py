"""The literal table of the workbench pages. A form that is not named shows only the step's own fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from simpul.core.directory.officers import Officer
from simpul.core.procedures.models import Case, Task
from simpul.pages.desk.workbenches import (
    disposisi,
    jadwal_sampling,
    koordinasi,
    penerimaan,
    pengarsipan,
    penomoran,
    penyusunan,
    perundingan,
    ruang_tanda_tangan,
    srikandi,
    surat_balasan,
    surat_penolakan,
    telaah,
    telaah_hukum,
)
from simpul.rules.procedure.model import Step

Context = Callable[[Officer, Case, Task, Step], dict[str, object]]


@dataclass(frozen=True, slots=True)
class WorkbenchPage:
    """``template`` is included inside the task's form; ``context`` gives its values under ``bench``."""

    template: str
    context: Context


PAGES: Mapping[str, WorkbenchPage] = {
    "penerimaan": WorkbenchPage("desk/workbenches/_penerimaan.html", penerimaan.context),
    "srikandi": WorkbenchPage("desk/workbenches/_srikandi.html", srikandi.context),
    "disposisi": WorkbenchPage("desk/workbenches/_disposisi.html", disposisi.context),
    "telaah": WorkbenchPage("desk/workbenches/_telaah.html", telaah.context),
    "koordinasi": WorkbenchPage("desk/workbenches/_koordinasi.html", koordinasi.context),
    "surat_balasan": WorkbenchPage("desk/workbenches/_surat_balasan.html", surat_balasan.context),
    "surat_penolakan": WorkbenchPage("desk/workbenches/_surat_penolakan.html", surat_penolakan.context),
    "penyusunan": WorkbenchPage("desk/workbenches/_penyusunan.html", penyusunan.context),
    "telaah_hukum": WorkbenchPage("desk/workbenches/_telaah_hukum.html", telaah_hukum.context),
    "perundingan": WorkbenchPage("desk/workbenches/_perundingan.html", perundingan.context),
    "penomoran": WorkbenchPage("desk/workbenches/_penomoran.html", penomoran.context),
    "ruang_tanda_tangan": WorkbenchPage("desk/workbenches/_ruang_tanda_tangan.html", ruang_tanda_tangan.context),
    "jadwal_sampling": WorkbenchPage("desk/workbenches/_jadwal_sampling.html", jadwal_sampling.context),
    "pengarsipan": WorkbenchPage("desk/workbenches/_pengarsipan.html", pengarsipan.context),
}
