"""A published procedure as another institution takes it over: its own name and lanes, everything else word for word."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import yaml

from simpul.rules.procedure.describe import as_data
from simpul.rules.procedure.faults import ProcedureFaults
from simpul.rules.procedure.loader import load
from simpul.rules.procedure.model import NOT_IN_SOURCE, Procedure

# What the other institution's head approved stays the other's: the adopter fills in the own.
_OWN_IDENTITY = ("nomor", "tgl_pembuatan", "tgl_revisi", "tgl_efektif", "pengesahan")


@dataclass(frozen=True, slots=True)
class Adopter:
    """Who adopts: ``unit`` as the sheet names it, lane id -> own name of the lane, the first version of its own.

    ``short_name`` takes the place of ``from_short_name`` in the steps; legal basis and remarks stay the source's.
    """

    unit: str
    names: Mapping[str, str] = field(default_factory=dict)
    short_name: str = ""
    from_short_name: str = ""
    version: str = ""


def adopted(text: str, adopter: Adopter) -> str:
    """The file in the words of the adopter, with ``adopsi`` naming the version it was taken from.

    Comments and line breaks stay where the file is written as usual; else it is written anew with the same meaning.
    """
    source = load(text, "source")
    noted = {
        "lembaga": source.identity.unit,
        "kode": source.code,
        "versi": source.version,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }
    edited = _edited(text, source, adopter, noted)
    return edited if _is_adopted(edited, source, adopter, noted) else _written_anew(source, adopter, noted)


def _edited(text: str, source: Procedure, adopter: Adopter, noted: Mapping[str, str]) -> str:
    head, mark, steps = text.partition("\nlangkah:\n")
    version = f'"{_escaped(adopter.version or source.version)}"'
    block = "\n".join(["adopsi:", *(f"  {key}: {_quoted(value)}" for key, value in noted.items())])
    head = re.sub(r"^versi: .*$", lambda _: f"versi: {version}\n\n{block}", head, count=1, flags=re.MULTILINE)
    for key, value in _own_identity(adopter).items():
        entry = rf"^  {key}: .*(?:\n {{3,}}.*)*$"
        head = re.sub(entry, partial(_entry, key, value), head, count=1, flags=re.M)
    line = r"^(  - \{id: (\w+), nama: ).*\}$"
    head = re.sub(line, lambda found: _lane_line(found, adopter.names), head, flags=re.MULTILINE)
    return head + mark + _in_own_words(steps, source, adopter)


def _entry(key: str, value: str, found: re.Match[str]) -> str:
    return f"  {key}: {_quoted(value)}"


def _own_identity(adopter: Adopter) -> dict[str, str]:
    return {"unit": adopter.unit, **dict.fromkeys(_OWN_IDENTITY, NOT_IN_SOURCE)}


def _lane_line(found: re.Match[str], names: Mapping[str, str]) -> str:
    return f"{found[1]}{_quoted(names[found[2]])}}}" if found[2] in names else found[0]


def _in_own_words(steps: str, source: Procedure, adopter: Adopter) -> str:
    """The steps speak of lanes and institution by their new names."""
    for step in source.steps:
        performer = step.performer
        if performer.printed and performer.lanes[0] in adopter.names and performer.mode == "salah_satu":
            own = adopter.names[performer.lanes[0]]
            steps = steps.replace(f"tercetak: {performer.printed}", f"tercetak: {own}")
    own_names = {source.lane_name(lane): name for lane, name in adopter.names.items()}
    if own_names:
        any_name = "|".join(re.escape(name) for name in sorted(own_names, key=len, reverse=True))
        steps = re.sub(any_name, lambda found: own_names[found[0]], steps)
    if not (adopter.short_name and adopter.from_short_name):
        return steps
    return re.sub(rf"\b{re.escape(adopter.from_short_name)}\b", lambda _: adopter.short_name, steps)


def _is_adopted(text: str, source: Procedure, adopter: Adopter, noted: Mapping[str, str]) -> bool:
    """Whether the edited file says what it should: an unusual way to write it may have escaped the edits."""
    try:
        found = as_data(load(text, "adopted"))
    except ProcedureFaults:
        return False
    wanted = _data(source, adopter, noted)
    heads = ("versi", "identitas", "pelaksana", "adopsi")
    return all(found[key] == wanted[key] for key in heads) and _skeleton(found) == _skeleton(wanted)


def _skeleton(data: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    return [tuple(str(step.get(key)) for key in ("id", "no", "lanjut", "keputusan")) for step in data["langkah"]]


def _data(source: Procedure, adopter: Adopter, noted: Mapping[str, str]) -> dict[str, Any]:
    data = as_data(source)
    data["versi"] = adopter.version or source.version
    data["adopsi"] = dict(noted)
    data["identitas"] |= _own_identity(adopter)
    for lane in data["pelaksana"]:
        lane["nama"] = adopter.names.get(lane["id"], lane["nama"])
    return data


def _written_anew(source: Procedure, adopter: Adopter, noted: Mapping[str, str]) -> str:
    text: str = yaml.safe_dump(_data(source, adopter, noted), allow_unicode=True, sort_keys=False, width=110)
    return text


def _quoted(value: str) -> str:
    """The value as one YAML scalar that cannot be read as anything else."""
    return value if re.fullmatch(r"[A-Za-z0-9][\w ./()-]*[\w)]", value) else f'"{_escaped(value)}"'


def _escaped(value: str) -> str:
    return " ".join(value.split()).replace("\\", "\\\\").replace('"', '\\"')
