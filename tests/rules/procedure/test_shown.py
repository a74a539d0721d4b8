"""A procedure written out again: data that load to the same, table, graph, vocabularies."""

from __future__ import annotations

import json
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from simpul.rules.procedure import vocabulary as words
from simpul.rules.procedure.describe import as_data, table
from simpul.rules.procedure.graph import graph_of
from simpul.rules.procedure.loader import load
from simpul.rules.procedure.model import FieldKind, Mode, OriginKind, OutputKind, Relation
from simpul.rules.procedure.schema import build_schema
from simpul.rules.procedure.source import read
from simpul.rules.working_time.standard import parse
from tests.rules.procedure.growing import Grown, procedures
from tests.rules.procedure.samples import FILE, RICH, procedure_of, step
from tests.rules.procedure.test_bblbk import TEXT


@pytest.mark.parametrize("text", [FILE, TEXT])
def test_data_load_to_an_equal_procedure(text: str) -> None:
    procedure = load(text, "contoh")
    assert load(json.dumps(as_data(procedure)), "again") == procedure


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(procedures())
def test_random_data_load_to_an_equal_procedure(grown: Grown) -> None:
    procedure = grown.procedure()
    assert load(json.dumps(as_data(procedure)), "again") == procedure


def test_every_key_survives() -> None:
    performer = {"lajur": ["loket", "kepala"], "cara": "menurut", "menurut": "lajur_dipilih", "tercetak": "Siapa saja"}
    waits = [{"pihak": "mitra", "selama": "selalu"}, {"pihak": "kepala", "selama": "selalu"}]
    timers = [{"nama": "ingatkan_mitra", "setelah": "3 HK"}, {"nama": "ingatkan_atasan", "sesudah": "2 jam"}]
    full = step("a", pelaksana=performer, menunggu=waits, pengatur_waktu=timers, lanjut="selesai")
    (written,) = as_data(procedure_of(full))["langkah"]
    assert {key: written[key] for key in full} == full


def test_every_key_of_the_rich_sample_survives() -> None:
    procedure = load(RICH, "kaya")
    shown, data = as_data(procedure), read(RICH)[0]
    assert load(json.dumps(shown), "again") == procedure
    assert {key: shown[key] for key in data if key != "langkah"} == {
        key: value for key, value in data.items() if key != "langkah"
    } | {"identitas": shown["identitas"]}
    for written, mirrored in zip(data["langkah"], shown["langkah"], strict=True):
        assert {key: mirrored[key] for key in written} == written


def test_table_has_a_row_for_each_step() -> None:
    rows = table(load(TEXT, "bblbk"))
    assert [row["no"] for row in rows][:6] == ["1", "2", "3a", "3b", "3c", "3d"]
    assert rows[12]["pelaksana"] == "Tim Kerja Program Layanan"
    assert rows[5]["keluaran"] == (
        "Hasil telaah; Permintaan kelengkapan, bila minta kelengkapan kepada mitra (tambahan)"
    )


def test_graph_names_every_kind_of_edge() -> None:
    graph = graph_of(load(FILE, "contoh"))
    assert [(edge.source, edge.target, edge.label, edge.kind) for edge in graph.edges] == [
        ("terima", "telaah", "", "next"),
        ("telaah", "kabar", "setuju", "branch"),
        ("telaah", "naskah", "setuju", "branch"),
        ("telaah", "selesai", "tolak", "outcome"),
        ("telaah", "terima", "ulang", "return"),
        ("kabar", "simpan", "", "join"),
        ("naskah", "simpan", "", "join"),
    ]
    assert [(node.id, node.shape) for node in graph.nodes] == [
        ("terima", "start"), ("telaah", "decision"), ("kabar", "process"), ("naskah", "process"), ("simpan", "end"),
        ("selesai", "end"),
    ]  # fmt: skip
    assert [node.id for node in graph.nodes if node.added] == ["simpan"]


def test_every_edge_of_the_graph_ends_at_a_node() -> None:
    graph = graph_of(load(TEXT, "bblbk"))
    nodes = {node.id for node in graph.nodes}
    assert {edge.target for edge in graph.edges} | {edge.source for edge in graph.edges} <= nodes


def test_vocabulary_tables_cover_their_types() -> None:
    pairs = [(words.FIELD_KINDS, FieldKind), (words.OUTPUT_KINDS, OutputKind), (words.MODES, Mode)]
    assert set(words.TIMER_KEYS) == {*get_args(Relation), "setiap"}
    for known, kind in [*pairs, (words.ORIGINS, OriginKind)]:
        assert set(known) == set(get_args(kind))


def test_example_times_are_understood() -> None:
    for standard in words.TIME_UNITS:
        assert parse(standard).text == standard


def test_predicates_answer_without_any_fact() -> None:
    answers = {name: predicate.ask({}) for name, predicate in words.PREDICATES.items()}
    assert {name for name, answer in answers.items() if answer} == {"selalu", "belum_di_srikandi"}


def test_schema_is_one() -> None:
    Draft202012Validator.check_schema(build_schema())
