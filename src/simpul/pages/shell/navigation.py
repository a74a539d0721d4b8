"""What the frames of the pages take: plain values that an audience's context processor or view fills.

Template names: ``rail`` (sections), ``who``, ``crumbs``, ``sign_out_url``, ``institution`` (an institution of the
directory: short_name, parent_body, whatsapp, email, phone), ``help_hours``, ``section``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """One line of the rail; ``count`` 0 is not shown."""

    label: str
    url: str
    icon: str
    count: int = 0
    current: bool = False


@dataclass(frozen=True)
class Section:
    """A group of entries; ``label`` is read aloud, ``title`` is shown when there is one."""

    label: str
    entries: tuple[Entry, ...]
    title: str = ""


@dataclass(frozen=True)
class Who:
    """The person at the foot of the rail; ``url`` leads to the own account."""

    name: str
    capacity: str = ""
    url: str = ""


@dataclass(frozen=True)
class Crumb:
    """One step back; without ``url`` it is the present page."""

    label: str
    url: str = ""


@dataclass(frozen=True)
class Pos:
    """The three answers: where the file is, who holds it, until when; each with an optional note.

    ``until_kind``: the kind of chip that the note of the deadline is shown as; "" shows it as plain words.
    ``where_lang``: the language of ``where`` when it is the name of a step of the procedure.
    """

    where: str
    who: str
    until: str
    where_note: str = ""
    who_note: str = ""
    until_note: str = ""
    until_kind: str = ""
    where_lang: str = ""


@dataclass(frozen=True)
class PageLinks:
    """Keyset paging: addresses of the first and the next page, and the count in words."""

    next_url: str = ""
    previous_url: str = ""
    count_text: str = ""
