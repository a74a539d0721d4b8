"""The text of a file of positions -> Positions, or every fault in it with its line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from simpul.rules.agreement_text.judging.finding import LEVELS, Level
from simpul.rules.agreement_text.judging.phrases import Phrase, PhraseFault, phrase
from simpul.rules.agreement_text.judging.position_faults import (
    ID_TWICE,
    MISSING_KEY,
    MISSING_POSITION,
    NO_LIST,
    NO_MAPPING,
    NO_PERCENT,
    NO_PHRASE,
    NO_TEXT,
    NO_TEXTS,
    TOO_MANY_PHRASES,
    UNKNOWN_CONDITION,
    UNKNOWN_INSTRUMENT,
    UNKNOWN_KEY,
    UNKNOWN_WORD,
    UNREADABLE,
)
from simpul.rules.agreement_text.judging.positions import (
    CONDITIONS,
    INSTRUMENTS,
    NOT,
    Element,
    Fallback,
    Forbidden,
    Obligation,
    Position,
    Positions,
    Spelling,
)
from simpul.rules.agreement_text.judging.topics import ALL_TOPICS
from simpul.rules.procedure.faults import Fault, Findings, Path
from simpul.rules.procedure.source import read

BUILT_ON = ("komparisi", "biaya", "dasar_tarif")
"""Positions that a check of the judge reads by their id."""
MOST_PHRASES = 2_000
_TOP = {"versi", "posisi", "ejaan", "istilah"}
_POSITION = {
    "id", "topik", "nama", "wajib", "judul", "isi", "utama", "cadangan", "unsur", "ambang", "terlarang",
}  # fmt: skip
_OBLIGATION = {"naskah", "jika", "tingkat", "alasan", "sumber"}
_ELEMENT = {"id", "nama", "pola", "jika"}
_FALLBACK = {"teks", "pola", "alasan"}
_FORBIDDEN = {"id", "pola", "kecuali", "timbal_balik", "tingkat", "alasan", "sumber"}
_TERMS = {"umum", "judul", "sebutan"}


class PositionFaults(ValueError):
    """The file cannot be used; all its faults in order of line."""

    def __init__(self, name: str, faults: tuple[Fault, ...]) -> None:
        super().__init__(
            "; ".join(f"{name}:{fault.line}: {fault.field}: {fault.reason} ({fault.code})" for fault in faults)
        )
        self.faults = faults


@dataclass(frozen=True, slots=True)
class JudgedPositions:
    """``positions`` are there when the text could be built; ``faults`` are all that keep it from being used."""

    positions: Positions | None
    faults: tuple[Fault, ...]


def load(text: str, name: str) -> Positions:
    """Raises PositionFaults naming every fault at once."""
    judged = judged_positions(text, needed=())
    if judged.faults or judged.positions is None:
        raise PositionFaults(name, judged.faults)
    return judged.positions


def judged_positions(text: str, *, needed: Iterable[str] = BUILT_ON) -> JudgedPositions:
    """Every fault of the text at once, in order of line. ``needed``: ids of positions that must be there."""
    data, findings = read(text, UNREADABLE.text)
    if not data:
        return JudgedPositions(None, _coded(findings))
    made = _Reader(findings).positions(data)
    known = {each.id for each in made.positions}
    for missing in [each for each in needed if each not in known]:
        findings.add(("posisi",), MISSING_POSITION, id=missing)
    return JudgedPositions(None if len(findings) else made, _coded(findings))


def _coded(findings: Findings) -> tuple[Fault, ...]:
    """In order of line; what the reading of YAML found has the code of an unreadable file."""
    return tuple(fault if fault.code else replace(fault, code=UNREADABLE.code) for fault in findings)


class _Reader:
    """One run over one file; what is wrong goes to ``findings`` and is left out of what is made."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.phrases = 0

    def positions(self, data: Mapping[str, Any]) -> Positions:
        self._keys(data, _TOP, (), _TOP)
        entries = self._entries(data.get("posisi"), ("posisi",))
        made = tuple(self._position(entry, ("posisi", at)) for at, entry in entries)
        self._once([(each.id, ("posisi", at)) for (at, _), each in zip(entries, made, strict=True)])
        terms = self._mapping(data.get("istilah"), ("istilah",))
        self._keys(terms, _TERMS, ("istilah",), _TERMS)
        return Positions(
            version=str(data.get("versi") or ""),
            positions=made,
            spellings=tuple(
                Spelling(self._text(entry, "baku", ("ejaan", at)), self._strings(entry, "tidak_baku", ("ejaan", at)))
                for at, entry in self._entries(data.get("ejaan"), ("ejaan",))
            ),
            known=frozenset(term.lower() for term in self._strings(terms, "umum", ("istilah",))),
            heads=frozenset(term.lower() for term in self._strings(terms, "judul", ("istilah",))),
            general=frozenset(term.lower() for term in self._strings(terms, "sebutan", ("istilah",))),
        )

    def _position(self, entry: Mapping[str, Any], path: Path) -> Position:
        self._keys(entry, _POSITION, path, {"id", "topik", "nama"})
        topic = self._among(entry, "topik", tuple(ALL_TOPICS), path)
        for key in ("unsur", "terlarang"):
            inner = self._entries(entry.get(key), (*path, key))
            self._once([(str(each.get("id")), (*path, key, at)) for at, each in inner if each.get("id")])
        fallback = entry.get("cadangan")
        return Position(
            id=self._text(entry, "id", path),
            topic=topic,
            name=self._text(entry, "nama", path),
            obligations=tuple(
                self._obligation(each, (*path, "wajib", at))
                for at, each in self._entries(entry.get("wajib"), (*path, "wajib"))
            ),
            titles=self._phrases(entry, "judul", path),
            bodies=self._phrases(entry, "isi", path),
            preferred=str(entry.get("utama") or ""),
            fallback=self._fallback(self._mapping(fallback, (*path, "cadangan")), (*path, "cadangan"))
            if fallback
            else None,
            elements=tuple(
                self._element(each, (*path, "unsur", at))
                for at, each in self._entries(entry.get("unsur"), (*path, "unsur"))
            ),
            threshold=self._percent(entry, path),
            forbidden=tuple(
                self._forbidden(each, (*path, "terlarang", at))
                for at, each in self._entries(entry.get("terlarang"), (*path, "terlarang"))
            ),
        )

    def _obligation(self, entry: Mapping[str, Any], path: Path) -> Obligation:
        self._keys(entry, _OBLIGATION, path, {"naskah", "tingkat", "alasan", "sumber"})
        instruments = self._strings(entry, "naskah", path)
        for name in instruments:
            if name not in INSTRUMENTS:
                self.findings.add((*path, "naskah"), UNKNOWN_INSTRUMENT, name=name)
        return Obligation(
            instruments, self._when(entry, path), self._level(entry, path), self._text(entry, "alasan", path),
            self._text(entry, "sumber", path),
        )  # fmt: skip

    def _element(self, entry: Mapping[str, Any], path: Path) -> Element:
        self._keys(entry, _ELEMENT, path, {"id", "nama", "pola"})
        words = self._phrases(entry, "pola", path)
        return Element(self._text(entry, "id", path), self._text(entry, "nama", path), words, self._when(entry, path))

    def _fallback(self, entry: Mapping[str, Any], path: Path) -> Fallback:
        self._keys(entry, _FALLBACK, path, _FALLBACK)
        return Fallback(
            self._text(entry, "teks", path), self._phrases(entry, "pola", path), self._text(entry, "alasan", path)
        )

    def _forbidden(self, entry: Mapping[str, Any], path: Path) -> Forbidden:
        self._keys(entry, _FORBIDDEN, path, {"id", "pola", "tingkat", "alasan", "sumber"})
        return Forbidden(
            id=self._text(entry, "id", path),
            phrases=self._phrases(entry, "pola", path),
            unless=self._phrases(entry, "kecuali", path),
            mutual=entry.get("timbal_balik") == "ya",
            level=self._level(entry, path),
            why=self._text(entry, "alasan", path),
            source=self._text(entry, "sumber", path),
        )

    def _keys(self, entry: Mapping[str, Any], known: set[str], path: Path, needed: set[str]) -> None:
        for key in sorted(set(entry) - known):
            self.findings.add((*path, key), UNKNOWN_KEY, key=key)
        for key in sorted(needed - set(entry)):
            self.findings.add(path, MISSING_KEY, key=key)

    def _entries(self, value: Any, path: Path) -> list[tuple[int, Mapping[str, Any]]]:
        if value is None:
            return []
        if not isinstance(value, list):
            self.findings.add(path, NO_LIST)
            return []
        found = []
        for at, entry in enumerate(value):
            if isinstance(entry, dict):
                found.append((at, cast("Mapping[str, Any]", entry)))
            else:
                self.findings.add((*path, at), NO_MAPPING)
        return found

    def _mapping(self, value: Any, path: Path) -> Mapping[str, Any]:
        if isinstance(value, dict):
            return cast("Mapping[str, Any]", value)
        self.findings.add(path, NO_MAPPING)
        return {}

    def _text(self, entry: Mapping[str, Any], key: str, path: Path) -> str:
        value = entry.get(key)
        if isinstance(value, str) and value.strip():
            return value
        if key in entry:
            self.findings.add((*path, key), NO_TEXT)
        return ""

    def _strings(self, entry: Mapping[str, Any], key: str, path: Path) -> tuple[str, ...]:
        value = entry.get(key) or []
        if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
            self.findings.add((*path, key), NO_TEXTS)
            return ()
        return tuple(value)

    def _phrases(self, entry: Mapping[str, Any], key: str, path: Path) -> tuple[Phrase, ...]:
        made = []
        sources = self._strings(entry, key, path)
        self.phrases += len(sources)
        if self.phrases > MOST_PHRASES:
            self.findings.add((), TOO_MANY_PHRASES, most=MOST_PHRASES)
            return ()
        for at, source in enumerate(sources):
            try:
                made.append(phrase(source))
            except PhraseFault:
                self.findings.add((*path, key, at), NO_PHRASE, phrase=source)
        return tuple(made)

    def _when(self, entry: Mapping[str, Any], path: Path) -> tuple[str, ...]:
        names = self._strings(entry, "jika", path)
        for name in names:
            if name.removeprefix(NOT) not in CONDITIONS:
                self.findings.add((*path, "jika"), UNKNOWN_CONDITION, name=name)
        return names

    def _among(self, entry: Mapping[str, Any], key: str, known: tuple[str, ...], path: Path) -> str:
        value = str(entry.get(key) or "")
        if key in entry and value not in known:
            self.findings.add((*path, key), UNKNOWN_WORD, value=value, known=", ".join(known))
        return value

    def _level(self, entry: Mapping[str, Any], path: Path) -> Level:
        return cast("Level", self._among(entry, "tingkat", LEVELS, path))

    def _percent(self, entry: Mapping[str, Any], path: Path) -> int:
        value = str(entry.get("ambang") or "0")
        if value.isdigit() and int(value) <= 100:
            return int(value)
        self.findings.add((*path, "ambang"), NO_PERCENT)
        return 0

    def _once(self, ids: list[tuple[str, Path]]) -> None:
        seen: set[str] = set()
        for name, path in ids:
            if name in seen:
                self.findings.add((*path, "id"), ID_TWICE, name=name)
            seen.add(name)
