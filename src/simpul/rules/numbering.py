"""Numbers of agreements and letters: patterns, the next number of a series, and a report of its holes.

Two forms are in use: ``{seq:3}/{jenis}/DIR/RSIA/{bulan_romawi}/{tahun}`` (078/PKS/DIR/RSIA/III/2022) and
``{klasifikasi}/{unit}/{seq}/{tahun}`` (KN.01.01/B.VI/681/2023). A series counts anew each year and leaves no gap: a
number once issued is never given again, and one that was voided stays as a recorded hole.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from simpul.rules.refusals import N_, Refusal

MAX_PATTERN = 100
MAX_WIDTH = 9
ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

TOKENS: dict[str, str] = {
    "seq": N_("the running number; {seq:4} fills it up with zeros to four digits"),
    "jenis": N_("the short name of the kind of document, such as PKS"),
    "klasifikasi": N_("the classification code of the archive, such as HK.03.01"),
    "unit": N_("the code of the unit"),
    "bulan_romawi": N_("the month in Roman numerals"),
    "bulan": N_("the month in two digits"),
    "tahun": N_("the year in four digits"),
}

_REQUIRED = ("seq", "tahun")
_PIECE = re.compile(r"\{(?P<name>[^{}:]*)(?::(?P<width>[^{}]*))?\}|(?P<text>[^{}]+)|(?P<brace>[{}])")
_SHAPES = {"bulan_romawi": "(?:" + "|".join(ROMAN_MONTHS) + ")", "bulan": r"\d{2}", "tahun": r"\d{4}"}


@dataclass(frozen=True, slots=True)
class Part:
    """Literal ``text``, or the token ``name``; ``width`` is the least number of digits of ``seq``."""

    text: str = ""
    name: str = ""
    width: int = 1


@dataclass(frozen=True, slots=True)
class Pattern:
    """A checked pattern; made only by :func:`parse`."""

    text: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class NumberValues:
    """What one number is made of. ``on`` is the date of the document in the institution's zone."""

    seq: int
    on: date
    jenis: str = ""
    klasifikasi: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Issued:
    """One number that left the series: in use, or void with the reason that was recorded."""

    year: int
    seq: int
    void_reason: str | None = None


