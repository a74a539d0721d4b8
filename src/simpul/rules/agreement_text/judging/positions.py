"""The institution's positions: which clauses it wants in which texts, how worded, and what it never signs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from simpul.rules.agreement_text.judging.finding import Level
from simpul.rules.agreement_text.judging.phrases import Phrase
from simpul.rules.agreement_text.judging.setting import Setting

INSTRUMENTS = ("PKS", "MoU", "KB", "NKS")
NOT = "tidak "
CONDITIONS: Mapping[str, Callable[[Setting], bool]] = {
    "data_pribadi": lambda s: s.personal_data,
    "berbiaya": lambda s: s.charged,
    "ksdpk": lambda s: s.ksdpk,
    "luar_negeri": lambda s: s.foreign,
    "bermeterai": lambda s: s.meterai,
    "mitra_swasta": lambda s: s.category == "perusahaan",
    "pelayanan": lambda s: s.type_code == "pelayanan",
    "teknis": lambda s: s.type_code == "teknis",
    "litbang": lambda s: s.type_code == "litbang",
    "magang": lambda s: s.type_code == "magang",
}


def holds(conditions: tuple[str, ...], setting: Setting) -> bool:
    """Whether every condition holds; "tidak x" is the opposite of "x"."""
    return all(CONDITIONS[name.removeprefix(NOT)](setting) is not name.startswith(NOT) for name in conditions)


@dataclass(frozen=True, slots=True)
class Obligation:
    """A clause is wanted in these instruments when the conditions hold; ``why`` and ``source`` are shown."""

    instruments: tuple[str, ...]
    when: tuple[str, ...]
    level: Level
    why: str
    source: str

    def applies(self, setting: Setting) -> bool:
        return setting.instrument in self.instruments and holds(self.when, setting)


@dataclass(frozen=True, slots=True)
class Element:
    """Something a clause must say to do its work."""

    id: str
    name: str
    phrases: tuple[Phrase, ...]
    when: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forbidden:
    """Wording that the institution does not accept, unless ``unless`` stands in the same sentence.

    ``mutual``: acceptable as soon as another party is given the same.
    """

    id: str
    phrases: tuple[Phrase, ...]
    unless: tuple[Phrase, ...]
    mutual: bool
    level: Level
    why: str
    source: str


@dataclass(frozen=True, slots=True)
class Fallback:
    """Wording that is accepted where the preferred one cannot be had; ``why`` says under which condition."""

    text: str
    phrases: tuple[Phrase, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Position:
    """``titles`` and ``bodies`` recognise the clause; ``threshold`` percent of ``elements`` must be found in it."""

    id: str
    topic: str
    name: str
    obligations: tuple[Obligation, ...]
    titles: tuple[Phrase, ...]
    bodies: tuple[Phrase, ...]
    preferred: str
    fallback: Fallback | None
    elements: tuple[Element, ...]
    threshold: int
    forbidden: tuple[Forbidden, ...]

    def obligation(self, setting: Setting) -> Obligation | None:
        """The first that applies: the file names the strictest first."""
        return next((each for each in self.obligations if each.applies(setting)), None)


@dataclass(frozen=True, slots=True)
class Spelling:
    """One word written in one way: ``wrong`` are the others."""

    right: str
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Positions:
    """``known`` are capitalised terms that need no definition; ``heads`` words that begin a name or are general."""

    version: str
    positions: tuple[Position, ...]
    spellings: tuple[Spelling, ...]
    known: frozenset[str]
    heads: frozenset[str]
    general: frozenset[str]

    def preferred(self, position: str) -> str:
        """The preferred wording of a position; empty where it has none."""
        return next((each.preferred for each in self.positions if each.id == position), "")
