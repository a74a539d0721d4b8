"""The inspection file (berkas pemeriksaan) of a case or of a period, for somebody who has no Simpul.

One case at a time is in memory, and one piece of a file. What does not hold is named and left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.safestring import SafeString

from simpul.casework.evidence import chain
from simpul.casework.evidence.archive_file import MANIFEST, ArchiveFile, new_archive, pieces_of
from simpul.casework.evidence.case_page import INDEX, LOG, STATUS, TRAIL, Told, case_page
from simpul.casework.evidence.checking import SCRIPT
from simpul.casework.evidence.journey import as_data, entries_of
from simpul.casework.evidence.page import alarm, facts, heading, link, page, table, words
from simpul.casework.evidence.papers import Document, documents_of, documents_of_past, plain_name
from simpul.casework.evidence.past_page import ToldOfPast, past_page
from simpul.casework.evidence.sheet import evidence_sheet
from simpul.casework.evidence.signed_heads import PLACE, put_checkpoints
from simpul.casework.evidence.tariffs import tariffs_of
from simpul.casework.evidence.versions import Versions
from simpul.casework.evidence.wording import CHANGED, DESTROYED, INTACT, moment
from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.models import Institution
from simpul.core.documents.storage import path_of
from simpul.core.messages.actions import record
from simpul.core.procedures.models import Case
from simpul.features.agreements.models import Agreement
from simpul.lib import clock
from simpul.lib.actor import SYSTEM
from simpul.rules.refusals import N_, Refusal

PACKED = "evidence.packed"


@dataclass(frozen=True, slots=True)
class Packed:
    """What was written. ``past``: agreements without a case; ``faults``: (case, sentence) of what does not hold."""

    cases: int
    past: int
    manifest: str
    faults: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Row:
    folder: str
    ticket: str
    title: str
    status: str
    faults: int


def pack(*, institution: Institution, cases: Iterable[int], about: str, out: Path, past: Iterable[int] = ()) -> Packed:
    """Write the file of these cases, and agreements of the past, and put that on record; ``about``: of what it is.

    Raises Refusal BKT-01 where ``out`` exists; leaves nothing behind when it fails.
    """
    calendar = calendar_for(institution.pk)
    rows: list[_Row] = []
    faults: list[tuple[str, str]] = []
    packed: list[int] = []
    with new_archive(out, calendar.local(clock.now())) as target:
        versions = Versions(target)
        for pk in cases:
            case = Case.objects.select_related("institution", "procedure_version__procedure").get(pk=pk)
            found = _put_case(target, case, versions)
            packed.append(pk)
            rows.append(_Row(_folder(case), case.ticket, case.title, STATUS[case.status], len(found)))
            faults += [(case.ticket, one) for one in found]
        old = [_put_past(target, pk, faults) for pk in past]
        target.put("periksa-jejak.py", [SCRIPT.encode()])
        unsigned = put_checkpoints(target, packed)
        target.put(INDEX, [_index(institution, about, rows, old, versions, unsigned)])
        manifest = target.close()
        facts_told = {"cases": len(rows), "past": len(old), "manifest_sha256": manifest, "faults": len(faults)}
        record(institution_id=institution.pk, verb=PACKED, by=SYSTEM, facts=facts_told)
    return Packed(len(rows), len(old), manifest, tuple(faults))


def with_subcases(case: Case) -> Iterator[int]:
    """The case and the cases that carry out a step of it, however deep."""
    yield case.pk
    for below in Case.objects.filter(parent_task__case=case).order_by("pk"):
        yield from with_subcases(below)


def _folder(case: Case) -> str:
    return f"perkara/{plain_name(case.ticket)}"


def _put_case(target: ArchiveFile, case: Case, versions: Versions) -> list[str]:
    folder, calendar = _folder(case), calendar_for(case.institution_id)
    documents = tuple(documents_of(case))
    faults = [*_put_documents(target, folder, documents)]
    sheet = _put_sheet(target, folder, case, faults)
    entries, tariffs = entries_of(case, clock.now()), tariffs_of(case)
    log = {
        "case": case.ticket, "institution": case.institution.code, "title": case.title, "status": case.status,
        "procedure": case.procedure_version.procedure.code, "version": case.procedure_version.version,
        "entries": [as_data(entry, calendar) for entry in entries],
    }  # fmt: skip
    target.put(f"{folder}/{LOG}", [json.dumps(log, ensure_ascii=False, indent=1).encode()])
    target.put(f"{folder}/{TRAIL}", chain.extract(case))
    procedures = tuple((f"../../{address}", name) for address, name in versions.of(case))
    told = Told(case, calendar, procedures, entries, documents, tariffs, sheet, tuple(faults))
    target.put(f"{folder}/{INDEX}", [case_page(told)])
    return faults


def _put_past(target: ArchiveFile, pk: int, faults: list[tuple[str, str]]) -> _Row:
    """The folder of an agreement without a case: its page, its documents, and its lines of the institution's chain."""
    rows = Agreement.objects.select_related("institution", "case", "request", "number", "signed_file", "batch__sheet")
    agreement = rows.select_related("reading_copy").get(pk=pk)
    name = plain_name(agreement.called.replace("/", "-"))
    folder = f"arsip-lama/{name}-{agreement.slug}"
    documents = tuple(documents_of_past(agreement))
    found = [*_put_documents(target, folder, documents)]
    sheet = agreement.signed_file is not None and _put_sheet_of(target, folder, agreement, found)
    events = tuple(chain.events_of_past(agreement))
    target.put(f"{folder}/{TRAIL}", chain.lines_of(events))
    told = ToldOfPast(agreement, calendar_for(agreement.institution_id), events, documents, sheet, tuple(found))
    target.put(f"{folder}/{INDEX}", [past_page(told)])
    faults += [(agreement.called, one) for one in found]
    return _Row(folder, agreement.called, agreement.title, "dicatat dari arsip lama", len(found))


