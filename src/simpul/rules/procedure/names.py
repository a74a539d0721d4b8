"""The names that a file gives to its own things, and how a reference to one of them is judged."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from simpul.rules.procedure.faults import Findings, Path
from simpul.rules.procedure.parts import Part
from simpul.rules.procedure.vocabulary import PREDICATES
from simpul.rules.refusals import N_

_LIKE = 0.8
UNKNOWN_LANE = N_("There is no lane “%(name)s”. Known: %(known)s.")


@dataclass(frozen=True, slots=True)
class Names:
    """``kinds``: field id -> the kinds it has in the file (one id may be asked in several steps); ``choices``: field
    id -> ids of its choices; ``conditions``: predicate or condition -> whether it names a lane; ``asking``:
    condition -> the field whose answer it reads; ``naming``: condition
    -> the lanes that it can name."""

    lanes: Collection[str]
    parties: Collection[str]
    kinds: Mapping[str, Collection[str]]
    choices: Mapping[str, Collection[str]]
    conditions: Mapping[str, bool]
    asking: Mapping[str, str]
    naming: Mapping[str, Collection[str]]

    def fields(self, kind: str) -> set[str]:
        return {name for name, kinds in self.kinds.items() if kind in kinds}


def names_of(whole: Part, steps: Iterable[Part]) -> Names:
    """The names of the whole file."""
    lanes = [part.text("id") for part in whole.parts("pelaksana")]
    kinds: dict[str, set[str]] = {}
    choices: dict[str, set[str]] = {}
    for field in (field for step in steps for field in step.parts("isian")):
        kinds.setdefault(field.text("id"), set()).add(field.text("jenis"))
        choices.setdefault(field.text("id"), set()).update(_choices(field))
    own = [part for part in whole.parts("ketentuan") if part.text("id")]
    conditions = {part.text("id"): "lajur" in part.data for part in own}
    conditions |= {name: predicate.names_lane for name, predicate in PREDICATES.items()}
    outside = [part.text("id") for part in whole.parts("pihak_luar")]
    asking = {part.text("id"): part.text("jawaban") for part in own}
    return Names(lanes, lanes + outside, kinds, choices, conditions, asking, _naming(own))


def _naming(conditions: Iterable[Part]) -> dict[str, set[str]]:
    """A condition may name a lane by way of one that is written above it."""
    found: dict[str, set[str]] = {}
    for part in conditions:
        named = [lane for _, lane in part.mapping("lajur").values()]
        found[part.text("id")] = {end for lane in named for end in found.get(lane, {lane})}
    return found


def _choices(field: Part) -> set[str]:
    listed = {text for _, text in field.texts("pilihan")}
    return listed | {part.text("id") for part in field.parts("pilihan")}


def known(path: Path, name: str, words: Collection[str], text: str, findings: Findings) -> bool:
    """Report ``text`` when ``name`` is written and not among ``words``."""
    if name and name not in words:
        findings.add(path, text, name=name, known=", ".join(sorted(filter(None, words))) or "-")
    return name in words


def check_condition(path: Path, name: str, names: Names, findings: Findings) -> None:
    """``name`` is a yes-or-no condition of the file or predicate of the vocabulary."""
    if known_condition(path, name, names, findings) and names.conditions[name]:
        findings.add(path, N_("The predicate “%(name)s” names a lane; here a yes or no is needed."), name=name)


def known_condition(path: Path, name: str, names: Names, findings: Findings) -> bool:
    """``name`` is some condition or predicate; a slip of the pen is told as one, else the file's own come first."""
    if not name or name in names.conditions:
        return name in names.conditions
    if meant := get_close_matches(name, names.conditions, 1, _LIKE):
        text = N_("The predicate “%(name)s” is not known. Did you mean “%(meant)s”?")
        findings.add(path, text, name=name, meant=meant[0])
        return False
    ordered = sorted(filter(None, names.conditions), key=lambda one: (one in PREDICATES, one))
    text = N_("The predicate “%(name)s” is not known. Known: %(known)s.")
    findings.add(path, text, name=name, known=", ".join(ordered))
    return False


def no_double(ids: Iterable[tuple[Path, str]], findings: Findings) -> None:
    """Report every id that stands a second time."""
    seen: set[str] = set()
    for path, name in ids:
        if name and name in seen:
            findings.add(path, N_("The id “%(id)s” stands twice."), id=name)
        seen.add(name)
