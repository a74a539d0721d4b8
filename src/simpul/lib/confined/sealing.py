"""What a child process does to itself before it touches a foreign file.

Linux gives all of it; another system gives the limits it knows.
"""

from __future__ import annotations

import codecs
import ctypes
import os
import resource
import sys

from simpul.lib.confined.limits import Limits

_NOBODY = 65_534
_SET_PARENT_DEATH_SIGNAL = 1
_SET_NO_NEW_PRIVILEGES = 38
_KILL = 9
# Decoders that the archive and picture readers load by name, at a time when no file opens any more.
_CODECS = ("cp437", "utf-8", "latin-1", "utf-16", "utf-16-le", "utf-16-be", "ascii", "idna")


def bound(limits: Limits) -> None:
    """Cap memory and time; to be called first, so that the imports are paid from the same purse."""
    _lower(resource.RLIMIT_AS, limits.memory)
    _lower(resource.RLIMIT_CPU, limits.cpu_seconds)
    _lower(resource.RLIMIT_CORE, 0)
    _tell_kernel(_SET_PARENT_DEATH_SIGNAL, _KILL)


def seal(limits: Limits) -> None:
    """No file, socket or process from here on: descriptors are used up, output is capped, rights are dropped.

    With no descriptor to give, neither a write elsewhere nor a connection can begin; the answer goes to the
    standard output that is already open.
    """
    for name in _CODECS:
        codecs.lookup(name)
    _lower(resource.RLIMIT_FSIZE, limits.output)
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(_NOBODY, _NOBODY, _NOBODY)
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)
    _lower(resource.RLIMIT_NPROC, 0)
    _tell_kernel(_SET_NO_NEW_PRIVILEGES, 1)
    _lower(resource.RLIMIT_NOFILE, 0)


def _lower(which: int, value: int) -> None:
    _soft, hard = resource.getrlimit(which)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(which, (value, value))


def _tell_kernel(option: int, value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)
