"""The literal tables are total: what a procedure file may name, the program can do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from simpul.casework.effects import EFFECTS
from simpul.casework.notices import NOTICES
from simpul.casework.workbenches import MAKERS
from simpul.features.agreements.values import _SCOPE
from simpul.pages.desk.workbenches.registry import PAGES
from simpul.rules.procedure import vocabulary
from simpul.rules.procedure.loader import load
from simpul.rules.requirements import CATEGORIES, PAPERS, TYPES
from tests.casework.conftest import SOPS

FILES = sorted(SOPS.glob("*/*.yaml"))
SOURCE = SOPS.parent


def test_every_effect_of_the_vocabulary_has_its_action_and_no_other() -> None:
    assert set(EFFECTS) == set(vocabulary.EFFECTS)


def test_every_maker_and_every_page_belongs_to_a_workbench() -> None:
    assert set(MAKERS) <= set(vocabulary.WORKBENCHES)
    assert set(PAGES) <= set(vocabulary.WORKBENCHES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_what_a_workbench_has_to_make_has_a_maker(path: Path) -> None:
    for step in load(path.read_text(), path.name).steps:
        if any(output.made_by_form for output in step.outputs):
            assert step.form in MAKERS, step.id


def test_every_message_that_an_act_names_has_its_words() -> None:
    named = set()
    for path in SOURCE.rglob("*.py"):
        text = path.read_text()
        named |= set(re.findall(r'_message\(acting, "(\w+)"\)', text))
        named |= {
            name for found in re.findall(r'"messages": \[([^\]]*)\]', text) for name in re.findall(r'"(\w+)"', found)
        }
    assert named
    assert named <= set(NOTICES)


def test_every_scope_item_has_its_words_in_the_agreement() -> None:
    assert {item for kind in TYPES for item in kind.items} == set(_SCOPE)


def test_every_category_has_its_papers_and_the_letter_is_first() -> None:
    assert set(PAPERS) == set(CATEGORIES)
    assert all(papers[0].code == "surat_permohonan" for papers in PAPERS.values())


def test_no_step_or_code_of_a_procedure_occurs_in_python() -> None:
    """Changing a lane, a time or a return in a file must need no change here; the demo seed may name its file."""
    procedures = [load(path.read_text(), path.name) for path in FILES]
    names = {step.id for procedure in procedures for step in procedure.steps}
    names |= {lane.id for procedure in procedures for lane in procedure.lanes} - {"mitra"}
    # Words that are also a workbench, an effect, an outcome or a stage of the text are vocabulary, not step ids.
    own = names - set(vocabulary.WORKBENCHES) - set(vocabulary.EFFECTS) - {"tolak", "terima", "tanda_tangan"}
    pattern = re.compile(rf'"({"|".join(sorted(own))})(?:#\d+)?"')
    found = [
        f"{path.relative_to(SOURCE)}: {match}"
        for path in SOURCE.rglob("*.py")
        if "demo_seed" not in path.parts
        for match in pattern.findall(path.read_text())
    ]
    assert not found
