"""A shipped procedure as it is measured: its steps, lanes, times, decisions, branches and waits, with general forms.

Two things are left out, because they cost the same however the rows are written: documents are handed in instead of
being typeset, and the effects that mail partners or make agreements need a request that is filled in by hand.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

SOPS = Path(__file__).resolve().parents[2] / "src" / "simpul" / "sops"
KEPT_EFFECTS = ("mulai_menunggu",)


def texts() -> list[str]:
    """The text of each shipped procedure, ready to be published."""
    return [measured_text(path.read_text(encoding="utf-8")) for path in sorted(SOPS.glob("*/*.yaml"))]


def measured_text(text: str) -> str:
    """The procedure with general forms: each file an output that is handed in, each record filled by a field."""
    data = yaml.load(text, Loader=yaml.BaseLoader)
    for step in data["langkah"]:
        step.pop("formulir", None)
        step["akibat"] = [effect for effect in step.get("akibat", ()) if effect in KEPT_EFFECTS]
        _fill(step)
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


def _fill(step: dict[str, Any]) -> None:
    """One filler for every output."""
    files = {output["id"] for output in step["keluaran"] if output["jenis"] == "berkas"}
    fields = [field for field in step.get("isian", ()) if field["jenis"] != "berkas"]
    for field in fields:
        # the invented dates lie ahead, so that of no clock anything is used
        for bound in ("paling_awal", "paling_lambat"):
            field.pop(bound, None)
        if field.get("mengisi") in files:
            del field["mengisi"]
    filled = {field.get("mengisi") for field in fields}
    for output in step["keluaran"]:
        for printed in ("templat", "penanda_tangan"):
            output.pop(printed, None)
        if output.pop("dibuat", "") == "subprosedur" or output["id"] not in filled:
            fields.append(_filler(output))
    step.pop("subprosedur", None)
    step["isian"] = fields


def _filler(output: dict[str, Any]) -> dict[str, Any]:
    kind = "berkas" if output["jenis"] == "berkas" else "teks"
    names: tuple[str, ...] = ("jika", "untuk")
    same: dict[str, Any] = {key: output[key] for key in names if key in output}
    name = f"ukur_{output['id']}"[:40]
    return {"id": name, "label": output["nama"], "jenis": kind, "wajib": "ya", "mengisi": output["id"], **same}
