"""Printed letters and sheets on A4 or F4: reply, refusal, nota dinas, disposition, receipt, Srikandi copy sheet.

Each is a plain dataclass of finished words; dates become "22 November 2026", times come ready with their zone.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from simpul.core.documents.faces.logos import logo
from simpul.core.documents.faces.typesetting import Paper, Rendered, typeset
from simpul.rules.agreement_text.words import long_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """``parent`` is the body above ("Kementerian Kesehatan Republik Indonesia"); ``demo`` prints so on every page."""

    name: str
    parent: str = ""
    address: str = ""
    contact: str = ""
    logo: bytes | None = None
    demo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Who signs; ``id_number`` is the NIP, empty where there is none."""

    title: str
    name: str
    id_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A line with a box before it."""

    name: str
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Letter:
    sheet: ClassVar[str] = "letter"
    title: ClassVar[str] = "Surat"

    number: str
    date: date
    subject: str
    recipient: tuple[str, ...]
    body: tuple[str, ...]
    signer: Signatory
    nature: str = "Biasa"
    attachments: str = "-"
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyLetter(_Letter):
    """Surat balasan with the approval (BBLBK step 4); ``reply_body`` words it."""

    title: ClassVar[str] = "Surat Balasan"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalLetter(_Letter):
    """Surat penolakan (BBLBK step 3d, refused); ``refusal_body`` words it."""

    title: ClassVar[str] = "Surat Penolakan"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotaDinas:
    """Internal note, for example the coordination of step 4."""

    sheet: ClassVar[str] = "nota_dinas"
    title: ClassVar[str] = "Nota Dinas"

    number: str
    date: date
    recipient: str
    sender: str
    subject: str
    body: tuple[str, ...]
    signer: Signatory
    nature: str = "Biasa"
    attachments: str = "-"
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DispositionSheet:
    """Lembar disposisi (step 3c): all lanes and instructions are printed, the chosen ones ticked."""

    sheet: ClassVar[str] = "disposition"
    title: ClassVar[str] = "Lembar Disposisi"

    ticket: str
    sender: str
    letter_number: str
    letter_date: date
    received_on: date
    subject: str
    recipients: tuple[Choice, ...]
    instructions: tuple[Choice, ...]
    date: date
    signer: Signatory
    srikandi_number: str = ""
    nature: str = "Biasa"
    note: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Tanda terima (step 3a). ``tracking`` is the public address of the tracking page, never a secret link."""

    sheet: ClassVar[str] = "receipt"
    title: ClassVar[str] = "Tanda Terima"

    ticket: str
    sender: str
    subject: str
    letter_number: str
    letter_date: date
    received_at: str
    channel: str
    contact: str
    papers: tuple[Choice, ...]
    next_step: str
    tracking: str
    signer: Signatory


@dataclass(frozen=True, slots=True, kw_only=True)
class SrikandiSheet:
    """Lembar salinan Srikandi (step 3b): ``fields`` in the order of its form; ``files`` as (name, SHA-256)."""

    sheet: ClassVar[str] = "srikandi"
    title: ClassVar[str] = "Lembar Salinan Srikandi"

    ticket: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, str], ...] = ()
    srikandi_number: str = ""


Letter = ReplyLetter | RefusalLetter | NotaDinas | DispositionSheet | Receipt | SrikandiSheet


def letter_pdf(letter: Letter, head: Letterhead, *, at: datetime, paper: Paper = "a4") -> Rendered:
    """The letter as PDF/A-2b. Where somebody signs, ``boxes`` holds one "ttd" of party 0."""
    picture = logo(head.logo)
    words = _words(asdict(letter))
    if isinstance(letter, SrikandiSheet):
        words["files"] = [(name, digest[:16]) for name, digest in letter.files]
    data = {
        "sheet": words,
        "head": _words(asdict(head)) | {"logo": list(picture.png) if picture else None},
        "paper": paper,
        "document_title": f"{letter.title} {words.get('number') or words.get('ticket')}",
    }
    return typeset(letter.sheet, data, paper, at)


def _words(values: dict[str, Any]) -> dict[str, Any]:
    return {key: long_date(value) if isinstance(value, date) else value for key, value in values.items()}


def _your_letter(number: str, dated: date) -> str:
    """The letter that is answered; one that bears no number is named by its date alone."""
    return " ".join(("surat Saudara", *((f"nomor {number}",) if number else ()), f"tanggal {long_date(dated)}"))


def reply_body(*, letter_number: str, letter_date: date, subject: str, next_step: str) -> tuple[str, ...]:
    """The usual words of an approval; the officer may change them before it is printed."""
    return (
        f"Menindaklanjuti {_your_letter(letter_number, letter_date)} mengenai {subject}, "
        "dengan ini kami sampaikan bahwa permohonan kerja sama tersebut dapat disetujui untuk diproses lebih lanjut.",
        next_step,
        "Ketentuan kerja sama, termasuk hak dan kewajiban para pihak, akan dituangkan dalam naskah perjanjian yang "
        "draf awalnya kami sampaikan untuk ditanggapi.",
        "Atas perhatian dan kerja sama Saudara, kami ucapkan terima kasih.",
    )


def refusal_body(*, letter_number: str, letter_date: date, subject: str, reasons: tuple[str, ...]) -> tuple[str, ...]:
    """The usual words of a refusal with its reasons; polite, and open for a new request."""
    listed = "\n".join(f"{position}. {reason.rstrip(' .;')}." for position, reason in enumerate(reasons, 1))
    return (
        f"Terima kasih atas {_your_letter(letter_number, letter_date)} mengenai {subject}.",
        "Setelah ditelaah, kami belum dapat memenuhi permohonan tersebut dengan alasan sebagai berikut:",
        listed,
        "Permohonan baru dapat diajukan apabila keadaan di atas telah terpenuhi. Tim kami siap memberikan "
        "penjelasan yang diperlukan.",
        "Demikian disampaikan, atas pengertian Saudara kami ucapkan terima kasih.",
    )
