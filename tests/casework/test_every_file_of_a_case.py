"""Nothing that points at a stored file is forgotten where a case is packed for inspection, or destroyed."""

from __future__ import annotations

from django.db.models import ForeignObjectRel

from simpul.core.documents.models import StoredFile

PACKED = {
    "agreements.agreement.reading_copy", "agreements.agreement.signed_file", "agreements.archiverecord.srikandi_file",
    "agreements.certifiedcopy.file", "agreements.draft.docx", "agreements.draft.pdf", "agreements.lifeact.file",
    "agreements.paper.file", "agreements.partneranswer.counter_draft", "agreements.partneranswer.evidence",
    "agreements.party.logo", "agreements.talk.file", "procedures.contribution.file", "procedures.output.file",
    "signing.original.scan", "signing.preservation.file", "signing.returnedfile.file", "signing.returnedfile.sent",
    "signing.serviceattempt.answer", "signing.serviceattempt.sent", "signing.signer.signed_file",
    "signing.signinground.current", "signing.signinground.rendered", "signing.stampduty.file",
    "signing.stampduty.ssp_file", "signing.stampedfile.file", "signing.stampedfile.sent",
}  # fmt: skip
"""Yielded by ``evidence.papers``."""
ELSEWHERE = {
    "agreements.archiverecord.file",  # the signed file of the agreement
    "signing.preservation.original",  # the same
    "signing.prooftrouble.original",  # the same
    "agreements.destruction.minutes",  # kept for good
    "agreements.importbatch.sheet", "agreements.importrun.archive", "agreements.importscan.file",  # of no case
    "documents.destroyedfile.file", "documents.houselogo.file",
}  # fmt: skip


def test_every_pointer_is_known() -> None:
    relations = [one for one in StoredFile._meta.get_fields(include_hidden=True) if isinstance(one, ForeignObjectRel)]
    found = {f"{one.related_model._meta.label_lower}.{one.field.name}" for one in relations}
    assert found == PACKED | ELSEWHERE