def _put_documents(target: ArchiveFile, folder: str, documents: Iterable[Document]) -> Iterator[str]:
    for one in documents:
        if one.condition == INTACT:
            written = target.put(f"{folder}/dokumen/{one.name}", pieces_of(path_of(one.file.sha256)), packed=False)
            if written != one.file.sha256:
                raise Refusal(
                    "BKT-02", N_("The bytes of %(file)s changed while it was read: nothing was kept. Repeat."),
                    file=one.name,
                )  # fmt: skip
        elif one.condition == DESTROYED:
            continue
        elif one.condition == CHANGED:
            yield f"Berkas {one.name} tidak disertakan: byte-nya berubah sejak disimpan (SHA-256 {one.file.sha256})."
        else:
            yield f"Berkas {one.name} tidak disertakan: byte-nya hilang (SHA-256 {one.file.sha256})."


def _put_sheet(target: ArchiveFile, folder: str, case: Case, faults: list[str]) -> bool:
    signed = Agreement.objects.filter(case=case, signed_file__isnull=False)
    agreement = signed.select_related("institution", "case", "request", "number", "signed_file", "reading_copy").first()
    return agreement is not None and _put_sheet_of(target, folder, agreement, faults)


def _put_sheet_of(target: ArchiveFile, folder: str, agreement: Agreement, faults: list[str]) -> bool:
    try:
        target.put(f"{folder}/lembar-jejak.pdf", [evidence_sheet(agreement)], packed=False)
    except Refusal as refusal:
        faults.append(f"Lembar jejak tidak dapat dibuat ({refusal.code}).")
        return False
    return True


def _list(rows: Iterable[_Row]) -> SafeString:
    cells = ((link(f"{one.folder}/{INDEX}", one.ticket), one.title, one.status, one.faults or "-") for one in rows)
    return table(("Nomor", "Hal", "Keadaan", "Tidak utuh"), cells)


def _index(
    institution: Institution, about: str, rows: Sequence[_Row], old: Sequence[_Row], versions: Versions, unsigned: int
) -> bytes:
    calendar = calendar_for(institution.pk)
    bad = sum(one.faults for one in (*rows, *old))
    parts = [
        words(f"{institution.name}. {about}"),
        alarm((f"{bad} hal tidak utuh; dirinci pada halamannya.",) if bad else ()),
        facts(
            (
                ("Dibuat", moment(calendar, clock.now())),
                ("Perkara", str(len(rows))),
                ("Perjanjian dari arsip lama", str(len(old))),
            )
        ),
        heading("Perkara"),
        _list(rows),
        *((heading("Perjanjian yang dicatat dari arsip lama"), _list(old)) if old else ()),
        heading("Prosedur yang berlaku"),
        versions.table(),
        heading("Cara memeriksa"),
        words(
            f"Sidik setiap berkas tercantum dalam {MANIFEST}. Pada mesin mana pun: buka terminal di folder ini, lalu "
            f"jalankan sha256sum -c {MANIFEST}. Berkas yang berubah disebut namanya.",
            "Jejak audit setiap perkara (audit.jsonl) dihitung ulang dengan python3 periksa-jejak.py, tanpa Simpul "
            f"dan tanpa jaringan, lalu dibandingkan dengan titik periksa bertanda tangan dalam folder {PLACE}. Kunci "
            "publik di sana dibandingkan dengan yang diserahkan lembaga sebelum pemeriksaan. Pada instalasi asalnya "
            "seluruh jejak diperiksa dengan simpul audit verify.",
            *(
                (f"{unsigned} rantai belum masuk titik periksa mana pun; ujungnya belum bertanda tangan.",)
                if unsigned
                else ()
            ),
            "Tanda tangan pada naskah PDF dapat diperiksa dengan pembaca PDF, pdfsig, atau simpul verify.",
            "Data pribadi: berkas ini memuat nama dan jabatan pelaksana serta dokumen perkara sebagaimana tersimpan. "
            "Dalam alasan dan catatan, alamat surel, nomor telepon, dan nomor identitas disamarkan; kata-kata lainnya "
            "berdiri sebagaimana ditulis, karena itulah buktinya. Pergunakan hanya untuk pemeriksaan ini.",
            f"Pembuatan berkas ini tercatat dalam jejak audit lembaga ({PACKED}) beserta sidik {MANIFEST}.",
        ),
    ]
    return page("Berkas pemeriksaan", parts)
