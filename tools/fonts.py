"""Cut the sans-serif that printed procedures are set in out of the installed font package, once per version of it.

``python tools/fonts.py`` writes two faces into ``build/fonts/``; the typesetter reads TrueType only, the web package
holds one variable WOFF2. Without them a sheet is set in the typesetter's own serif.
"""

from __future__ import annotations

from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "node_modules" / "@fontsource-variable" / "inter" / "files" / "inter-latin-wght-normal.woff2"
TARGET = ROOT / "build" / "fonts"
FACES = {"Regular": 400, "Bold": 700}
_FAMILY, _STYLE, _UNIQUE, _FULL, _POSTSCRIPT = 1, 2, 3, 4, 6


def cut(style: str, weight: int) -> None:
    """One static face; the name under which the sheets ask for it is written into it."""
    font = instantiateVariableFont(TTFont(SOURCE), {"wght": weight})
    names = {_FAMILY: "Inter", _STYLE: style, _UNIQUE: f"Inter {style}", _FULL: f"Inter {style}",
             _POSTSCRIPT: f"Inter-{style}"}  # fmt: skip
    for record in font["name"].names[:]:
        if record.nameID > _POSTSCRIPT:
            font["name"].removeNames(nameID=record.nameID)
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = 0x20 if style == "Bold" else 0x40
    font["head"].macStyle = 1 if style == "Bold" else 0
    font.flavor = None
    font.save(TARGET / f"Inter-{style}.ttf", reorderTables=True)


def main() -> None:
    """Both faces, unless they are there and newer than the package."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for style, weight in FACES.items():
        face = TARGET / f"Inter-{style}.ttf"
        if not face.exists() or face.stat().st_mtime < SOURCE.stat().st_mtime:
            cut(style, weight)


if __name__ == "__main__":
    main()
