"""What the guide for writers says is what the program does: its examples, its commands, its list of messages."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import polib
import pytest

from simpul.cli.sop import run
from simpul.rules.procedure.graph import graph_of
from simpul.rules.procedure.loader import check, load
from tests.guide import EXAMPLE, FAULTY, GUIDE, SECOND, shown_commands
from tools import sop_language

SOURCE = Path(__file__).parents[3] / "src" / "simpul"
JUDGES = (
    "nodes",
    "yaml_words",
    "check_runs",
    "source",
    "shape",
    "checks",
    "check_forms",
    "check_head",
    "flow",
    "names",
    "publishing",
)
FILES = (
    *(SOURCE / "rules/procedure" / f"{name}.py" for name in JUDGES),
    SOURCE / "rules/working_time/standard.py",
    SOURCE / "core/procedures/judging.py",
)
NOT_OF_A_FILE = {
    "text", "a list", "a list of keys",
    "The standard time “%(text)s” needs the number of units, at least 1.",
}  # fmt: skip


def test_second_example() -> None:
    assert check(SECOND) == []
    procedure = load(SECOND, "contoh-prosedur.yaml")
    returns = [edge for edge in graph_of(procedure).edges if edge.kind == "return"]
    assert (len(procedure.steps), len(procedure.lanes), len(returns)) == (12, 7, 3)
    assert {step.performer.mode for step in procedure.steps} == {"salah_satu", "bersama", "masing_masing"}


def test_example_uses_what_it_explains() -> None:
    assert check(EXAMPLE) == []
    procedure = load(EXAMPLE, "pinjam-alat.yaml")
    returns = [edge for edge in graph_of(procedure).edges if edge.kind == "return"]
    assert (len(procedure.steps), len(procedure.lanes), len(returns), len(procedure.forks)) == (9, 5, 1, 1)
    assert {output.sheet for step in procedure.steps for output in step.outputs if output.made_by_form} == {
        "surat", "disposisi", "daftar", "berita_acara", "laporan",
    }  # fmt: skip


def test_shown_commands_answer_as_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SIMPUL_LANG", raising=False)
    Path("pinjam-alat.yaml").write_text(EXAMPLE, encoding="utf-8")
    Path("pinjam-alat-salah.yaml").write_text(FAULTY, encoding="utf-8")
    commands = list(shown_commands())
    assert [words[1] for words, _ in commands] == [
        "check",
        "check",
        "show",
        "show",
        "show",
        "show",
        "show",
        "show",
        "simulate",
    ]
    for words, answer in commands:
        assert words[0] == "sop"
        assert run(words[1:]) == (1 if "salah" in words[2] else 0)
        said = capsys.readouterr().out
        assert said == answer or (words[1] == "show" and (said or Path(words[-1]).stat().st_size > 1000))


def test_every_message_is_explained() -> None:
    said = (GUIDE / "pesan-pemeriksa.md").read_text(encoding="utf-8")
    missing = [text for text in sorted(messages()) if f"| {shown(text)} |" not in said]
    assert missing == []


def shown(text: str) -> str:
    """A message as the list shows it: in Indonesian, with dots for what is filled in."""
    catalogs = (polib.pofile(str(path)) for path in sorted(SOURCE.glob("locale/*/id/LC_MESSAGES/django.po")))
    entries = (catalog.find(text) for catalog in catalogs)
    found = next((entry.msgstr for entry in entries if entry is not None and entry.msgstr), text)
    return re.sub(r"%\(\w+\)[sd]", "…", found)


def messages() -> set[str]:
    """The sentences that judge a file, as they stand in the code."""
    calls = (node for path in FILES for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    texts = (
        argument.value
        for node in calls
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("N_", "Refusal")
        for argument in node.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and " " in argument.value
    )
    return set(texts) - NOT_OF_A_FILE


def test_no_meaning_of_a_key_is_left_over() -> None:
    page = sop_language.page()
    headed = re.split(r"^### ", page, flags=re.MULTILINE)[1:]
    keys = {f"{part.splitlines()[0]}.{key}" for part in headed for key in re.findall(r"^\| `(\w+)` \|", part, re.M)}
    assert set(sop_language.MEANINGS) <= keys
