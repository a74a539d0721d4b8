"""Translations, one catalog per room: `update`, `check`, `compile` (no gettext binary needed).

`src/simpul/locale/<room>/<lang>/LC_MESSAGES/django.po`. The msgid is English; `en` repeats it, `id` is filled by hand.
A room keeps its own catalog so that two people working in two rooms never touch the same file.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib
from django.utils.translation.template import templatize

from simpul.lib.catalogs import compile_catalogs

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "simpul"
LOCALE = SOURCE / "locale"
PLURALS = {"id": "nplurals=1; plural=0;", "en": "nplurals=2; plural=(n != 1);"}

# Longest path first: the first that fits names the room.
ROOMS: tuple[tuple[str, str], ...] = (
    ("pages/shell", "shell"),
    ("pages/portal", "portal"),
    ("pages/desk", "desk"),
    ("pages/public", "public"),
    ("pages/insight", "insight"),
    ("features/agreements", "agreements"),
    ("features/monitoring", "monitoring"),
    ("features/sampling", "sampling"),
    ("features/referrals", "referrals"),
    ("rules", "rules"),
    ("core", "core"),
    ("adapters", "core"),
    ("lib", "core"),
    ("casework", "casework"),
    ("cli", "cli"),
    ("api", "api"),
    ("config", "shell"),
)

# name of the call -> positions of (context, singular, plural); None where there is none
CALLS: dict[str, tuple[int | None, int, int | None]] = {
    "_": (None, 0, None),
    "N_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
    "Refusal": (None, 1, None),
}

LITERAL = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
TEMPLATE_CALL = re.compile(rf"\b(npgettext|ngettext|pgettext|gettext|_)\(((?:\s*{LITERAL}\s*,?)+)")
PLACEHOLDER = re.compile(r"%\((\w+)\)[#0\- +]?[\d.]*[a-zA-Z]|(?<!\{)\{(\w*)\}(?!\})")
BARE_PERCENT = re.compile(r"%[sdif]")


@dataclass(frozen=True, order=True)
class Message:
    """One msgid as it stands in the source."""

    msgid: str
    context: str = ""
    plural: str = ""


@dataclass
class Found:
    """Messages of one room with the files that use them."""

    places: dict[Message, set[str]] = field(default_factory=dict)

    def add(self, message: Message, place: str) -> None:
        self.places.setdefault(message, set()).add(place)


def room_of(path: Path) -> str | None:
    """The room a source file belongs to, or None for a file outside every room."""
    inside = path.relative_to(SOURCE).as_posix()
    return next((room for prefix, room in ROOMS if inside.startswith(prefix + "/")), None)


def _message(name: str, texts: list[str | None]) -> Message | None:
    context_at, singular_at, plural_at = CALLS[name]

    def at(position: int | None) -> str | None:
        return texts[position] if position is not None and position < len(texts) else None

    singular = at(singular_at)
    return Message(singular, at(context_at) or "", at(plural_at) or "") if singular else None


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def python_messages(text: str) -> Iterator[Message]:
    """Msgids of Python source; only literal arguments count (`a "b" "c"` is one literal)."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in CALLS and (message := _message(name, [_literal(argument) for argument in node.args])):
            yield message


def template_messages(text: str) -> Iterator[Message]:
    """Msgids of a Django template, read through Django's own templatize()."""
    for match in TEMPLATE_CALL.finditer(templatize(text)):
        literals: list[str | None] = [str(ast.literal_eval(part)) for part in re.findall(LITERAL, match[2])]
        if message := _message(match[1], literals):
            yield message


def collect() -> dict[str, Found]:
    """Every msgid of the source, by room."""
    rooms: dict[str, Found] = {}
    for path in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html"), *SOURCE.rglob("*.txt")]):
        room = room_of(path)
        if room is None or "migrations" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        messages = python_messages(text) if path.suffix == ".py" else template_messages(text)
        for message in messages:
            rooms.setdefault(room, Found()).add(message, path.relative_to(ROOT).as_posix())
    return rooms


def catalog_path(room: str, lang: str) -> Path:
    return LOCALE / room / lang / "LC_MESSAGES" / "django.po"


