"""3a, reception: the receipt with the ticket."""

from __future__ import annotations

from django.conf import settings

from simpul.core.directory.calendars import calendar_for
from simpul.core.documents.faces.letters import Choice, Receipt
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.printed import signatory
from simpul.features.agreements.requests import papers_in
from simpul.features.agreements.workbenches.sheets import keep_pdf, request_of, subject_of, wanted
from simpul.rules.agreement_text.words import long_moment
from simpul.rules.requirements import PAPERS

_CHANNELS = {
    "portal": "Portal", "whatsapp": "WhatsApp", "email": "Email", "srikandi": "Srikandi",
    "langsung": "Diantar langsung",
}  # fmt: skip
_PAPERS = {
    "surat_permohonan": "Surat permohonan", "proposal": "Proposal", "bukti_wewenang": "Bukti wewenang penanda tangan",
    "kartu_nama": "Kartu nama", "akta": "Akta perusahaan", "ktp": "KTP penanda tangan", "npwp": "NPWP perusahaan",
    "nib": "NIB", "cv": "CV mahasiswa", "surat_pengantar": "Surat pengantar magang",
}  # fmt: skip


def make(acting: Acting) -> None:
    """The receipt (tanda terima) as PDF; the partner's own steps before the case need none."""
    for output in wanted(acting):
        request = request_of(acting)
        institution = request.institution
        here = calendar_for(institution.pk).local(acting.happened_at)
        there = papers_in(request)
        received = request.received_on or here.date()
        receipt = Receipt(
            ticket=acting.case.ticket,
            sender=request.partner_name,
            subject=subject_of(request),
            letter_number=request.letter_number or "tidak bernomor",
            letter_date=request.letter_date or received,
            received_at=long_moment(here),
            channel=_CHANNELS[request.channel],
            contact=institution.whatsapp or institution.email,
            papers=tuple(
                Choice(name=_PAPERS[paper.code], chosen=paper.code in there)
                for paper in PAPERS[request.category]
                if paper.required or paper.code in there
            ),
            next_step="Surat Anda dicatat, lalu didisposisikan oleh Kepala untuk ditelaah.",
            tracking=f"{settings.PUBLIC_URL}/lacak/",
            signer=signatory(acting),
        )
        keep_pdf(acting, institution, receipt, output, "Tanda terima")
