"""Lines of one outcome share their way where they run along the same border: one bus instead of many lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from itertools import chain

from simpul.rules.pictures.runs import Run, overlap
from simpul.rules.pictures.tracks import Attachments, assign


def assign_bundled(ways: Sequence[Sequence[Run]], nets: Sequence[Hashable], bound: Attachments) -> None:
    """``assign`` for routes of which those with the same net may lie on each other."""
    channels: dict[tuple[Hashable, bool, int], list[Run]] = defaultdict(list)
    for way, net in zip(ways, nets, strict=True):
        for run in way:
            channels[net, run.horizontal, run.channel].append(run)
    bundles = list(chain.from_iterable(_together(runs) for runs in channels.values()))
    stands_for = {run: _one_for(bundle) for bundle in bundles for run in bundle[:1]}
    leads = {run: stands_for[bundle[0]] for bundle in bundles for run in bundle}
    assign(list(dict.fromkeys(leads.values())), _moved(bound, leads.__getitem__))
    for run, lead in leads.items():
        run.minor = lead.minor


def _together(runs: Sequence[Run]) -> list[list[Run]]:
    """The runs of a channel in groups that touch."""
    groups: list[list[Run]] = []
    for run in sorted(runs, key=lambda known: known.lo):
        if groups and any(overlap(run, other) for other in groups[-1]):
            groups[-1].append(run)
        else:
            groups.append([run])
    return groups


def _one_for(bundle: Sequence[Run]) -> Run:
    """One run as long as all of them together."""
    if len(bundle) == 1:
        return bundle[0]
    low = min(bundle, key=lambda run: run.lo)
    high = max(bundle, key=lambda run: run.hi)
    return Run(
        low.edge,
        low.horizontal,
        low.channel,
        low.lo,
        high.hi,
        low.low_turn,
        high.high_turn,
        low.low_next,
        high.high_next,
    )


def _moved(bound: Attachments, lead: Callable[[Run], Run]) -> Attachments:
    return Attachments(
        frozenset(lead(run) for run in bound.pinned),
        {lead(run): name for run, name in bound.merging.items()},
        frozenset(lead(run) for run in bound.tips),
    )
