"""What would become of every row of a sheet of old agreements, given what a person has decided so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from simpul.features.agreements.models import Agreement, ImportPhase, ImportScan, LifeAct
from simpul.features.agreements.past_above import Placing, placings
from simpul.features.agreements.past_partners import PERSON, Question, known_partners, questions, settled
from simpul.features.agreements.past_progress import Tell, silent
from simpul.features.agreements.past_scans import matched
from simpul.rules.past_agreements.cells import letter, plain_number
from simpul.rules.past_agreements.faults import Fault, Level
from simpul.rules.past_agreements.names import likeness, plain, same_letters, trigrams
from simpul.rules.past_agreements.row import Row
from simpul.rules.past_agreements.sheet import Sheet

Outcome = Literal["refused", "same", "scan", "skipped", "open", "ready"]
TAKE, LEAVE = "masuk", "lewati"
_ALIKE, _APART = 0.8, timedelta(days=14)
_TOLD = 500


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person decided. ``partners``: written name -> name, ``baru`` or ``perseorangan``; ``rows``: row number ->
    ``masuk`` or ``lewati``; ``above``: the rows whose suggested place in the hierarchy is right."""

    partners: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[int, str] = field(default_factory=dict)
    above: frozenset[int] = frozenset()
    public: bool = False

    @classmethod
    def read(cls, kept: Mapping[str, object]) -> Answers:
        """As they are kept with the batch."""
        partners, rows, above = kept.get("partners"), kept.get("rows"), kept.get("above")
        return cls(
            {str(name): str(said) for name, said in partners.items()} if isinstance(partners, dict) else {},
            {int(row): str(said) for row, said in rows.items()} if isinstance(rows, dict) else {},
            frozenset(int(row) for row in above) if isinstance(above, list) else frozenset(),
            kept.get("public") is True,
        )

    def kept(self) -> dict[str, object]:
        rows = {str(row): said for row, said in self.rows.items()}
        return {"partners": dict(self.partners), "rows": rows, "above": sorted(self.above), "public": self.public}


@dataclass(frozen=True, slots=True)
class Line:
    """A row with what becomes of it. ``parties``: as a person placed them; ``known``: the agreement it is already;
    ``main``: what an addendum changes, an agreement here or the number of a row."""

    row: Row
    outcome: Outcome
    parties: tuple[str, ...] = ()
    person: bool = False
    known: Agreement | None = None
    scan: ImportScan | None = None
    above: Placing | None = None

    @property
    def completes(self) -> bool:
        """Whether its scan completes an agreement of the past; one with a case gets its file by being signed."""
        known = self.known
        lacks = known is not None and known.case_id is None and known.signed_file_id is None
        return lacks and self.scan is not None


@dataclass(frozen=True, slots=True)
class Plan:
    """``asked``: names to be placed; ``loose``: scans that belong to no row."""

    lines: tuple[Line, ...]
    asked: tuple[Question, ...]
    loose: tuple[ImportScan, ...]

    def count(self, *outcomes: Outcome) -> int:
        return sum(line.outcome in outcomes for line in self.lines)

    @property
    def whole(self) -> bool:
        """Whether nothing is left to be decided."""
        return not self.count("open")


@dataclass(frozen=True, slots=True)
class _House:
    """What the institution has already, read once."""

    by_number: Mapping[str, Agreement]
    by_partner: Mapping[str, Sequence[Agreement]]
    addenda: Mapping[str, LifeAct]


def plan(institution_id: int, sheet: Sheet, scans: Sequence[ImportScan], answers: Answers, tell: Tell = silent) -> Plan:
    """Judge every row against the institution's agreements and against the other rows."""
    tell(ImportPhase.JUDGING, 0, len(sheet.rows))
    house = _house(institution_id)
    rows = [_against(house, row, sheet) for row in sheet.rows]
    open_rows = [row for row in rows if row.level is not Level.REFUSED]
    asked = questions(open_rows, known_partners(institution_id))
    meant = settled(asked, answers.partners)
    questioned = {each.written for each in asked}
    parties = {row.row: _parties(row, meant, questioned) for row in open_rows}
    doubtful = _doubles(open_rows, parties, house, sheet, lambda done: tell(ImportPhase.JUDGING, done, len(rows)))
    pairs = matched(open_rows, scans)
    places = placings(open_rows, parties, house.by_number)
    lines = []
    for row in rows:
        told = replace(row, faults=(*row.faults, *doubtful.get(row.row, ()), *_homeless(row, places, sheet)))
        line = Line(
            told, "open", parties.get(row.row, ()), _is_person(row, answers.partners),
            _known(house, row), pairs.get(row.row), places.get(row.row),
        )  # fmt: skip
        lines.append(replace(line, outcome=_outcome(line, answers, house)))
    used = {scan.pk for row, scan in pairs.items()}
    tell(ImportPhase.JUDGING, len(rows), len(rows))
    return Plan(tuple(lines), tuple(asked), tuple(scan for scan in scans if scan.pk not in used))