@dataclass(frozen=True, slots=True)
class SeriesReport:
    """The state of one series in one year; ``unexplained`` are voids without a reason."""

    year: int
    last: int
    voids: tuple[Issued, ...] = ()
    missing: tuple[int, ...] = ()
    doubled: tuple[int, ...] = ()
    unexplained: tuple[int, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether every number up to the last stands exactly once, in use or as an explained hole."""
        return not (self.missing or self.doubled or self.unexplained)


def faults(text: str) -> list[Refusal]:
    """Everything that is wrong with a pattern, in the order in which it stands there; empty when it can be used."""
    if not text.strip() or len(text) > MAX_PATTERN or not text.isprintable():
        return [Refusal("NMR-01", N_("A number pattern has 1 to %(most)s ordinary characters."), most=MAX_PATTERN)]
    pieces = list(_PIECE.finditer(text))
    found = [fault for piece in pieces if (fault := _fault_of(piece))]
    names = [piece["name"] for piece in pieces if piece["name"] is not None]
    found += [
        Refusal("NMR-04", N_("The pattern needs {%(token)s} exactly once."), token=token)
        for token in _REQUIRED
        if names.count(token) != 1
    ]
    return found + _touching(pieces)


def parse(text: str) -> Pattern:
    """The pattern, or the first of its :func:`faults` as a refusal."""
    found = faults(text)
    if found:
        raise found[0]
    return Pattern(text, tuple(_part(piece) for piece in _PIECE.finditer(text)))


def render(pattern: Pattern, values: NumberValues) -> str:
    """The number as it is printed. Refuses a token without a value and a running number below 1."""
    if values.seq < 1:
        raise Refusal("NMR-07", N_("A running number begins at 1, not at %(seq)s."), seq=values.seq)
    return "".join(part.text or _value(part, values) for part in pattern.parts)


def read(pattern: Pattern, number: str) -> Issued | None:
    """Running number and year of a number that follows ``pattern``; None for any other text. Undoes :func:`render`.

    For numbers typed by hand; where a code holds the dividing sign with digits behind it, the stored number decides.
    """
    match = re.fullmatch("".join(_shape(part) for part in pattern.parts), number.strip())
    return Issued(year=int(match["tahun"]), seq=int(match["seq"])) if match else None


def next_number(issued: Iterable[Issued], year: int, *, first: int = 1) -> int:
    """One more than the highest ever issued in ``year``, voids included; ``first`` where the year has none.

    An office that moves here in the middle of a year starts at ``first``.
    """
    return max((each.seq for each in issued if each.year == year), default=first - 1) + 1


def report(issued: Iterable[Issued], year: int, *, first: int = 1) -> SeriesReport:
    """What an inspector asks of a series: its last number, its voids with reasons, and whatever is wrong."""
    ours = [each for each in issued if each.year == year]
    counts = Counter(each.seq for each in ours)
    last = max(counts, default=first - 1)
    voids = sorted((each for each in ours if each.void_reason is not None), key=lambda each: each.seq)
    return SeriesReport(
        year=year,
        last=last,
        voids=tuple(voids),
        missing=tuple(seq for seq in range(first, last + 1) if seq not in counts),
        doubled=tuple(sorted(seq for seq, times in counts.items() if times > 1)),
        unexplained=tuple(each.seq for each in voids if not (each.void_reason or "").strip()),
    )


def _fault_of(piece: re.Match[str]) -> Refusal | None:
    if piece["brace"]:
        return Refusal("NMR-02", N_("A brace at position %(at)s has no partner."), at=piece.start() + 1)
    name, width = piece["name"], piece["width"]
    if name is None:
        return None
    if name not in TOKENS:
        known = ", ".join(f"{{{token}}}" for token in TOKENS)
        return Refusal("NMR-03", N_("{%(name)s} is unknown. Known are %(known)s."), name=name, known=known)
    if width is None or (name == "seq" and re.fullmatch(f"[1-{MAX_WIDTH}]", width)):
        return None
    return Refusal("NMR-05", N_("Only {seq} takes a width, from 1 to %(most)s digits."), most=MAX_WIDTH)


def _touching(pieces: list[re.Match[str]]) -> list[Refusal]:
    """The running number stands apart: "B1" and 2 must not read as "B" and 12."""
    names = [piece["name"] for piece in pieces]
    texts = [(piece["text"] or "") for piece in pieces]
    for at, name in enumerate(names):
        before = at > 0 and (names[at - 1] is not None or texts[at - 1][-1:].isdigit())
        behind = at + 1 < len(names) and (names[at + 1] is not None or texts[at + 1][:1].isdigit())
        if name == "seq" and (before or behind):
            return [Refusal("NMR-06", N_("Put a sign such as / between {seq} and what stands beside it."))]
    return []


def _part(piece: re.Match[str]) -> Part:
    if piece["name"] is None:
        return Part(text=piece["text"])
    return Part(name=piece["name"], width=int(piece["width"] or 1))


def _value(part: Part, values: NumberValues) -> str:
    if part.name == "seq":
        return str(values.seq).zfill(part.width)
    dated = {
        "tahun": f"{values.on.year:04d}",
        "bulan": f"{values.on.month:02d}",
        "bulan_romawi": ROMAN_MONTHS[values.on.month - 1],
    }
    named = {"jenis": values.jenis, "klasifikasi": values.klasifikasi, "unit": values.unit}
    value = dated.get(part.name) or named.get(part.name, "").strip()
    if not value:
        raise Refusal("NMR-08", N_("The number needs a value for {%(token)s}; fill it in first."), token=part.name)
    return value


def _shape(part: Part) -> str:
    if part.text:
        return re.escape(part.text)
    if part.name == "seq":
        return r"(?P<seq>[1-9]\d*)" if part.width == 1 else rf"(?P<seq>\d{{{part.width},}})"
    shape = _SHAPES.get(part.name, ".+")
    return f"(?P<tahun>{shape})" if part.name == "tahun" else shape
