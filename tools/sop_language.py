"""docs/reference/sop-language.md: every key and every word of the procedure language, out of schema and vocabulary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import polib

from simpul.rules.procedure.schema import build_schema
from simpul.rules.procedure.vocabulary import HEADINGS, vocabulary

CATALOG = Path(__file__).resolve().parent.parent / "src/simpul/locale/rules/id/LC_MESSAGES/django.po"
_INTRO = """\
# Bahasa berkas prosedur

Semua kunci dan semua kata yang dikenal. Cara memakainya: [menulis-sop.md](../guide/menulis-sop.md).
Hal yang sama dari baris perintah: `simpul sop vocabulary` dan `simpul sop schema`.

## Kunci

"Wajib" berlaku bila bagian itu ditulis.
"""
MEANINGS: Mapping[str, str] = {
    "berkas.kode": "nama tetap prosedur",
    "berkas.versi": "naik pada setiap perubahan",
    "berkas.identitas": "bagian identitas lembar",
    "berkas.pelaksana": "kolom pelaksana, urut seperti tercetak",
    "berkas.pihak_luar": "pihak yang dapat ditunggu, tanpa kolom",
    "berkas.mulai": "id langkah pertama; bawaannya yang teratas",
    "berkas.adopsi": "versi lembaga lain yang diadopsi; ditulis Simpul",
    "berkas.ketentuan": "syarat dengan nama sendiri",
    "berkas.pengatur_waktu": "pengingat setiap langkah yang punya waktu, dan putaran berkala",
    "berkas.catatan": "catatan kaki lembar",
    "berkas.langkah": "baris-baris alur",
    "pelaksana.id": "nama tetap lajur", "pelaksana.nama": "judul kolom",
    "pihak_luar.id": "nama tetap pihak", "pihak_luar.nama": "seperti tercetak",
    "ketentuan.id": "nama untuk `syarat`, `jika`, `selama`, `menurut`",
    "ketentuan.nama": "bunyinya pada lembar", "ketentuan.jawaban": "id isian `pilihan` yang dibaca",
    "ketentuan.adalah": "benar bila jawabannya salah satu ini",
    "ketentuan.bukan": "benar bila dijawab lain dari ini",
    "ketentuan.pemrakarsa": "benar bila lajur ini yang memulai perkara",
    "ketentuan.lajur": "jawaban: lajur yang disebut",
    "pengatur_waktu.nama": "yang dilakukan", "pengatur_waktu.setelah": "sejak langkah dibuka",
    "pengatur_waktu.sebelum": "sebelum jatuh tempo", "pengatur_waktu.sesudah": "sesudah jatuh tempo",
    "pengatur_waktu.setiap": "masa putaran",
    "langkah.id": "nama tetap langkah", "langkah.no": "nomor tercetak, boleh berulang",
    "langkah.ringkas": "nama pendek untuk daftar dan gambar", "langkah.kegiatan": "kolom kegiatan",
    "langkah.pelaksana": "id lajur, atau beberapa lajur dengan `cara`",
    "langkah.kelengkapan": "kolom kelengkapan",
    "langkah.waktu": "waktu baku, atau daftar waktu bersyarat",
    "langkah.mulai_waktu": "id isian tanggal dari mana jam dihitung",
    "langkah.keluaran": "yang harus ada ketika langkah selesai", "langkah.keterangan": "kolom keterangan",
    "langkah.asal": "dari mana isi baris ini", "langkah.lanjut": "langkah berikutnya, atau `selesai`",
    "langkah.keputusan": "nama hasil: langkah tujuan, `cabang`, atau `selesai`",
    "langkah.sebutan": "nama hasil: bunyi tombolnya", "langkah.cabang": "langkah-langkah yang dibuka bersamaan",
    "langkah.gabung": "langkah yang menunggu semua cabang",
    "langkah.syarat": "langkah dilewati bila tidak berlaku", "langkah.subprosedur": "kode prosedur yang mengerjakannya",
    "langkah.pengatur_waktu": "pengingat langkah ini, pengganti yang umum",
    "langkah.isian": "formulir langkah", "langkah.akibat": "yang dilakukan Simpul",
    "langkah.menunggu": "kapan jam berhenti", "langkah.formulir": "formulir khusus; bawaannya `umum`",
    "langkah.pelaksana.lajur": "id lajur", "langkah.pelaksana.cara": "bawaannya `salah_satu`",
    "langkah.pelaksana.menurut": "ketentuan yang menyebut lajur",
    "langkah.pelaksana.tercetak": "bunyi kolom bila lain dari nama lajur",
    "langkah.waktu.jika": "kapan waktu ini berlaku; yang terakhir tanpa `jika`", "langkah.waktu.waktu": "waktu baku",
    "langkah.keluaran.id": "nama tetap keluaran", "langkah.keluaran.nama": "seperti tercetak",
    "langkah.keluaran.jenis": "dokumen, atau catatan pada perkara",
    "langkah.keluaran.dibuat": "dicetak dari isian, atau dibuat prosedur lain",
    "langkah.keluaran.templat": "bentuk dokumen tercetak",
    "langkah.keluaran.penanda_tangan": "yang menandatangani, bila bukan pelaksana sendiri; berdampingan",
    "langkah.keluaran.penanda_tangan.sebagai": "bunyi di atas tanda tangannya",
    "langkah.keluaran.penanda_tangan.oleh":
    "`pelaksana`, id lajur atau pihak luar, atau isian teks yang menyebut namanya; tanpa itu ditulis tangan",
    "langkah.keluaran.jika": "hanya bila ini berlaku",
    "langkah.keluaran.untuk": "hanya untuk hasil ini", "langkah.keluaran.asal": "bila lain dari asal langkahnya",
    "langkah.asal.langkah": "asal seluruh baris", "langkah.asal.pelaksana": "bila lain",
    "langkah.asal.waktu": "bila lain", "langkah.asal.keluaran": "bila lain",
    "langkah.asal.alur": "nama hasil, `lanjut`, atau `cabang`: asalnya",
    "langkah.pengatur_waktu.nama": "yang dilakukan", "langkah.pengatur_waktu.setelah": "sejak langkah dibuka",
    "langkah.pengatur_waktu.sebelum": "sebelum jatuh tempo", "langkah.pengatur_waktu.sesudah": "sesudah jatuh tempo",
    "langkah.pengatur_waktu.setiap": "tidak pada langkah",
    "langkah.isian.id": "nama tetap isian", "langkah.isian.label": "bunyinya pada formulir",
    "langkah.isian.jenis": "apa yang diisi", "langkah.isian.wajib": "harus diisi",
    "langkah.isian.mengisi": "id keluaran yang dihasilkan", "langkah.isian.petunjuk": "bantuan di bawah label",
    "langkah.isian.pilihan": "pilihan, sebagai teks atau `{id, label}`", "langkah.isian.untuk": "hanya untuk hasil ini",
    "langkah.isian.jika": "hanya bila ini berlaku", "langkah.isian.kolom": "kolom tabel",
    "langkah.isian.baris": "baris tabel yang ditawarkan", "langkah.isian.lajur": "lajur yang unitnya dapat dipilih",
    "langkah.isian.peran": "tempatnya pada dokumen tercetak",
    "langkah.isian.paling_awal": "tanggal paling awal: `hari_ini`, atau id isian tanggal lain",
    "langkah.isian.paling_lambat": "tanggal paling lambat: `hari_ini`, atau id isian tanggal lain",
    "langkah.isian.pilihan.id": "nama tetap pilihan", "langkah.isian.pilihan.label": "bunyinya",
    "langkah.isian.kolom.id": "nama tetap kolom", "langkah.isian.kolom.label": "judul kolom",
    "langkah.akibat.saat": "`masuk`, `selesai`, atau nama hasil", "langkah.akibat.lakukan": "akibatnya",
    "langkah.menunggu.pihak": "id pihak yang ditunggu", "langkah.menunggu.selama": "jam berhenti selama ini berlaku",
}  # fmt: skip
WHOLE_PARTS: Mapping[str, str] = {"identitas": "seperti tercetak pada sumber", "adopsi": "ditulis Simpul"}
_SHAPES = {"string": "teks", "array": "daftar", "object": "kunci: nilai"}


def page() -> str:
    """The whole page; its descriptions are those of the Indonesian catalog."""
    return "\n".join([_INTRO, *_keys("berkas", build_schema()), "## Kata\n", *_words()])


def _keys(name: str, part: Mapping[str, Any]) -> Iterator[str]:
    """The table of a part, then those of the parts inside it."""
    yield f"### {name}\n\n| Kunci | Arti | Bentuk | Wajib |\n|---|---|---|---|"
    wanted = part.get("required", ())
    for key, shape in part["properties"].items():
        meaning = WHOLE_PARTS.get(name) or MEANINGS[f"{name}.{key}"]
        yield f"| `{key}` | {meaning} | {_told(shape)} | {'ya' if key in wanted else ''} |"
    yield ""
    for key, shape in part["properties"].items():
        parts = list(_parts(shape))  # one part, or a list of the same part, is told once
        for inner in [part for place, part in enumerate(parts) if part not in parts[:place]]:
            yield from _keys(key if name == "berkas" else f"{name}.{key}", inner)


def _parts(shape: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if "properties" in shape:
        yield shape
    for inner in (*shape.get("anyOf", ()), *([shape["items"]] if "items" in shape else ())):
        yield from _parts(inner)


def _told(shape: Mapping[str, Any]) -> str:
    """The shape of a value in words."""
    if "anyOf" in shape:
        return " atau ".join(dict.fromkeys(_told(inner) for inner in shape["anyOf"]))
    if "enum" in shape:
        return "salah satu dari " + ", ".join(f"`{word}`" for word in shape["enum"])
    if "$ref" in shape:
        return _told(build_schema()["$defs"][shape["$ref"].rsplit("/", 1)[1]])
    said = _SHAPES[shape["type"]]
    return f"daftar {_told(shape['items'])}" if shape["type"] == "array" else said


def _words() -> Iterator[str]:
    for noun, words in vocabulary().items():
        yield f"### {_indonesian()[HEADINGS[noun]]}\n\n| Kata | Arti |\n|---|---|"
        yield from (f"| `{word['name']}` | {_indonesian()[word['description']]} |" for word in words)
        yield ""


@cache
def _indonesian() -> Mapping[str, str]:
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(CATALOG))}
