"""What only shows when a file is published: lanes that nobody is in, and a version that goes backwards."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from simpul.rules.procedure.faults import WHOLE_FILE, Fault
from simpul.rules.procedure.model import Procedure
from simpul.rules.procedure.source import lines_of
from simpul.rules.refusals import N_

_PART = re.compile(r"\d+|[A-Za-z]+")


def check_lanes(procedure: Procedure, staffed: Collection[str], text: str = "") -> list[Fault]:
    """The lanes that some step needs and that nobody holds. ``staffed``: ids of lanes with people, and of those that
    need none (the partner's). ``text``: the file, for the lines; without it every fault stands in line 1."""
    lines = lines_of(text)
    faults = []
    for place, lane in enumerate(procedure.lanes):
        steps = [step.no for step in procedure.steps if lane.id in step.performer.lanes]
        if steps and lane.id not in staffed:
            said = {"name": lane.name, "steps": ", ".join(steps)}
            reason = N_("Nobody is in the lane “%(name)s”, which does the steps %(steps)s.")
            faults.append(Fault(lines.get(("pelaksana", place), 1), WHOLE_FILE, f"pelaksana.{place + 1}", reason, said))
    return faults


def check_version(version: str, published: Sequence[str], text: str = "") -> list[Fault]:
    """A new version must be higher than all that are published. ``text``: the file, for the line."""
    latest = max(published, key=version_key, default="")
    if not latest or version_key(version) > version_key(latest):
        return []
    reason = N_("The version “%(version)s” must be higher than “%(latest)s”, which is published already.")
    line = lines_of(text).get(("versi",), 1)
    return [Fault(line, WHOLE_FILE, "versi", reason, {"version": version, "latest": latest})]


def version_key(version: str) -> tuple[tuple[int, int, str], ...]:
    """By dotted numbers: 1.9 comes before 1.10, 2 is 2.0, and letters stand before any number (2.rc before 2)."""
    parts = list(_parts(version))
    while parts and parts[-1] == (1, 0, ""):
        parts.pop()
    return (*parts, (1, 0, ""))


def _parts(version: str) -> Iterator[tuple[int, int, str]]:
    for part in _PART.findall(version):
        yield (1, int(part), "") if part.isdigit() else (0, 0, part.lower())
