"""Random valid procedures: tasks, decisions with returns, parallel branches, conditions, tasks per unit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from simpul.rules.procedure.model import Procedure
from tests.rules.procedure.naive import Place
from tests.rules.procedure.samples import procedure_of, step

_EXTRA: dict[str, dict[str, Any]] = {
    "maybe": {"syarat": "belum_di_srikandi"},
    "asked": {"syarat": "dua_dipilih"},
    "other": {"syarat": "lain_dari_dua"},
    "units": {"pelaksana": {"lajur": ["loket"], "cara": "masing_masing"}},
    "chosen": {"pelaksana": {"lajur": ["kepala"], "cara": "masing_masing"}},
    "named": {"pelaksana": {"lajur": ["kepala", "loket"], "cara": "menurut", "menurut": "pelaksana_dipilih"}},
}
_KINDS = ["task", "decision", "fork", *_EXTRA]

CONDITIONS = [
    {"id": "dua_dipilih", "nama": "dua dipilih", "jawaban": "cara", "adalah": ["dua"]},
    {"id": "lain_dari_dua", "nama": "lain dari dua", "jawaban": "cara", "bukan": ["dua"]},
    {"id": "pelaksana_dipilih", "nama": "pilihan", "jawaban": "cara", "lajur": {"satu": "loket", "dua": "kepala"}},
]
_QUESTIONS = [
    {"id": "cara", "label": "Cara", "jenis": "pilihan", "pilihan": ["satu", "dua"]},
    {"id": "unit", "label": "Unit", "jenis": "unit", "lajur": ["kepala"]},
]


@dataclass
class Grown:
    """The steps as they stand in a file, and which branches each lies in."""

    steps: list[dict[str, Any]] = field(default_factory=list)
    where: dict[str, tuple[Place, ...]] = field(default_factory=dict)

    def add(self, path: tuple[Place, ...], **keys: Any) -> dict[str, Any]:
        made = step(f"s{len(self.steps)}", **keys)
        self.steps.append(made)
        self.where[made["id"]] = path
        return made

    def procedure(self) -> Procedure:
        return procedure_of(*self.steps, ketentuan=CONDITIONS)

    def may_return_to(self, path: tuple[Place, ...]) -> list[str]:
        """Steps written so far that a decision at ``path`` may go back to: any but those of a sibling branch."""
        return [
            name
            for name, other in self.where.items()
            if not any(one[0] == two[0] and one != two for one, two in zip(path, other, strict=False))
        ]


@st.composite
def procedures(draw: st.DrawFn) -> Grown:
    grown = Grown()
    _sequence(draw, grown, (), depth=2)
    last = grown.add((), lanjut="selesai", isian=_QUESTIONS)
    _join_up(grown, last["id"])
    return grown


def _sequence(draw: st.DrawFn, grown: Grown, path: tuple[Place, ...], depth: int) -> None:
    """Add blocks one after the other; ``lanjut: ?`` stands for "the next step of this sequence"."""
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(_KINDS if depth else ["task", "decision"]))
        if kind == "fork":
            _fork(draw, grown, path, depth)
        elif kind == "decision":
            made = grown.add(path)
            back = draw(st.sampled_from(grown.may_return_to(path)))
            ends = {"batal": "selesai"} if draw(st.integers(0, 5)) == 0 else {}
            made["keputusan"] = {"ya": "?", "ulang": back, **ends}
        else:
            grown.add(path, lanjut="?", **_EXTRA.get(kind, {}))


def _fork(draw: st.DrawFn, grown: Grown, path: tuple[Place, ...], depth: int) -> None:
    decides = draw(st.booleans())
    made = grown.add(path)
    if decides:
        back = draw(st.sampled_from(grown.may_return_to(path)))
        made["keputusan"] = {"ya": "cabang", "ulang": back}
    made["cabang"] = []
    made["gabung"] = "?"
    for number in range(draw(st.integers(2, 3))):
        made["cabang"].append(f"s{len(grown.steps)}")
        _sequence(draw, grown, (*path, (made["id"], number)), depth - 1)


def _join_up(grown: Grown, last: str) -> None:
    """Resolve every "?": the next step written on the same path, else what follows the fork around it."""
    order: list[str] = [made["id"] for made in grown.steps]
    by_id = {made["id"]: made for made in grown.steps}

    def following(name: str, path: tuple[Place, ...]) -> str:
        rest = order[order.index(name) + 1 :]
        same = next((other for other in rest if grown.where[other] == path), None)
        if same is not None:
            return same
        return following(path[-1][0], path[:-1]) if path else last

    for name, made in by_id.items():
        after = following(name, grown.where[name])
        if made.get("gabung") == "?":
            made["gabung"] = after
        if made.get("lanjut") == "?":
            made["lanjut"] = after
        if "keputusan" in made:
            made["keputusan"] = {way: after if to == "?" else to for way, to in made["keputusan"].items()}
