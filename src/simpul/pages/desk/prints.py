"""Sheets to print that no step makes by itself: the Srikandi copy sheet and the internal note (nota dinas)."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.officers import Officer
from simpul.core.documents.faces.letters import Letter, NotaDinas, Signatory, SrikandiSheet, letter_pdf
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.models import Case, Task, TaskState
from simpul.core.procedures.printed import letterhead, paper_of
from simpul.features.agreements.models import Request
from simpul.lib import clock
from simpul.pages.desk.access import case_for, officer_required
from simpul.rules.agreement_text.words import long_date

COORDINATION = "koordinasi"


def _asked(case: Case) -> Request:
    found = Request.objects.select_related("institution").filter(case=case).first()
    if found is None:
        raise Http404
    return found


def srikandi_fields(request: Request) -> tuple[tuple[str, str], ...]:
    """What the register of Srikandi asks for, in the order of its form (Indonesian, as its labels)."""
    received = request.received_on or calendar_for(request.institution_id).local(request.created_at).date()
    return (
        ("Nomor surat", request.letter_number or "tidak bernomor"),
        ("Tanggal surat", long_date(request.letter_date) if request.letter_date else "tidak bertanggal"),
        ("Asal surat", request.partner_name),
        ("Tanggal diterima", long_date(received)),
        ("Hal", f"Permohonan kerja sama dari {request.partner_name}"),
        ("Tujuan", f"Kepala {request.institution.short_name}"),
        ("Sifat", "Biasa"),
    )


def _files(request: Request) -> tuple[tuple[str, str], ...]:
    papers = request.papers.filter(replaced_at__isnull=True).select_related("file").order_by("id")
    return tuple((paper.file.name, paper.file.sha256) for paper in papers)


def _pdf(letter: Letter, request: Request, name: str) -> HttpResponse:
    institution = request.institution
    rendered = letter_pdf(letter, letterhead(institution), at=clock.now(), paper=paper_of(institution))
    response = HttpResponse(rendered.pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response


@officer_required
def srikandi_sheet(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """The copy sheet: what to type into Srikandi, with the files and their hashes."""
    case = case_for(officer, slug)
    asked = _asked(case)
    sheet = SrikandiSheet(
        ticket=case.ticket, fields=srikandi_fields(asked), files=_files(asked), srikandi_number=asked.srikandi_number
    )
    return _pdf(sheet, asked, f"salinan-srikandi-{case.ticket}")


@officer_required
def internal_note(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """The internal note of the coordination between the two teams; 404 until that step is done."""
    case = case_for(officer, slug)
    asked = _asked(case)
    procedure = procedure_of(case.procedure_version_id)
    done = Task.objects.filter(case=case, state=TaskState.DONE).select_related("completed_by", "lane").order_by("-id")
    task = next((one for one in done if procedure.by_id[one.step].form == COORDINATION), None)
    if task is None:
        raise Http404
    return _pdf(_note(task, case, asked), asked, f"nota-dinas-{case.ticket}")


def _note(task: Task, case: Case, asked: Request) -> NotaDinas:
    procedure = procedure_of(case.procedure_version_id)
    step = procedure.by_id[task.step]
    following = [procedure.by_id[name].performer.lanes[0] for name in procedure.ways[step.id]]
    words = [str(task.data[field.id]) for field in step.fields if field.kind == "uraian" and field.id in task.data]
    sender = task.lane.name if task.lane is not None else ""
    person = task.completed_by
    return NotaDinas(
        number="(nomor menyusul dari Srikandi)",
        date=calendar_for(case.institution_id).local(task.happened_at or task.opened_at).date(),
        recipient=f"Ketua {procedure.lane_name(following[0])}" if following else "",
        sender=f"Ketua {sender}",
        subject=f"Koordinasi penyusunan draf perjanjian, {asked.partner_name}",
        body=(
            f"Permohonan kerja sama dari {asked.partner_name} (tiket {case.ticket}) telah disetujui untuk diproses.",
            *words,
            "Mohon draf perjanjian disusun sesuai hasil koordinasi di atas.",
        ),
        signer=Signatory(
            title=task.capacity or (person.position if person else sender),
            name=task.completed_by_name,
            id_number=person.staff_number if person else "",
        ),
    )
