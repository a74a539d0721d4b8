"""What the sheets of a request have in common: the request itself, and what the step's workbench has to make."""

from __future__ import annotations

from simpul.core.directory.models import Institution
from simpul.core.documents.faces.letters import Letter, letter_pdf
from simpul.core.documents.models import StoredFile
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.printed import keep_output, letterhead, paper_of
from simpul.features.agreements.models import Request


def request_of(acting: Acting) -> Request:
    """The request of the case, with its institution."""
    return Request.objects.select_related("institution").get(case_id=acting.case.id)


def keep_pdf(acting: Acting, institution: Institution, letter: Letter, output: str, name: str) -> StoredFile:
    """Render the sheet in the institution's paper size, store it and name it as an output of the step."""
    rendered = letter_pdf(letter, letterhead(institution), at=acting.at, paper=paper_of(institution))
    return keep_output(acting, rendered.pdf, output, name)


def wanted(acting: Acting) -> frozenset[str]:
    """The outputs of this step and outcome that its workbench has to make."""
    assert acting.task is not None
    step = acting.procedure.by_id[acting.task.step]
    return frozenset(output.id for output in step.outputs_for(acting.outcome) if output.made_by_form)
