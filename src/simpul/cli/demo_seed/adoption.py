"""A procedure as another institution has adopted it: its own name and lanes, everything else word for word."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from simpul.rules.procedure.loader import load


def adopted(text: str, *, unit: str, short_name: str, from_short_name: str, names: Mapping[str, str]) -> str:
    """The file with the lanes renamed (lane id -> own name) and the version it was taken from noted in ``adopsi``.

    The steps speak of the institution by ``short_name`` from then on; legal basis and remarks stay the source's.
    """
    source = load(text, "source")
    noted = (
        f"adopsi:\n  lembaga: {source.identity.unit}\n  kode: {source.code}\n"
        f'  versi: "{source.version}"\n  sha256: {hashlib.sha256(text.encode()).hexdigest()}\n'
    )
    head, mark, steps = text.partition("\nlangkah:\n")
    head = head.replace(f"  unit: {source.identity.unit}\n", f"  unit: {unit}\n", 1)
    head = re.sub(r"^(versi: .*\n)", rf"\1\n{noted}", head, count=1, flags=re.MULTILINE)
    for lane, name in names.items():
        head = re.sub(rf"^(  - \{{id: {lane}, nama: ).*\}}$", rf"\1{name}}}", head, count=1, flags=re.MULTILINE)
        steps = steps.replace(source.lane_name(lane), name)
    for step in source.steps:
        if step.performer.printed and step.performer.lanes[0] in names and step.performer.mode == "salah_satu":
            steps = steps.replace(f"tercetak: {step.performer.printed}", f"tercetak: {names[step.performer.lanes[0]]}")
    return head + mark + steps.replace(from_short_name, short_name)
