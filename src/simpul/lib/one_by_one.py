"""Several things in a row, of which a broken one holds up none of the others.

What breaks goes into the log under ``FAILED``: what it was, its number, the kind of the error and where it arose. The
error's own words stay out, they may quote the row. When all have had their turn ``PartsFailed`` says that some failed,
so that a job around them ends as failed.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterable
from typing import TypeVar

from simpul.rules.refusals import Refusal

FAILED = "SIS-08"
"""Stands in every line of the log about something that broke and was passed over."""

_FRAMES = 4
_OURS = "/simpul/"
_log = logging.getLogger(__name__)
Item = TypeVar("Item")
Result = TypeVar("Result")


class PartsFailed(Exception):
    """``count`` things of ``what`` broke; the log tells of each. The others are done."""

    def __init__(self, what: str, count: int) -> None:
        super().__init__(f"{FAILED} {what}: {count} failed, see the log above")
        self.count = count


def one_by_one(
    what: str, items: Iterable[Item], act: Callable[[Item], Result], named: Callable[[Item], object] = str
) -> list[Result]:
    """``act`` on each; answers what came of those that did not break. Raises PartsFailed after the last one.

    ``act`` is a transaction of its own (or writes nothing): of a broken thing no row is left half written.
    """
    done, failed = [], 0
    for item in items:
        try:
            done.append(act(item))
        except PartsFailed as told:
            failed += told.count
        except Exception as error:
            tell(what, named(item), error)
            failed += 1
    if failed:
        raise PartsFailed(what, failed)
    return done


def tell(what: str, name: object, error: Exception) -> None:
    """One line of log: what broke, how and where, without a value of the row."""
    _log.error("%s %s %s: %s at %s", FAILED, what, name, _kind(error), _place(error))


def _kind(error: BaseException) -> str:
    kind = f"{type(error).__name__} {error.code}" if isinstance(error, Refusal) else type(error).__name__
    return f"{kind} after {_kind(error.__cause__)}" if error.__cause__ is not None else kind


def _place(error: Exception) -> str:
    """The innermost frames of our own code, the last one first."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if _OURS in frame.filename][-_FRAMES:]
    return " < ".join(f"{one.filename.rpartition(_OURS)[2]}:{one.lineno} {one.name}" for one in reversed(frames))
