"""The file of positions: what is shipped is in order, and every fault of another is named with its line."""

from __future__ import annotations

import pytest

from simpul.core.documents.positions import positions
from simpul.rules.agreement_text.judging.loading import (
    BUILT_ON,
    MOST_PHRASES,
    PositionFaults,
    judged_positions,
    load,
)
from simpul.rules.agreement_text.judging.phrases import PhraseFault, WordIndex, phrase
from simpul.rules.agreement_text.judging.topics import TOPICS

SMALL = """\
versi: "1"
posisi:
  - id: kahar
    topik: kahar
    nama: keadaan kahar
    wajib:
      - {naskah: [PKS], tingkat: wajib, alasan: Perlu., sumber: Posisi lembaga}
    judul: ["kahar"]
istilah: {umum: [], judul: [], sebutan: []}
ejaan: []
"""


def faults(text: str) -> list[tuple[int, str]]:
    with pytest.raises(PositionFaults) as raised:
        load(text, "coba.yaml")
    assert all(fault.code for fault in raised.value.faults)
    return [(fault.line, fault.field) for fault in raised.value.faults]


def test_every_topic_of_the_checklist_has_a_position() -> None:
    assert {each.topic for each in positions().positions} == set(TOPICS)


def test_every_obligation_and_refusal_says_why_and_whence() -> None:
    for position in positions().positions:
        said = [(each.why, each.source) for each in position.obligations]
        said += [(each.why, each.source) for each in position.forbidden]
        assert all(why and source for why, source in said), position.id


def test_what_is_forbidden_has_a_preferred_wording_beside_it() -> None:
    assert [each.id for each in positions().positions if each.forbidden and not each.preferred] == []


def test_the_four_clauses_of_a_region_with_a_third_party() -> None:
    wanted = {p.id for p in positions().positions if any("ksdpk" in each.when for each in p.obligations)}
    assert wanted == {"hak_kewajiban", "jangka_waktu", "perselisihan", "sanksi"}


def test_a_small_file_is_read() -> None:
    assert load(SMALL, "coba.yaml").positions[0].titles[0].source == "kahar"


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        ("topik: kahar", "topik: cuaca", 4, "posisi.1.topik"),
        ("tingkat: wajib", "tingkat: besar", 7, "posisi.1.wajib.1.tingkat"),
        ("naskah: [PKS]", "naskah: [SPK]", 7, "posisi.1.wajib.1.naskah"),
        ('judul: ["kahar"]', 'judul: ["ka(har"]', 8, "posisi.1.judul.1"),
        ('judul: ["kahar"]', "judul: kahar", 8, "posisi.1.judul"),
        ("nama: keadaan kahar", "nama: keadaan kahar\n    warna: merah", 6, "posisi.1.warna"),
        ("alasan: Perlu., ", "", 7, "posisi.1.wajib.1"),
        ('judul: ["kahar"]', 'ambang: "120"', 8, "posisi.1.ambang"),
        ("posisi:\n", "posisi:\n  - {id: kahar, topik: kahar, nama: lain}\n", 4, "posisi.2.id"),
        ("ejaan: []", "ejaan: [kata]", 10, "ejaan.1"),
    ],
)
def test_a_fault_is_named_with_its_line(old: str, new: str, line: int, field: str) -> None:
    assert (line, field) in faults(SMALL.replace(old, new))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "POS-01"), ("posisi: [", "POS-01"), ("posisi: []\nposisi: []", "POS-01"), ("warna: merah", "POS-02"),
        ('versi: "1"', "POS-03"), ("posisi: a", "POS-04"), ("posisi: [a]", "POS-05"),
        ("posisi: [{id: [a]}]", "POS-06"), ("ejaan: [{tidak_baku: a}]", "POS-07"),
        (SMALL.replace("[PKS]", "[SPK]"), "POS-08"), (SMALL.replace("tingkat:", "jika: [hujan], tingkat:"), "POS-09"),
        (SMALL.replace("topik: kahar", "topik: cuaca"), "POS-10"), ('posisi: [{ambang: "120"}]', "POS-11"),
        ("posisi: [{id: a}, {id: a}]", "POS-12"), ('posisi: [{judul: ["*"]}]', "POS-13"), (SMALL, "POS-15"),
    ],
)  # fmt: skip
def test_every_fault_has_a_code(text: str, code: str) -> None:
    faults = judged_positions(text).faults
    assert code in {fault.code for fault in faults}
    assert all(fault.code for fault in faults)


def test_all_faults_are_named_at_once() -> None:
    assert len(faults(SMALL.replace("topik: kahar", "topik: x").replace("[PKS]", "[X]").replace('"kahar"', '"*"'))) == 3


@pytest.mark.parametrize("source", ["", "...", "a ...", "... a", "a ... ... b", "a|", "*", "a*b", "a(b", "{mitra}"])
def test_what_is_no_phrase(source: str) -> None:
    with pytest.raises(PhraseFault):
        phrase(source)


@pytest.mark.parametrize(
    ("source", "text", "stands"),
    [
        ("keadaan kahar|memaksa", "dalam Keadaan Memaksa yang", True),
        ("keadaan kahar", "keadaan. Kahar", False),
        ("selambat*", "selambat-lambatnya", True),
        ("a ... d", "a b c d", True),
        ("a ... d", "a b. c d", False),
        ("{pihak} dapat", "Pihak Kedua dapat", True),
        ("{pihak} dapat", "PARA PIHAK dapat", False),
        ("{para_pihak} dapat", "kedua belah pihak dapat", True),
        ("a ... b", "a " + "x " * 10 + "b", True),
        ("a ... b", "a " + "x " * 11 + "b", False),
    ],
)
def test_where_a_phrase_stands(source: str, text: str, *, stands: bool) -> None:
    assert bool(list(WordIndex([text]).find(phrase(source)))) is stands


def test_a_phrase_of_many_gaps_stays_cheap() -> None:
    """Tried in every combination it would take longer than anybody lives."""
    wanted = phrase(" ... ".join(["a*"] * 15 + ["z"]))
    assert not list(WordIndex(["a " * 300]).find(wanted))


def test_an_institutions_own_positions_keep_what_checks_are_built_on() -> None:
    missing = [fault.params["id"] for fault in judged_positions(SMALL).faults]
    assert missing == list(BUILT_ON)


def test_rules_of_one_position_have_names_of_their_own() -> None:
    rule = "{id: a, pola: [kata], tingkat: saran, alasan: Perlu., sumber: Posisi}"
    twice = SMALL.replace('judul: ["kahar"]', f"terlarang: [{rule}, {rule}]")
    assert faults(twice) == [(8, "posisi.1.terlarang.2.id")]


def test_more_phrases_than_a_judgement_can_try_are_refused() -> None:
    many = SMALL.replace('judul: ["kahar"]', f"judul: [{', '.join(['kahar'] * (MOST_PHRASES + 1))}]")
    assert any(fault.code == "POS-14" for fault in judged_positions(many, needed=()).faults)
