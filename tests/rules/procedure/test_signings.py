"""``penanda_tangan``: who signs a printed sheet, and what is told where somebody is named who cannot."""

from __future__ import annotations

import pytest

from simpul.rules.procedure.describe import as_data
from simpul.rules.procedure.form_parts import Signing
from simpul.rules.procedure.loader import check, load
from tests.rules.procedure.samples import step, text_of

FIELDS = [
    {"id": "isi", "label": "Isi", "jenis": "uraian", "wajib": "ya", "mengisi": "ba"},
    {"id": "penerima", "label": "Penerima", "jenis": "teks", "mengisi": "ba"},
]


def handed_over(signers: list[dict[str, str]], **more: object) -> str:
    output = {
        "id": "ba", "nama": "Berita acara", "jenis": "berkas", "dibuat": "formulir", "templat": "berita_acara",
        "penanda_tangan": signers, **more,
    }  # fmt: skip
    return text_of(step("a", formulir="umum", isian=FIELDS, keluaran=[output], lanjut="selesai"))


def test_everybody_who_can_sign_may_be_named() -> None:
    named = ("pelaksana", "loket", "mitra", "penerima")
    text = handed_over([{"sebagai": "Saksi"}, *({"sebagai": "Pihak", "oleh": one} for one in named)])
    procedure = load(text, "contoh")
    assert procedure.by_id["a"].outputs[0].signings == (Signing("Saksi"), *(Signing("Pihak", one) for one in named))
    told = as_data(procedure)["langkah"][0]["keluaran"][0]["penanda_tangan"]
    assert told[:2] == [{"sebagai": "Saksi"}, {"sebagai": "Pihak", "oleh": "pelaksana"}]


@pytest.mark.parametrize("name", ["gudang", "isi"])
def test_who_cannot_sign_is_told(name: str) -> None:
    (fault,) = check(handed_over([{"sebagai": "Pihak", "oleh": name}]))
    assert (fault.field, fault.params["name"]) == ("keluaran.1.penanda_tangan.1.oleh", name)


@pytest.mark.parametrize("more", [{"templat": "naskah"}, {"dibuat": "subprosedur"}])
def test_only_what_is_printed_is_signed(more: dict[str, str]) -> None:
    fields = [fault.field for fault in check(handed_over([{"sebagai": "Pihak"}], **more))]
    assert "keluaran.1.penanda_tangan" in fields


def test_a_list_without_anybody_is_no_list() -> None:
    assert [fault.field for fault in check(handed_over([]))] == ["keluaran.1.penanda_tangan"]
