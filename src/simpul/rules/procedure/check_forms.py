"""What a step asks and leaves behind: every field can be filled in, every output can come into being."""

from __future__ import annotations

from collections.abc import Collection
from typing import get_args

from simpul.rules.procedure.faults import Findings
from simpul.rules.procedure.form_parts import PERFORMER, FieldKind
from simpul.rules.procedure.names import UNKNOWN_LANE, Names, check_condition, known, no_double
from simpul.rules.procedure.parts import Part
from simpul.rules.procedure.vocabulary import DOCUMENT_KIND, SHEETS, TEXT_SHEET, TODAY
from simpul.rules.refusals import N_

_LISTS = {
    "pilihan": ("pilihan", N_("The kind “pilihan” and the list under “pilihan” go together.")),
    "tabel": ("kolom", N_("The kind “tabel” and the list under “kolom” go together.")),
    "unit": ("lajur", N_("The kind “unit” and the list under “lajur” go together.")),
}
_KINDS_OF_ROLES = {
    "tanggal": "tanggal",
    "tanggal_permintaan": "tanggal",
    "tanggal_diminta": "tanggal",
    "jumlah_satuan": "angka",
    "jenis_customer": "pilihan",
    DOCUMENT_KIND: "pilihan",
}


def check_form(step: Part, own_code: str, names: Names, findings: Findings) -> None:
    """Fields, outputs and the sub-procedure of a step."""
    fields = tuple(step.parts("isian"))
    no_double(((field.at("id"), field.text("id")) for field in fields), findings)
    for number, field in enumerate(fields):
        _check_field(step, field, names, findings)
        below = {later.text("id") for later in fields[number:]}
        _check_order(field, below, names, findings)
        _check_bounds(field, below, names, findings)
    _check_outputs(step, names, findings)
    if "subprosedur" in step.data:
        _check_subprocedure(step, own_code, findings)


def _check_field(step: Part, field: Part, names: Names, findings: Findings) -> None:
    _check_filling(step, field, findings)
    _check_kind(field, findings)
    check_condition(field.at("jika"), field.text("jika"), names, findings)
    for path, lane in field.texts("lajur"):
        known(path, lane, names.lanes, UNKNOWN_LANE, findings)
    no_double(((part.at("id"), part.text("id")) for part in field.parts("kolom")), findings)
    no_double(((part.at("id"), part.text("id")) for part in field.parts("pilihan")), findings)
    no_double(field.texts("pilihan"), findings)


def _check_kind(field: Part, findings: Findings) -> None:
    """What goes with the kind. Of a kind that there is not nothing more is said: that fault is told already."""
    kind = field.text("jenis")
    if kind not in get_args(FieldKind):
        return
    for owner, (key, text) in _LISTS.items():
        if (kind == owner) != (key in field.data):
            findings.add(field.at(key), text)
    if "baris" in field.data and kind != "tabel":
        findings.add(field.at("baris"), N_("Only a field of kind “tabel” has rows."))
    wanted = _KINDS_OF_ROLES.get(field.text("peran"), kind)
    if kind != wanted:
        findings.add(field.at("peran"), N_("Only a field of kind “%(kind)s” can have this part."), kind=wanted)


def _check_filling(step: Part, field: Part, findings: Findings) -> None:
    outputs = {output.text("id") for output in step.parts("keluaran")}
    text = N_("The step has no output “%(name)s”. Known: %(known)s.")
    known(field.at("mengisi"), field.text("mengisi"), outputs, text, findings)


def _check_order(field: Part, below: Collection[str], names: Names, findings: Findings) -> None:
    """A form is judged from top to bottom, so a condition can only ask what stands above."""
    asked = names.asking.get(field.text("jika"), "")
    if asked and asked in below:
        text = N_("The condition asks for the field “%(name)s”, which must stand above this one.")
        findings.add(field.at("jika"), text, name=asked)


def _check_bounds(field: Part, below: Collection[str], names: Names, findings: Findings) -> None:
    """A date is held against today, or against a date that is answered by then."""
    if field.text("jenis") == "tanggal" and field.text("id") == TODAY:
        findings.add(field.at("id"), N_("“%(id)s” has another meaning already."), id=TODAY)
    for key in ("paling_awal", "paling_lambat"):
        name, dates = field.text(key), names.fields("tanggal")
        if not name or "" in names.kinds.get(name, ()):
            continue  # a field whose kind is wrong is told of already
        if field.text("jenis") not in ("tanggal", ""):
            findings.add(field.at(key), N_("Only a field of kind “%(kind)s” can have this bound."), kind="tanggal")
        elif name not in dates and name in names.kinds:
            findings.add(
                field.at(key), N_("The field “%(name)s” is no date; a date cannot be held against it."), name=name
            )
        elif name in below:
            text = N_("The date is held against the field “%(name)s”, which must stand above this one.")
            findings.add(field.at(key), text, name=name)
        else:
            text = N_("A date is held against hari_ini or a date field, not “%(name)s”. Known: %(known)s.")
            known(field.at(key), name, {TODAY, *dates}, text, findings)


