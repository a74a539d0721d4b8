"""Tables of a text that come from the values: tariffs, contacts, interns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from simpul.rules.agreement_text import words
from simpul.rules.agreement_text.slots import MissingValue, gap
from simpul.rules.agreement_text.structure import Column, Table
from simpul.rules.agreement_text.values import AgreementValues, StudentRow, TestRow

Report = Callable[[MissingValue], None]
Builder = Callable[[AgreementValues, str, Report], Table]


def _cell(value: str, field: str, label: str, where: str, report: Report) -> str:
    if value:
        return value
    report(MissingValue(field, label, where))
    return gap(label)


def _tariff(values: AgreementValues, row: TestRow) -> str:
    """``Rp285.000,00 (dua ratus delapan puluh lima ribu rupiah) per spesimen``; a tariff of nothing is nothing."""
    amount = 0 if values.cost_basis is not None and values.cost_basis.kind == "Rp0" else row.tariff
    return "" if amount is None else f"{words.rupiah_full(amount)} {row.unit}"


def tariffs(values: AgreementValues, where: str, report: Report) -> Table:
    """Annex of tests: what, how, from which specimen, in how long, for how much in figures and words."""
    columns = (
        Column("No.", 7, "center"),
        Column("Jenis Pemeriksaan", 25),
        Column("Metode", 15),
        Column("Jenis Spesimen", 15),
        Column("Waktu Penyelesaian", 19),
        Column("Tarif", 29),
    )
    if not values.tests:
        report(MissingValue("tests", "jenis pemeriksaan dan tarif", where))
    rows = []
    for index, row in enumerate(values.tests):

        def filled(value: str, field: str, label: str, prefix: str = f"tests.{index}") -> str:
            return _cell(value, f"{prefix}.{field}", label, where, report)

        tariff = _tariff(values, row)
        rows.append(
            (
                f"{index + 1}.",
                filled(row.test, "test", "jenis pemeriksaan"),
                filled(row.method, "method", f"metode {row.test}"),
                filled(row.specimen, "specimen", f"jenis spesimen {row.test}"),
                filled(row.turnaround, "turnaround", f"waktu penyelesaian {row.test}"),
                filled(tariff, "tariff", f"tarif {row.test}"),
            )
        )
    return Table("tarif", columns, tuple(rows))


def contacts(values: AgreementValues, where: str, report: Report) -> Table:
    titles = ("Pihak", "Narahubung", "Alamat surat", "Telepon dan pos-el")
    if values.language == "en":
        titles = ("Party", "Contact", "Postal address", "Telephone and e-mail")
    columns = tuple(Column(title, width) for title, width in zip(titles, (18, 23, 25, 34), strict=True))
    rows = []
    for index, party in enumerate(values.parties):
        label = values.label_of(index)
        name = _cell(party.contact_name, f"parties.{index}.contact_name", f"narahubung {label}", where, report)
        address = _cell(party.address, f"parties.{index}.address", f"alamat {label}", where, report)
        phone = _cell(
            party.contact_phone, f"parties.{index}.contact_phone", f"telepon narahubung {label}", where, report
        )
        email = _cell(
            party.contact_email, f"parties.{index}.contact_email", f"pos-el narahubung {label}", where, report
        )
        rows.append((label, name, address, f"{phone}\n{email}"))
    return Table("narahubung", columns, tuple(rows))


def validations(values: AgreementValues, where: str, report: Report) -> Table:
    """Annex of a validation: what is tried, on which material, by which protocol, in how long, for how much."""
    rows = tuple(replace(row, unit="per Objek Uji") for row in values.tests)
    table = tariffs(replace(values, tests=rows), where, report)
    titles = ("No.", "Objek Uji", "Metode dan Protokol", "Bahan Uji", "Waktu Penyelesaian", "Biaya")
    return replace(
        table,
        id="validasi",
        columns=tuple(replace(column, title=title) for column, title in zip(table.columns, titles, strict=True)),
    )


def _period(row: StudentRow) -> str:
    if not (row.starts_on and row.ends_on):
        return ""
    return f"{words.long_date(row.starts_on)} sampai dengan {words.long_date(row.ends_on)}"


def interns(values: AgreementValues, where: str, report: Report) -> Table:
    columns = (
        Column("No.", 7, "center"),
        Column("Nama", 28),
        Column("Nomor induk", 18),
        Column("Program studi", 23),
        Column("Masa magang", 24),
    )
    if not values.students:
        report(MissingValue("students", "daftar peserta", where))
    rows = []
    for index, row in enumerate(values.students):
        number = _cell(row.student_number, f"students.{index}.student_number", f"nomor induk {row.name}", where, report)
        programme = _cell(row.programme, f"students.{index}.programme", f"program studi {row.name}", where, report)
        period = _cell(_period(row), f"students.{index}.starts_on", f"masa magang {row.name}", where, report)
        rows.append((f"{index + 1}.", row.name, number, programme, period))
    return Table("peserta", columns, tuple(rows))


def supervisors(values: AgreementValues, where: str, report: Report) -> Table:
    """Annex of supervisors: at least one of the institution and one of the campus."""
    columns = (
        Column("No.", 7, "center"),
        Column("Nama", 30),
        Column("Dari", 25),
        Column("Jabatan", 20),
        Column("Bidang bimbingan", 18),
    )
    for is_host, label in ((True, "pembimbing lapangan"), (False, "pembimbing kampus")):
        if not any(row.is_host is is_host for row in values.supervisors):
            report(MissingValue("supervisors" if is_host else "supervisors.campus", label, where))
    rows = []
    for index, row in enumerate(values.supervisors):
        names = [party.name for party in values.parties if party.is_host is row.is_host]
        position = _cell(row.position, f"supervisors.{index}.position", f"jabatan {row.name}", where, report)
        field = _cell(row.field, f"supervisors.{index}.field", f"bidang bimbingan {row.name}", where, report)
        rows.append((f"{index + 1}.", row.name, names[0] if names else "", position, field))
    return Table("pembimbing", columns, tuple(rows))


def actions(values: AgreementValues, where: str, report: Report) -> Table:
    """Plan of action annexed to an accord on synergy: what, by whom, paid by whom, when."""
    columns = (
        Column("No.", 7, "center"),
        Column("Kegiatan", 33),
        Column("Pelaksana", 22),
        Column("Sumber pembiayaan", 22),
        Column("Waktu", 16),
    )
    if not values.scope_items:
        report(MissingValue("scope_items", "butir ruang lingkup", where))
    everyone = words.enumeration([values.label_of(index) for index in range(len(values.parties))])
    period = f"{values.begins.year}" if values.begins else ""
    if values.begins and values.ends and values.ends.year != values.begins.year:
        period = f"{values.begins.year} sampai dengan {values.ends.year}"
    rows = tuple(
        (f"{number}.", item[:1].upper() + item[1:], everyone, _OWN_BUDGET, period or "Selama masa berlaku")
        for number, item in enumerate(values.scope_items, 1)
    )
    return Table("rencana_aksi", columns, rows)


_OWN_BUDGET = "Anggaran masing-masing Pihak menurut kewenangannya"
TABLES: Mapping[str, Builder] = {
    "tarif": tariffs,
    "validasi": validations,
    "narahubung": contacts,
    "peserta": interns,
    "pembimbing": supervisors,
    "rencana_aksi": actions,
}
