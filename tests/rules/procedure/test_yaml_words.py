"""Where YAML breaks, the line, the column and what to write are said; the parser's own words never are."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from simpul.rules.procedure import nodes
from simpul.rules.procedure.loader import check

BROKEN: dict[str, tuple[str, int, int, str]] = {
    "tab": ("kode: a\nidentitas:\n\tjudul: x\n", 3, 1, "tab"),
    "tab below a list": ("langkah:\n  - id: a\n  \tno: 1\n", 3, 3, "tab"),
    "deeper than its sisters": ("kode: a\n  versi: b\n", 2, 3, "fits no line above"),
    "less deep than its sisters": ("identitas:\n   judul: a\n  unit: b\n", 3, 3, "fits no line above"),
    "key of a list item": ("langkah:\n  - id: a\n   no: b\n", 3, 4, "fits no line above"),
    "the first key is indented": ("  kode: a\nversi: b\n", 2, 1, "fits no line above"),
    "list item among keys": ("kode: a\n- b\n", 2, 1, "A “-” stands"),
    "no colon": ("kode: a\nversi 1\nidentitas:\n", 2, 1, "colon is missing"),
    "no colon above a list": ("kode: a\nlangkah\n  - id: a\n", 2, 1, "colon is missing"),
    "no colon in the first line": ("kode pks-umum\nversi: 1\n", 1, 1, "colon is missing"),
    "no colon in the first line, below a comment": ("# kop\nkode pks-umum\n\nversi: 1\n", 2, 1, "colon is missing"),
    "no colon in the first key of an item": ("pasal:\n  - id jangka\n    judul: A\n", 2, 5, "colon is missing"),
    "no colon in the first key below another": ("pihak:\n  lembaga a\n  orang: b\n", 2, 3, "colon is missing"),
    "a value that goes on": ("uraian: satu\n  dua\n  tiga: a\n", 3, 3, "fits no line above"),
    "no space behind the colon": ("kode:a\n\nversi: b\n", 1, 5, "space is missing"),
    "no space behind a colon below": (
        "kode: a\nidentitas:\n  nomor: b\n  judul:Uji\n  unit: c\n",
        4,
        8,
        "space is missing",
    ),
    "no space behind the last colon": ("langkah:\n  - id: a\n    lanjut:kaji\n", 3, 11, "space is missing"),
    "quote open above another one": (
        'kode: a\nversi: "1\nidentitas:\n  judul: b\n  revisi: "-"\n',
        2,
        8,
        "never closed",
    ),
    "behind a quote over two lines": ("a: 'b\n  c'\nd: 'e'f\n", 3, 7, "behind a value in quotes"),
    "colon in the value": ("judul: Nomor: 1\n", 1, 13, "holds a colon"),
    "colon in braces": ("x: {a: b: c}\n", 1, 9, "holds a colon"),
    "double quote open": ('kode: a\nversi: "1\nidentitas: b\n', 2, 8, "never closed"),
    "single quote open": ("kode: 'a\n", 1, 7, "never closed"),
    "apostrophe in quotes": ("kode: a\njudul: 'Ju'mat'\n", 2, 12, "behind a value in quotes"),
    "bracket open": ("kode: [a, b\nversi: c\n", 1, 7, "bracket"),
    "brace open": ("x:\n  - {id: a, nama: b\n  - {id: c, nama: d}\n", 2, 5, "bracket"),
    "percent": ("kode: %a\n", 1, 7, "“%”"),
    "at": ("kode: @a\n", 1, 7, "“@”"),
    "star": ("kode: **penting**\n", 1, 7, "“*”"),
    "name that nobody gave": ("kode: *a\n", 1, 7, "“*”"),
    "ampersand": ("kode: & b\n", 1, 7, "“&”"),
    "comma": ("kode: , b\n", 1, 7, "“,”"),
    "backslash": ('kode: "a\\qb"\n', 1, 9, "backslash"),
    "invisible sign": ("kode: a\nversi: b\0c", 2, 9, "cannot be seen"),
    "text behind a bar": ("kode: |x\n  a\n", 1, 8, "next line"),
    "something else": ("%YAML 3.0\n---\na: b", 1, 1, "cannot be read"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_what_is_broken_is_said_with_line_and_column(kind: str) -> None:
    text, line, column, words = BROKEN[kind]
    (fault,) = check(text)
    assert (fault.line, fault.params["column"]) == (line, column)
    assert words in fault.reason


@pytest.mark.parametrize("kind", sorted(BROKEN.keys() - {"text behind a bar", "backslash"}))
def test_the_parser_without_libyaml_is_understood_too(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "_LOADER", yaml.SafeLoader)
    text, line, column, words = BROKEN[kind]
    (fault,) = check(text)
    assert (fault.line, fault.params["column"], words in fault.reason) == (line, column, True)


def test_a_key_that_stands_twice_names_both_places() -> None:
    (fault,) = [one for one in check("kode: a\nidentitas:\n  judul: a\n  judul: b\n") if "twice" in one.reason]
    assert (fault.line, fault.field) == (4, "identitas.judul")
    assert fault.params == {"key": "judul", "first": 3, "column": 3}


def test_the_text_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    parse: Any = yaml.parse

    def counted(text: str, **keys: Any) -> Any:
        read.append(text)
        return parse(text, **keys)

    monkeypatch.setattr(yaml, "parse", counted)
    check("kode: a\n")
    assert read == ["kode: a\n"]
