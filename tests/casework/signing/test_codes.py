"""A code names one sentence: what an officer reads out on the telephone is found again."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[3] / "src" / "simpul"


def _sentences() -> dict[str, set[str]]:
    """Msgids by code, of every refusal that is raised or made with a literal code."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and len(node.args) > 1 and isinstance(node.args[0], ast.Constant):
                code, sentence = node.args[0].value, node.args[1]
                if isinstance(code, str) and isinstance(sentence, ast.Call) and sentence.args:
                    said = sentence.args[0]
                    found[code] |= {str(said.value)} if isinstance(said, ast.Constant) else set()
    return found


@pytest.mark.parametrize("family", ["TTD-", "NMR-"])
def test_a_code_has_one_sentence(family: str) -> None:
    ours = {code: sentences for code, sentences in _sentences().items() if code.startswith(family)}
    assert len(ours) > 9
    assert {code: sentences for code, sentences in ours.items() if len(sentences) > 1} == {}
