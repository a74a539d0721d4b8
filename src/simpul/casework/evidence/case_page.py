"""The page of one case in an inspection file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from simpul.casework.evidence.journey import Entry, Stood
from simpul.casework.evidence.page import alarm, code, facts, heading, link, page, table, words
from simpul.casework.evidence.papers import Document
from simpul.casework.evidence.tariffs import Tariffs
from simpul.casework.evidence.wording import INTACT, moment
from simpul.core.procedures.models import Case, CaseStatus
from simpul.rules.working_time import Calendar

INDEX, LOG, TRAIL = "index.html", "log.json", "audit.jsonl"
"""What lies in the folder of a case beside its documents."""
STATUS = {
    CaseStatus.RUNNING.value: "berjalan",
    CaseStatus.FINISHED.value: "selesai",
    CaseStatus.REJECTED.value: "ditolak",
    CaseStatus.WITHDRAWN.value: "ditarik",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What the page shows. ``procedures``: (address, name) of the versions in force; ``sheet``: there is a lembar
    jejak; ``faults``: what does not hold, in sentences."""

    case: Case
    calendar: Calendar
    procedures: tuple[tuple[str, str], ...]
    entries: tuple[Entry, ...]
    documents: tuple[Document, ...]
    tariffs: tuple[Tariffs, ...]
    sheet: bool
    faults: tuple[str, ...]


def case_page(told: Told) -> bytes:
    """The page, with links to what lies beside it."""
    case = told.case
    parts = [
        words(case.title), alarm(told.faults), _head(told), heading("Catatan langkah"), _log(told),
        heading("Siapa memutuskan"), _decisions(told), heading("Keterlambatan dan waktu henti"), _lateness(told),
        heading("Tarif terhadap pasal"), *_tariffs(told.tariffs), heading("Dokumen"),
        documents_part(told.documents, "Perkara ini tidak memuat berkas."),
        heading("Jejak audit"), _trail(told),
        words("Sidik baris terakhir:"), code(case.chain_hash),
    ]  # fmt: skip
    return page(f"Perkara {case.ticket}", parts)


def _head(told: Told) -> SafeString:
    case = told.case
    pairs: list[tuple[str, object]] = [
        ("Lembaga", case.institution.name),
        ("Keadaan", STATUS[case.status]),
        ("Dimulai", moment(told.calendar, case.started_at)),
        ("Berakhir", moment(told.calendar, case.ended_at)),
    ]
    pairs += [("Prosedur yang berlaku", link(address, name)) for address, name in told.procedures]
    if told.sheet:
        pairs.append(("Bukti tanda tangan", link("lembar-jejak.pdf", "Lembar jejak (PDF)")))
    pairs.append(("Untuk mesin", link(LOG, LOG)))
    return facts(pairs)


def _log(told: Told) -> SafeString:
    columns = ("Langkah", "Pelaksana", "Mulai", "Tenggat", "Terjadi", "Dicatat", "Terpakai", "Keadaan")
    return table(columns, (_line(entry, told.calendar) for entry in told.entries))


def _line(entry: Entry, calendar: Calendar) -> tuple[str, ...]:
    state = f"{entry.state}, TERLAMBAT" if entry.late else entry.state
    return (
        entry.name, f"{entry.who or '-'}\n{entry.lane}", moment(calendar, entry.begun),
        moment(calendar, entry.due), moment(calendar, entry.happened), moment(calendar, entry.entered), entry.spent,
        state,
    )  # fmt: skip


def _decisions(told: Told) -> SafeString:
    rows = [
        (entry.name, entry.decided, entry.who, moment(told.calendar, entry.happened), entry.note)
        for entry in told.entries
        if entry.decided
    ]
    if not rows:
        return words("Belum ada langkah yang memutuskan.")
    return table(("Langkah", "Keputusan", "Oleh", "Pada", "Catatan"), rows)


def _lateness(told: Told) -> SafeString:
    rows = [row for entry in told.entries for row in _delays(entry, told.calendar)]
    if not rows:
        return words("Tidak ada langkah yang terlambat, dicatat belakangan, dikoreksi, atau berhenti jamnya.")
    return table(("Langkah", "Apa", "Alasan"), rows)


def _delays(entry: Entry, calendar: Calendar) -> Iterator[tuple[str, str, str]]:
    if entry.late:
        yield entry.name, f"Terlambat: terpakai {entry.spent}", entry.note or "tidak ada alasan tercatat"
    for reason in entry.reasons:
        kind, _, text = reason.partition(": ")
        yield entry.name, kind, text
    for one in entry.stood:
        yield entry.name, _stood(one, calendar), f"{one.reason} ({one.party})"


def _stood(one: Stood, calendar: Calendar) -> str:
    until = moment(calendar, one.ended) if one.ended is not None else "sekarang"
    return f"Jam berhenti {moment(calendar, one.begun)} sampai {until}, {one.working_days} HK tidak dihitung"


def _tariffs(found: Sequence[Tariffs]) -> Iterator[SafeString]:
    for one in found:
        if one.note:
            yield words(one.note)
            continue
        yield words(one.heading, f"Dasar menurut perkara: {one.citation or 'tidak dicatat'}")
        yield alarm(one.faults)
        based = one.based_on or "tidak ada"
        yield table((*one.columns, "Pasal yang mendasari"), ((*row, based) for row in one.rows))
        yield words("Pasal yang menunjuk lampiran ini atau menyebut dasar tarifnya:")
        rows = ((basis.place, basis.text, "ya" if basis.cites else "tidak") for basis in one.bases)
        yield table(("Pasal", "Bunyi", "Menyebut dasar tarif"), rows)


def documents_part(documents: Sequence[Document], none: str) -> SafeString:
    """The table of the files that lie beside the page; the sentence ``none`` where there is none."""
    if not documents:
        return words(none)
    rows = (
        (link(f"dokumen/{one.name}", one.name) if one.condition == INTACT else one.name, "\n".join(one.roles),
         code(one.file.sha256), one.condition if one.condition == INTACT else f"{one.condition}: tidak disertakan")
        for one in documents
    )  # fmt: skip
    return table(("Berkas", "Apa ini dalam perkara", "SHA-256", "Byte"), rows)


def _trail(told: Told) -> SafeString:
    return facts(
        (
            ("Rantai", f"case:{told.case.pk}, {told.case.chain_seq} baris"),
            ("Ekstrak", link(TRAIL, TRAIL)),
        )
    )
