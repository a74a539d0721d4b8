"""The parts of a file while it is checked: data with the path under which their line is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from simpul.rules.procedure.faults import Path


@dataclass(frozen=True, slots=True)
class Part:
    """A mapping of the file. What was ill-shaped has been taken out, so every key may be absent."""

    path: Path
    data: dict[str, Any]

    def at(self, *keys: str | int) -> Path:
        return (*self.path, *keys)

    def text(self, key: str, default: str = "") -> str:
        value = self.data.get(key)
        return value if isinstance(value, str) else default

    def parts(self, key: str) -> Iterator[Part]:
        """The mappings of a list under ``key``."""
        for number, value in enumerate(self._list(key)):
            if isinstance(value, dict):
                yield Part(self.at(key, number), value)

    def texts(self, key: str) -> Iterator[tuple[Path, str]]:
        """The texts of a list under ``key``, or the one text that stands in its place."""
        value = self.data.get(key)
        if isinstance(value, str):
            yield self.at(key), value
        for number, item in enumerate(self._list(key)):
            if isinstance(item, str):
                yield self.at(key, number), item

    def mapping(self, key: str) -> Part:
        """The mapping under ``key``, empty where there is none."""
        value = self.data.get(key)
        return Part(self.at(key), value if isinstance(value, dict) else {})

    def values(self) -> Iterator[tuple[str, str]]:
        """Keys whose value is a text, with it."""
        for key, value in self.data.items():
            if isinstance(value, str):
                yield key, value

    def _list(self, key: str) -> list[Any]:
        value = self.data.get(key)
        return value if isinstance(value, list) else []


def performer_of(step: Part) -> Part:
    """The performer of a step as a mapping, also where one lane is written as its id."""
    value = step.data.get("pelaksana")
    if isinstance(value, str):
        return Part(step.path, {"pelaksana": value, "lajur": [value]})
    return step.mapping("pelaksana")


def timings_of(step: Part) -> Iterator[tuple[Path, str, Path, str]]:
    """(path of the time, time, path of the condition, condition or "")."""
    value = step.data.get("waktu")
    if isinstance(value, str):
        yield step.at("waktu"), value, step.at("waktu"), ""
    for part in step.parts("waktu"):
        yield part.at("waktu"), part.text("waktu"), part.at("jika"), part.text("jika")


def effects_of(step: Part) -> Iterator[tuple[Path, str, Path, str]]:
    """(path of the name, name, path of the moment, moment); a bare name counts on completion."""
    for path, name in step.texts("akibat"):
        yield path, name, path, "selesai"
    for part in step.parts("akibat"):
        yield part.at("lakukan"), part.text("lakukan"), part.at("saat"), part.text("saat")


def waits_of(step: Part) -> Iterator[Part]:
    """What the clock of the step may stand for: one mapping or a list of them."""
    if isinstance(step.data.get("menunggu"), dict):
        yield step.mapping("menunggu")
    yield from step.parts("menunggu")