def _load(path: Path) -> dict[Message, polib.POEntry]:
    if not path.exists():
        return {}
    entries = [entry for entry in polib.pofile(str(path)) if not entry.obsolete]
    return {Message(entry.msgid, entry.msgctxt or "", entry.msgid_plural or ""): entry for entry in entries}


def _entry(message: Message, places: set[str], lang: str, old: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(
        msgid=message.msgid,
        msgctxt=message.context or None,
        msgid_plural=message.plural,
        occurrences=[(place, "") for place in sorted(places)],
        flags=["python-format"] if "%(" in message.msgid else [],
    )
    if message.plural:
        forms = {0: message.msgid, 1: message.plural} if lang == "en" else {0: ""}
        entry.msgstr_plural = dict(old.msgstr_plural) if old and lang != "en" else forms
    else:
        entry.msgstr = message.msgid if lang == "en" else (old.msgstr if old else "")
    return entry


def update(rooms: list[str]) -> int:
    """Write the catalogs anew: new msgids come in empty (`id`), unused ones go out."""
    for room, found in collect().items():
        if rooms and room not in rooms:
            continue
        for lang, plural in PLURALS.items():
            path = catalog_path(room, lang)
            old = _load(path)
            catalog = polib.POFile(wrapwidth=110)
            catalog.metadata = {
                "Language": lang,
                "MIME-Version": "1.0",
                "Content-Type": "text/plain; charset=utf-8",
                "Content-Transfer-Encoding": "8bit",
                "Plural-Forms": plural,
            }
            for message in sorted(found.places):
                catalog.append(_entry(message, found.places[message], lang, old.get(message)))
            path.parent.mkdir(parents=True, exist_ok=True)
            catalog.save(str(path))
            empty = sum(not entry.translated() for entry in catalog)
            print(f"{room}/{lang}: {len(catalog)} messages, {empty} empty")
    return 0


def _placeholders(text: str) -> set[str]:
    named = {a or "{" + b + "}" for a, b in PLACEHOLDER.findall(text)}
    return named | set(BARE_PERCENT.findall(text))


def faults_of(entry: polib.POEntry) -> Iterator[str]:
    """What is wrong with one translation: empty, fuzzy, or a placeholder lost or invented."""
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if entry.fuzzy:
        yield "fuzzy"
    if not texts or not all(text.strip() for text in texts):
        yield "empty"
        return
    allowed = _placeholders(entry.msgid) | _placeholders(entry.msgid_plural or "")
    wanted = _placeholders(entry.msgid) & _placeholders(entry.msgid_plural) if entry.msgid_plural else allowed
    for text in texts:
        have = _placeholders(text)
        if not (wanted <= have <= allowed):
            yield f"placeholders {sorted(have)} where the msgid has {sorted(allowed)}"


def check(rooms: list[str]) -> int:
    """0 when every catalog is complete and in step with the source, else 1 and a line per fault."""
    faults: list[str] = []
    found = collect()
    for room in sorted(found.keys() | {p.name for p in LOCALE.glob("*") if p.is_dir()}):
        if rooms and room not in rooms:
            continue
        for lang in PLURALS:
            have = _load(catalog_path(room, lang))
            want = found.get(room, Found()).places
            faults += [f"{room}/{lang}: not in the catalog: {m.msgid!r}" for m in sorted(want.keys() - have.keys())]
            faults += [f"{room}/{lang}: no longer used: {m.msgid!r}" for m in sorted(have.keys() - want.keys())]
            for message, entry in have.items():
                faults += [f"{room}/{lang}: {fault}: {message.msgid!r}" for fault in faults_of(entry)]
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        print(f"{len(faults)} faults; `python tools/messages.py update`, then fill the `id` catalog.", file=sys.stderr)
    return 1 if faults else 0


def compile_all(rooms: list[str]) -> int:
    """Write each .mo beside its .po when the .po is newer."""
    compile_catalogs(LOCALE, rooms)
    return 0


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("verb", choices=["update", "check", "compile"])
    parser.add_argument("rooms", nargs="*", help="only these rooms")
    wanted = parser.parse_args(argv)
    verbs = {"update": update, "check": check, "compile": compile_all}
    return verbs[wanted.verb](wanted.rooms)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
