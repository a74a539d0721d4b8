"""A whole Word file as a Document. Meant for the confined child; takes bytes, raises ``Unreadable``."""

from __future__ import annotations

import re

from simpul.adapters.docx_reading.blocks import blocks
from simpul.adapters.docx_reading.faults import BROKEN, Unreadable
from simpul.adapters.docx_reading.names import attribute, child, children, name_of
from simpul.adapters.docx_reading.package import Element, Package
from simpul.adapters.docx_reading.state import State
from simpul.adapters.docx_reading.styles import Lists, Styles
from simpul.rules.agreement_text.reading.numbers import KNOWN_FORMATS
from simpul.rules.agreement_text.reading.views import plain
from simpul.rules.agreement_text.reading.word import Aside, Comment, Document, Origin

_MAP = "{urn:simpul:naskah:1}"
# Parts that hold no words of the agreement, or are read here.
_KNOWN_PARTS = re.compile(
    r"^(\[Content_Types\]\.xml|.*\.rels|docProps/.*|customXml/.*|word/(document|styles|stylesWithEffects|numbering"
    r"|settings|webSettings|fontTable|comments|commentsExtended|commentsIds|commentsExtensible|people|footnotes"
    r"|endnotes|header\d*|footer\d*)\.xml|word/(theme|media|fonts|_rels)/.*|.*/)$"
)


def document(data: bytes) -> Document:
    """Everything in the file, in reading order."""
    package = Package(data)
    main = package.main
    styles, lists = Styles(_one(package, "/styles")), Lists(_one(package, "/numbering"))
    state = State(styles, lists)
    body = child(package.xml(main), "body")
    if body is None:
        raise Unreadable(BROKEN)
    state.begin(body)
    content = tuple(blocks(body, state))
    state.clauses.clear()
    comments = _comments(package, state)
    asides = (*_notes(package, state, "footnote"), *_notes(package, state, "endnote"), *_frames(package, state))
    _report_strange(package, state)
    return Document(
        blocks=content,
        marks=tuple(state.marks),
        lists=tuple(lists.lists.values()),
        comments=comments,
        asides=asides,
        unknown=tuple(state.unknown),
        origin=_origin(package),
    )


def _one(package: Package, kind: str) -> Element | None:
    """The root of the part that the main part names by this relation."""
    for _, path in package.related(package.main, kind):
        return package.xml(path)
    return None


def _comments(package: Package, state: State) -> tuple[Comment, ...]:
    threads = {
        attribute(entry, "paraId"): (attribute(entry, "paraIdParent"), attribute(entry, "done") in {"1", "true"})
        for entry in (_root_or_empty(_one(package, "/commentsExtended")))
    }
    found: list[Comment] = []
    by_paragraph: dict[str, str] = {}
    for entry in children(_one(package, "/comments"), "comment"):
        keys = [attribute(paragraph, "paraId") for paragraph in children(entry, "p")]
        by_paragraph |= {key: attribute(entry, "id") for key in keys if key}
        parent, done = threads.get(keys[-1] if keys else "", ("", False))
        text = plain(blocks(entry, state))
        found.append(
            Comment(
                id=attribute(entry, "id"),
                author=attribute(entry, "author"),
                at=attribute(entry, "date"),
                text=text,
                parent=by_paragraph.get(parent, ""),
                done=done,
            )
        )
    return tuple(found)


def _root_or_empty(root: Element | None) -> list[Element]:
    return [] if root is None else list(root)


def _notes(package: Package, state: State, kind: str) -> list[Aside]:
    ordinary = [
        entry for entry in children(_one(package, f"/{kind}s"), kind) if attribute(entry, "type") in {"", "normal"}
    ]
    return [Aside(attribute(entry, "id"), kind, tuple(blocks(entry, state))) for entry in ordinary]


def _frames(package: Package, state: State) -> list[Aside]:
    found: list[Aside] = []
    for kind in ("header", "footer"):
        for key, path in package.related(package.main, f"/{kind}"):
            root = package.xml(path)
            if root is not None:
                found.append(Aside(key, kind, tuple(blocks(root, state))))
    return found


def _report_strange(package: Package, state: State) -> None:
    state.index = -1
    for name in package.names():
        if not _KNOWN_PARTS.match(name):
            state.report("part", text=name)
    for one in state.lists.lists.values():
        for form in dict.fromkeys(level.format for level in one.levels if level.format not in KNOWN_FORMATS):
            state.report("number format", text=form)


def _origin(package: Package) -> Origin | None:
    """Our map of the clauses, wherever a word processor has put it."""
    for name in package.names():
        if not re.fullmatch(r"customXml/item\d+\.xml", name):
            continue
        root = package.xml(name)
        if root is not None and root.tag == f"{_MAP}peta":
            clauses = tuple(attribute(entry, "id") for entry in root if name_of(entry) == "other:klausa")
            return Origin(attribute(root, "naskah"), attribute(root, "versi"), attribute(root, "dasar"), clauses)
    return None
