"""The page of an agreement without a case in an inspection file: taken over from the past, and what came after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from simpul.casework.evidence.case_page import TRAIL, documents_part
from simpul.casework.evidence.page import alarm, code, facts, heading, link, page, table, words
from simpul.casework.evidence.papers import Document
from simpul.casework.evidence.sheet import OF_THE_PAST, day, in_force, where_from
from simpul.casework.evidence.wording import VERBS, moment
from simpul.core.audit.models import AuditEvent
from simpul.features.agreements.chosen import kind_of
from simpul.features.agreements.models import Agreement
from simpul.rules.working_time import Calendar

_EXTRACT = (
    "Baris-baris ini diambil dari rantai lembaga; baris lain dalam rantai itu menyangkut hal lain dan tidak "
    "disertakan. Sidik tiap baris dihitung ulang dengan periksa-jejak.py; bahwa rantainya utuh dan bersambung "
    "diperiksa pada instalasi asalnya dengan simpul audit verify."
)


@dataclass(frozen=True, slots=True)
class ToldOfPast:
    """What the page shows. ``sheet``: there is a lembar jejak; ``faults``: what does not hold, in sentences."""

    agreement: Agreement
    calendar: Calendar
    events: Sequence[AuditEvent]
    documents: Sequence[Document]
    sheet: bool
    faults: Sequence[str]


def past_page(told: ToldOfPast) -> bytes:
    """The page, with links to what lies beside it."""
    agreement = told.agreement
    parts = [
        words(agreement.title), words(OF_THE_PAST), alarm(told.faults), _head(told), heading("Para pihak"),
        _parties(agreement), heading("Sesudah dicatat"), _life(told), heading("Dokumen"),
        documents_part(told.documents, "Perjanjian ini dicatat tanpa pindaian."), heading("Jejak audit"), _trail(told),
        words(_EXTRACT),
    ]  # fmt: skip
    return page(f"Perjanjian {agreement.called}", parts)


def _head(told: ToldOfPast) -> SafeString:
    agreement = told.agreement
    pairs: list[tuple[str, object]] = [
        ("Lembaga", agreement.institution.name),
        ("Jenis naskah", kind_of(agreement.request).title),
        ("Nomor", agreement.numbered or "tidak bernomor"),
        ("Ditandatangani", day(agreement.sign_date)),
        ("Berlaku", in_force(agreement)),
        *where_from(agreement),
        ("Dicatat", moment(told.calendar, agreement.created_at)),
    ]
    if told.sheet:
        pairs.append(("Bukti berkas", link("lembar-jejak.pdf", "Lembar jejak (PDF)")))
    return facts(pairs)


def _parties(agreement: Agreement) -> SafeString:
    rows = [(party.name, party.own_number or "-") for party in agreement.request.parties.order_by("order")]
    return table(("Pihak", "Nomor menurut pihak itu"), rows)


def _life(told: ToldOfPast) -> SafeString:
    acts = [(day(act.on), act.kind, act.number or "-", act.reason) for act in told.agreement.acts.order_by("on", "pk")]
    if not acts:
        return words("Tidak ada adendum, perpanjangan, atau pengakhiran yang dicatat.")
    return table(("Tanggal", "Tindakan", "Nomor", "Alasan"), acts)


def _trail(told: ToldOfPast) -> SafeString:
    rows = [
        (str(one.seq), VERBS.get(one.verb, one.verb), moment(told.calendar, one.at), code(one.hash))
        for one in told.events
    ]
    if not rows:
        return words("Tidak ada baris yang menyebut perjanjian ini.")
    ours = facts((("Rantai", told.events[0].chain), ("Ekstrak", link(TRAIL, TRAIL))))
    return SafeString(ours + table(("Urutan", "Tindakan", "Dicatat", "SHA-256 baris"), rows))
