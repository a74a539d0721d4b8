"""The rules of the look that a machine can hold: contrast, one place for raw values, no inline style, weight."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from simpul.pages import shell

ROOT = Path(shell.__file__).parent
STATIC = ROOT / "static" / "simpul"
TOKENS = (STATIC / "tokens.css").read_text(encoding="utf-8")
TEMPLATES = sorted((ROOT / "templates" / "shell").glob("*.html"))
PLANES = ("paper", "sheet", "well")
TEXT = [(ink, plane) for ink in ("ink", "ink-2", "ink-3", "act") for plane in PLANES] + [
    ("on-act", "act"),
    ("on-act", "act-strong"),
    ("ink", "act-soft"),
    *((state, f"{state}-soft") for state in ("ok", "due", "late", "pause", "idle", "ins", "del", "act")),
    *((state, plane) for state in ("late", "due", "pause", "ok") for plane in ("paper", "sheet")),
    *(("ink", f"{state}-soft") for state in ("ok", "due", "late", "pause")),
    *((f"h{step}-ink", f"h{step}") for step in range(1, 6)),
    ("page-ink", "page"),
    ("page-ink-2", "page"),
    ("page-act", "page"),
    ("page-ins", "page-ins-soft"),
    ("page-del", "page-del-soft"),
    ("print", "print-ground"),
    ("print-2", "print-ground"),
]
GRAPHICS = [("edge", "paper"), ("edge", "sheet"), ("edge", "well"), ("act", "sheet"), ("pause", "paper")]


def _block(opening: str) -> str:
    start = TOKENS.index(opening) + len(opening)
    return TOKENS[start : TOKENS.index("}", start)]


def _colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--s-([\w-]+): (#[0-9a-f]{6});", block))


ALWAYS = _colours(_block("}\n:root {\n  /* Paper stays"))
LIGHT = {**_colours(_block(":root {\n  color-scheme: light;")), **ALWAYS}
DARK = {**LIGHT, **_colours(_block(':root[data-theme="dark"] {'))}


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_has_contrast_of_at_least_4_5(theme: dict[str, str], ink: str, ground: str) -> None:
    assert _contrast(theme[ink], theme[ground]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("line", "ground"), GRAPHICS)
def test_borders_and_pictures_have_contrast_of_at_least_3(theme: dict[str, str], line: str, ground: str) -> None:
    assert _contrast(theme[line], theme[ground]) >= 3


def test_the_two_dark_blocks_are_the_same() -> None:
    assert _block(':root:not([data-theme="light"]) {') == _block(':root[data-theme="dark"] {')


def test_light_and_dark_name_the_same_tokens() -> None:
    names = [set(re.findall(r"(--s-[\w-]+):", _block(opening))) for opening in (
        ":root {\n  color-scheme: light;", ':root[data-theme="dark"] {',
    )]  # fmt: skip
    assert names[0] == names[1]


@pytest.mark.parametrize("name", ["base.css", "simpul.css", "print.css"])
def test_raw_colours_stand_only_in_the_tokens(name: str) -> None:
    text = (STATIC / name).read_text(encoding="utf-8")
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)|rgba?\(|hsla?\(", text) == []


@pytest.mark.parametrize("name", ["base.css", "simpul.css", "print.css"])
def test_every_token_used_is_defined(name: str) -> None:
    used = set(re.findall(r"var\((--s-[\w-]+)", (STATIC / name).read_text(encoding="utf-8")))
    assert used - {"--s-knot"} <= set(re.findall(r"(--s-[\w-]+):", TOKENS))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_a_template_has_no_inline_style_or_script(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert not re.search(r'\sstyle="|<style|<script(?![^>]*\ssrc=)|\son\w+="|javascript:', text)


def test_every_icon_that_a_page_names_is_in_the_sprite() -> None:
    there = set(re.findall(r'id="([\w-]+)"', (STATIC / "icons.svg").read_text(encoding="utf-8")))
    pages = STATIC.parents[2].rglob("*.html")
    named = {name: page.name for page in pages for name in re.findall(r'{% icon "([\w-]+)"', page.read_text("utf-8"))}
    assert {name: page for name, page in named.items() if name not in there} == {}


def test_what_every_partner_page_loads_stays_small() -> None:
    """Style, behaviour and icons together; the text face adds 48 kB, and the whole first page may weigh 200 kB."""
    parts = ("tokens.css", "base.css", "simpul.css", "print.css", "app.js", "icons.svg", "mark.svg")
    assert sum(len(gzip.compress((STATIC / part).read_bytes())) for part in parts) <= 30_000
