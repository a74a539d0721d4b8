"""The words of the sheet: the boxes of the identity part, the cells of each row, the notes below.

What a file leaves out is printed as "tidak ada dalam sumber"; nothing is made up.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from simpul.rules.pictures.model import Edge, Lane, Node
from simpul.rules.procedure.graph import Graph, graph_of
from simpul.rules.procedure.model import END, NOT_IN_SOURCE, Procedure, Step, with_conjunction
from simpul.rules.procedure.row_words import awaited_words, condition_words, note_words, numbered, output_words
from simpul.rules.procedure.totals import totals

READ, ADDED = "t", "+"
COLUMNS = ("No.", "Kegiatan", "Kelengkapan", "Waktu", "Keluaran", "Keterangan")
LEGEND = (
    "Lonjong: mulai dan selesai; persegi: kegiatan; belah ketupat: keputusan; panah: arah alur; "
    "segi lima: sambungan antarhalaman."
)
_READ_NOTE = (
    "tafsir: pelaksana, urutan, atau arah alur dibaca dari uraian sumber, karena sumber tidak menggambarkannya."
)
_ADDED_NOTE = "tambahan di luar sumber, digambar dengan garis putus."


@dataclass(frozen=True, slots=True)
class Cell:
    """Text of one cell and its footnote mark."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One step: its node and the cells in the order of ``COLUMNS``, and who does it in words."""

    node: Node
    cells: tuple[Cell, ...]
    performer: str


@dataclass(frozen=True, slots=True)
class Content:
    """Everything the sheet says. ``facts`` are the short fields of the head, ``boxes`` the lists of the identity part;
    ``notes`` are (mark, text); ``printed`` says when and from where, where the caller knows."""

    title: str
    unit: str
    facts: tuple[tuple[str, str], ...]
    boxes: tuple[tuple[str, tuple[str, ...]], ...]
    lanes: tuple[Lane, ...]
    rows: tuple[Row, ...]
    edges: tuple[Edge, ...]
    total: str
    notes: tuple[tuple[str, str], ...]
    version: str


def content_of(procedure: Procedure, printed: str = "") -> Content:
    """The words of one version. ``printed`` follows the version ("dicetak dari Simpul 24 November 2026")."""
    graph = graph_of(procedure)
    return Content(
        title=procedure.identity.title,
        unit=procedure.identity.unit or NOT_IN_SOURCE,
        facts=_facts(procedure),
        boxes=_boxes(procedure),
        lanes=graph.lanes,
        rows=tuple(_row(procedure, node) for node in graph.nodes),
        edges=tuple(_worded(edge) for edge in graph.edges),
        total=_total(procedure),
        notes=_notes(procedure, graph),
        version=", ".join(part for part in (f"{procedure.code} versi {procedure.version}", printed) if part),
    )


def _worded(edge: Edge) -> Edge:
    """What the sheet prints beside the line, and the shorter word for it where there is no room."""
    return replace(edge, label=_label(edge, edge.said), words=_label(edge, edge.label))


def _label(edge: Edge, words: str) -> str:
    """An outcome as printed beside its line, ``words`` for it; one that is our reading says so."""
    said = words[:1].upper() + words[1:]
    return f"{said} ({READ})" if edge.label and edge.read else said if edge.label else ""


def _facts(procedure: Procedure) -> tuple[tuple[str, str], ...]:
    identity = procedure.identity
    named = {
        "Nomor SOP": identity.number,
        "Tanggal pembuatan": identity.made_on,
        "Tanggal revisi": identity.revised_on,
        "Tanggal efektif": identity.effective_on,
        "Disahkan oleh": identity.approval,
        "Nama SOP": identity.title,
    }
    return tuple((name, value or NOT_IN_SOURCE) for name, value in named.items())


def _boxes(procedure: Procedure) -> tuple[tuple[str, tuple[str, ...]], ...]:
    identity = procedure.identity
    named = {
        "Dasar hukum": identity.legal_basis,
        "Kualifikasi pelaksana": identity.qualifications,
        "Keterkaitan": identity.related,
        "Peralatan dan perlengkapan": identity.equipment,
        "Peringatan": identity.warnings,
        "Pencatatan dan pendataan": identity.records,
    }
    return tuple((name, items or (NOT_IN_SOURCE,)) for name, items in named.items())


