"""docs/guide/penilaian-naskah.md: how the judge works, every code of a finding, and the shipped positions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import polib

from simpul.core.documents.positions import positions
from simpul.rules.agreement_text.judging.codes import CODES, Code
from simpul.rules.agreement_text.judging.positions import Position
from simpul.rules.agreement_text.judging.topics import ALL_TOPICS, TOPICS

CATALOG = Path(__file__).resolve().parent.parent / "src/simpul/locale/rules/id/LC_MESSAGES/django.po"
_INTRO = """\
# Bagaimana naskah dinilai

Setiap draf kami dinilai saat dibuat; versi mitra dinilai saat dicatat. Penilaian hanya memakai aturan tertulis, tanpa
jaringan: naskah, perkara, posisi, dan hari yang sama selalu menghasilkan temuan yang sama. Temuan menunjuk klausulnya,
menyebut alasannya, dan mengutip rumusan yang diharapkan.

Buka **Telaah hukum**, lalu **Buka temuan** (`/perkara/<perkara>/telaah-hukum/temuan/<versi>/`). Semua petugas lembaga
dapat membaca; tim analis hukum yang menjawab selama langkahnya terbuka.

| Tingkat | Artinya |
|---|---|
| wajib | Langkah telaah hukum baru selesai setelah setiap temuan wajib pada draf terbaru kami dijawab. |
| penting | Perlu dilihat; tim hukum yang memutuskan. |
| saran | Tidak menghambat apa pun. |

| Jawaban | Artinya |
|---|---|
| Diterima, akan diperbaiki | Temuan benar, belum diperbaiki. Ditanyakan lagi pada versi berikutnya bila masih ada. |
| Sudah diperbaiki | Temuan benar dan sudah dibereskan di luar naskah ini. |
| Dikesampingkan | Temuan tidak diikuti, dengan alasan. Tidak ditanyakan lagi selama kata dan tempatnya sama. |

Draf dengan temuan wajib yang diterima dan belum diperbaiki tidak dapat dinyatakan layak (NSK-40): kembalikan kepada
penyusun, atau kesampingkan temuannya dengan alasan. Temuan penting yang diterima dan topik berisiko tinggi tidak
menghalangi, tetapi pernyataan layak memerlukan alasan (NSK-41); kode temuan, topik, dan sidik alasannya dicatat dalam
jejak audit, alasannya sendiri pada langkah itu.

Versi terbaru setiap pihak dinilai ulang dengan sendirinya saat nilai perkara atau jenis naskahnya berubah, atau
lewat **Nilai ulang**. Setiap draf tetap dinilai dengan versi posisi yang pertama kali menilainya; versi itu disebut di
samping temuan, dan versi posisi yang lebih baru berlaku mulai draf berikutnya. Jawaban atas temuan yang masih sama
tetap ada; temuan yang tidak ada lagi hilang. Di sana juga dipilih naskah induk dari register; hari terakhirnya diambil
dari register itu. Naskah induk yang tidak ada di register diketik dengan hari terakhir dan sumbernya.

Yang tidak dinilai: pindaian dan berkas yang tidak terbaca sebagai pasal, mutu bahasa, serta kepatutan isi yang tidak
dapat dinyatakan sebagai aturan. Tidak adanya temuan bukan persetujuan; penilaian per topik tetap dibuat oleh analis.

## Temuan menurut kode

"…" diisi dari naskah. Tingkat dan topik KLA ditetapkan oleh posisi; yang tertulis di sini dipakai apabila tidak.
"""
_POSITIONS = """\

## Posisi lembaga

Posisi adalah data. Versi {version} adalah bawaan (`src/simpul/texts/posisi/umum.yaml`); versi berikutnya ditulis
lembaga sendiri di **Templat naskah**, baris **Posisi lembaga** (`/meja/naskah/posisi/`), oleh orang yang sama yang
menulis templat:

1. **Konsep baru** berawal dari versi yang berlaku. Kesalahan disebut dengan baris, kunci, dan alasannya saat menulis.
2. Di sebelahnya tampak apa yang berubah pada temuan atas sebuah draf contoh: yang baru, yang tidak ditemukan lagi, dan
   yang tingkatnya lain. Draf contohnya dipilih: setiap templat lembaga dalam versi terbitnya yang terbaru, juga dengan
   rumusan yang tidak pernah ditandatangani. Setiap kesalahan membawa kode (POS-01 sampai POS-15).
3. **Bandingkan** menunjukkan dua versi butir demi butir. Orang lain menerbitkan atau mengembalikan dengan alasan.

Posisi `komparisi`, `biaya`, dan `dasar_tarif` harus ada, karena sebuah pemeriksaan memakainya. Arti kode penolakan:
[codes.md](../reference/codes.md). Klausul dikenali dari kata-kata, bukan dari nomor pasal:

| Tanda | Artinya |
|---|---|
| `keadaan kahar\\|memaksa` | kata-kata berurutan; `\\|` di antara pilihan |
| `selambat*` | semua kata yang berawalan demikian |
| `pengadilan ... kedudukan` | di antaranya paling banyak sepuluh kata, dalam satu kalimat |
| `{{pihak}}`, `{{para_pihak}}` | satu pihak menurut sebutannya; para pihak bersama-sama |

`wajib` memakai aturan pertama yang berlaku. `unsur` adalah hal yang harus dinyatakan klausul; apabila yang ada kurang
dari `ambang` persen, timbul temuan KLA-05. `cadangan` adalah rumusan yang dapat diterima dengan syarat dan hanya
dicatat dalam daftar periksa. `terlarang` menimbulkan KLA-04, kecuali kalimatnya memuat `kecuali`, atau pihak lain
memperoleh hal yang sama pada `timbal_balik: ya`.
"""
_PLACE = re.compile(r"%\(\w+\)[sd]")


@cache
def _catalog() -> dict[str, str]:
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(CATALOG))}


def _said(text: str) -> str:
    return _catalog().get(text) or text


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _codes() -> Iterator[str]:
    yield _row("Kode", "Temuan", "Tingkat", "Topik", "Yang diperiksa", "Yang dikatakan")
    yield "|---|---|---|---|---|---|"
    yield from (_code(name, code) for name, code in sorted(CODES.items()))


def _code(name: str, code: Code) -> str:
    reasons = "; ".join(_PLACE.sub("…", _said(reason)).replace("%%", "%") for reason in code.reasons)
    return _row(name, _said(code.name), code.level, _said(ALL_TOPICS[code.topic]), _said(code.looks_at), reasons)


def _topics() -> Iterator[str]:
    for topic, label in TOPICS.items():
        yield f"### {_said(label)}\n"
        for position in positions().positions:
            if position.topic == topic:
                yield from _position(position)


def _position(position: Position) -> Iterator[str]:
    yield f"#### {position.name.capitalize()}\n"
    for one in position.obligations:
        when = f" apabila {', '.join(one.when)}" if one.when else ""
        yield f"- Wajib dalam {', '.join(one.instruments)}{when} ({one.level}): {one.why} *{one.source}*"
    if position.elements:
        names = ", ".join(each.name for each in position.elements)
        yield f"- Unsur (ambang {position.threshold}%): {names}"
    for rule in position.forbidden:
        mutual = ", kecuali timbal balik" if rule.mutual else ""
        yield f"- Terlarang, `{rule.id}` ({rule.level}{mutual}): {rule.why} *{rule.source}*"
    yield f"- Rumusan utama: “{position.preferred}”"
    if position.fallback is not None:
        yield f"- Rumusan cadangan: “{position.fallback.text}” {position.fallback.why}"
    yield ""


def page() -> str:
    intro = _POSITIONS.format(version=positions().version)
    return "\n".join([_INTRO, *_codes(), intro, *_topics()]).rstrip() + "\n"