def _check_outputs(step: Part, names: Names, findings: Findings) -> None:
    """Each output can come into being, and no outcome leaves the step without one."""
    outputs = tuple(step.parts("keluaran"))
    no_double(((output.at("id"), output.text("id")) for output in outputs), findings)
    for output in outputs:
        check_condition(output.at("jika"), output.text("jika"), names, findings)
        _check_making(step, output, findings)
        _check_sheet(output, findings)
        _check_signings(step, output, names, findings)
    for outcome, _ in step.mapping("keputusan").values():
        limits = [[name for _, name in output.texts("untuk")] for output in outputs]
        if outputs and not any(not limit or outcome in limit for limit in limits):
            findings.add(step.at("keputusan", outcome), N_("The outcome “%(id)s” leaves no output."), id=outcome)


def _check_making(step: Part, output: Part, findings: Findings) -> None:
    fillers = [field for field in step.parts("isian") if field.text("mengisi") == output.text("id")]
    made = output.text("dibuat")
    if made == "subprosedur":
        if "subprosedur" not in step.data:
            findings.add(output.at("dibuat"), N_("The step has no “subprosedur” that could make the output."))
    elif made == "formulir":
        if step.text("formulir", "umum") == "umum" and not _can_print(step, output, fillers):
            findings.add(output.at("dibuat"), N_("The general form makes no output; name a workbench or a field."))
    elif typed := next((field for field in fillers if field.text("jenis") not in ("", "berkas")), None):
        if output.text("jenis") == "berkas":
            text = N_("The output “%(id)s” is a file; a field of kind “berkas” fills it.")
            findings.add(typed.at("mengisi"), text, id=output.text("id"))
    elif output.text("id") and not fillers and "subprosedur" not in step.data:
        findings.add(output.path, N_("Nothing fills the output “%(id)s”."), id=output.text("id"))


def _can_print(step: Part, output: Part, fillers: Collection[Part]) -> bool:
    """The general form prints a file out of whatever the step asks; a record is filled by fields of its own."""
    fields = step.parts("isian") if output.text("jenis") == "berkas" else fillers
    return any(field.text("jenis") != "berkas" for field in fields)


def _check_sheet(output: Part, findings: Findings) -> None:
    text = N_("The sheet “%(name)s” is not known. Known: %(known)s.")
    known(output.at("templat"), output.text("templat"), SHEETS, text, findings)
    if "templat" in output.data and (output.text("dibuat"), output.text("jenis")) != ("formulir", "berkas"):
        findings.add(output.at("templat"), N_("Only a file with “dibuat: formulir” is printed on a sheet."))


def _check_signings(step: Part, output: Part, names: Names, findings: Findings) -> None:
    """Who signs is known when the sheet is printed: the performer, a party, or whom a text field of the step names."""
    if "penanda_tangan" in output.data and (
        step.text("formulir", "umum") != "umum"
        or output.text("templat") == TEXT_SHEET
        or (output.text("dibuat"), output.text("jenis")) != ("formulir", "berkas")
    ):
        text = N_("Only a sheet that the general form prints has a list of signatories.")
        findings.add(output.at("penanda_tangan"), text)
    fields = {field.text("id") for field in step.parts("isian") if field.text("jenis") == "teks"}
    for one in output.parts("penanda_tangan"):
        text = N_(
            "There is no lane, outside party or text field “%(name)s” of this step that could sign. Known: %(known)s."
        )
        known(one.at("oleh"), one.text("oleh"), {PERFORMER, *names.parties, *fields}, text, findings)


def _check_subprocedure(step: Part, own_code: str, findings: Findings) -> None:
    if step.text("subprosedur") == own_code:
        findings.add(step.at("subprosedur"), N_("A procedure cannot be its own part."))
    for key in ("isian", "keputusan", "formulir"):
        if step.data.get(key, "umum") != "umum":
            text = N_("A step that is done by another procedure has no “%(key)s” of its own.")
            findings.add(step.at(key), text, key=key)
    for output in step.parts("keluaran"):
        if output.text("dibuat") != "subprosedur":
            text = N_("The other procedure makes the output “%(id)s”; write “dibuat: subprosedur”.")
            findings.add(output.path, text, id=output.text("id"))
