"""What every printed sheet of a case needs: letterhead, request, signer, and storing the PDF as an output."""

from __future__ import annotations

from simpul.core.directory.models import Institution, User
from simpul.core.documents.actions import store
from simpul.core.documents.faces.letters import Letter, Letterhead, Signatory, letter_pdf
from simpul.core.documents.faces.typesetting import Paper
from simpul.core.documents.models import StoredFile
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.rows import NewOutput
from simpul.features.agreements.models import Request


def request_of(acting: Acting) -> Request:
    """The request of the case, with its institution."""
    return Request.objects.select_related("institution").get(case_id=acting.case.id)


def paper_of(institution: Institution) -> Paper:
    """The paper on which the institution prints."""
    return "f4" if institution.paper == "f4" else "a4"


def letterhead(institution: Institution) -> Letterhead:
    """The head of the institution's paper."""
    return Letterhead(
        name=institution.name,
        parent=institution.parent_body,
        address=institution.address,
        contact=", ".join(part for part in (institution.phone, institution.email) if part),
        demo=institution.is_demo,
    )


def signatory(acting: Acting) -> Signatory:
    """The officer who acts, as the one who signs the sheet."""
    user = User.objects.filter(pk=acting.user_id).first() if acting.user_id else None
    if user is None:
        return Signatory(title=acting.by.capacity, name=acting.by.name)
    return Signatory(title=user.position, name=user.full_name, id_number=user.staff_number)


def keep_pdf(acting: Acting, institution: Institution, letter: Letter, output: str, name: str) -> StoredFile:
    """Render the sheet in the institution's paper size, store it and name it as an output of the step."""
    rendered = letter_pdf(letter, letterhead(institution), at=acting.at, paper=paper_of(institution))
    file = store(
        institution_id=institution.pk,
        data=rendered.pdf,
        name=f"{name} {acting.case.ticket}.pdf",
        kind=output,
        media_type="application/pdf",
        by=acting.by,
    )
    acting.made.append(NewOutput(output, file_id=file.pk))
    return file


def wanted(acting: Acting) -> frozenset[str]:
    """The outputs of this step and outcome that its workbench has to make."""
    assert acting.task is not None
    step = acting.procedure.by_id[acting.task.step]
    return frozenset(output.id for output in step.outputs_for(acting.outcome) if output.made_by_form)
