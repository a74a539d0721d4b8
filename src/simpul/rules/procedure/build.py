"""Data of a well-shaped file -> :class:`Procedure`. Parts that were taken out get empty values: it always builds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from simpul.rules.procedure.form_parts import PLAIN_SHEET, Signing
from simpul.rules.procedure.model import (
    NOT_IN_SOURCE,
    Adoption,
    Choice,
    Column,
    Condition,
    EffectRef,
    Field,
    FieldKind,
    Identity,
    Lane,
    Maker,
    Mode,
    Origin,
    OriginKind,
    OutputKind,
    OutputSpec,
    Performer,
    Procedure,
    Step,
    Timer,
    Timing,
    Wait,
)
from simpul.rules.procedure.parts import Part, effects_of, performer_of, timings_of, waits_of
from simpul.rules.procedure.regions import reach
from simpul.rules.procedure.timers import RELATIONS
from simpul.rules.procedure.vocabulary import GENERAL_FORM, ROUND


def build(data: dict[str, Any]) -> Procedure:
    """The procedure; call ``checks`` and ``flow`` before anybody relies on it."""
    whole = Part((), data)
    rows = tuple(whole.parts("langkah"))
    ends = {row.text("id"): row.text("gabung") for row in rows if row.text("gabung") and "cabang" not in row.data}
    steps = _with_joins(tuple(_step(row) for row in rows), ends)
    return Procedure(
        code=whole.text("kode"),
        version=whole.text("versi"),
        identity=_identity(whole.mapping("identitas")),
        lanes=tuple(_lane(part) for part in whole.parts("pelaksana")),
        outside=tuple(_lane(part) for part in whole.parts("pihak_luar")),
        steps=steps,
        start=whole.text("mulai") or (steps[0].id if steps else ""),
        remarks=_texts(whole, "catatan"),
        conditions=tuple(_condition(part) for part in whole.parts("ketentuan")),
        timers=_timers(whole),
        period=next((part.text("setiap") for part in whole.parts("pengatur_waktu") if part.text("setiap")), ""),
        adopted=_adoption(whole.mapping("adopsi")),
    )


def _adoption(part: Part) -> Adoption | None:
    if not part.data:
        return None
    return Adoption(part.text("lembaga"), part.text("kode"), part.text("versi"), part.text("sha256"))


def _condition(part: Part) -> Condition:
    return Condition(
        id=part.text("id"),
        name=part.text("nama"),
        field=part.text("jawaban"),
        among=_texts(part, "adalah") or _texts(part, "bukan"),
        negated="bukan" in part.data,
        starters=_texts(part, "pemrakarsa"),
        lanes=dict(part.mapping("lajur").values()),
    )


def _timers(part: Part) -> tuple[Timer, ...]:
    return tuple(_timer(item) for item in part.parts("pengatur_waktu") if item.text("nama") != ROUND)


def _timer(part: Part) -> Timer:
    relation = next((key for key in RELATIONS if part.text(key)), RELATIONS[0])
    return Timer(part.text("nama"), relation, part.text(relation))


def _texts(part: Part, key: str) -> tuple[str, ...]:
    return tuple(text for _, text in part.texts(key))


def _lane(part: Part) -> Lane:
    return Lane(part.text("id"), part.text("nama"))


def _identity(part: Part) -> Identity:
    def single(key: str) -> str:
        return part.text(key, NOT_IN_SOURCE)

    return Identity(
        number=single("nomor"),
        title=single("judul"),
        unit=single("unit"),
        made_on=single("tgl_pembuatan"),
        revised_on=single("tgl_revisi"),
        effective_on=single("tgl_efektif"),
        approval=single("pengesahan"),
        legal_basis=_texts(part, "dasar_hukum"),
        related=_texts(part, "keterkaitan"),
        qualifications=_texts(part, "kualifikasi"),
        equipment=_texts(part, "peralatan"),
        warnings=_texts(part, "peringatan"),
        records=_texts(part, "pencatatan"),
    )


def _step(part: Part) -> Step:
    branches = _texts(part, "cabang")
    return Step(
        id=part.text("id"),
        no=part.text("no"),
        short=part.text("ringkas"),
        activity=part.text("kegiatan"),
        performer=_performer(performer_of(part)),
        requirements=_texts(part, "kelengkapan"),
        timings=tuple(Timing(condition or None, text) for _, text, _, condition in timings_of(part)),
        clock_from=part.text("mulai_waktu"),
        outputs=tuple(_output(item) for item in part.parts("keluaran")),
        notes=part.text("keterangan"),
        origin=_origin(part),
        # A branch may name its join on its last step too; there it is simply where it goes on.
        next=part.text("lanjut") or ("" if branches else part.text("gabung")),
        decisions=dict(part.mapping("keputusan").values()),
        outcome_labels=dict(part.mapping("sebutan").values()),
        branches=branches,
        join=part.text("gabung") if branches else "",
        condition=part.text("syarat"),
        fields=tuple(_field(item) for item in part.parts("isian")),
        effects=tuple(EffectRef(moment, name) for _, name, _, moment in effects_of(part)),
        waits=tuple(Wait(item.text("pihak"), item.text("selama")) for item in waits_of(part)),
        form=part.text("formulir", GENERAL_FORM),
        subprocedure=part.text("subprosedur"),
        timers=_timers(part),
    )


def _performer(part: Part) -> Performer:
    mode = cast("Mode", part.text("cara", "salah_satu"))
    return Performer(_texts(part, "lajur"), mode, part.text("menurut"), part.text("tercetak"))


def _output(part: Part) -> OutputSpec:
    return OutputSpec(
        id=part.text("id"),
        name=part.text("nama"),
        kind=cast("OutputKind", part.text("jenis")),
        made=cast("Maker", part.text("dibuat")),
        outcomes=_texts(part, "untuk"),
        condition=part.text("jika"),
        sheet=part.text("templat", PLAIN_SHEET),
        origin=part.text("asal"),
        signings=tuple(Signing(one.text("sebagai"), one.text("oleh")) for one in part.parts("penanda_tangan")),
    )


def _field(part: Part) -> Field:
    listed = part.data.get("pilihan") or ()
    return Field(
        id=part.text("id"),
        label=part.text("label"),
        kind=cast("FieldKind", part.text("jenis")),
        required=part.text("wajib") in ("ya", "true"),
        fills=part.text("mengisi"),
        hint=part.text("petunjuk"),
        choices=tuple(_choice(item) for item in listed if item is not None),
        outcomes=_texts(part, "untuk"),
        condition=part.text("jika"),
        columns=tuple(Column(item.text("id"), item.text("label")) for item in part.parts("kolom")),
        rows=int(part.text("baris", "0")),
        lanes=_texts(part, "lajur"),
        role=part.text("peran"),
        earliest=part.text("paling_awal"),
        latest=part.text("paling_lambat"),
    )


def _choice(item: str | Mapping[str, str]) -> Choice:
    return Choice(item, item) if isinstance(item, str) else Choice(item.get("id", ""), item.get("label", ""))


def _origin(step: Part) -> Origin:
    if step.text("asal"):
        return Origin(cast("OriginKind", step.text("asal")))
    part = step.mapping("asal")
    parts = {key: value for key, value in part.values() if key != "langkah"}
    kind = cast("OriginKind", part.text("langkah", "sumber"))
    return Origin(kind, parts, dict(part.mapping("alur").values()))


def _with_joins(steps: tuple[Step, ...], ends: Mapping[str, str]) -> tuple[Step, ...]:
    """Give a fork without ``gabung`` the join that the ends of its branches name, if they agree on one."""
    ways = {step.id: tuple(target for _, target in step.targets()) for step in steps}

    def named(step: Step) -> str:
        joins = {ends[inner] for head in step.branches for inner in reach(head, ways) if inner in ends}
        return joins.pop() if len(joins) == 1 else ""

    return tuple(replace(step, join=named(step)) if step.branches and not step.join else step for step in steps)
