"""Styles and lists of a Word file: what a paragraph inherits when it says nothing itself."""

from __future__ import annotations

from dataclasses import dataclass

from simpul.adapters.docx_reading.names import attribute, child, children, number, switched
from simpul.adapters.docx_reading.package import Element
from simpul.rules.agreement_text.reading.word import ListLevel, NumberList, Start

_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Style:
    """Resolved along its ancestors; ``depth`` -1 where its list level follows from the list itself."""

    name: str
    list_id: str = ""
    depth: int = -1
    outline: int = -1
    align: str = ""
    bold: bool = False


class Styles:
    """Styles by their id."""

    def __init__(self, root: Element | None) -> None:
        self._raw = {attribute(style, "styleId"): style for style in children(root, "style")}
        self._resolved: dict[str, Style] = {}
        self.default = next(
            (
                key
                for key, style in self._raw.items()
                if attribute(style, "type") == "paragraph" and attribute(style, "default").lower() in {"1", "true"}
            ),
            "",
        )

    def style(self, key: str) -> Style:
        """The style of this id; an unknown id gives a style named by it that says nothing."""
        if key not in self._resolved:
            self._resolved[key] = self._resolve(key)
        return self._resolved[key]

    def _resolve(self, key: str) -> Style:
        chain: list[Element] = []
        at = key
        while at in self._raw and len(chain) < _DEEPEST:
            chain.append(self._raw[at])
            at = attribute(child(self._raw[at], "basedOn"))
        listed = next((props for style in chain if (props := child(style, "pPr", "numPr")) is not None), None)
        outline = next((each for style in chain if (each := child(style, "pPr", "outlineLvl")) is not None), None)
        align = next((each for style in chain if (each := child(style, "pPr", "jc")) is not None), None)
        bold = next((on for style in chain if (on := switched(child(style, "rPr", "b"))) is not None), False)
        return Style(
            name=attribute(child(self._raw.get(key), "name")) or key,
            list_id=attribute(child(listed, "numId")),
            depth=number(child(listed, "ilvl"), default=-1),
            outline=number(outline, default=-1),
            align=attribute(align),
            bold=bold,
        )


class Lists:
    """Lists by their number, with the level that each style is tied to."""

    def __init__(self, root: Element | None) -> None:
        self._abstract = {attribute(one, "abstractNumId"): one for one in children(root, "abstractNum")}
        self._by_style = {attribute(child(one, "styleLink")): key for key, one in self._abstract.items()}
        self._tied: dict[tuple[str, str], int] = {}
        self.lists = {one.id: one for one in (self._list(num) for num in children(root, "num")) if one.levels}

    def depth_of_style(self, list_id: str, style: str) -> int:
        return self._tied.get((list_id, style), 0)

    def _list(self, num: Element) -> NumberList:
        key, family = attribute(num, "numId"), attribute(child(num, "abstractNumId"))
        linked = attribute(child(self._abstract.get(family), "numStyleLink"))
        family = self._by_style.get(linked, family) if linked else family
        raw = {number(one, "ilvl"): one for one in children(self._abstract.get(family), "lvl")}
        starts = []
        for override in children(num, "lvlOverride"):
            depth = number(override, "ilvl")
            if (own := child(override, "lvl")) is not None:
                raw[depth] = own
            if (start := child(override, "startOverride")) is not None:
                starts.append(Start(depth, number(start, default=1)))
        for depth, one in raw.items():
            if style := attribute(child(one, "pStyle")):
                self._tied[key, style] = depth
        deepest = min(max(raw, default=-1), 8)
        levels = tuple(_level(raw.get(depth)) for depth in range(deepest + 1))
        return NumberList(key, family, levels, tuple(starts))


def _level(raw: Element | None) -> ListLevel:
    return ListLevel(
        start=number(child(raw, "start"), default=1),
        format=attribute(child(raw, "numFmt"), default="decimal"),
        text=attribute(child(raw, "lvlText")),
        restart=number(child(raw, "lvlRestart"), default=-1),
        legal=bool(switched(child(raw, "isLgl"))),
    )
