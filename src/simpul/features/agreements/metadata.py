"""What the archive knows of an agreement as plain fields, to be carried into another archive by hand.

Nothing is sent anywhere: Srikandi has no public interface that we know of. The names are ours, in Indonesian.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain, islice
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from simpul.features.agreements.chosen import kind_of
from simpul.features.agreements.models import ArchiveRecord
from simpul.features.agreements.retention import open_holds, periods_of
from simpul.lib.cells import inert

Row = Mapping[str, str]
AT_ONCE = 500


def rows_of(records: Iterable[ArchiveRecord]) -> Iterator[Row]:
    """Every field as text, empty where nothing is known; days as 2026-11-23."""
    left = iter(records)
    while some := list(islice(left, AT_ONCE)):
        held = open_holds(some)
        yield from (_row(record, is_held=record.pk in held) for record in some)


def _row(record: ArchiveRecord, *, is_held: bool) -> Row:
    agreement, spans = record.agreement, periods_of(record)
    others = [party for party in agreement.request.parties.all() if not party.is_host]
    return {
        "alamat": agreement.slug,
        "jenis_naskah": kind_of(agreement.request).title,
        "nomor": agreement.numbered,
        "tanggal": _day(agreement.sign_date),
        "hal": agreement.title,
        "pihak_lain": "; ".join(party.name for party in others),
        "nomor_pihak_lain": "; ".join(party.own_number for party in others if party.own_number),
        "berlaku_sejak": _day(agreement.effective_on),
        "berlaku_sampai": _day(agreement.ends_on),
        "kode_klasifikasi": record.classification,
        "kelas_akses": record.access_class,
        "berkas_ditutup": _day(record.closed_on),
        "aktif_sampai": _day(spans.active_until),
        "inaktif_sampai": _day(spans.inactive_until),
        "nasib_akhir": record.final_fate,
        "ditahan": "ya" if is_held else "tidak",
        "arsip_terjaga": "ya" if record.guarded else "tidak",
        "tempat": record.location,
        "nomor_srikandi": record.srikandi_number,
        "nama_berkas": record.file.name,
        "ukuran_byte": str(record.file.size),
        "sha256": record.file.sha256,
        "diarsipkan": record.archived_at.isoformat(timespec="seconds"),
        "dimusnahkan": record.destroyed_at.isoformat(timespec="seconds") if record.destroyed_at else "",
    }


def as_csv(rows: Iterable[Row]) -> bytes:
    """With a byte order mark, so that Excel reads the letters; a cell never begins a formula."""
    left, out = iter(rows), io.StringIO()
    writer = csv.writer(out)
    for first in islice(left, 1):
        writer.writerow(first.keys())
        writer.writerows([inert(value) for value in row.values()] for row in chain([first], left))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_json(rows: Iterable[Row]) -> bytes:
    return json.dumps({"arsip": list(rows)}, ensure_ascii=False, indent=1).encode()


def as_xml(rows: Iterable[Row]) -> bytes:
    root = Element("arsip")
    for row in rows:
        entry = SubElement(root, "naskah")
        for name, value in row.items():
            SubElement(entry, name).text = "".join(sign for sign in value if sign.isprintable() or sign == "\n")
    indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode").encode()


WRITERS: Mapping[str, tuple[str, Callable[[Iterable[Row]], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "json": ("application/json", as_json),
    "xml": ("application/xml", as_xml),
}
"""By the ending of the file: media type and writer."""


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
