"""What every printed sheet of a case needs: letterhead, paper, signer, and storing the PDF as an output of the step."""

from __future__ import annotations

from simpul.core.directory.models import Institution, User
from simpul.core.documents.actions import store
from simpul.core.documents.faces.letters import Letterhead, Signatory
from simpul.core.documents.faces.typesetting import Paper
from simpul.core.documents.house_logo import logo_bytes
from simpul.core.documents.models import StoredFile
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.rows import NewOutput


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
        logo=logo_bytes(institution.pk),
        demo=institution.is_demo,
    )


def signatory(acting: Acting) -> Signatory:
    """The officer who acts, as the one who signs the sheet: as an acting official, as the head of the lane, or for
    the lane over the own post (see ``Officer.signs_as``)."""
    user = User.objects.filter(pk=acting.user_id).first() if acting.user_id else None
    if user is None:
        return Signatory(title=acting.by.capacity, name=acting.by.name)
    return Signatory(title=acting.signs_as or user.position, name=user.full_name, id_number=user.staff_number)


def keep_output(acting: Acting, pdf: bytes, output: str, name: str) -> StoredFile:
    """Store a printed sheet and name it as an output of the step."""
    file = store(
        institution_id=acting.case.institution_id,
        data=pdf,
        name=f"{name} {acting.case.ticket}.pdf",
        kind=output,
        media_type="application/pdf",
        by=acting.by,
    )
    acting.made.append(NewOutput(output, file_id=file.pk))
    return file
