"""What the YAML parser stumbles over, in sentences that an officer can act on: what is wrong, where, what to write.

The parser names the place where it gave up; the cause often stands before it, so the text around it is looked at too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import yaml

from simpul.rules.procedure.nodes import Unreadable
from simpul.rules.refusals import N_

_NO_SPACE = re.compile(r"\s*(?:- +)?[\w-]+:[^\s:/]")
_QUOTED = re.compile(r"""^ *(?:- +)?[\w-]+: +(?P<quoted>"(?:\\.|[^"\\])*"|'(?:''|[^'])*')""", re.MULTILINE)
_KEY = re.compile(r"(?:^|[\s{,])[\w\"'-]+:\s")
_FIRST = re.compile(r" *(?:- +)*(?=\w)")
_SAYS = re.compile(r"\s*[^\s#]")

TAB = N_("A tab stands in column %(column)d. Indent with spaces, two for each level.")
INDENT = N_("The line begins in column %(column)d, which fits no line above. Align it with the lines it belongs to.")
NO_COLON = N_("After the word in column %(column)d a colon is missing. Write “key: value”.")
NO_SPACE = N_("Behind the colon in column %(column)d a space is missing. Write “key: value”.")
COLON = N_('The value holds a colon in column %(column)d. Put the whole value in quotes: "a: b".')
OPEN_QUOTE = N_("The quote that opens in column %(column)d is never closed.")
BEHIND_QUOTE = N_(
    "In column %(column)d something stands behind a value in quotes. Close the quote where the value ends, or put the "
    "whole value into the other kind of quotes."
)
BRACKET = N_("The bracket that opens in column %(column)d is not closed, or a comma is missing in it.")
SIGN = N_("The sign “%(sign)s” in column %(column)d cannot begin a value. Put the value in quotes.")
LIST_ITEM = N_("A “-” stands in column %(column)d among keys. Indent it below the key whose list it belongs to.")
ESCAPE = N_("The backslash in column %(column)d cannot stand in double quotes. Use single quotes.")
BLOCK = N_(
    "Behind a bar or “>” in column %(column)d the text begins on the next line. Otherwise put the value in quotes."
)
HIDDEN = N_("A sign that cannot be seen stands in column %(column)d. Delete it and type the place anew.")
OTHER = N_("This cannot be read in column %(column)d. Look at this line and at the one above it.")


@dataclass(frozen=True, slots=True)
class _Stumble:
    """Where the parser gave up (``line``, ``column`` from 0) and, where it says so, where that part began."""

    problem: str
    lines: list[str]
    line: int
    column: int
    begun: tuple[int, int]

    @property
    def here(self) -> str:
        return self.lines[self.line] if self.line < len(self.lines) else ""

    @property
    def sign(self) -> str:
        return self.here[self.column : self.column + 1]

    @property
    def is_first(self) -> bool:
        """Whether nothing but spaces stands before the place."""
        return not self.here[: self.column].strip()

    def at(self, text: str, line: int | None = None, column: int | None = None, **params: object) -> Unreadable:
        """The sentence for a place, by default the one where the parser gave up."""
        line = self.line if line is None else line
        column = self.column if column is None else column
        last = max(len(self.lines), 1)
        return Unreadable(min(line + 1, last), text, column=column + 1, **params)


def explained(error: yaml.YAMLError, text: str) -> Unreadable:
    """The line to look at and what to do there."""
    stumble = _stumble(error, text)
    tab = re.match(r" *\t", stumble.here)
    if tab:
        return stumble.at(TAB, column=tab.end() - 1)
    known = (act for words, act in _ACTS.items() if words in stumble.problem)
    return next(known, _other)(stumble)


def _stumble(error: yaml.YAMLError, text: str) -> _Stumble:
    lines = text.split("\n")
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        before = text[: getattr(error, "position", 0) or 0]
        mark_line, mark_column = before.count("\n"), len(before) - before.rfind("\n") - 1
    else:
        mark_line, mark_column = mark.line, mark.column
    begun = getattr(error, "context_mark", None)
    place = (begun.line, begun.column) if begun else (mark_line, mark_column)
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "")
    return _Stumble(problem, lines, mark_line, mark_column, place)


