"""The entry of one field of a step by its kind: texts, dates, amounts, choices, files, tables and units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from simpul.core.documents.models import StoredFile
from simpul.pages.shell.forms import DateEntry, RupiahField
from simpul.rules.procedure.model import Column, Field, Procedure, Step

ACCEPT = ".pdf,.jpg,.jpeg,.png,.docx"
Units = Mapping[str, Sequence[tuple[str, str]]]
"""Lane id -> (unit code, name) of the units that share the lane."""
MORE_ROWS = "tambah_baris"
_FEW = 4
_ROWS, _SPARE = 5, 2
MOST_ROWS = 200


class RowsEntry(forms.Widget):
    """A table whose cells are entries named ``<field>.<row>.<column>``; there are always a few empty rows left."""

    def __init__(self, columns: Sequence[Column], rows: int, label: str) -> None:
        super().__init__()
        self.columns, self.rows, self.label = columns, rows or _ROWS, label

    def value_from_datadict(self, data: Mapping[str, Any], files: object, name: str) -> dict[tuple[int, str], str]:
        """What was typed, by (row, column). As many rows as were sent come back, and more where they were asked for."""
        found: dict[tuple[int, str], str] = {}
        for key in data:
            owner, _dot, rest = str(key).partition(".")
            row, _dot, column = rest.partition(".")
            if owner == name and row.isdecimal() and len(row) < 4:
                found[int(row), column] = str(data[key])
        sent = max((row + 1 for row, _column in found), default=0)
        self.rows = min(MOST_ROWS, max(self.rows, sent + (_ROWS if data.get(MORE_ROWS) == name else 0)))
        return {cell: typed for cell, typed in found.items() if typed}

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0_0" if id_ else id_

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        typed = value if isinstance(value, dict) else {}
        last = max((row for row, _column in typed), default=-1)
        identity = (attrs or {}).get("id", f"id_{name}")
        grid = [
            [
                {"id": f"{identity}_{row}_{place}", "name": f"{name}.{row}.{column.id}", "column": column.label,
                 "value": typed.get((row, column.id), ""), "row": row + 1}
                for place, column in enumerate(self.columns)
            ]
            for row in range(max(self.rows, min(MOST_ROWS, last + 1 + _SPARE)))
        ]  # fmt: skip
        watched = self.attrs.get("data-jika", "")
        context = {
            "watched": watched,
            "id": identity,
            "columns": self.columns,
            "grid": grid,
            "label": self.label,
            "name": name,
        }
        return render_to_string("desk/_rows_entry.html", context)


@dataclass(frozen=True, slots=True)
class EarlierFile:
    """The file of an earlier round that an entry offers to go on with; ``name`` of the tick that says so."""

    name: str
    file: StoredFile
    round: int
    ticked: bool


class FileEntry(forms.FileInput):
    """A file, or the one of the round before where its tick stands."""

    earlier: EarlierFile | None = None

    def __init__(self) -> None:
        super().__init__(attrs={"accept": ACCEPT})

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        entry = super().render(name, value, attrs, renderer)
        if self.earlier is None:
            return entry
        return render_to_string("desk/_earlier_file.html", {"earlier": self.earlier, "entry": entry})


def hint_of(field: Field, procedure: Procedure, step: Step) -> str:
    """What stands under the label: for which decision or in which case the field is needed, then its own hint."""
    return f"{case_of(field, procedure, step)} {field.hint}".strip()


def case_of(field: Field, procedure: Procedure, step: Step) -> str:
    """For which decision or in which case the field is needed; "" for always."""
    parts = []
    if field.outcomes:
        outcomes = ", ".join(f"“{step.outcome_label(outcome)}”" for outcome in field.outcomes)
        only = _("Needed for %(outcomes)s only.") if field.required else _("For %(outcomes)s only.")
        parts.append(only % {"outcomes": outcomes})
    if field.condition:
        parts.append(_("Applies: %(condition)s.") % {"condition": procedure.when(field.condition)})
    output = step.left_to(field)
    if output is not None:
        parts.append(
            _("Without it “%(output)s” is missing and the step cannot be completed.") % {"output": output.name}
        )
    return " ".join(parts)


def entry_of(field: Field, procedure: Procedure, step: Step, units: Units) -> forms.Field:
    """The entry of a field; what only some decisions need is not marked as required."""
    due = step.left_to(field)
    common: dict[str, Any] = {
        "label": field.label,
        "help_text": hint_of(field, procedure, step),
        "required": (field.required or bool(due and not due.condition)) and not field.outcomes,
    }
    entry = _entry(field, common, units)
    if watched := _watched(field, procedure, step):
        entry.widget.attrs["data-jika"] = watched
    return entry


def _watched(field: Field, procedure: Procedure, step: Step) -> str:
    """``other=choice choice`` for a condition that an answer of the same form decides, so that the page can follow;
    ``other!=choice`` for a negated one."""
    condition = next((one for one in procedure.conditions if one.id == field.condition), None)
    if condition is None or condition.field not in {one.id for one in step.fields}:
        return ""
    return f"{condition.field}{'!=' if condition.negated else '='}{' '.join(condition.among)}"


def _entry(field: Field, common: dict[str, Any], units: Units) -> forms.Field:
    match field.kind:
        case "uraian":
            return forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), **common)
        case "tanggal":
            return forms.DateField(widget=DateEntry(), **common)
        case "rupiah":
            return RupiahField(**common)
        case "angka":
            return forms.CharField(widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "s-w-10"}), **common)
        case "pilihan":
            return _choice(field, common)
        case "berkas":
            return forms.FileField(widget=FileEntry(), **common)
        case "tabel":
            return forms.Field(widget=RowsEntry(field.columns, field.rows, field.label), **common)
        case "unit":
            choices = [(f"{lane}:{code}", name) for lane in field.lanes for code, name in units.get(lane, ())]
            return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)
        case _:
            return forms.CharField(**common)


def _choice(field: Field, common: dict[str, Any]) -> forms.Field:
    choices = [(choice.id, choice.label) for choice in field.choices]
    if len(choices) <= _FEW:
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
    return forms.ChoiceField(choices=[("", _("Choose")), *choices], **common)
