"""Every stored file of a case, each content once, with all that it is in the case."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from simpul.casework.evidence.wording import condition
from simpul.core.documents.models import StoredFile
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.models import Case, Contribution, Output
from simpul.core.signing.models import (
    Original,
    Preservation,
    ReturnedFile,
    ServiceAttempt,
    Signer,
    SigningRound,
    StampDuty,
    StampedFile,
)
from simpul.features.agreements.models import Agreement, Draft, LifeAct, Paper, PartnerAnswer, Party, Talk

_LONGEST = 60
Found = tuple[StoredFile | None, str]


@dataclass(frozen=True, slots=True)
class Document:
    """A content: its name in the inspection file, what it is in the case, and whether its bytes are as stored."""

    file: StoredFile
    name: str
    roles: tuple[str, ...]
    condition: str


def documents_of(case: Case) -> Iterator[Document]:
    """In the order of the case's course: papers, outputs, drafts, talks, signing, archive, life."""
    yield from _each_once(_found(case))


def contents_of(case: Case) -> frozenset[str]:
    """SHA-256 of every file of a case; nothing is read."""
    return frozenset(file.sha256 for file, _ in _found(case) if file is not None)


def documents_of_past(agreement: Agreement) -> Iterator[Document]:
    """Those of an agreement that was taken over without a case."""
    yield from _each_once(_agreement(agreement))


def rows_of(agreement: Agreement, cases: Iterable[Case]) -> Iterator[tuple[StoredFile, str]]:
    """Every file row of an agreement and its cases with what it is, a row once."""
    seen: set[int] = set()
    found = [one for case in cases for one in _found(case)] or list(_agreement(agreement))
    for file, role in found:
        if file is not None and file.pk not in seen:
            seen.add(file.pk)
            yield file, role


def _each_once(found: Iterable[Found]) -> Iterator[Document]:
    roles: dict[str, list[str]] = {}
    files: dict[str, StoredFile] = {}
    for file, role in found:
        if file is None:
            continue
        files.setdefault(file.sha256, file)
        said = roles.setdefault(file.sha256, [])
        if role not in said:
            said.append(role)
    for number, (sha256, file) in enumerate(files.items(), 1):
        yield Document(file, f"{number:03}-{plain_name(file.name)}", tuple(roles[sha256]), condition(file))


def plain_name(name: str) -> str:
    """A name of plain letters, digits, dots and hyphens that every system and `sha256sum` takes as it is."""
    stem, suffix = Path(name).stem, Path(name).suffix
    return f"{_plain(stem)[:_LONGEST].strip('-') or 'berkas'}{_plain(suffix)[:8].lower() if suffix else ''}"


def _plain(words: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9._]+", "-", ascii_only).lstrip("-")


def _found(case: Case) -> Iterator[Found]:
    yield from _papers(case)
    yield from _steps(case)
    yield from _drafts(case)
    yield from _signing(case)
    agreement = Agreement.objects.filter(case=case).select_related("signed_file", "reading_copy").first()
    if agreement is not None:
        yield from _agreement(agreement)


def _papers(case: Case) -> Iterator[Found]:
    for paper in Paper.objects.filter(request__case=case).select_related("file").order_by("added_at", "pk"):
        kept = " (kemudian diganti)" if paper.replaced_at is not None else ""
        yield paper.file, f"Berkas permohonan: {paper.requirement.replace('_', ' ')}{kept}"
    for party in Party.objects.filter(request__case=case).select_related("logo").order_by("order"):
        yield party.logo, f"Logo {party.name}"


def _steps(case: Case) -> Iterator[Found]:
    steps = procedure_of(case.procedure_version_id).by_id
    outputs = Output.objects.filter(case=case, file__isnull=False).select_related("file", "task").order_by("pk")
    for output in outputs:
        step = steps.get(output.task.step)
        number = f"{step.no} " if step is not None and step.no != "+" else ""
        place = f"langkah {number}{step.title}" if step is not None else output.task.step
        voided = " (penyelesaian ditarik kembali)" if output.voided else ""
        yield output.file, f"Keluaran {output.name.replace('_', ' ')} dari {place}{voided}"
    for one in Contribution.objects.filter(task__case=case).select_related("file").order_by("at"):
        yield one.file, f"Sumbangan {one.by_name}"


