"""One defect put into a sound text by the plainest means: the words of one clause or title are exchanged."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from simpul.rules.agreement_text.reading.text import ReadArticle, ReadClause, ReadText

Change = Callable[[str], str]


@dataclass(frozen=True)
class Planted:
    text: ReadText
    code: str
    ref: str = ""


def reworded(text: ReadText, ref: str, change: Change) -> ReadText:
    """The same text with the words of one clause of an article or the closing changed."""

    def clause(one: ReadClause) -> ReadClause:
        words = change(one.text) if one.ref == ref else one.text
        return replace(one, text=words, items=tuple(map(clause, one.items)))

    articles = tuple(replace(each, body=tuple(map(clause, each.body))) for each in text.articles)
    return replace(text, articles=articles, closing=tuple(map(clause, text.closing)))


def without(text: ReadText, keep: Callable[[ReadArticle], bool]) -> ReadText:
    """Articles left out, the rest numbered anew."""
    kept = [each for each in text.articles if keep(each)]
    return replace(text, articles=tuple(replace(each, number=n) for n, each in enumerate(kept, 1)))


def clauses(text: ReadText) -> list[ReadClause]:
    return [each for article in text.articles for one in article.body for each in one.walk()]


def holding(text: ReadText, pattern: str) -> list[ReadClause]:
    return [each for each in clauses(text) if re.search(pattern, each.text)]


def exchanged(draw: st.DrawFn, text: ReadText, code: str, pattern: str, new: Change) -> Planted:
    """In one of the clauses that hold the pattern, its first place is replaced by ``new`` of what stood there."""
    clause = draw(st.sampled_from(holding(text, pattern)))
    planted = reworded(text, clause.ref, lambda words: re.sub(pattern, lambda found: new(found[0]), words, count=1))
    return Planted(planted, code, clause.ref)


def appended(draw: st.DrawFn, text: ReadText, code: str, words: str) -> Planted:
    """A sentence at the end of any paragraph."""
    clause = draw(st.sampled_from([one for article in text.articles for one in article.body]))
    return Planted(reworded(text, clause.ref, lambda before: f"{before.rstrip(':.;')}. {words}"), code, clause.ref)


def _other_number(draw: st.DrawFn) -> Change:
    words = draw(st.sampled_from(("tiga belas", "seratus dua", "sembilan puluh empat", "tujuh belas")))
    return lambda found: f"{found.split('(')[0]}({words})"


def _renumbered(draw: st.DrawFn, text: ReadText, by: int) -> tuple[ReadText, ReadArticle]:
    at = draw(st.integers(2, len(text.articles) - 1))
    moved = [replace(each, number=(each.number or 0) + (by if n >= at else 0)) for n, each in enumerate(text.articles)]
    return replace(text, articles=tuple(moved)), text.articles[at]


def jump(draw: st.DrawFn, text: ReadText) -> Planted:
    planted, article = _renumbered(draw, text, draw(st.integers(1, 5)))
    return Planted(planted, "NOM-01", article.ref)


def double(draw: st.DrawFn, text: ReadText) -> Planted:
    planted, article = _renumbered(draw, text, -1)
    return Planted(planted, "NOM-02", article.ref)


def missing_clause(draw: st.DrawFn, text: ReadText) -> Planted:
    title = draw(st.sampled_from(("KEADAAN KAHAR", "JANGKA WAKTU", "PENYELESAIAN PERSELISIHAN", "HAK DAN KEWAJIBAN",
                                  "MONITORING DAN EVALUASI", "RUANG LINGKUP")))  # fmt: skip
    return Planted(without(text, lambda article: article.title != title), "KLA-01")


def lost_protection(draw: st.DrawFn, text: ReadText) -> Planted:
    return Planted(without(text, lambda article: "KERAHASIAAN" not in article.title), "KLA-03")


def weak_clause(draw: st.DrawFn, text: ReadText) -> Planted:
    article = next(each for each in text.articles if each.title == "PENYELESAIAN PERSELISIHAN")
    short = (ReadClause("lemah", "(1)", "Perselisihan diselesaikan dengan sebaik-baiknya.", ()),)
    articles = tuple(replace(each, body=short) if each is article else each for each in text.articles)
    return Planted(replace(text, articles=articles), "KLA-05", article.ref)


def forbidden(draw: st.DrawFn, text: ReadText) -> Planted:
    words = draw(st.sampled_from((
        "PIHAK KEDUA dapat mengakhiri Perjanjian ini setiap waktu secara sepihak.",
        "Sengketa diputus oleh arbitrase di Singapura menurut aturan SIAC.",
        "Perjanjian ini tunduk pada hukum negara Belanda.",
        "Seluruh hasil dan temuan menjadi milik PIHAK KEDUA sepenuhnya.",
        "Perjanjian ini diperpanjang secara otomatis untuk jangka waktu yang sama.",
        "Pembayaran ditransfer ke rekening pribadi ketua tim.",
    )))  # fmt: skip
    return appended(draw, text, "KLA-04", words)


def open_place(draw: st.DrawFn, text: ReadText) -> Planted:
    words = draw(st.sampled_from(("pada tanggal ..........", "oleh [nama pejabat]", "sebesar ________", "selama ……")))
    return appended(draw, text, "ISI-01", words)


def dead_article(draw: st.DrawFn, text: ReadText) -> Planted:
    number = draw(st.integers(len(text.articles) + 1, 99))
    return appended(draw, text, "NOM-03", f"Ketentuan ini berlaku sebagaimana dimaksud dalam Pasal {number}.")


def dead_paragraph(draw: st.DrawFn, text: ReadText) -> Planted:
    article = draw(st.sampled_from(text.articles))
    number = draw(st.integers(len(article.ayat) + 1, 40))
    return appended(draw, text, "NOM-04", f"Hal ini diatur dalam Pasal {article.number} ayat ({number}).")


def dead_annex(draw: st.DrawFn, text: ReadText) -> Planted:
    return appended(draw, text, "NOM-07", "Rinciannya tercantum dalam Lampiran IV.")


def undefined(draw: st.DrawFn, text: ReadText) -> Planted:
    term = draw(st.sampled_from(("Tim Kendali Mutu", "Protokol Induk", "Panitia Bersama", "Spesimen Cadangan")))
    return appended(draw, text, "IST-01", f"Hal tersebut dipantau oleh {term} setiap bulan.")


def unused(draw: st.DrawFn, text: ReadText) -> Planted:
    article = text.articles[0]
    lead = article.body[0]
    more = ReadClause("sisa", "z.", "Panitia Bersama adalah kelompok yang dibentuk PARA PIHAK.", ())
    articles = (
        replace(article, body=(replace(lead, items=(*lead.items, more)), *article.body[1:])),
        *text.articles[1:],
    )
    return Planted(replace(text, articles=articles), "IST-02", "sisa")


def other_label(draw: st.DrawFn, text: ReadText) -> Planted:
    return exchanged(draw, text, "PHK-01", "PIHAK KESATU", lambda _: "PIHAK PERTAMA")


def third_party(draw: st.DrawFn, text: ReadText) -> Planted:
    return exchanged(draw, text, "PHK-02", "PIHAK KEDUA", lambda _: "PIHAK KETIGA")


def swapped(draw: st.DrawFn, text: ReadText) -> Planted:
    return exchanged(draw, text, "PHK-03", r"^PIHAK KESATU (?=berhak:|wajib:)", lambda _: "PIHAK KEDUA ")


def misspelled(draw: st.DrawFn, text: ReadText) -> Planted:
    parties = list(text.parties)
    at = draw(st.integers(0, len(parties) - 1))
    words = parties[at].text
    place = words.rindex("atas nama ") + 12
    parties[at] = replace(parties[at], text=words[:place] + words[place + 1 :])
    return Planted(replace(text, parties=tuple(parties)), "PHK-04")


def no_authority(draw: st.DrawFn, text: ReadText) -> Planted:
    parties = list(text.parties)
    at = draw(st.integers(0, len(parties) - 1))
    words = re.sub(r" berdasarkan .*?, dalam hal ini", " dalam hal ini", parties[at].text)
    parties[at] = replace(parties[at], text=words)
    return Planted(replace(text, parties=tuple(parties)), "PHK-05", parties[at].ref)


def another_house(draw: st.DrawFn, text: ReadText) -> Planted:
    parties = list(text.parties)
    name = draw(st.sampled_from(("Balai Laboratorium Umpama", "Dinas Kesehatan Kota Rekaan", "PT Contoh Sejahtera")))
    words = re.sub(r"atas nama [^,]+", f"atas nama {name}", parties[0].text)
    words = re.sub(r"Kepala Balai Besar [^,]+", "Kepala", words)
    parties[0] = replace(parties[0], text=words)
    return Planted(replace(text, parties=tuple(parties)), "PHK-07", parties[0].ref)


def words_of_number(draw: st.DrawFn, text: ReadText) -> Planted:
    return exchanged(draw, text, "ANG-02", r"(?<![x\d] )\b\d{1,2} \([a-z ]+\)(?! tahun)", _other_number(draw))


def words_of_amount(draw: st.DrawFn, text: ReadText) -> Planted:
    amount = draw(st.integers(1_000, 999_999_999).filter(lambda n: n != 54_000_000))
    figure = f"Rp{amount:,}".replace(",", ".")
    return appended(draw, text, "ANG-01", f"Nilainya paling banyak {figure},00 (lima puluh empat juta rupiah).")


def another_term(draw: st.DrawFn, text: ReadText) -> Planted:
    years = draw(st.sampled_from(("3 (tiga) tahun", "5 (lima) tahun", "18 (delapan belas) bulan", "empat tahun")))
    return appended(draw, text, "WKT-02", f"Ketentuan ini mengikat selama jangka waktu Perjanjian yaitu {years}.")


def another_end(draw: st.DrawFn, text: ReadText) -> Planted:
    clause = next(each for each in holding(text, "sampai dengan tanggal") if "berlaku selama" in each.text)
    year = draw(st.integers(2030, 2049))
    pattern = r"(sampai dengan tanggal \d+ \w+) \d{4} \([^)]*\)"
    return Planted(reworded(text, clause.ref, lambda w: re.sub(pattern, rf"\1 {year}", w)), "WKT-01", clause.ref)


def words_of_date(draw: st.DrawFn, text: ReadText) -> Planted:
    return exchanged(draw, text, "WKT-03", r"\(\w+ Desember [a-z ]+\)", lambda _: "(tujuh Mei dua ribu dua puluh enam)")


def weekday(draw: st.DrawFn, text: ReadText) -> Planted:
    day = draw(st.sampled_from(("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu")))
    return appended(draw, text, "WKT-04", f"Pembukaan dilaksanakan pada hari {day}, 22 November 2026.")


def another_limit(draw: st.DrawFn, text: ReadText) -> Planted:
    days = draw(st.sampled_from(("14 (empat belas)", "45 (empat puluh lima)", "90 (sembilan puluh)")))
    return appended(draw, text, "WKT-05", f"Pembayaran dilakukan paling lambat {days} hari kalender sejak tagihan.")


def impossible_day(draw: st.DrawFn, text: ReadText) -> Planted:
    return appended(draw, text, "WKT-07", "Laporan diserahkan pada tanggal 31 Februari 2027.")


def outlived(draw: st.DrawFn, text: ReadText) -> Planted:
    words = "Nota Kesepahaman Nomor 12/NK/2024 berlaku sampai dengan tanggal 31 Maret 2027."
    first, *rest = text.preamble
    point = ReadClause("induk", "z.", f"bahwa {words}", ())
    return Planted(replace(text, preamble=(replace(first, clauses=(*first.clauses, point)), *rest)), "WKT-06", "induk")


def no_basis(draw: st.DrawFn, text: ReadText) -> Planted:
    law = r"(?:Peraturan|Undang-Undang)[^.;]*?Nomor \S+ Tahun \d{4}[^.;,]*"

    def plain(one: ReadClause) -> ReadClause:
        items = tuple(map(plain, one.items))
        return replace(one, text=re.sub(law, "ketentuan yang berlaku", one.text), items=items)

    groups = tuple(replace(each, clauses=tuple(map(plain, each.clauses))) for each in text.preamble)
    articles = tuple(replace(each, body=tuple(map(plain, each.body))) for each in text.articles)
    annexes = tuple(replace(each, body=tuple(map(plain, each.body))) for each in text.annexes)
    return Planted(replace(text, preamble=groups, articles=articles, annexes=annexes), "BIA-01")


def no_stamp(draw: st.DrawFn, text: ReadText) -> Planted:
    for clause in holding(text, "[Mm]eterai"):
        text = reworded(text, clause.ref, lambda words: re.sub(r"\w*meterai\w*", "tanda", words, flags=re.IGNORECASE))
    return Planted(text, "MTR-01")


def wrong_total(draw: st.DrawFn, text: ReadText) -> Planted:
    wrong = draw(st.integers(1, 10_000_000).filter(lambda n: n != 500_000))
    rows = (("No", "Uraian", "Harga"), ("1", "Alat", "200.000"), ("2", "Bahan", "Rp300.000,00"),
            ("JUMLAH", "", f"{wrong:,}".replace(",", ".")))  # fmt: skip
    annex = text.annexes[0]
    tables = (replace(annex.tables[0], rows=rows),)
    return Planted(replace(text, annexes=(replace(annex, tables=tables), *text.annexes[1:])), "ANG-03", annex.ref)


def typed_jump(draw: st.DrawFn, text: ReadText) -> Planted:
    article = draw(st.sampled_from([each for each in text.articles if len(each.body) >= 3]))
    typed = [replace(each, automatic=False, label=f"({n + (n > 1)})") for n, each in enumerate(article.body, 1)]
    articles = tuple(replace(each, body=tuple(typed)) if each is article else each for each in text.articles)
    return Planted(replace(text, articles=articles), "NOM-05", typed[1].ref)


def blank_number(draw: st.DrawFn, text: ReadText) -> Planted:
    return Planted(replace(text, title=replace(text.title, numbers=(text.title.numbers[0], ""))), "NOM-06", "title")


def spelling(draw: st.DrawFn, text: ReadText) -> Planted:
    return exchanged(draw, text, "IST-04", "kerja sama", lambda _: "kerjasama")


def twice_defined(draw: st.DrawFn, text: ReadText) -> Planted:
    article = text.articles[0]
    lead = article.body[0]
    again = replace(lead.items[0], ref="lagi")
    articles = (
        replace(article, body=(replace(lead, items=(*lead.items, again)), *article.body[1:])),
        *text.articles[1:],
    )
    return Planted(replace(text, articles=articles), "IST-03", "lagi")


Planter = Callable[[st.DrawFn, ReadText], Planted]
PLANTERS: Mapping[str, Planter] = {
    each.__name__: each
    for each in (
        jump, double, missing_clause, lost_protection, weak_clause, forbidden, open_place, dead_article, dead_paragraph,
        dead_annex, undefined, unused, twice_defined, spelling, other_label, third_party, swapped, misspelled,
        no_authority, another_house, words_of_number, words_of_amount, wrong_total, another_term, another_end,
        words_of_date, weekday, another_limit, impossible_day, outlived, no_basis, no_stamp, typed_jump, blank_number,
    )
}  # fmt: skip
