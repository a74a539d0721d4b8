"""A fault of a procedure file: where it stands, and the sentence that says what to do about it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

from simpul.rules.refusals import N_, Refusal

Path = tuple[str | int, ...]
"""Keys and list positions from the top of the file: ``("langkah", 3, "keputusan", "tolak")``."""

WHOLE_FILE = "-"


@dataclasses.dataclass(frozen=True, slots=True)
class Fault:
    """``line`` counts from 1; ``step`` is its id, "-" outside the steps; ``text`` is a msgid filled by ``params``.

    ``code``: searchable like that of a refusal, where the kind of file gives its faults one.
    """

    line: int
    step: str
    field: str
    text: str
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)
    code: str = ""

    @property
    def reason(self) -> str:
        """The sentence in English, for logs and tests; the rim translates ``text``."""
        return self.text % self.params if self.params else self.text


@dataclasses.dataclass(frozen=True, slots=True)
class Coded:
    """A fault's msgid with its code."""

    code: str
    text: str


class ProcedureFaults(Refusal):
    """The file cannot be used; all its faults in order of line."""

    def __init__(self, name: str, faults: Sequence[Fault]) -> None:
        super().__init__(
            "SOP-01",
            N_("The procedure file %(name)s has %(count)d faults. The first one stands in line %(line)d."),
            name=name,
            count=len(faults),
            line=faults[0].line,
        )
        self.faults = tuple(faults)


class Findings:
    """Collects faults and knows on which line each part of the file stands."""

    def __init__(self, lines: Mapping[Path, int]) -> None:
        self._lines = lines
        self._found: list[tuple[Path, Coded, dict[str, object]]] = []
        self.step_ids: Sequence[str] = ()

    def add(self, path: Path, text: str | Coded, /, **params: object) -> None:
        """One fault at ``path``; the same one twice counts once."""
        coded = text if isinstance(text, Coded) else Coded("", text)
        if (path, coded, params) not in self._found:
            self._found.append((path, coded, params))

    def has(self, path: Path) -> bool:
        """Whether something has been found at ``path`` or inside it."""
        return any(found[: len(path)] == path for found, _, _ in self._found)

    def __iter__(self) -> Iterator[Fault]:
        faults = [self._fault(path, coded, params) for path, coded, params in self._found]
        return iter(sorted(faults, key=lambda fault: (fault.line, fault.field)))

    def __len__(self) -> int:
        return len(self._found)

    def _fault(self, path: Path, coded: Coded, params: dict[str, object]) -> Fault:
        step, shown = WHOLE_FILE, path
        if path[:1] == ("langkah",) and len(path) > 1 and isinstance(path[1], int):
            step, shown = self._step_name(path[1]), path[2:]
        name = ".".join(str(part + 1) if isinstance(part, int) else part for part in shown)
        return Fault(self._line(path), step, name or WHOLE_FILE, coded.text, params, coded.code)

    def _line(self, path: Path) -> int:
        """The line of the path, or of the nearest part around it that is written."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def _step_name(self, number: int) -> str:
        known = self.step_ids[number] if number < len(self.step_ids) else ""
        return known or f"langkah {number + 1}"