def _value_not_here(stumble: _Stumble) -> Unreadable:
    """A colon where none can be: in a value, in a line too deep, or below a line without a space behind its colon."""
    if _KEY.search(stumble.here[: stumble.column]):
        return stumble.at(COLON)
    above = next((at for at in range(stumble.line - 1, -1, -1) if stumble.lines[at].strip()), 0)
    glued = _NO_SPACE.match(stumble.lines[above])
    if glued:
        return stumble.at(NO_SPACE, above, stumble.lines[above].index(":"))
    begun = _bare_key(stumble, above)
    return stumble.at(INDENT, column=_indent(stumble.here)) if begun is None else stumble.at(NO_COLON, above, begun)


def _bare_key(stumble: _Stumble, above: int) -> int | None:
    """Where the line above begins, if it stands where a first key belongs, level with this line, and has no colon."""
    found = _FIRST.match(stumble.lines[above])
    if found is None or above == stumble.line or found.end() != _indent(stumble.here):
        return None
    before = [line.split(" #")[0].rstrip() for line in stumble.lines[:above] if _SAYS.match(line)]
    opens = not before or "-" in found.group() or before[-1].endswith((":", "---"))
    return found.end() if opens and not _KEY.search(f"{stumble.lines[above]} ") else None


def _no_key(stumble: _Stumble) -> Unreadable:
    if not stumble.is_first:
        open_at = _opened_above(stumble)
        return stumble.at(OPEN_QUOTE, *open_at) if open_at else stumble.at(BEHIND_QUOTE)
    return stumble.at(LIST_ITEM if stumble.sign == "-" else INDENT)


def _opened_above(stumble: _Stumble) -> tuple[int, int] | None:
    """Where the quote opens that an earlier line left open, and that only a later value's own quote has closed here."""
    text = "\n".join(stumble.lines)
    for found in _QUOTED.finditer(text):
        if "\n" in found["quoted"] and text.count("\n", 0, found.end()) == stumble.line:
            begin = found.start("quoted")
            return text.count("\n", 0, begin), begin - text.rfind("\n", 0, begin) - 1
    return None


def _no_colon(stumble: _Stumble) -> Unreadable:
    """ "judul:Kalibrasi" is one word to the parser, and so without a colon."""
    line, column = stumble.begun
    glued = _NO_SPACE.match(stumble.lines[line])
    if glued:
        return stumble.at(NO_SPACE, line, stumble.lines[line].index(":"))
    return stumble.at(NO_COLON, line, column)


def _open_quote(stumble: _Stumble) -> Unreadable:
    line, column = stumble.begun
    return stumble.at(OPEN_QUOTE, line, column)


def _bracket(stumble: _Stumble) -> Unreadable:
    line, column = stumble.begun
    if stumble.sign == ":" and stumble.line == line:
        return stumble.at(COLON)
    return stumble.at(BRACKET, line, column)


def _sign(stumble: _Stumble) -> Unreadable:
    """At the first sign of the value, also where the parser stood behind it already."""
    column = stumble.begun[1] if stumble.begun[0] == stumble.line else stumble.column
    return stumble.at(SIGN, column=column, sign=stumble.here[column : column + 1])


def _indented(stumble: _Stumble) -> Unreadable:
    return stumble.at(INDENT, column=_indent(stumble.here))


def _other(stumble: _Stumble) -> Unreadable:
    return stumble.at(OTHER)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


_ACTS: Mapping[str, Callable[[_Stumble], Unreadable]] = {
    "mapping values are not allowed": _value_not_here,
    "did not find expected key": _no_key,
    "expected <block end>": _no_key,
    "could not find expected ':'": _no_colon,
    "unexpected end of stream": _open_quote,
    "did not find expected ',' or": _bracket,
    "expected ',' or": _bracket,
    "expected '-' indicator": _indented,
    "document start": _indented,
    "cannot start any token": _sign,
    "alphabetic or numeric": _sign,
    "undefined alias": _sign,
    "node content": _sign,
    "unknown escape": lambda stumble: stumble.at(ESCAPE),
    "comment or line break": lambda stumble: stumble.at(BLOCK),
    "control characters": lambda stumble: stumble.at(HIDDEN),
    "special characters": lambda stumble: stumble.at(HIDDEN),
}
"""What the parser says (libyaml's words and those of the plain one) -> what is said of it."""