def _house(institution_id: int) -> _House:
    there = Agreement.objects.filter(institution_id=institution_id).exclude(status="ditarik")
    by_number: dict[str, Agreement] = {}
    by_partner: dict[str, list[Agreement]] = defaultdict(list)
    for one in there.select_related("number", "request").order_by("pk"):
        if one.numbered:
            by_number.setdefault(plain_number(one.numbered), one)
        by_partner[plain(one.request.partner_name)].append(one)
    acts = LifeAct.objects.filter(agreement__in=there).exclude(number="")
    return _House(by_number, by_partner, {plain_number(act.number): act for act in acts})


def _known(house: _House, row: Row) -> Agreement | None:
    found = house.by_number.get(plain_number(row.number)) if row.number else None
    return found if found is not None and _is_same(found, row) else None


def _is_same(known: Agreement, row: Row) -> bool:
    """The same number with the same days: this row was taken over before."""
    return (known.sign_date, known.signed_until) == (row.signed, row.end)


def _against(house: _House, row: Row, sheet: Sheet) -> Row:
    """The same number with other days is another agreement, or one of the two is wrong."""
    found = house.by_number.get(plain_number(row.number)) if row.number and not row.is_addendum else None
    if found is None or _is_same(found, row):
        return row
    return replace(
        row, faults=(*row.faults, Fault("number_known", (_letter(sheet, "number"),), {"title": found.title}))
    )


def _letter(sheet: Sheet, field_name: str) -> str:
    return letter(sheet.heading.columns.get(field_name, 0))


def _parties(row: Row, meant: Mapping[str, str], questioned: set[str]) -> tuple[str, ...]:
    """As they were placed; empty as long as one of them is not."""
    names = [same_letters(name) for name in row.parties]
    placed = [meant.get(name, "" if name in questioned else name) for name in names]
    return tuple(placed) if all(placed) else ()


def _is_person(row: Row, answers: Mapping[str, str]) -> bool:
    return any(answers.get(same_letters(name)) == PERSON for name in row.parties)


def _doubles(
    rows: Sequence[Row],
    parties: Mapping[int, tuple[str, ...]],
    house: _House,
    sheet: Sheet,
    tell: Callable[[int], None],
) -> dict[int, list[Fault]]:
    """Rows that look like another one, here or in the sheet: partner, title and days alike, the number not."""
    found: dict[int, list[Fault]] = defaultdict(list)
    groups: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for number, row in enumerate(rows):
        if number % _TOLD == 0:
            tell(number)
        if row.signed is None:
            continue
        name = (parties.get(row.row) or row.parties or ("",))[0]
        others = house.by_partner.get(plain(name), ()) if not row.is_addendum else ()
        twin = next((one for one in others if _like_known(row, one)), None)
        if twin is not None:
            found[row.row].append(_double(sheet, twin.called))
        month = row.signed.toordinal() // _APART.days
        near = (one for each in (month - 1, month, month + 1) for one in groups.get((plain(name), each), ()))
        before = next((one for one in near if _like_row(row, one)), None)
        if before is not None:
            found[row.row].append(_double(sheet, f"{before.number} ({before.row})"))
        groups[plain(name), month].append(row)
    return found


def _double(sheet: Sheet, other: str) -> Fault:
    return Fault("looks_the_same", (_letter(sheet, "title"),), {"other": other})


def _like_known(row: Row, one: Agreement) -> bool:
    if _is_same(one, row) and plain_number(one.numbered) == plain_number(row.number):
        return False
    return _alike(row, one.title, one.sign_date, one.signed_until)


def _like_row(row: Row, one: Row) -> bool:
    return _alike(row, one.title, one.signed, one.end) and plain_number(row.number) != plain_number(one.number)


def _alike(row: Row, title: str, signed: date | None, end: date | None) -> bool:
    if row.signed is None or signed is None or abs(row.signed - signed) > _APART:
        return False
    if row.end is None or end is None or abs(row.end - end) > _APART:
        return False
    return likeness(trigrams(plain(row.title)), trigrams(plain(title))) >= _ALIKE


def _homeless(row: Row, places: Mapping[int, Placing], sheet: Sheet) -> Iterable[Fault]:
    """An addendum must find what it changes; another row may name a document above it that is not here."""
    if row.row in places or row.level is Level.REFUSED:
        return
    if row.is_addendum:
        yield Fault("addendum_without_main", (_letter(sheet, "number"),))
    elif row.words.get("above"):
        yield Fault("above_not_found", (_letter(sheet, "above"),), {"written": row.words["above"]})


def _outcome(line: Line, answers: Answers, house: _House) -> Outcome:
    row = line.row
    if line.known is not None:
        return "scan" if line.completes else "same"
    if row.is_addendum and plain_number(row.number) in house.addenda:
        return "same"
    if row.level is Level.REFUSED:
        return "refused"
    said = answers.rows.get(row.row, "")
    if said == LEAVE:
        return "skipped"
    if not line.parties or (row.level is Level.CHECKED and said != TAKE):
        return "open"
    return "ready"
