"""What the sheets of a request have in common: the request itself, and what the step's workbench has to make."""

from __future__ import annotations

from django.utils.translation import gettext, override

from simpul.core.directory.models import Institution
from simpul.core.documents.faces.letters import Letter, letter_pdf
from simpul.core.documents.models import StoredFile
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.printed import keep_output, letterhead, paper_of
from simpul.features.agreements.models import Request
from simpul.rules.requirements import TYPE_BY_CODE


def request_of(acting: Acting) -> Request:
    """The request of the case, with its institution."""
    return Request.objects.select_related("institution").get(case_id=acting.case.id)


def subject_of(request: Request) -> str:
    """What is asked for, as a letter names it: "Permohonan kerja sama bidang pelayanan"."""
    kind = TYPE_BY_CODE.get(request.cooperation_type)
    with override("id"):
        field = f" bidang {gettext(kind.label).lower()}" if kind is not None else ""
    return f"Permohonan kerja sama{field}"


def keep_pdf(acting: Acting, institution: Institution, letter: Letter, output: str, name: str) -> StoredFile:
    """Render the sheet in the institution's paper size, store it and name it as an output of the step."""
    rendered = letter_pdf(letter, letterhead(institution), at=acting.at, paper=paper_of(institution))
    return keep_output(acting, rendered.pdf, output, name)


def wanted(acting: Acting) -> frozenset[str]:
    """The outputs of this step and outcome that its workbench has to make."""
    assert acting.task is not None
    step = acting.procedure.by_id[acting.task.step]
    return frozenset(output.id for output in step.outputs_for(acting.outcome) if output.made_by_form)
