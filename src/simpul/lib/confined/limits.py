"""What a child process may use."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What the child process gets: address space and output in bytes, times in seconds."""

    memory: int = 512 * MIB
    cpu_seconds: int = 10
    wall_seconds: float = 20.0
    output: int = 64 * 1024
