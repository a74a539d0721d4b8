"""Whether the data of a template have the shape that building needs: the right keys, each text, list or mapping."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from simpul.rules.agreement_text.template import ENGLISH
from simpul.rules.procedure.faults import Findings, Path
from simpul.rules.refusals import N_

MISSING = N_("the key “%(key)s” is missing")
UNKNOWN = N_("the key “%(key)s” is unknown here")
NO_TEXT = N_("text is wanted here")
NO_LIST = N_("a list is wanted here")
NO_MAPPING = N_("keys with values are wanted here")


@dataclass(frozen=True, slots=True)
class Shape:
    """The keys of a part: texts, name lists, and parts below. ``bare``: a plain text may stand for the part."""

    texts: frozenset[str]
    needed: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    parts: Mapping[str, Shape] = field(default_factory=dict)
    bare: bool = False


def _keys(words: str) -> frozenset[str]:
    return frozenset(words.split())


LINE = Shape(_keys("id teks ulang alasan"), names=_keys("jika"), bare=True)
VARIANT = Shape(_keys("id sifat alasan teks rangkai"), _keys("id sifat teks"), parts={"rincian": LINE})
PARAGRAPH = Shape(
    _keys("id teks rangkai tabel alasan sumber"), _keys("id teks"), _keys("jika"), {"rincian": LINE, "varian": VARIANT}
)
ARTICLE = Shape(_keys("id judul alasan sumber"), _keys("id judul ayat"), _keys("jika"), {"ayat": PARAGRAPH})
ANNEX = Shape(_keys("id judul pengantar tabel"), _keys("id judul pengantar tabel"), _keys("jika"), {"catatan": LINE})
WHOLE = Shape(
    _keys("kode versi nama uraian bahasa cara meterai pembukaan pengantar_pertimbangan pengantar_dasar kesepakatan"),
    _keys(
        "kode versi nama pembukaan komparisi sebutan pengantar_pertimbangan pertimbangan pengantar_dasar dasar "
        "kesepakatan pasal penutup"
    ),
    _keys("instrumen prosedur"),
    {"sebutan": LINE, "pertimbangan": LINE, "dasar": LINE, "penutup": LINE, "pasal": ARTICLE, "lampiran": ANNEX},
)
_PARTIES = _keys("lembaga perseorangan")


def misshapen(data: Mapping[str, object], findings: Findings) -> None:
    """Adds a fault for every part that is not of its shape."""
    _part(data, WHOLE, (), findings, _keys("komparisi"))
    for key in ("komparisi", f"komparisi{ENGLISH}"):
        if key in data:
            _parties(data[key], (key,), findings)


def _parties(value: object, path: Path, findings: Findings) -> None:
    if not isinstance(value, Mapping):
        findings.add(path, NO_MAPPING)
        return
    for key in _PARTIES - set(value):
        findings.add(path, MISSING, key=key)
    for key in value:
        if not isinstance(value[key], str):
            findings.add((*path, str(key)), NO_TEXT)


def _part(
    data: Mapping[str, object], shape: Shape, path: Path, findings: Findings, own: frozenset[str] = frozenset()
) -> None:
    for key in sorted(shape.needed - set(data)):
        findings.add(path, MISSING, key=key)
    for key, value in data.items():
        name, here = str(key).removesuffix(ENGLISH), (*path, str(key))
        if name in shape.texts:
            if not isinstance(value, str):
                findings.add(here, NO_TEXT)
        elif name in shape.names:
            _names(value, here, findings)
        elif name in shape.parts:
            _list(value, shape.parts[name], here, findings)
        elif name not in own:
            findings.add(here, UNKNOWN, key=key)


def _names(value: object, path: Path, findings: Findings) -> None:
    wanted = value if isinstance(value, list) else [value]
    if not all(isinstance(each, str) for each in wanted):
        findings.add(path, NO_TEXT)


def _list(value: object, shape: Shape, path: Path, findings: Findings) -> None:
    if not isinstance(value, list):
        findings.add(path, NO_LIST)
        return
    for number, each in enumerate(value):
        if isinstance(each, Mapping):
            _part(each, shape, (*path, number), findings)
        elif not (shape.bare and isinstance(each, str)):
            findings.add((*path, number), NO_MAPPING)
