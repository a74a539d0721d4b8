"""A procedure written out again: as data under the file's own keys, and as the rows of its table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from simpul.rules.procedure.form_parts import PLAIN_SHEET
from simpul.rules.procedure.model import (
    ON_COMPLETION,
    Adoption,
    Condition,
    Field,
    Identity,
    Lane,
    OutputSpec,
    Performer,
    Procedure,
    Step,
    Timer,
)
from simpul.rules.procedure.row_words import awaited_words, output_words
from simpul.rules.procedure.vocabulary import ROUND


def as_data(procedure: Procedure) -> dict[str, Any]:
    """Plain data with the keys of the file; written as YAML it loads to an equal procedure."""
    return _written(
        {
            "kode": procedure.code,
            "versi": procedure.version,
            "identitas": _identity(procedure.identity),
            "pelaksana": [_lane(lane) for lane in procedure.lanes],
            "pihak_luar": [_lane(lane) for lane in procedure.outside],
            "catatan": list(procedure.remarks),
            "mulai": procedure.start,
            "adopsi": _adoption(procedure.adopted),
            "ketentuan": [_condition(item) for item in procedure.conditions],
            "pengatur_waktu": _round(procedure.period) + _timers(procedure.timers),
            "langkah": [_step(step) for step in procedure.steps],
        }
    )


def table(procedure: Procedure) -> list[dict[str, str]]:
    """One row per step with the columns of the SOP-AP form, everything as printed text."""
    return [
        {
            "no": step.no,
            "kegiatan": step.activity,
            "pelaksana": performer_text(procedure, step.performer),
            "kelengkapan": "; ".join(step.requirements),
            "waktu": step.time_text,
            "keluaran": "; ".join(output_words(procedure, step)),
            "keterangan": " ".join(part for part in (step.notes, awaited_words(procedure, step)) if part),
            "asal": step.origin.step,
        }
        for step in procedure.steps
    ]


def performer_text(procedure: Procedure, performer: Performer) -> str:
    """Who does it, as printed: the source's own name where it differs from the lane's."""
    return performer.printed or ", ".join(procedure.lane_name(lane) for lane in performer.lanes)


def _written(data: Mapping[str, Any]) -> dict[str, Any]:
    """Without the keys that hold nothing."""
    return {key: value for key, value in data.items() if value not in ("", [], {}, None)}


def _identity(identity: Identity) -> dict[str, Any]:
    return {
        "nomor": identity.number,
        "judul": identity.title,
        "unit": identity.unit,
        "tgl_pembuatan": identity.made_on,
        "tgl_revisi": identity.revised_on,
        "tgl_efektif": identity.effective_on,
        "pengesahan": identity.approval,
        "dasar_hukum": list(identity.legal_basis),
        "keterkaitan": list(identity.related),
        "kualifikasi": list(identity.qualifications),
        "peralatan": list(identity.equipment),
        "peringatan": list(identity.warnings),
        "pencatatan": list(identity.records),
    }


def _lane(lane: Lane) -> dict[str, str]:
    return {"id": lane.id, "nama": lane.name}


def _adoption(adopted: Adoption | None) -> dict[str, str]:
    if adopted is None:
        return {}
    return {
        "lembaga": adopted.institution,
        "kode": adopted.code,
        "versi": adopted.version,
        "sha256": adopted.sha256,
    }


def _condition(item: Condition) -> dict[str, Any]:
    parts = {
        "jawaban": item.field,
        "bukan" if item.negated else "adalah": list(item.among),
        "pemrakarsa": list(item.starters),
        "lajur": dict(item.lanes),
    }
    return {"id": item.id, "nama": item.name, **_written(parts)}


def _timers(timers: Iterable[Timer]) -> list[dict[str, str]]:
    return [{"nama": timer.name, timer.relation: timer.amount} for timer in timers]


def _round(period: str) -> list[dict[str, str]]:
    return [{"nama": ROUND, "setiap": period}] if period else []


def _step(step: Step) -> dict[str, Any]:
    return _written({**_row(step), **_flow(step), **_work(step)})


def _row(step: Step) -> dict[str, Any]:
    return {
        "id": step.id,
        "no": step.no,
        "ringkas": step.short,
        "kegiatan": step.activity,
        "pelaksana": _performer(step.performer),
        "kelengkapan": list(step.requirements),
        "waktu": _timings(step),
        "mulai_waktu": step.clock_from,
        "keluaran": [_output(output) for output in step.outputs],
        "keterangan": step.notes,
        "asal": _origin(step),
    }


def _flow(step: Step) -> dict[str, Any]:
    return {
        "lanjut": step.next,
        "keputusan": dict(step.decisions),
        "sebutan": dict(step.outcome_labels),
        "cabang": list(step.branches),
        "gabung": step.join,
        "syarat": step.condition,
        "subprosedur": step.subprocedure,
        "pengatur_waktu": _timers(step.timers),
    }


def _work(step: Step) -> dict[str, Any]:
    return {
        "formulir": step.form,
        "isian": [_field(item) for item in step.fields],
        "menunggu": _one_or_list({"pihak": wait.party, "selama": wait.during} for wait in step.waits),
        "akibat": [
            effect.name if effect.moment == ON_COMPLETION else {"saat": effect.moment, "lakukan": effect.name}
            for effect in step.effects
        ],
    }


def _performer(performer: Performer) -> str | dict[str, Any]:
    if performer == Performer(performer.lanes[:1]):
        return performer.lanes[0]
    parts = {"cara": performer.mode, "menurut": performer.by, "tercetak": performer.printed}
    return {"lajur": list(performer.lanes), **_written(parts)}


def _timings(step: Step) -> str | list[dict[str, str]]:
    if len(step.timings) == 1 and step.timings[0].condition is None:
        return step.timings[0].standard
    return [_written({"jika": timing.condition, "waktu": timing.standard}) for timing in step.timings]


def _origin(step: Step) -> str | dict[str, Any]:
    origin = step.origin
    if not origin.parts and not origin.flow:
        return origin.step
    return {"langkah": origin.step, **origin.parts, **_written({"alur": dict(origin.flow)})}


def _output(output: OutputSpec) -> dict[str, Any]:
    parts = {
        "dibuat": output.made,
        "templat": "" if output.sheet == PLAIN_SHEET else output.sheet,
        "penanda_tangan": [_written({"sebagai": one.role, "oleh": one.by}) for one in output.signings],
        "jika": output.condition,
        "untuk": list(output.outcomes),
        "asal": output.origin,
    }
    return {"id": output.id, "nama": output.name, "jenis": output.kind, **_written(parts)}


def _field(field: Field) -> dict[str, Any]:
    parts = {
        "wajib": "ya" if field.required else "",
        "mengisi": field.fills,
        "petunjuk": field.hint,
        "pilihan": [{"id": choice.id, "label": choice.label} for choice in field.choices],
        "untuk": list(field.outcomes),
        "jika": field.condition,
        "kolom": [{"id": column.id, "label": column.label} for column in field.columns],
        "baris": str(field.rows or ""),
        "lajur": list(field.lanes),
        "peran": field.role,
        "paling_awal": field.earliest,
        "paling_lambat": field.latest,
    }
    return {"id": field.id, "label": field.label, "jenis": field.kind, **_written(parts)}


def _one_or_list(items: Iterable[dict[str, str]]) -> dict[str, str] | list[dict[str, str]]:
    listed = list(items)
    return listed[0] if len(listed) == 1 else listed
