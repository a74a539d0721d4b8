"""An answer of a form as a page says it: dates, money and numbers as elsewhere, choices and units by their names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from simpul.pages.shell import formats
from simpul.rules.procedure.model import Field


def shown(field: Field, answer: object, units: Mapping[str, str] | None = None) -> str:
    """The answer in words. ``units``: names by "lane:unit". Identity numbers within a text are masked."""
    match field.kind, answer:
        case "tanggal", str():
            return formats.tanggal(date.fromisoformat(answer))
        case "rupiah", int():
            return formats.rupiah(answer)
        case "angka", int():
            return formats.angka(answer)
        case "pilihan", str():
            return next((choice.label for choice in field.choices if choice.id == answer), answer)
        case "unit", list():
            return "; ".join((units or {}).get(str(one), str(one)) for one in answer)
        case _:
            return formats.samar_dalam(str(answer))
