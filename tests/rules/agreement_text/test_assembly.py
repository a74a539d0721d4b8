"""The shipped texts: complete under every condition, nothing left open, references that name the right clause."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import replace

import pytest

from simpul.core.documents.texts import template_codes, text_template
from simpul.rules.agreement_text.assemble import assemble
from simpul.rules.agreement_text.codec import from_json, to_json
from simpul.rules.agreement_text.structure import AgreementText, Item, Paragraph
from simpul.rules.agreement_text.values import (
    AgreementValues,
    BasisKind,
    Billing,
    CostBasis,
    PartyValues,
    SpecimenRules,
)
from tests.documents.agreement_cases import COMPANY, HOSPITAL, HOST, INTERN, LAB, THREE, of_template

TITLES = [
    "KETENTUAN UMUM",
    "MAKSUD DAN TUJUAN",
    "RUANG LINGKUP",
    "TATA CARA PELAKSANAAN",
    "HAK DAN KEWAJIBAN",
    "BIAYA DAN TATA CARA PEMBAYARAN",
    "JANGKA WAKTU",
    "MONITORING DAN EVALUASI",
    "KERAHASIAAN DAN PELINDUNGAN DATA PRIBADI",
    "HASIL, PUBLIKASI, DAN KEPEMILIKAN DATA",
    "KEADAAN KAHAR",
    "PERUBAHAN DAN ADENDUM",
    "PENGAKHIRAN",
    "PENYELESAIAN PERSELISIHAN",
    "KORESPONDENSI",
    "KETENTUAN PENUTUP",
]


def every_word(text: AgreementText) -> str:
    """All strings of the text, read from its JSON so that no part is forgotten."""

    def strings(value: object) -> list[str]:
        if isinstance(value, dict):
            return [entry for part in value.values() for entry in strings(part)]
        if isinstance(value, list):
            return [entry for part in value for entry in strings(part)]
        return [value] if isinstance(value, str) else []

    plain = to_json(replace(text, title=replace(text.title, logos=())))
    return "\n".join(strings(plain))


def variants() -> list[AgreementValues]:
    """Every combination of the conditions a case can bring."""
    kinds: tuple[BasisKind, ...] = ("PP", "Perda", "Kontrak", "Rp0")
    bases = [None, *(CostBasis(kind=kind, citation="Peraturan Contoh Nomor 1 Tahun 2026") for kind in kinds)]
    sides = [(HOST, HOSPITAL), (HOST, HOSPITAL, COMPANY), (HOST, replace(HOST, name="Balai Kedua Contoh"), COMPANY)]
    billings = [Billing(per="bulan"), Billing(per="permintaan")]
    carriers = [SpecimenRules(), SpecimenRules(collected_by="lembaga", carried_by="lembaga")]
    flags = itertools.product((True, False), (True, False))
    return [
        replace(one, meterai=duty, has_personal_data=personal, cost_basis=basis, billing=billing, parties=parties,
                specimens=carrier)
        for one, (duty, personal), basis, billing, parties, carrier in itertools.product(
            (LAB, replace(LAB, mode="basah")), flags, bases, billings, sides, carriers
        )
    ]  # fmt: skip


def test_the_laboratory_text_has_the_sixteen_articles() -> None:
    text, missing = assemble(text_template("pks-pemeriksaan-lab"), LAB)
    assert missing == ()
    assert [article.title for article in text.articles] == TITLES
    assert [article.number for article in text.articles] == list(range(1, 17))


def test_the_general_text_has_no_laboratory_words_annex_or_tariff() -> None:
    text, missing = assemble(text_template("pks-umum"), replace(INTERN, students=()))
    assert missing == ()
    assert len(text.articles) == 16
    assert text.annexes == ()
    assert not re.search(r"Spesimen|LHU|Lampiran|Rp\d", every_word(text))


@pytest.mark.parametrize("code", ["pks-pemeriksaan-lab", "pks-umum"])
def test_under_every_condition_the_text_is_whole(code: str) -> None:
    template = text_template(code)
    for values in variants():
        text, missing = assemble(template, values)
        wanted = {"cost_basis.citation"} if values.cost_basis is None and code != "pks-umum" else set()
        assert {one.field for one in missing} == wanted
        assert all(len(article.paragraphs) >= 2 for article in text.articles)
        words = every_word(text)
        assert not re.search(r"[\[\]{}…]|\.\.|  |;;|;\.|\.;|,,| ,", words)
        assert ("‹" in words) is bool(wanted)


def test_the_text_survives_json() -> None:
    for code, values in (("pks-pemeriksaan-lab", LAB), ("pks-pemeriksaan-lab", THREE), ("pks-umum", INTERN)):
        text, _ = assemble(text_template(code), values)
        assert from_json(json.loads(json.dumps(to_json(text)))) == text


def test_clause_ids_are_stable_bookmarks() -> None:
    text, _ = assemble(text_template("pks-pemeriksaan-lab"), LAB)
    wet, _ = assemble(text_template("pks-pemeriksaan-lab"), replace(LAB, mode="basah", host_unit=""))
    ids = [name for name, _ in text.clauses()]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z][a-z0-9_]{0,37}", name) for name in ids)
    same = dict(text.clauses())
    assert all(same[name].rstrip(";.") == words.rstrip(";.") for name, words in wet.clauses()
               if name in same and name.startswith("pelaksanaan"))  # fmt: skip


def test_references_name_the_clause_as_it_is_numbered() -> None:
    text, _ = assemble(text_template("pks-pemeriksaan-lab"), LAB)
    numbers = {article.id: f"Pasal {article.number}" for article in text.articles}
    numbers |= {p.id: f"({p.number})" for article in text.articles for p in article.paragraphs}
    found = 0
    for article in text.articles:
        parts: list[Paragraph | Item] = list(article.paragraphs)
        parts += [item for p in article.paragraphs for item in p.items]
        for part in parts:
            for reference in part.references:
                assert part.text[reference.start : reference.end] == numbers[reference.target]
                found += 1
    assert found > 10


def test_a_reference_follows_a_clause_that_moved() -> None:
    pooled, _ = assemble(text_template("pks-pemeriksaan-lab"), replace(LAB, has_personal_data=False))
    article = next(one for one in pooled.articles if one.id == "rahasia")
    assert "sebagaimana dimaksud dalam Pasal 12" in next(
        p.text for p in article.paragraphs if p.id == "rahasia_tanpa_data"
    )


def test_three_parties_are_called_by_one_name() -> None:
    text, missing = assemble(text_template("pks-pemeriksaan-lab"), THREE)
    assert missing == ()
    assert [party.label for party in text.parties] == ["PIHAK KESATU", "PIHAK KEDUA", "PIHAK KETIGA"]
    assert text.after_parties[0].text == "PIHAK KEDUA dan PIHAK KETIGA secara bersama-sama disebut PARA MITRA."
    assert "3 (tiga) rangkap asli" in every_word(text)


def test_a_post_of_two_lines_is_one_line_in_the_sentence_and_two_above_the_name() -> None:
    acting = replace(HOST, signatory_title="a.n. Kepala Balai\nKetua Tim")
    text, _ = assemble(text_template("pks-pemeriksaan-lab"), replace(LAB, parties=(acting, HOSPITAL)))
    assert "selaku a.n. Kepala Balai, Ketua Tim, berkedudukan" in text.parties[0].text
    assert text.signatures[0].title == "a.n. Kepala Balai\nKetua Tim"


def test_a_party_without_a_number_has_no_number_line() -> None:
    text, _ = assemble(text_template("pks-pemeriksaan-lab"), replace(LAB, parties=(HOST, COMPANY)))
    assert text.title.number_lines == (HOST.number,)


def test_values_are_never_read_as_places() -> None:
    values = replace(LAB, subject="Uji {lab} {@biaya} {tak_ada}")
    text, _ = assemble(text_template("pks-pemeriksaan-lab"), values)
    assert "Uji {lab} {@biaya} {tak_ada}" in text.agreed


def test_missing_values_lead_to_their_field_and_stage() -> None:
    empty = AgreementValues(parties=(PartyValues(name="Lab Contoh", is_host=True), PartyValues(name="Mitra Misal")))
    text, missing = assemble(text_template("pks-pemeriksaan-lab"), empty)
    found = {one.field: one for one in missing}
    assert len(found) == len(missing)
    assert found["parties.1.authority"].where == "Komparisi PIHAK KEDUA"
    named = [one.field for one in missing if one.where == "Komparisi PIHAK KEDUA"]
    assert named[:2] == ["parties.1.signatory_name", "parties.1.signatory_title"]
    assert found["scope_items"].where == "Pasal 3 ayat (1)"
    assert {one.field for one in missing if one.stage == "tanda_tangan"} == {
        "parties.0.number", "parties.1.number", "place", "sign_date", "start_date",
    }  # fmt: skip
    assert {"subject", "mode", "end_date", "tests", "cost_basis.citation"} <= set(found)
    assert "‹alamat PIHAK KEDUA›" in text.parties[1].text


def test_missing_cells_of_the_annex_are_named_by_row() -> None:
    tests = (replace(LAB.tests[0], method=""), replace(LAB.tests[1], tariff=None))
    _, missing = assemble(text_template("pks-pemeriksaan-lab"), replace(LAB, tests=tests))
    assert [one.field for one in missing] == ["tests.0.method", "tests.1.tariff"]
    assert missing[0].label == "metode PCR Mycobacterium tuberculosis"


def test_duration_in_figures_and_words() -> None:
    text, _ = assemble(text_template("pks-pemeriksaan-lab"), replace(LAB, duration_months=30))
    assert (
        "berlaku selama 2 (dua) tahun 6 (enam) bulan, terhitung sejak tanggal 1 Desember 2026 (satu Desember dua ribu "
        "dua puluh enam) sampai dengan tanggal 31 Mei 2029 (tiga puluh satu Mei dua ribu dua puluh sembilan)."
    ) in every_word(text)


def test_tariffs_stand_in_figures_and_words() -> None:
    text, _ = assemble(text_template("pks-pemeriksaan-lab"), LAB)
    assert text.annexes[0].table.rows[0][5] == ("Rp285.000,00 (dua ratus delapan puluh lima ribu rupiah) per spesimen")


def test_a_tariff_of_nothing_is_nothing_in_the_annex_too() -> None:
    basis = CostBasis(kind="Rp0", citation="Peraturan Menteri Contoh Nomor 1 Tahun 2026")
    text, missing = assemble(text_template("pks-pemeriksaan-lab"), replace(LAB, cost_basis=basis))
    assert {row[5] for row in text.annexes[0].table.rows} == {"Rp0,00 (nol rupiah) per spesimen"}
    assert missing == ()


@pytest.mark.parametrize("code", template_codes())
def test_an_annex_is_spoken_of_where_there_is_one(code: str) -> None:
    """Rows of tests, students and supervisors may be left from an earlier choice of the template."""
    rest, values = of_template("pks-magang"), of_template(code)
    values = replace(values, tests=LAB.tests, students=rest.students, supervisors=rest.supervisors)
    text, _ = assemble(text_template(code), values)
    assert bool(text.annexes) is ("Lampiran merupakan bagian" in every_word(text))


def test_a_memorandum_speaks_of_itself_as_such() -> None:
    text, _ = assemble(text_template("pks-umum"), replace(INTERN, instrument="MoU"))
    assert text.title.instrument == "NOTA KESEPAHAMAN"
    assert "Perjanjian ini" not in every_word(text)


def test_all_shipped_templates_are_in_order() -> None:
    assert {"mou", "pks-pemeriksaan-lab", "pks-umum", "nota-kesepakatan-sinergi"} <= set(template_codes())
    assert all(text_template(code).code == code for code in template_codes())
    with pytest.raises(KeyError):
        text_template("bersama")
