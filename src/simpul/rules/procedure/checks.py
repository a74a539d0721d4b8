"""What the parts of a file mean: names that must exist, forms that can be filled, words of the closed vocabularies.

Each check looks at one step, or at the lists of the whole file; how the steps hang together is judged by ``flow``.
"""

from __future__ import annotations

from simpul.rules.procedure.agreement_words import check_record
from simpul.rules.procedure.check_forms import check_form
from simpul.rules.procedure.check_head import check_head, check_standard, check_timers
from simpul.rules.procedure.faults import Findings, Path
from simpul.rules.procedure.names import (
    UNKNOWN_LANE,
    Names,
    check_condition,
    known,
    known_condition,
    names_of,
    no_double,
)
from simpul.rules.procedure.parts import Part, effects_of, performer_of, timings_of, waits_of
from simpul.rules.procedure.vocabulary import EFFECTS, WORKBENCHES
from simpul.rules.refusals import N_

_MOMENTS = ("masuk", "selesai")


def check_parts(whole: Part, findings: Findings) -> None:
    """Everything that can be said of the file without following its flow."""
    steps = tuple(whole.parts("langkah"))
    names = names_of(whole, steps)
    parties = (*whole.parts("pelaksana"), *whole.parts("pihak_luar"))
    no_double(((part.at("id"), part.text("id")) for part in parties), findings)
    no_double(((step.at("id"), step.text("id")) for step in steps), findings)
    check_head(whole, names, findings)
    for step in steps:
        _check_performer(step, names, findings)
        _check_times(step, names, findings)
        _check_clock_start(step, names, findings)
        _check_waits(step, names, findings)
        _check_outcomes(step, findings)
        _check_effects(step, findings)
        check_record(step, findings)
        check_form(step, whole.text("kode"), names, findings)


def _outcomes(step: Part) -> list[str]:
    return [outcome for outcome, _ in step.mapping("keputusan").values()]


def _check_performer(step: Part, names: Names, findings: Findings) -> None:
    performer = performer_of(step)
    for path, lane in performer.texts("lajur"):
        shown = path if path in _written(step, performer) else step.at("pelaksana")
        known(shown, lane, names.lanes, UNKNOWN_LANE, findings)
    mode, by = performer.text("cara", "salah_satu"), performer.text("menurut")
    if (mode == "menurut") != bool(by):
        findings.add(step.at("pelaksana"), N_("“cara: menurut” and the predicate under “menurut” go together."))
    elif by and known_condition(performer.at("menurut"), by, names, findings):
        _check_naming(performer, by, names, findings)
    if mode == "masing_masing" and _outcomes(step):
        findings.add(step.at("keputusan"), N_("A step that each unit does for itself cannot decide the way."))


def _check_naming(performer: Part, by: str, names: Names, findings: Findings) -> None:
    """The condition can name no lane but those that are listed."""
    listed = [lane for _, lane in performer.texts("lajur")]
    if not names.conditions[by] and len(listed) != 2:
        findings.add(performer.at("lajur"), N_("A yes or no can only choose between two lanes."))
    for lane in sorted(set(names.naming.get(by, ())) - set(listed)):
        text = N_("“%(name)s” can name the lane “%(lane)s”, which is not listed here.")
        findings.add(performer.at("lajur"), text, name=by, lane=lane)


def _written(step: Part, performer: Part) -> list[Path]:
    return [] if performer.path == step.path else [path for path, _ in performer.texts("lajur")]


def _check_times(step: Part, names: Names, findings: Findings) -> None:
    for path, standard, condition_path, condition in timings_of(step):
        check_standard(path, standard, findings)
        check_condition(condition_path, condition, names, findings)
    check_timers(step, findings)


def _check_clock_start(step: Part, names: Names, findings: Findings) -> None:
    name, dates = step.text("mulai_waktu"), names.fields("tanggal")
    if name and name not in dates and name in names.kinds:
        findings.add(
            step.at("mulai_waktu"), N_("The field “%(name)s” is no date; a clock cannot run from it."), name=name
        )
    else:
        text = N_("There is no date field “%(name)s” in any step. Known: %(known)s.")
        known(step.at("mulai_waktu"), name, dates, text, findings)


def _check_waits(step: Part, names: Names, findings: Findings) -> None:
    check_condition(step.at("syarat"), step.text("syarat"), names, findings)
    for wait in waits_of(step):
        text = N_("There is no lane or outside party “%(name)s”. Known: %(known)s.")
        known(wait.at("pihak"), wait.text("pihak"), names.parties, text, findings)
        check_condition(wait.at("selama"), wait.text("selama"), names, findings)


def _check_outcomes(step: Part, findings: Findings) -> None:
    outcomes = _outcomes(step)
    if "keputusan" in step.data and len(outcomes) < 2:
        findings.add(step.at("keputusan"), N_("A decision needs at least two outcomes."))
    for outcome in outcomes:
        if outcome in (*_MOMENTS, "lanjut", "cabang"):
            findings.add(step.at("keputusan", outcome), N_("“%(id)s” has another meaning already."), id=outcome)
    text = N_("The step has no outcome “%(name)s”. Known: %(known)s.")
    for outcome, _ in step.mapping("sebutan").values():
        known(step.at("sebutan", outcome), outcome, outcomes, text, findings)
    for way, _ in step.mapping("asal").mapping("alur").values():
        known(step.at("asal", "alur", way), way, (*outcomes, "lanjut", "cabang"), text, findings)
    for part in (*step.parts("isian"), *step.parts("keluaran")):
        for path, outcome in part.texts("untuk"):
            known(path, outcome, outcomes, text, findings)


def _check_effects(step: Part, findings: Findings) -> None:
    moments = (*_MOMENTS, *_outcomes(step))
    for path, name, moment_path, moment in effects_of(step):
        known(path, name, EFFECTS, N_("The effect “%(name)s” is not known. Known: %(known)s."), findings)
        text = N_("“%(name)s” is no moment of this step. Known: %(known)s.")
        known(moment_path, moment, moments, text, findings)
    text = N_("The workbench “%(name)s” is not known. Known: %(known)s.")
    known(step.at("formulir"), step.text("formulir"), WORKBENCHES, text, findings)
