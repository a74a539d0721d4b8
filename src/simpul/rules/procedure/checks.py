"""What the parts of a file mean: names that must exist, forms that can be filled, words of the closed vocabularies.

Each check looks at one step, or at the lists of the whole file; how the steps hang together is judged by ``flow``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from simpul.rules.procedure.faults import Findings, Path
from simpul.rules.procedure.parts import Part, effects_of, performer_of, timings_of, waits_of
from simpul.rules.procedure.vocabulary import EFFECTS, PREDICATES, TIMERS, WORKBENCHES
from simpul.rules.refusals import N_, Refusal
from simpul.rules.working_time.standard import parse

_MOMENTS = ("masuk", "selesai")


def check_parts(whole: Part, findings: Findings) -> None:
    """Everything that can be said of the file without following its flow."""
    steps = tuple(whole.parts("langkah"))
    lanes = [(part.at("id"), part.text("id")) for part in whole.parts("pelaksana")]
    parties = lanes + [(part.at("id"), part.text("id")) for part in whole.parts("pihak_luar")]
    _no_double(parties, findings)
    _no_double(((step.at("id"), step.text("id")) for step in steps), findings)
    dates, others = _fields_by_kind(steps)
    for step in steps:
        _check_performer(step, {lane for _, lane in lanes}, findings)
        _check_times(step, findings)
        _check_clock_start(step, dates, others, findings)
        _check_waits(step, {party for _, party in parties}, findings)
        _check_outcomes(step, findings)
        _check_effects(step, findings)
        _check_outputs(step, findings)
        for field in step.parts("isian"):
            _check_field(step, field, findings)
        _no_double(((field.at("id"), field.text("id")) for field in step.parts("isian")), findings)


def _no_double(ids: Iterable[tuple[Path, str]], findings: Findings) -> None:
    seen: set[str] = set()
    for path, name in ids:
        if name and name in seen:
            findings.add(path, N_("The id “%(id)s” stands twice."), id=name)
        seen.add(name)


def _fields_by_kind(steps: Iterable[Part]) -> tuple[set[str], set[str]]:
    dates: set[str] = set()
    others: set[str] = set()
    for step in steps:
        for field in step.parts("isian"):
            (dates if field.text("jenis") == "tanggal" else others).add(field.text("id"))
    return dates, others


def _outcomes(step: Part) -> list[str]:
    return [outcome for outcome, _ in step.mapping("keputusan").values()]


def _known(path: Path, name: str, words: Collection[str], text: str, findings: Findings) -> bool:
    """Report ``text`` when ``name`` is written and not among ``words``."""
    if name and name not in words:
        findings.add(path, text, name=name, known=", ".join(sorted(words)) or "-")
    return name in words


def _check_predicate(path: Path, name: str, findings: Findings) -> None:
    text = N_("The predicate “%(name)s” is not known. Known: %(known)s.")
    if _known(path, name, PREDICATES, text, findings) and PREDICATES[name].names_lane:
        findings.add(path, N_("The predicate “%(name)s” names a lane; here a yes or no is needed."), name=name)


def _check_performer(step: Part, lanes: Collection[str], findings: Findings) -> None:
    performer = performer_of(step)
    for path, lane in performer.texts("lajur"):
        shown = path if path in _written(step, performer) else step.at("pelaksana")
        _known(shown, lane, lanes, N_("There is no lane “%(name)s”. Known: %(known)s."), findings)
    mode, by = performer.text("cara", "salah_satu"), performer.text("menurut")
    if (mode == "menurut") != bool(by):
        findings.add(step.at("pelaksana"), N_("“cara: menurut” and the predicate under “menurut” go together."))
    elif by:
        text = N_("The predicate “%(name)s” is not known. Known: %(known)s.")
        known = _known(performer.at("menurut"), by, PREDICATES, text, findings)
        if known and not PREDICATES[by].names_lane and len(list(performer.texts("lajur"))) != 2:
            findings.add(performer.at("lajur"), N_("A yes or no can only choose between two lanes."))
    if mode == "masing_masing" and _outcomes(step):
        findings.add(step.at("keputusan"), N_("A step that each unit does for itself cannot decide the way."))


def _written(step: Part, performer: Part) -> list[Path]:
    return [] if performer.path == step.path else [path for path, _ in performer.texts("lajur")]


def _check_standard(path: Path, text: str, findings: Findings) -> None:
    if not text:
        return
    try:
        parse(text)
    except Refusal as refusal:
        findings.add(path, refusal.text, **refusal.params)


def _check_times(step: Part, findings: Findings) -> None:
    for path, standard, condition_path, condition in timings_of(step):
        _check_standard(path, standard, findings)
        _check_predicate(condition_path, condition, findings)
    for timer in step.parts("pengatur_waktu"):
        text = N_("The timer “%(name)s” is not known. Known: %(known)s.")
        _known(timer.at("nama"), timer.text("nama"), TIMERS, text, findings)
        _check_standard(timer.at("setelah"), timer.text("setelah"), findings)


def _check_clock_start(step: Part, dates: set[str], others: set[str], findings: Findings) -> None:
    name = step.text("mulai_waktu")
    if name and name not in dates and name in others:
        findings.add(
            step.at("mulai_waktu"), N_("The field “%(name)s” is no date; a clock cannot run from it."), name=name
        )
    else:
        text = N_("There is no date field “%(name)s” in any step. Known: %(known)s.")
        _known(step.at("mulai_waktu"), name, dates, text, findings)


def _check_waits(step: Part, parties: Collection[str], findings: Findings) -> None:
    _check_predicate(step.at("syarat"), step.text("syarat"), findings)
    for wait in waits_of(step):
        text = N_("There is no lane or outside party “%(name)s”. Known: %(known)s.")
        _known(wait.at("pihak"), wait.text("pihak"), parties, text, findings)
        _check_predicate(wait.at("selama"), wait.text("selama"), findings)


def _check_outcomes(step: Part, findings: Findings) -> None:
    outcomes = _outcomes(step)
    if "keputusan" in step.data and len(outcomes) < 2:
        findings.add(step.at("keputusan"), N_("A decision needs at least two outcomes."))
    for outcome in outcomes:
        if outcome in (*_MOMENTS, "lanjut", "cabang"):
            findings.add(step.at("keputusan", outcome), N_("“%(id)s” has another meaning already."), id=outcome)
    text = N_("The step has no outcome “%(name)s”. Known: %(known)s.")
    for outcome, _ in step.mapping("sebutan").values():
        _known(step.at("sebutan", outcome), outcome, outcomes, text, findings)
    for way, _ in step.mapping("asal").mapping("alur").values():
        _known(step.at("asal", "alur", way), way, (*outcomes, "lanjut", "cabang"), text, findings)
    for part in (*step.parts("isian"), *step.parts("keluaran")):
        for path, outcome in part.texts("untuk"):
            _known(path, outcome, outcomes, text, findings)


def _check_effects(step: Part, findings: Findings) -> None:
    moments = (*_MOMENTS, *_outcomes(step))
    for path, name, moment_path, moment in effects_of(step):
        _known(path, name, EFFECTS, N_("The effect “%(name)s” is not known. Known: %(known)s."), findings)
        text = N_("“%(name)s” is no moment of this step. Known: %(known)s.")
        _known(moment_path, moment, moments, text, findings)
    text = N_("The workbench “%(name)s” is not known. Known: %(known)s.")
    _known(step.at("formulir"), step.text("formulir"), WORKBENCHES, text, findings)


def _check_outputs(step: Part, findings: Findings) -> None:
    """Each output can come into being, and no outcome leaves the step without one."""
    outputs = tuple(step.parts("keluaran"))
    _no_double(((output.at("id"), output.text("id")) for output in outputs), findings)
    filled = {field.text("mengisi") for field in step.parts("isian")}
    for output in outputs:
        if "dibuat" in output.data:
            if step.text("formulir", "umum") == "umum":
                findings.add(output.at("dibuat"), N_("The general form makes no output; name a workbench or a field."))
        elif output.text("id") and output.text("id") not in filled:
            findings.add(output.path, N_("Nothing fills the output “%(id)s”."), id=output.text("id"))
    for outcome in _outcomes(step):
        limits = [[name for _, name in output.texts("untuk")] for output in outputs]
        if outputs and not any(not limit or outcome in limit for limit in limits):
            findings.add(step.at("keputusan", outcome), N_("The outcome “%(id)s” leaves no output."), id=outcome)


def _check_field(step: Part, field: Part, findings: Findings) -> None:
    outputs = {output.text("id"): output.text("jenis") for output in step.parts("keluaran")}
    kind, fills = field.text("jenis"), field.text("mengisi")
    text = N_("The step has no output “%(name)s”. Known: %(known)s.")
    known = _known(field.at("mengisi"), fills, outputs, text, findings)
    if known and outputs[fills] == "berkas" and kind and kind != "berkas":
        findings.add(
            field.at("mengisi"), N_("The output “%(id)s” is a file; a field of kind “berkas” fills it."), id=fills
        )
    if kind and (kind == "pilihan") != ("pilihan" in field.data):
        findings.add(field.at("pilihan"), N_("The kind “pilihan” and the list under “pilihan” go together."))
    _no_double(((part.at("id"), part.text("id")) for part in field.parts("pilihan")), findings)
    _no_double(field.texts("pilihan"), findings)
