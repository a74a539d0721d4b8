"""Names of WordprocessingML: only the Word namespace is matched, strict or transitional."""

from __future__ import annotations

from simpul.adapters.docx_reading.package import Element

_WORD = frozenset(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    }
)
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def name_of(element: Element) -> str:
    """ "p" for w:p, "mc:AlternateContent" for markup compatibility, "m:…" for formulas, else "other:<name>"."""
    space, _, name = str(element.tag).rpartition("}")
    space = space.removeprefix("{")
    if space in _WORD:
        return name
    if space == COMPATIBLE:
        return f"mc:{name}"
    return f"m:{name}" if space == MATH else f"other:{name}"


def children(element: Element | None, *names: str) -> list[Element]:
    return [] if element is None else [child for child in element if name_of(child) in names]


def child(element: Element | None, *path: str) -> Element | None:
    """The element down a path of names, None where a step is missing."""
    for name in path:
        found = children(element, name)
        if not found:
            return None
        element = found[0]
    return element


def attribute(element: Element | None, name: str = "val", default: str = "") -> str:
    """An attribute by its bare name, whatever its namespace."""
    if element is not None:
        for key, value in element.attrib.items():
            if str(key).rpartition("}")[2] == name:
                return str(value)
    return default


def number(element: Element | None, name: str = "val", default: int = 0) -> int:
    text = attribute(element, name)
    return int(text) if text.lstrip("-").isascii() and text.lstrip("-").isdigit() and len(text) < 10 else default


def switched(element: Element | None) -> bool | None:
    """An on/off property: None where it is not given."""
    return None if element is None else attribute(element, default="true").lower() not in {"0", "false", "off", "none"}


def inner_words(element: Element) -> str:
    """All text below, also of what is not understood."""
    return "".join(str(part) for part in element.itertext()).strip()
