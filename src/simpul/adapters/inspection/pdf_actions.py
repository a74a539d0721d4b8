"""What a PDF would do or carry. Names are compared after qpdf has undone "#4a"-style spelling and references."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pikepdf

from simpul.adapters.inspection.findings import Unfit
from simpul.adapters.inspection.reasons import PDF_ATTACHMENT, PDF_LAUNCH, PDF_ON_OPEN, PDF_SCRIPT

_LAUNCHING = frozenset({"/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE"})
_SCRIPTING = frozenset({"/JavaScript", "/Rendition"})
_CARRYING = frozenset({"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/3D", "/Screen"})
_MOVING = frozenset({"/GoTo", "/Named", "/Thread", "/Hide", "/SetOCGState", "/Trans", "/ResetForm"})
"""Actions that only move the reader or what is shown of this very file."""

# Reading one object as text costs a tenth of walking it, and most objects hold none of these.
_SUSPECT = re.compile(
    rb"/(JavaScript|JS|XFA|Launch|SubmitForm|ImportData|GoToR|GoToE|Rendition|EF|EmbeddedFiles?|AF|FileAttachment|"
    rb"RichMedia|Movie|Sound|3D|Screen|AA|OpenAction)\b|(?i:javascript:)"
)
# The gravest first: this is the reason that the uploader reads.
_GRAVITY = (PDF_SCRIPT, PDF_LAUNCH, PDF_ATTACHMENT, PDF_ON_OPEN)


def refuse_actions(objects: Iterable[object]) -> None:
    """Raise ``Unfit`` with the gravest thing found in any object, reachable or not."""
    whole = (each for each in objects if isinstance(each, pikepdf.Object))
    found = {code for each in whole if _is_suspect(each) for code in _faults(each)}
    for code in _GRAVITY:
        if code in found:
            raise Unfit(code)


def _head(each: pikepdf.Object) -> pikepdf.Object:
    return each.stream_dict if isinstance(each, pikepdf.Stream) else each


def _is_suspect(each: pikepdf.Object) -> bool:
    return _SUSPECT.search(_head(each).unparse(resolved=True)) is not None


def _faults(top: pikepdf.Object) -> Iterator[str]:
    if isinstance(top, pikepdf.Name):
        # A name as an object of its own is written only to hide it from a search.
        yield PDF_SCRIPT if str(top) in _SCRIPTING else PDF_LAUNCH
    for node in _dictionaries(_head(top)):
        yield from _faults_of(node)


def _dictionaries(top: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """The dictionary itself and all that stand directly inside it; references are visited as objects of their own."""
    waiting = [top]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Dictionary):
            yield node
            children = [child for _, child in node.items()]
        elif isinstance(node, pikepdf.Array):
            children = list(node)
        else:
            continue
        waiting += [child for child in children if isinstance(child, pikepdf.Object) and not child.is_indirect]


def _faults_of(node: pikepdf.Dictionary) -> Iterator[str]:
    action = _text(node.get("/S"))
    subtype = _text(node.get("/Subtype"))
    if (action in _SCRIPTING and "/JS" in node) or "/JavaScript" in node or "/XFA" in node or _runs_address(node):
        yield PDF_SCRIPT
    if action in _LAUNCHING and _text(node.get("/Type")) in {"", "/Action"}:
        yield PDF_LAUNCH
    if "/EF" in node or "/EmbeddedFiles" in node or subtype in _CARRYING or _text(node.get("/Type")) == "/EmbeddedFile":
        yield PDF_ATTACHMENT
    if any(not _only_moves(each) for each in _automatic(node)):
        yield PDF_ON_OPEN


def _automatic(node: pikepdf.Dictionary) -> Iterator[pikepdf.Object]:
    """The actions that start without a click."""
    if "/OpenAction" in node:
        yield node["/OpenAction"]
    events = node.get("/AA")
    if isinstance(events, pikepdf.Dictionary):
        for _, event in events.items():
            yield event


def _only_moves(action: pikepdf.Object) -> bool:
    """A destination, or a chain of actions that only move. A chain of 50 is no longer a way to read."""
    for _step in range(50):
        if not isinstance(action, pikepdf.Dictionary) or "/S" not in action:
            return True
        if _text(action.get("/S")) not in _MOVING:
            return False
        following = action.get("/Next")
        if following is None:
            return True
        if isinstance(following, pikepdf.Array):
            return all(_text(each.get("/S")) in _MOVING for each in following if isinstance(each, pikepdf.Dictionary))
        action = following
    return False


def _runs_address(node: pikepdf.Dictionary) -> bool:
    address = node.get("/URI")
    return isinstance(address, pikepdf.String) and str(address).strip().lower().startswith(("javascript:", "vbscript:"))


def _text(value: pikepdf.Object | None) -> str:
    return str(value) if isinstance(value, pikepdf.Name) else ""
