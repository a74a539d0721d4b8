"""Refuses what has grown too large: what parts a readable codebase from a tired one is the tail.

`--talk` also lists what is worth talking about.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# kind -> (talk about it, refuse), in lines
LIMITS = {
    "module": (250, 400),
    "function": (30, 50),
    "view": (20, 30),
    "model class": (120, 200),
    "template": (150, 250),
    "test": (30, 60),
}
BANNED_NAMES = {"utils", "helpers", "managers", "misc", "common"}
FOLDERS = ("src", "tests", "tools", "bench")


@dataclass(frozen=True, order=True)
class Piece:
    """Something with a size. `lines` counts from its first line (without decorators) to its last."""

    place: str
    kind: str
    name: str
    lines: int

    def above(self, step: int) -> bool:
        return self.lines > LIMITS[self.kind][step]

    def __str__(self) -> str:
        return f"{self.place}: {self.kind} {self.name} has {self.lines} lines, the limit is {LIMITS[self.kind][1]}"


def pieces_of_python(path: Path) -> Iterator[Piece]:
    text = path.read_text(encoding="utf-8")
    place = path.relative_to(ROOT).as_posix()
    yield Piece(place, "module", path.stem, len(text.splitlines()))
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield Piece(f"{place}:{node.lineno}", kind_of(node, path), node.name, _lines(node))
        elif isinstance(node, ast.ClassDef) and any("Model" in ast.unparse(base) for base in node.bases):
            yield Piece(f"{place}:{node.lineno}", "model class", node.name, _lines(node))


def kind_of(node: ast.FunctionDef | ast.AsyncFunctionDef, path: Path) -> str:
    """A view is a function of a page that takes the request."""
    if node.name.startswith("test_"):
        return "test"
    first = node.args.args[0].arg if node.args.args else ""
    return "view" if first == "request" and "pages" in path.parts and not node.name.startswith("_") else "function"


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def all_pieces() -> Iterator[Piece]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from pieces_of_python(path)
    for path in sorted((ROOT / "src").rglob("*.html")):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        yield Piece(path.relative_to(ROOT).as_posix(), "template", path.stem, lines)


def main(argv: list[str]) -> int:
    found = sorted(all_pieces())
    if "--talk" in argv:
        for piece in found:
            if piece.above(0) and not piece.above(1):
                print(f"worth talking about: {piece}")
    faults = [str(piece) for piece in found if piece.above(1)]
    modules = [piece for piece in found if piece.kind == "module" and piece.place.startswith("src")]
    faults += [f"{piece.place}: name it after what it holds" for piece in modules if piece.name in BANNED_NAMES]
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
