"""An article of a template as a form: wordings, conditions, faults at their entries, and the file that comes of it."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from simpul.rules.agreement_text import condition_words
from simpul.rules.agreement_text.conditions import CONDITIONS, NOT
from simpul.rules.agreement_text.template_editing import entries_of, with_words
from simpul.rules.agreement_text.template_entry_faults import entry_faults
from simpul.rules.agreement_text.template_source import judged_text
from simpul.rules.agreement_text.template_writing import rewritten, written_text
from simpul.rules.procedure.source import read
from tests.rules.agreement_text.test_template import GOOD

NEW = {
    "ayat-0-varian-baru-sifat": "terlarang", "ayat-0-varian-baru-teks": "{lab} tidak wajib apa pun.",
    "ayat-0-varian-baru-alasan": "Lembaga tetap wajib.",
}  # fmt: skip


def template(**changes: Any) -> dict[str, Any]:
    data = deepcopy(GOOD)
    data["pasal"][0]["ayat"][0].update(changes)
    return data


def first(data: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = data["pasal"][0]["ayat"][0]
    return found


def shown(data: dict[str, Any], *, in_two: bool = False) -> dict[str, str]:
    return {entry.name: entry.text for entry in entries_of(data["pasal"][0], in_two=in_two)}


def test_a_wording_is_added_changed_and_taken_out() -> None:
    data = with_words(template(), "satu", NEW)
    assert first(data)["varian"] == [
        {"id": "rumusan1", "sifat": "terlarang", "alasan": "Lembaga tetap wajib.", "teks": "{lab} tidak wajib apa pun."}
    ]
    assert judged_text(written_text(data), "contoh").faults == ()
    second = with_words(data, "satu", {**shown(data), "ayat-0-varian-0-sifat": "cadangan", **NEW})
    assert [(each["id"], each["sifat"]) for each in first(second)["varian"]] == [
        ("rumusan1", "cadangan"), ("rumusan2", "terlarang"),
    ]  # fmt: skip
    third = with_words(second, "satu", {**shown(second), "ayat-0-varian-0-teks": ""})
    assert [each["id"] for each in first(third)["varian"]] == ["rumusan2"]
    last = with_words(third, "satu", {**shown(third), "ayat-0-varian-0-teks": " "})
    assert "varian" not in first(last)


def test_items_of_a_wording_are_entries_too() -> None:
    variant = {"id": "v", "sifat": "cadangan", "alasan": "A.", "teks": "{lab} wajib:", "rincian": ["datang", "pulang"]}
    data = template(varian=[variant])
    assert shown(data)["ayat-0-varian-0-rincian-1"] == "pulang"
    made = with_words(data, "satu", {**shown(data), "ayat-0-varian-0-rincian-0": ""})
    assert first(made)["varian"][0]["rincian"] == ["pulang"]


def test_what_was_not_touched_stays_as_it_was() -> None:
    data = template(varian=[{"id": "v", "sifat": "cadangan", "alasan": "A.", "teks": "B."}], jika=["basah", "pnbp"])
    assert with_words(data, "satu", shown(data)) == data


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [
        (["mitra_swasta"], "mitra_swasta"),
        (["tidak mitra_swasta", ""], "tidak mitra_swasta"),
        (["berbiaya", "pnbp"], ["berbiaya", "pnbp"]),
        (["berbiaya", "berbiaya"], "berbiaya"),
        (["", "pnbp"], "pnbp"),
        (["", ""], None),
    ],
)
def test_a_condition_is_chosen_and_taken_away(chosen: list[str], kept: object) -> None:
    data = template(jika="elektronik")
    made = with_words(data, "satu", {f"ayat-0-jika-{n}": each for n, each in enumerate(chosen)})
    assert first(made).get("jika") == kept
    assert list(first(made))[:2] == (["id", "jika"] if kept else ["id", "teks"])


def test_one_more_condition_can_always_be_chosen() -> None:
    assert [name for name in shown(template(jika=["basah", "pnbp"])) if "jika" in name] == [
        "jika-0", "ayat-0-jika-0", "ayat-0-jika-1", "ayat-0-jika-2", "ayat-1-jika-0", "ayat-1-jika-1", "baru-jika-0",
    ]  # fmt: skip


def test_a_new_paragraph_can_have_a_condition() -> None:
    data = with_words(template(), "satu", {"baru-teks": "Baru.", "baru-jika-0": "tidak pks", "baru-alasan": "A."})
    assert data["pasal"][0]["ayat"][-1] == {"id": "tambahan1", "jika": "tidak pks", "teks": "Baru.", "alasan": "A."}


FAULTS: dict[str, tuple[dict[str, str], str, str]] = {
    "no reason": ({"ayat-0-varian-baru-alasan": ""}, "ayat-0-varian-baru-alasan", "why"),
    "no kind": ({"ayat-0-varian-baru-sifat": ""}, "ayat-0-varian-baru-sifat", "fallback"),
    "no words": ({"ayat-0-varian-baru-teks": ""}, "ayat-0-varian-baru-teks", "words"),
    "unknown place": ({"ayat-0-varian-baru-teks": "{labb} hadir."}, "ayat-0-varian-baru-teks", "{labb} is unknown"),
    "open brackets": ({"ayat-0-teks": "Sebesar ......"}, "ayat-0-teks", "left open"),
    "unknown place in an item": ({"ayat-0-rincian-0": "{x}"}, "ayat-0-rincian-0", "{x} is unknown"),
    "a condition and its opposite": (
        {"ayat-1-jika-1": "tidak elektronik"}, "ayat-1-jika-1", "contradict",
    ),
    "an unknown condition": ({"ayat-0-jika-0": "cuaca"}, "ayat-0-jika-0", "unknown"),
    "no title": ({"judul": " "}, "judul", "title"),
    "a reason without a paragraph": ({"baru-alasan": "A."}, "baru-teks", "words"),
    "a condition without a paragraph": ({"baru-jika-0": "pks"}, "baru-teks", "words"),
    "no paragraph left": ({"ayat-0-teks": "", "ayat-1-teks": ""}, "ayat-0-teks", "at least one"),
}  # fmt: skip


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_is_told_at_its_entry(kind: str) -> None:
    changed, name, said = FAULTS[kind]
    found = list(entry_faults(GOOD, "satu", {**shown(GOOD), **NEW, **changed}))
    assert name in [fault.name for fault in found]
    assert any(said in fault.reason for fault in found if fault.name == name), found


def test_without_a_fault_nothing_is_told() -> None:
    assert not list(entry_faults(GOOD, "satu", {**shown(GOOD), **NEW}))
    assert not list(entry_faults(GOOD, "satu", shown(GOOD)))


def test_a_reason_that_was_emptied_and_words_that_were() -> None:
    data = with_words(template(), "satu", NEW)
    [fault] = entry_faults(data, "satu", {**shown(data), "ayat-0-varian-0-alasan": ""})
    assert fault.name == "ayat-0-varian-0-alasan"
    assert not list(entry_faults(data, "satu", {**shown(data), "ayat-0-varian-0-teks": ""}))


def test_in_two_languages_both_are_wanted() -> None:
    data = template()
    data["bahasa"] = "dua"
    found = list(entry_faults(data, "satu", {**shown(data, in_two=True), **NEW}))
    names = {fault.name for fault in found}
    assert {"ayat-0-teks_en", "ayat-0-varian-baru-teks_en"} <= names
    assert "ayat-0-varian-baru-alasan_en" not in names


def test_only_the_lines_of_the_article_are_written_anew() -> None:
    text = (
        "# Kop\n" + written_text(GOOD).replace("penutup:", "# Sebelum penutup\npenutup:")
        .replace("kesepakatan: 'Sepakat:'", 'kesepakatan: "Sepakat:" # kutip')
    )  # fmt: skip
    data = read(text)[0]
    made = with_words(data, "satu", NEW)
    after = rewritten(text, made, "satu")
    assert read(after)[0] == made
    assert after.startswith("# Kop\n")
    assert "# kutip\n" in after
    assert "\n# Sebelum penutup\npenutup:" in after
    kept = [line for line in text.split("\n") if line in after.split("\n")]
    assert kept == text.split("\n")


def test_where_parts_are_repeated_by_reference_the_whole_is_written() -> None:
    text = written_text(GOOD).replace("- hadir", "- &satu hadir").replace("penutup:\n  - Demikian\n", "")
    text += "penutup:\n  - *satu\n"
    data = read(text)[0]
    made = with_words(data, "satu", {"ayat-0-rincian-0": "datang"})
    assert read(rewritten(text, made, "satu"))[0] == made


def test_every_condition_has_words_and_an_opposite() -> None:
    plain, opposites = condition_words.choices()
    assert [name for name, _ in plain] == list(CONDITIONS)
    said = [words for _, words in (*plain, *opposites)]
    assert len(set(said)) == 2 * len(CONDITIONS)
    assert not set(said) & {*CONDITIONS, *(f"{NOT}{name}" for name in CONDITIONS)}
    assert condition_words.words_of("tidak cuaca") == "tidak cuaca"
