"""The JSON Schema of a procedure file: its shape, for ``sop check`` and for editors that complete while one types.

Meaning (does this lane exist, can this step be reached) is judged by ``checks`` and ``flow``.
"""

from __future__ import annotations

from typing import Any

from simpul.rules.procedure.vocabulary import FIELD_KINDS, MODES, ORIGINS, OUTPUT_KINDS, PERIODS, ROLES

MAX_STEPS = 120
ID_PATTERN = r"^[a-z0-9][a-z0-9_-]{0,39}$"
VERSION_PATTERN = r"^[0-9A-Za-z][0-9A-Za-z._-]{0,19}$"
ROWS_PATTERN = r"^([1-9]|[1-9][0-9]|1[0-9][0-9]|200)$"
SHA_PATTERN = r"^[0-9a-f]{64}$"

_SINGLE = ("nomor", "judul", "unit", "tgl_pembuatan", "tgl_revisi", "tgl_efektif", "pengesahan")
_LISTS = ("dasar_hukum", "keterkaitan", "kualifikasi", "peralatan", "peringatan", "pencatatan")

_text: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": 2000}
_id: dict[str, Any] = {"type": "string", "pattern": ID_PATTERN}
_yes_no: dict[str, Any] = {"enum": ["ya", "tidak", "true", "false"]}


def build_schema() -> dict[str, Any]:
    """The whole schema (draft 2020-12) as plain data."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Berkas prosedur Simpul",
        "$defs": {"origin": {"enum": list(ORIGINS)}, "texts": _either(_text, _list(_text))},
        **_object(
            {
                "kode": _id,
                "versi": {"type": "string", "pattern": VERSION_PATTERN},
                "identitas": _object(_identity(), required=[*_SINGLE, *_LISTS]),
                "pelaksana": _list(_object({"id": _id, "nama": _text}, required=["id", "nama"]), least=1, most=40),
                "pihak_luar": _list(_object({"id": _id, "nama": _text}, required=["id", "nama"]), most=40),
                "mulai": _id,
                "adopsi": _adoption(),
                "ketentuan": _list(_condition(), most=60),
                "pengatur_waktu": _list(_timer()),
                "catatan": _ref("texts"),
                "langkah": _list(_step(), least=1, most=MAX_STEPS),
            },
            required=["kode", "versi", "identitas", "pelaksana", "langkah"],
        ),
    }


def _identity() -> dict[str, Any]:
    return dict.fromkeys(_SINGLE, _text) | dict.fromkeys(_LISTS, _ref("texts"))


def _adoption() -> dict[str, Any]:
    sha = {"type": "string", "pattern": SHA_PATTERN}
    keys = ["lembaga", "kode", "versi", "sha256"]
    return _object({"lembaga": _text, "kode": _id, "versi": _text, "sha256": sha}, required=keys)


def _condition() -> dict[str, Any]:
    answers = _list(_text, least=1, unique=True)
    return _object(
        {
            "id": _id,
            "nama": _text,
            "jawaban": _id,
            "adalah": answers,
            "bukan": answers,
            "pemrakarsa": _list(_id, least=1, unique=True),
            "lajur": {"type": "object", "minProperties": 1, "additionalProperties": _id},
        },
        required=["id", "nama"],
    )


def _timer() -> dict[str, Any]:
    """Which keys belong to which timer is judged by ``checks``: that names the fault better than a shape could."""
    keys = {"nama": _text, "setelah": _text, "sebelum": _text, "sesudah": _text, "setiap": {"enum": list(PERIODS)}}
    return _object(keys, required=["nama"])


def _step() -> dict[str, Any]:
    properties = _row() | _flow() | _work()
    required = ["id", "no", "kegiatan", "pelaksana", "waktu", "keluaran", "asal"]
    return _object(properties, required=required)


def _row() -> dict[str, Any]:
    """What the sheet prints."""
    performer = _object(
        {"lajur": _list(_id, least=1, unique=True), "cara": {"enum": list(MODES)}, "menurut": _text, "tercetak": _text},
        required=["lajur"],
    )
    timing = _object({"jika": _text, "waktu": _text}, required=["waktu"])
    part = {"pelaksana": _ref("origin"), "waktu": _ref("origin"), "keluaran": _ref("origin")}
    origin = {"langkah": _ref("origin"), **part, "alur": {"type": "object", "additionalProperties": _ref("origin")}}
    return {
        "id": _id,
        "no": {**_text, "maxLength": 12},
        "ringkas": {**_text, "maxLength": 60},
        "kegiatan": _text,
        "pelaksana": _either(_id, performer),
        "kelengkapan": _ref("texts"),
        "waktu": _either(_text, _list(timing, least=1)),
        "mulai_waktu": _id,
        "keluaran": _list(_output(), least=1),
        "keterangan": _text,
        "asal": _either(_ref("origin"), _object(origin, required=["langkah"])),
    }


def _flow() -> dict[str, Any]:
    return {
        "lanjut": _id,
        "keputusan": {"type": "object", "propertyNames": _id, "additionalProperties": _id},
        "sebutan": {"type": "object", "additionalProperties": {**_text, "maxLength": 60}},
        "cabang": _list(_id),
        "gabung": _id,
        "syarat": _text,
        "subprosedur": _id,
        "pengatur_waktu": _list(_timer()),
    }


def _work() -> dict[str, Any]:
    effect = _object({"saat": _text, "lakukan": _text}, required=["saat", "lakukan"])
    wait = _object({"pihak": _id, "selama": _text}, required=["pihak", "selama"])
    return {
        "isian": _list(_field()),
        "akibat": _list(_either(_text, effect)),
        "menunggu": _either(wait, _list(wait)),
        "formulir": _text,
    }


def _field() -> dict[str, Any]:
    choice = _either(_text, _object({"id": _text, "label": _text}, required=["id", "label"]))
    return _object(
        {
            "id": _id,
            "label": _text,
            "jenis": {"enum": list(FIELD_KINDS)},
            "wajib": _yes_no,
            "mengisi": _id,
            "petunjuk": _text,
            "pilihan": _list(choice, least=2),
            "untuk": _list(_id, least=1),
            "jika": _text,
            "kolom": _list(_object({"id": _id, "label": _text}, required=["id", "label"]), least=1, most=20),
            "baris": {"type": "string", "pattern": ROWS_PATTERN},
            "lajur": _list(_id, least=1, unique=True),
            "peran": {"enum": list(ROLES)},
            "paling_awal": _id,
            "paling_lambat": _id,
        },
        required=["id", "label", "jenis"],
    )


def _output() -> dict[str, Any]:
    return _object(
        {
            "id": _id,
            "nama": _text,
            "jenis": {"enum": list(OUTPUT_KINDS)},
            "dibuat": {"enum": ["formulir", "subprosedur"]},
            "templat": _text,
            "penanda_tangan": _list(_signer(), least=1, most=6),
            "jika": _text,
            "untuk": _list(_id, least=1),
            "asal": _ref("origin"),
        },
        required=["id", "nama", "jenis"],
    )


def _signer() -> dict[str, Any]:
    return _object({"sebagai": {**_text, "maxLength": 60}, "oleh": _id}, required=["sebagai"])


def _object(properties: dict[str, Any], *, required: list[str]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _list(items: dict[str, Any], *, least: int = 0, most: int = 200, unique: bool = False) -> dict[str, Any]:
    shape: dict[str, Any] = {"type": "array", "items": items, "maxItems": most}
    if least:
        shape["minItems"] = least
    if unique:
        shape["uniqueItems"] = True
    return shape


def _either(*shapes: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": list(shapes)}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}
