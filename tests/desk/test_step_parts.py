"""Long forms in parts, tables that grow, and the dates that are not today's."""

from __future__ import annotations

from dataclasses import replace

from django.http import QueryDict

from simpul.pages.desk.step_entries import MORE_ROWS, MOST_ROWS, RowsEntry
from simpul.pages.desk.step_form import StepForm
from simpul.pages.desk.step_parts import is_wide, parts_of
from simpul.rules.procedure.form_parts import Column
from simpul.rules.procedure.loader import load
from tests.casework.conftest import SOPS

COLUMNS = (Column("a", "A"), Column("b", "B"))


def form_of(code: str, step: str) -> StepForm:
    procedure = load((SOPS / code / "1.yaml").read_text(), code)
    return StepForm(procedure, procedure.by_id[step], facts={})


def test_what_makes_one_document_stands_under_its_name() -> None:
    parts = parts_of(form_of("bpom-dn", "laporkan"))
    assert [part.heading for part in parts] == ["Nota Dinas laporan kepada Pimpinan", "Surat kuasa"]
    assert "jika diperlukan" in parts[1].note
    assert not any("jika diperlukan" in str(entry.help_text) for entry in parts[1].entries)


def test_a_file_that_fills_nothing_stands_with_what_was_asked_before_it() -> None:
    parts = parts_of(form_of("labkesmas-batam", "minta_tanggal"))
    assert [(part.heading, len(part.entries)) for part in parts] == [
        ("Buku catatan turun sampling", 3), ("SPT", 4), ("Invoice", 5), ("Informasi customer", 2),
    ]  # fmt: skip


def test_a_short_form_has_no_parts_and_only_a_broad_table_wants_the_page() -> None:
    short = form_of("bpom-monev", "lapor")
    assert [part.heading for part in parts_of(short)] == [""]
    assert is_wide(short)
    assert not is_wide(form_of("bpom-dn", "laporkan"))


def rows_after(sent: str) -> int:
    entry = RowsEntry(COLUMNS, 5, "T")
    entry.value_from_datadict(QueryDict(sent), None, "t")
    return entry.rows


def test_more_rows_are_added_to_those_that_were_sent_even_when_they_are_empty() -> None:
    blank = "&".join(f"t.{row}.a=" for row in range(5))
    assert rows_after(blank) == 5
    assert rows_after(f"{blank}&{MORE_ROWS}=t") == 10
    assert rows_after(f"{blank}&{MORE_ROWS}=other") == 5
    assert rows_after(f"t.199.a=x&{MORE_ROWS}=t") == MOST_ROWS


def test_the_only_field_of_an_obligatory_output_is_marked_although_the_file_lets_it_stand_empty() -> None:
    text = (SOPS / "bpom-ln" / "1.yaml").read_text()
    procedure = load(text, "bpom-ln")
    step = next(step for step in procedure.steps if any(one.required and one.fills for one in step.fields))
    asked = next(one for one in step.fields if one.required and one.fills)
    output = next(output for output in step.outputs if output.id == asked.fills)
    alone = replace(step, fields=(replace(asked, required=False),), outputs=(replace(output, made=""),))
    entry = StepForm(procedure, alone, facts={}).fields[asked.id]
    assert entry.required
    assert f"Tanpanya “{output.name}” belum ada" in str(entry.help_text)
    beside = replace(alone, fields=(*alone.fields, replace(asked, id="lain", required=False)))
    assert not StepForm(procedure, beside, facts={}).fields[asked.id].required
