"""The door of a spawned process: it comes in without Django, so what works with models is found by name behind it."""

from __future__ import annotations

from importlib import import_module

from bench.transitions.setting import set_up


def work_apart(*told: object) -> None:
    """``bench.transitions.rounds.work`` in a process that has set Django up."""
    set_up()
    import_module("bench.transitions.rounds").work(*told)