def _row(procedure: Procedure, node: Node) -> Row:
    step = procedure.by_id.get(node.id)
    if step is None:
        return Row(node, (Cell(""), Cell("Selesai"), Cell(""), Cell(""), Cell(""), Cell("")), "")
    origin = step.origin
    cells = (
        Cell(step.no),
        Cell(step.activity, _mark(step)),
        Cell(numbered(step.requirements)),
        Cell(time_text(procedure, step), _part_mark(step, "waktu")),
        Cell(numbered(output_words(procedure, step)), _part_mark(step, "keluaran")),
        Cell(_remarks(procedure, step)),
    )
    printed = step.performer.printed or ", ".join(procedure.lane_name(lane) for lane in step.performer.lanes)
    return Row(node, cells, printed + (f" ({origin.of_part('pelaksana')})" if _part_mark(step, "pelaksana") else ""))


def _mark(step: Step) -> str:
    if step.origin.step == "tambahan":
        return ADDED
    ways = [step.origin.of_flow(name) for name in step.origin.flow]
    is_read = "tafsir" in (step.origin.step, step.origin.of_part("pelaksana"), *ways)
    return READ if is_read else ""


def _part_mark(step: Step, part: str) -> str:
    """The mark of a part whose origin is not that of its step."""
    origin = step.origin.of_part(part)
    return "" if origin == step.origin.step else {"tafsir": READ, "tambahan": ADDED}.get(origin, "")


def time_text(procedure: Procedure, step: Step) -> str:
    """The standard times, one a line: what holds in general first, then each with its condition."""
    ordered = sorted(step.timings, key=lambda timing: timing.condition is not None)
    return "\n".join(procedure.timing_text(timing) for timing in ordered)


def _remarks(procedure: Procedure, step: Step) -> str:
    """The notes of the step, and what a reader of the drawing could not see in it."""
    parts = [note_words(procedure, step)]
    if step.performer.printed:
        parts.append(f"Tercetak dalam sumber: {step.performer.printed}.")
    parts.append(condition_words(procedure, step))
    if step.performer.mode == "masing_masing":
        parts.append("Dikerjakan oleh tiap unit, lalu digabung.")
    if step.subprocedure:
        parts.append(f"Dijalankan dengan SOP {step.subprocedure}.")
    outside = [lane.name for lane in procedure.outside if lane.id in step.performer.lanes]
    if outside:
        parts.append(f"Bersama pihak luar, tanpa kolom: {', '.join(outside)}.")
    parts.append(awaited_words(procedure, step))
    return " ".join(part for part in parts if part)


def _total(procedure: Procedure) -> str:
    found = totals(procedure)
    if not found.text:
        return f"Jumlah waktu baku: {NOT_IN_SOURCE}."
    variants = "".join(f"; {amount} {with_conjunction(name)}" for name, amount in found.variants)
    beside = (
        f" Tidak ikut dijumlahkan, karena bersamaan atau di jalan lain: langkah {', '.join(found.left_out)}."
        if found.left_out
        else ""
    )
    return f"Jumlah waktu baku {found.text}{variants}.{beside}"


def _notes(procedure: Procedure, graph: Graph) -> tuple[tuple[str, str], ...]:
    marks = {_mark(step) for step in procedure.steps}
    marks |= {_part_mark(step, part) for step in procedure.steps for part in ("waktu", "keluaran", "pelaksana")}
    added = ADDED in marks or any(edge.added for edge in graph.edges)
    read = READ in marks or any(edge.read for edge in graph.edges)
    notes = [(READ, _READ_NOTE)] if read else []
    notes += [(ADDED, _ADDED_NOTE)] if added else []
    notes += [("", text) for text in procedure.remarks]
    if procedure.adopted is not None:
        one = procedure.adopted
        source = f"Diadopsi dari {one.institution}, {one.code} versi {one.version} (SHA-256 {one.sha256[:16]})."
        notes.append(("", source))
    return tuple(notes)


def next_words(content: Content, row: Row) -> str:
    """What follows a row, in words: the text beside the drawing for those who do not see it."""
    names = {one.node.id: name_of(one) for one in content.rows}
    ways: dict[str, list[str]] = {}
    for edge in content.edges:
        if edge.source == row.node.id:
            ways.setdefault(edge.label, []).append(names[edge.target])
    if not ways:
        return "Selesai."
    return "; ".join(f"{label or 'Lanjut'}: ke {' dan '.join(targets)}" for label, targets in ways.items()) + "."


def name_of(row: Row) -> str:
    """What a row is called in a sentence: its number, or its short name where it has none."""
    if row.node.id == END:
        return "selesai"
    return row.node.no if row.node.no.strip("+ ") else f"“{row.node.label}”"
