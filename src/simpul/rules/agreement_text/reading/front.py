"""What stands before the first article: title, opening, parties, considerations and the words that lead in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from simpul.rules.agreement_text.reading.labels import labelled, nested
from simpul.rules.agreement_text.reading.text import GroupKind, ReadGroup, ReadParty, ReadTitle
from simpul.rules.agreement_text.reading.views import Line

_ORDINAL = r"(?:KE)?(?:SATU|PERTAMA|DUA|TIGA|EMPAT|LIMA|ENAM|TUJUH|DELAPAN)|[IVX]{1,4}|[1-9]"
LABEL = rf"(?:PIHAK\s+(?:{_ORDINAL})|(?:THE\s+)?(?:FIRST|SECOND|THIRD|FOURTH|FIFTH)\s+PARTY)"
_LABEL_ENDS = re.compile(rf"({LABEL})[\"”“'’)\s;.,]*(?:;?\s*(?:dan|and))?[\s;.,]*$", re.IGNORECASE)
_TOGETHER = re.compile(r"PARA\s+PIHAK|kedua\s+belah\s+pihak|\bTHE\s+PARTIES\b", re.IGNORECASE)
_NUMBER_LINE = re.compile(r"^(?:nomor|number)\b(?P<whose>[^:]*):?(?P<number>.*)$", re.IGNORECASE | re.DOTALL)
_BLANK = re.compile(r"^[\s._…\-–/]*$")
_OPENING = re.compile(
    r"^(pada hari|perjanjian|nota kesepa|kesepakatan|naskah|yang bertanda|kami|dengan (ini|rahmat)|bertempat"
    r"|on this day|this (?:agreement|memorandum)|we, the|the undersigned)\b.*\s\S",
    re.IGNORECASE,
)
_AND = re.compile(r"^(dan|dengan|and|with)$", re.IGNORECASE)
_OFFICE = re.compile(
    r",\s*(?=(?:selaku|sebagai|dalam (?:hal|kedudukan)|jabatan|bertindak|berkedudukan|Direktur|Kepala|Rektor|Dekan"
    r"|Ketua|Bupati|Wali ?[Kk]ota|Gubernur|Sekretaris|Manajer|Pimpinan|Plt\.?|Plh\.?)\b)"
)
_NOT_NAME = re.compile(r"^(?:\d+|[IVX]+|[a-z])[.)]\s*", re.IGNORECASE)
_CONSIDERING = re.compile(
    r"menerangkan|menimbang|mempertimbangkan|terlebih dahulu|pertimbangan|considering|whereas", re.IGNORECASE
)
_BASED = re.compile(r"mengingat|dasar|peraturan|memperhatikan|berpedoman|laws and regulations|pursuant", re.IGNORECASE)
_LAW = re.compile(
    r"^(undang-undang|peraturan|keputusan|instruksi|surat edaran|law number|government regulation)\b", re.IGNORECASE
)


@dataclass(slots=True)
class Front:
    """The parts found; every line given goes into exactly one of them."""

    title: ReadTitle
    groups: list[ReadGroup] = field(default_factory=list)
    parties: list[ReadParty] = field(default_factory=list)


def read_front(lines: Sequence[Line]) -> Front:
    end = _title_end(lines)
    front = Front(_title(lines[:end]))
    start, stop = _parties_span(lines, end)
    if start > end:
        front.groups.append(_group(lines[end:start], "opening", 1))
    front.parties = _parties(lines[start:stop])
    if not front.parties and stop > start:
        front.groups.append(_group(lines[start:stop], "other", len(front.groups) + 1))
    _read_rest(lines[stop:], front)
    return front


def _title_end(lines: Sequence[Line]) -> int:
    for at, line in enumerate(lines):
        sentence = len(line.text) > 200 and not line.text.isupper()
        opens = _OPENING.match(line.text) and line.text.upper() != line.text and line.align != "center"
        if line.is_table or line.label or sentence or opens:
            return at
    return 0 if not any(line.align == "center" for line in lines) else len(lines)


def _title(lines: Sequence[Line]) -> ReadTitle:
    texts = [part.strip() for line in lines for part in line.text.split("\n") if part.strip()]
    numbers = tuple(_number(match["number"]) for text in texts if (match := _NUMBER_LINE.match(text)))
    words = [text for text in texts if not _NUMBER_LINE.match(text)]
    upper = [text.upper() for text in words]
    between = next((at for at, text in enumerate(upper) if text in {"ANTARA", "BETWEEN"}), None)
    about = next((at for at, text in enumerate(upper) if text in {"TENTANG", "ABOUT", "CONCERNING", "ON"}), None)
    head = min(at for at in (between, about, 1 if words else 0) if at is not None)
    first = max(head, 1) if words else 0
    names = words[between + 1 : about if about and about > between else len(words)] if between is not None else []
    subject = words[about + 1 :] if about is not None else words[first:] if between is None else []
    return ReadTitle(
        instrument=" ".join(words[:first]),
        parties=tuple(name for name in names if not _AND.match(name)),
        subject=" ".join(subject),
        numbers=numbers,
        lines=tuple(texts),
        sources=tuple(index for line in lines for index in line.sources),
    )


def _number(text: str) -> str:
    return "" if _BLANK.match(text) else text.strip()


def _parties_span(lines: Sequence[Line], start: int) -> tuple[int, int]:
    """From the first line that names a party to the last; without any both are ``start``."""
    first, last = None, start
    seen: set[str] = set()
    begun = start
    for at in range(start, len(lines)):
        line = lines[at]
        if _TOGETHER.search(line.words) and not line.is_table:
            break
        for chunk, _ in _chunks([line]):
            match = _LABEL_ENDS.search(chunk)
            if match and match[1].upper() not in seen:
                seen.add(match[1].upper())
                first, last = (begun if first is None else first), at + 1
        if first is None and not line.is_table and not labelled(line)[0]:
            begun = at + 1
    return (start, start) if first is None else (min(first, last - 1), last)


def _chunks(lines: Sequence[Line]) -> list[tuple[str, Line]]:
    """A paragraph, or each row of a table, as one text with its line."""
    found: list[tuple[str, Line]] = []
    for line in lines:
        if line.is_table:
            found += [(" ".join(cell for cell in row if cell).strip(), line) for row in line.rows]
        else:
            label, text, _ = labelled(line)
            found.append((f"{label} {text}".strip(), line))
    return [(chunk, line) for chunk, line in found if chunk]


def _parties(lines: Sequence[Line]) -> list[ReadParty]:
    found: list[ReadParty] = []
    held: list[str] = []
    used: list[Line] = []
    for chunk, line in _chunks(lines):
        held.append(chunk)
        used.append(line)
        match = _LABEL_ENDS.search(chunk)
        if match:
            found.append(_party(held, used, match[1], len(found) + 1))
            held, used = [], []
    return found


def _party(held: list[str], used: list[Line], label: str, number: int) -> ReadParty:
    sources = tuple(dict.fromkeys(index for line in used for index in line.sources))
    return ReadParty(f"party{number}", " ".join(label.split()), _signatory(held, used), "\n".join(held), sources)


def _signatory(held: list[str], used: list[Line]) -> str:
    """A row "Nama", the first bold words, the first cell, or what stands before the office; else nothing."""
    table = next((line for line in used if line.is_table), None)
    if table:
        return _name_in_table(table, held[0])
    lead = _NOT_NAME.sub("", used[0].lead).strip(" ,;:")
    if lead and lead != used[0].text.strip():
        return lead
    before = _OFFICE.split(_NOT_NAME.sub("", held[0]), maxsplit=1)
    return before[0].strip() if len(before) == 2 and len(before[0]) < 100 else ""


def _name_in_table(table: Line, opening: str) -> str:
    for row in table.rows:
        cells = [cell.strip() for cell in row if cell.strip(" :\t")]
        if not cells or not opening.startswith(" ".join(cell for cell in row if cell).strip()[:20]):
            continue
        named = [cell for cell in cells if not _NOT_NAME.fullmatch(f"{cell} ")]
        if named and named[0].lower() == "nama":
            return named[1].strip(" :") if len(named) > 1 else ""
        return named[0] if named and len(named[0]) < 100 else ""
    return ""


def _read_rest(lines: Sequence[Line], front: Front) -> None:
    """Unnumbered sentences with the points below them; the last sentence without points leads into the articles."""
    held: list[Line] = []
    for at, line in enumerate(lines):
        is_lead = not line.is_table and not labelled(line)[0]
        if is_lead and held:
            front.groups.append(_group(held, _kind(held), len(front.groups) + 1))
            held = []
        held.append(line)
        if is_lead and at == len(lines) - 1:
            front.groups.append(_group(held, "agreed", len(front.groups) + 1))
            return
    if held:
        front.groups.append(_group(held, _kind(held), len(front.groups) + 1))


def _kind(lines: Sequence[Line]) -> GroupKind:
    lead, points = lines[0].text, [labelled(line)[1] for line in lines if not line.is_table and labelled(line)[0]]
    if not points:
        return "parties" if _TOGETHER.search(lead) else "other"
    if sum(bool(_LAW.match(point)) for point in points) * 2 > len(points) or (
        _BASED.search(lead) and not _CONSIDERING.search(lead)
    ):
        return "bases"
    about_facts = any(point.lower().startswith("bahwa") for point in points)
    return "considerations" if about_facts or _CONSIDERING.search(lead) else "other"


def _group(lines: Sequence[Line], kind: GroupKind, number: int) -> ReadGroup:
    """The first unnumbered paragraph is the lead; everything else its points."""
    has_lead = not lines[0].is_table and not labelled(lines[0])[0]
    lead = lines[:1] if has_lead else []
    return ReadGroup(
        ref=f"pre{number}",
        kind=kind,
        lead=lead[0].text if lead else "",
        sources=lead[0].sources if lead else (),
        clauses=nested(lines[len(lead) :], f"pre{number}"),
        shares=lead[0].shares if lead else (),
    )
