"""What the head of a file means: its conditions (``ketentuan``), its timers, whom it was adopted from."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from simpul.rules.procedure.faults import Findings, Path
from simpul.rules.procedure.names import UNKNOWN_LANE, Names, known, no_double
from simpul.rules.procedure.parts import Part, timings_of
from simpul.rules.procedure.timers import RELATIONS
from simpul.rules.procedure.vocabulary import PREDICATES, ROUND, TIMERS
from simpul.rules.refusals import N_, Refusal
from simpul.rules.working_time.standard import Unit, parse

_ASKING = ("adalah", "bukan", "lajur")
_MOVABLE = (Unit.WORKING_DAY, Unit.DAY, Unit.MINUTE)


def check_head(whole: Part, names: Names, findings: Findings) -> None:
    """Conditions and default timers."""
    conditions = tuple(whole.parts("ketentuan"))
    above: set[str] = set()
    no_double(((part.at("id"), part.text("id")) for part in conditions), findings)
    for part in conditions:
        _check_condition(part, names, findings)
        for path, lane in _lanes(part):
            known(path, lane, {*names.lanes, *above}, UNKNOWN_LANE, findings)
        if "lajur" in part.data:
            above.add(part.text("id"))
    timers = tuple(whole.parts("pengatur_waktu"))
    for timer in timers:
        _check_timer(timer, TIMERS, ("sebelum", "sesudah"), findings)
    for timer in [timer for timer in timers if timer.text("nama") == ROUND][1:]:
        findings.add(timer.at("nama"), N_("Only one “%(name)s” can stand in a procedure."), name=ROUND)


def check_timers(step: Part, findings: Findings) -> None:
    """The step's own timers."""
    clock = any(_has_clock(standard) for _, standard, _, _ in timings_of(step))
    for timer in step.parts("pengatur_waktu"):
        _check_timer(timer, TIMERS.keys() - {ROUND}, RELATIONS, findings)
        for relation in ("sebelum", "sesudah"):
            if relation in timer.data and not clock:
                findings.add(timer.at(relation), N_("The step has no clock, so it is never due."))


def check_standard(path: Path, text: str, findings: Findings) -> None:
    """A standard time that can be read; an absent one is the matter of the schema."""
    try:
        parse(text or "-")
    except Refusal as refusal:
        findings.add(path, refusal.text, **refusal.params)


def _check_condition(part: Part, names: Names, findings: Findings) -> None:
    if part.text("id") in {*PREDICATES, *names.lanes}:
        text = N_("“%(id)s” is a word of the vocabulary or a lane; give it another id.")
        findings.add(part.at("id"), text, id=part.text("id"))
    asking = [key for key in _ASKING if key in part.data]
    starting = "pemrakarsa" in part.data
    if starting == ("jawaban" in part.data) or len(asking) != (not starting):
        text = N_("Write either “pemrakarsa”, or “jawaban” with one of “adalah”, “bukan” and “lajur”.")
        findings.add(part.path, text)
    for path, lane in part.texts("pemrakarsa"):
        known(path, lane, names.lanes, UNKNOWN_LANE, findings)
    _check_answer(part, names, findings)


def _lanes(part: Part) -> Iterator[tuple[Path, str]]:
    for choice, lane in part.mapping("lajur").values():
        yield part.at("lajur", choice), lane


def _check_answer(part: Part, names: Names, findings: Findings) -> None:
    field = part.text("jawaban")
    if not field:
        return
    text = N_("There is no field “%(name)s” in any step. Known: %(known)s.")
    if field in names.kinds and field not in names.fields("pilihan"):
        findings.add(part.at("jawaban"), N_("The field “%(name)s” offers no choices."), name=field)
    elif known(part.at("jawaban"), field, names.fields("pilihan"), text, findings):
        for path, choice in _chosen(part):
            known(path, choice, names.choices[field], N_("There is no choice “%(name)s”. Known: %(known)s."), findings)


def _chosen(part: Part) -> Iterator[tuple[Path, str]]:
    yield from part.texts("adalah")
    yield from part.texts("bukan")
    for choice, _ in part.mapping("lajur").values():
        yield part.at("lajur", choice), choice


def _check_timer(timer: Part, words: Collection[str], relations: Collection[str], findings: Findings) -> None:
    name = timer.text("nama")
    if not known(timer.at("nama"), name, words, N_("The timer “%(name)s” is not known. Known: %(known)s."), findings):
        relations = RELATIONS
    keys = ("setiap",) if name == ROUND else relations
    written = [key for key in (*RELATIONS, "setiap") if key in timer.data]
    if (len(written) != 1 or written[0] not in keys) and not findings.has(timer.path):
        text = N_("The timer “%(name)s” needs exactly one of: %(keys)s.")
        findings.add(timer.path, text, name=name, keys=", ".join(keys))
    for relation in RELATIONS:
        _check_amount(timer, relation, findings)


def _check_amount(timer: Part, relation: str, findings: Findings) -> None:
    text = timer.text(relation)
    if not text:
        return
    check_standard(timer.at(relation), text, findings)
    if not _is_movable(text):
        findings.add(timer.at(relation), N_("Write the time of a timer in HK, hari, jam or menit."))


def _is_movable(text: str) -> bool:
    """Unreadable times are reported once, elsewhere."""
    try:
        standard = parse(text)
    except Refusal:
        return True
    return standard.unit in _MOVABLE and not standard.per


def _has_clock(text: str) -> bool:
    """An unreadable time is one: its fault is told, and what hangs on it is not to blame."""
    try:
        return parse(text).unit is not Unit.NONE
    except Refusal:
        return True
