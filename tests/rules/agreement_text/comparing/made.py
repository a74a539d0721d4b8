"""A small agreement made of plain lists, for tests of comparing: no template, no values."""

from __future__ import annotations

from dataclasses import dataclass, field

from simpul.rules.agreement_text.structure import (
    AgreementText,
    Annex,
    Article,
    Column,
    Item,
    Paragraph,
    PartyParagraph,
    SignatureBlock,
    Table,
    TitleBlock,
)


@dataclass
class Ayat:
    id: str
    text: str
    letters: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Pasal:
    id: str
    title: str
    ayat: list[Ayat]


TARIFFS = (("1.", "PCR Dengue", "Rp460.000,00"), ("2.", "Kultur", "Rp310.000,00"))


def text_of(articles: list[Pasal], tariffs: tuple[tuple[str, ...], ...] = TARIFFS) -> AgreementText:
    parties = tuple(
        PartyParagraph(
            f"pihak_{n}", f"Nama Contoh {n}", f"selaku Kepala Lembaga Rekaan {n}, selanjutnya disebut", label
        )
        for n, label in enumerate(("PIHAK KESATU", "PIHAK KEDUA"), 1)
    )
    return AgreementText(
        template="t",
        version="1",
        mode="basah",
        title=TitleBlock("PERJANJIAN KERJA SAMA", ("LEMBAGA REKAAN 1", "LEMBAGA REKAAN 2"), "PEMERIKSAAN", ("1", "2")),
        opening="Pada hari ini yang bertanda tangan di bawah ini:",
        parties=parties,
        after_parties=(Item("para_pihak", "Keduanya disebut PARA PIHAK."),),
        considerations_lead="PARA PIHAK menerangkan:",
        considerations=(Item("timbang_1", "bahwa perlu pemeriksaan;"), Item("timbang_2", "bahwa ada laboratorium.")),
        bases_lead="dengan mengingat:",
        bases=(Item("dasar_1", "Undang-Undang tentang Contoh."),),
        agreed="PARA PIHAK sepakat:",
        articles=tuple(_article(number, one) for number, one in enumerate(articles, 1)),
        closing="Demikian Perjanjian ini dibuat.",
        signatures=tuple(SignatureBlock(one.label, "Lembaga Rekaan", "Kepala", one.name, True) for one in parties),
        annexes=(
            Annex("lampiran", "LAMPIRAN", "TARIF", "Daftar tarif:", (),
                  Table("tarif", (Column("No.", 1), Column("Jenis", 4), Column("Tarif", 3)), tariffs),
                  (Item("catatan_1", "Tarif belum termasuk pengiriman."),)),
        ),
    )  # fmt: skip


def _article(number: int, one: Pasal) -> Article:
    paragraphs = (
        Paragraph(ayat.id, place, ayat.text, tuple(Item(*letter) for letter in ayat.letters))
        for place, ayat in enumerate(one.ayat, 1)
    )
    return Article(one.id, number, one.title, tuple(paragraphs))


def base() -> list[Pasal]:
    return [
        Pasal("lingkup", "RUANG LINGKUP", [
            Ayat("lingkup_1", "PIHAK KESATU memeriksa spesimen yang dikirim PIHAK KEDUA setiap hari kerja."),
            Ayat("lingkup_2", "Pemeriksaan meliputi:", [("lingkup_2a", "kultur;"), ("lingkup_2b", "PCR.")]),
        ]),
        Pasal("bayar", "PEMBAYARAN", [
            Ayat("bayar_1", "Tagihan dibayar paling lambat 14 (empat belas) hari sejak diterima."),
            Ayat("bayar_2", "Tagihan disampaikan setiap bulan beserta rekapitulasi."),
            Ayat("bayar_3", "Keterlambatan diberitahukan secara tertulis."),
        ]),
        Pasal("akhir", "PENGAKHIRAN", [
            Ayat("akhir_1", "Perjanjian berakhir pada tanggal 30 November 2028."),
        ]),
    ]  # fmt: skip
