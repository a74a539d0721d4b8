"""Cut the icon sprite out of the installed icon set.

``python tools/icons.py`` writes ``icons.svg``; ``python tools/icons.py --check`` exits 1 when the committed sprite
is not what the list below and the installed set give. Needs ``npm ci`` (the set is a development dependency: the
program serves only the sprite).
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "node_modules" / "@tabler" / "icons" / "icons" / "outline"
SPRITE = ROOT / "src" / "simpul" / "pages" / "shell" / "static" / "simpul" / "icons.svg"

NAMES = (Path(__file__).with_name("icons.txt")).read_text(encoding="utf-8").split()

_BODY = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
_BLANK_BOX = re.compile(r'<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*/>')


def symbol(name: str) -> str:
    """One ``<symbol>``: the paths of the icon, without the blank bounding box every source file carries."""
    match = _BODY.search((SOURCE / f"{name}.svg").read_text(encoding="utf-8"))
    if match is None:
        raise SystemExit(f"tools/icons.py: {name}.svg holds no drawing")
    paths = re.sub(r"\s+", " ", _BLANK_BOX.sub("", match.group(1))).replace("> <", "><").replace(" />", "/>").strip()
    return f'<symbol id="{name}" viewBox="0 0 24 24">{paths}</symbol>'


def sprite() -> str:
    """The whole sprite, one symbol a line, so that a changed icon is a changed line."""
    missing = [name for name in NAMES if not (SOURCE / f"{name}.svg").is_file()]
    if missing:
        raise SystemExit(f"tools/icons.py: not in the installed set (run npm ci): {', '.join(missing)}")
    lines = ['<svg xmlns="http://www.w3.org/2000/svg">', *(symbol(name) for name in sorted(NAMES)), "</svg>", ""]
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Write the sprite, or with ``--check`` compare it; the exit code is 0 or 1."""
    fresh = sprite()
    if "--check" not in arguments:
        SPRITE.write_text(fresh, encoding="utf-8")
        return 0
    if SPRITE.read_text(encoding="utf-8") == fresh:
        return 0
    sys.stderr.write("icons.svg is stale: run python tools/icons.py\n")
    return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