def _drafts(case: Case) -> Iterator[Found]:
    drafts = Draft.objects.filter(request__case=case).select_related("docx", "pdf").order_by("number")
    for draft in drafts:
        yield draft.docx, f"Naskah versi {draft.number} dari {draft.side}"
        yield draft.pdf, f"Naskah versi {draft.number} dari {draft.side}, PDF"
    answers = PartnerAnswer.objects.filter(draft__request__case=case).select_related("counter_draft", "evidence")
    for answer in answers.order_by("pk"):
        yield answer.counter_draft, "Naskah tanggapan mitra"
        yield answer.evidence, "Bukti jawaban mitra"
    for talk in Talk.objects.filter(request__case=case).select_related("file"):
        yield talk.file, "Lampiran pembicaraan"


def _signing(case: Case) -> Iterator[Found]:
    for one in SigningRound.objects.filter(case_id=case.pk).select_related("rendered", "current").order_by("number"):
        yield one.rendered, f"Naskah putaran tanda tangan ke-{one.number}"
        for signer in Signer.objects.filter(round=one).select_related("signed_file").order_by("signed_at", "pk"):
            yield signer.signed_file, f"Naskah setelah ditandatangani {signer.name}, putaran ke-{one.number}"
            yield from _handed(signer)
        for duty in StampDuty.objects.filter(round=one).select_related("file", "ssp_file"):
            yield duty.file, f"Naskah bermeterai, rangkap ke-{duty.number}, putaran ke-{one.number}"
            yield duty.ssp_file, f"Surat setoran pajak, rangkap ke-{duty.number}, putaran ke-{one.number}"
        for stamped in StampedFile.objects.filter(round=one).select_related("file", "sent"):
            yield stamped.sent, f"Naskah yang dibubuhi meterai secara manual, putaran ke-{one.number}"
            yield stamped.file, f"Naskah yang diterima kembali dengan meterai, putaran ke-{one.number}"
        for original in Original.objects.filter(round=one).select_related("scan").order_by("number"):
            yield original.scan, f"Pindaian naskah asli ke-{original.number}, putaran ke-{one.number}"
        yield one.current, f"Naskah terakhir putaran tanda tangan ke-{one.number}"


def _handed(signer: Signer) -> Iterator[Found]:
    """What was sent out for one signature, and what came back."""
    for back in ReturnedFile.objects.filter(signer=signer).select_related("file", "sent"):
        yield back.sent, f"Naskah yang diserahkan untuk ditandatangani {signer.name}"
        yield back.file, f"Naskah yang diterima kembali dari {signer.name}"
    for attempt in ServiceAttempt.objects.filter(signer=signer).select_related("sent", "answer"):
        yield attempt.sent, f"Naskah yang dikirim ke layanan tanda tangan untuk {signer.name}"
        yield attempt.answer, f"Jawaban layanan tanda tangan untuk {signer.name}"


def _agreement(agreement: Agreement) -> Iterator[Found]:
    yield agreement.signed_file, "Naskah bertanda tangan"
    yield agreement.reading_copy, "Salinan baca (tidak terkendali)"
    for proof in Preservation.objects.filter(original=agreement.signed_file).select_related("file").order_by("number"):
        yield proof.file, f"Naskah dengan bukti jangka panjang ke-{proof.number}"
    record = getattr(agreement, "archive", None)
    if record is not None:
        yield record.srikandi_file, f"Naskah dari Srikandi {record.srikandi_number}"
        for copy in record.copies.select_related("file"):
            yield copy.file, f"Salinan sesuai asli untuk {copy.purpose}"
    for act in LifeAct.objects.filter(agreement=agreement).select_related("file"):
        yield act.file, f"Dasar {act.kind} tanggal {act.on:%d-%m-%Y}"
