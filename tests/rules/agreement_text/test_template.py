"""A template that is not in order is refused with every fault named."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from simpul.rules.agreement_text.template import TemplateFaults
from simpul.rules.agreement_text.template_faults import from_data

GOOD: dict[str, Any] = {
    "kode": "contoh",
    "versi": "1",
    "nama": "Contoh",
    "pembukaan": "yang bertanda tangan:",
    "komparisi": {"lembaga": "selaku {pihak.jabatan}", "perseorangan": "{pihak.alamat}"},
    "sebutan": ["{sebutan_semua} disebut PARA PIHAK"],
    "pengantar_pertimbangan": "Menerangkan:",
    "pertimbangan": ["bahwa {nama_lab} ada"],
    "pengantar_dasar": "Mengingat:",
    "dasar": ["Undang-Undang Contoh"],
    "kesepakatan": "Sepakat:",
    "penutup": ["Demikian"],
    "pasal": [
        {
            "id": "satu",
            "judul": "SATU",
            "ayat": [
                {"id": "a", "teks": "{lab} wajib:", "rincian": ["hadir", {"id": "b", "ulang": "lingkup"}]},
                {"id": "c", "teks": "Menurut {@satu_a}.", "jika": "elektronik"},
            ],
        }
    ],
}


def faulty(change: Any) -> tuple[str, ...]:
    data = deepcopy(GOOD)
    change(data)
    with pytest.raises(TemplateFaults) as caught:
        from_data(data)
    return caught.value.faults


def paragraph(data: dict[str, Any], number: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = data["pasal"][0]["ayat"][number]
    return found


def test_a_good_template_is_taken() -> None:
    template = from_data(GOOD)
    assert [p.id for p in template.articles[0].paragraphs] == ["satu_a", "satu_c"]
    assert [line.id for line in template.articles[0].paragraphs[0].items] == ["satu_a_1", "satu_a_b"]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda d: paragraph(d).update(teks="{tak_ada}"), "satu_a: {tak_ada} is unknown"),
        (lambda d: paragraph(d).update(teks="{@tak_ada}"), "satu_a: {@tak_ada} is unknown"),
        (lambda d: paragraph(d, 1).update(jika="entah"), "satu_c: jika entah is unknown"),
        (lambda d: paragraph(d, 1).update(id="a"), "satu_a: id occurs more than once"),
        (lambda d: paragraph(d).update(id="Besar-Kecil"), "satu_Besar-Kecil: id is not a bookmark name"),
        (lambda d: paragraph(d).update(rangkai="koma"), "satu_a: rangkai koma is unknown"),
        (lambda d: paragraph(d).update(tabel="hilang"), "satu_a: tabel hilang is unknown"),
        (lambda d: paragraph(d)["rincian"].append({"ulang": "entah"}), "satu_a_3: ulang entah is unknown"),
        (lambda d: d["komparisi"].update(lembaga="{pihak.hobi}"), "komparisi lembaga: {pihak.hobi} is unknown"),
    ],
)
def test_each_fault_is_named(change: Any, fault: str) -> None:
    assert any(found.startswith(fault) for found in faulty(change))


def test_all_faults_are_named_at_once() -> None:
    def change(data: dict[str, Any]) -> None:
        paragraph(data).update(teks="{tak_ada}", tabel="hilang")

    assert len(faulty(change)) == 2
