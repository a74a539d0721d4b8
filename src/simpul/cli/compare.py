"""``simpul compare A.docx B.docx``: what differs by article and clause. Needs no database and no settings."""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from simpul.cli.speech import _, complain, say
from simpul.core.documents.faces.docx_tracked import tracked_docx
from simpul.core.documents.word_reading import read_word
from simpul.lib import clock
from simpul.rules.agreement_text.comparing.compare import Comparison, compare
from simpul.rules.agreement_text.comparing.parts import Part, parts_of
from simpul.rules.agreement_text.comparing.summary import Sentence, counts, summary
from simpul.rules.agreement_text.reading.identity import identify
from simpul.rules.agreement_text.reading.read import Reading
from simpul.rules.agreement_text.reading.standing_in import by_bookmarks, frame_of
from simpul.rules.refusals import N_, Refusal

DONE, MISUSE = 0, 2
CANNOT_READ = N_("The file %(file)s cannot be read: %(fault)s. Check the name and your right to read it.")
CANNOT_WRITE = N_("The file %(file)s cannot be written: %(fault)s. Choose another place for it.")
LANGUAGES = {"id": N_("Indonesian"), "en": N_("English")}


@dataclass(frozen=True, slots=True)
class Compared:
    """Both files as they were read, and what changed from the first to the second, tracked changes accepted."""

    old: Reading
    new: Reading
    found: Comparison


def run(argv: list[str]) -> int:
    """0 whether or not they differ, 2 wrong use (also a file that is no readable Word file)."""
    wanted = _parser().parse_args(argv)
    try:
        if wanted.docx is not None and wanted.docx.resolve() in (wanted.old.resolve(), wanted.new.resolve()):
            raise Refusal("NSK-31", N_("The file %(file)s is one of the two compared. Name another one after --docx."),
                          file=wanted.docx)  # fmt: skip
        compared = _compared(wanted.old, wanted.new)
    except Refusal as refusal:
        complain(say(refusal))
        return MISUSE
    if wanted.docx is not None:
        try:
            _write(wanted.docx, _sheet(compared, wanted.author or wanted.new.stem))
        except OSError as error:
            complain(_(CANNOT_WRITE, file=wanted.docx, fault=error.strerror))
            return MISUSE
    print(json.dumps(as_json(compared), ensure_ascii=False, indent=2) if wanted.json else as_text(compared))
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="simpul compare", description=_("Compares two agreements in Word by article and clause.")
    )
    parser.add_argument("old", type=Path, metavar="A.docx")
    parser.add_argument("new", type=Path, metavar="B.docx")
    parser.add_argument("--json", action="store_true", help=_("the result as JSON"))
    parser.add_argument("--docx", type=Path, metavar="OUT", help=_("write A with tracked changes that lead to B"))
    parser.add_argument("--author", default="", help=_("who made the tracked changes (default: the name of B)"))
    return parser


def _compared(old: Path, new: Path) -> Compared:
    before, after = _read(old), _read(new)
    ours = by_bookmarks(before.accepted)
    return Compared(before, after, compare(ours, after.accepted, identify(ours, after.accepted)))


def _read(path: Path) -> Reading:
    try:
        return read_word(path.read_bytes())
    except OSError as error:
        raise Refusal("NSK-30", CANNOT_READ, file=path, fault=error.strerror) from error
    except Refusal as refusal:
        named = N_("%(file)s: %(sentence)s")
        raise Refusal(refusal.code, named, file=path, sentence=_(refusal.text, **refusal.params)) from refusal


def _sheet(compared: Compared, author: str) -> bytes:
    now = clock.now()
    return tracked_docx(frame_of(compared.found.old), compared.found, author=author, changed_at=now, at=now)


def _write(path: Path, content: bytes) -> None:
    """In one step: a file of that name is replaced whole or left as it was."""
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as draft:
        try:
            draft.write(content)
            draft.flush()
            Path(draft.name).chmod(0o666 & ~_umask())
            Path(draft.name).replace(path)
        except OSError:
            Path(draft.name).unlink(missing_ok=True)
            raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def as_json(compared: Compared) -> dict[str, Any]:
    """``changes`` in reading order with both wordings; ``questions`` are clauses whose identity is in doubt."""
    told = {(one.language, one.key): one for one in summary(compared.found)}
    return {
        "differs": bool(told),
        "counts": asdict(counts(compared.found)),
        "summary": [_sentence(one) for one in told.values()],
        "changes": [*_changes(compared.found), *_changes(compared.found.second, "en")],
        "questions": _questions(compared.found),
        "not_understood": {
            name: [{"what": each.what, "place": each.place, "text": each.text} for each in reading.not_understood]
            for name, reading in (("a", compared.old), ("b", compared.new))
        },
        "tracked_changes": {"a": len(compared.old.worded), "b": len(compared.new.worded)},
        "tracked_paragraph_marks": {"a": _marks(compared.old), "b": _marks(compared.new)},
    }


def _marks(reading: Reading) -> int:
    """Tracked changes without words; like the desk, we do not count them as changes."""
    return len(reading.changes) - len(reading.worded)


def _changes(found: Comparison | None, language: str = "id") -> list[dict[str, Any]]:
    return [
        {
            "kind": change.kind, "language": language, "old": _side(change.old), "new": _side(change.new),
            "marks": [{"kind": piece.kind, "text": piece.text} for piece in change.marks],
        }
        for change in (found.changes if found is not None else ())
        if change.kind != "unchanged"
    ]  # fmt: skip


def _side(part: Part | None) -> dict[str, str] | None:
    return {"place": part.place, "text": part.text} if part is not None else None


def _questions(found: Comparison | None) -> list[dict[str, Any]]:
    if found is None:
        return []
    places = {part.ref: part.place for part in parts_of(found.old)}
    return [
        {
            "place": change.part.place,
            "text": change.part.text,
            "why": change.question.why,
            "perhaps": [places[ref] for ref in change.question.candidates if ref in places],
        }
        for change in found.open_questions
        if change.question is not None
    ] + _questions(found.second)


def as_text(compared: Compared) -> str:
    """One sentence for each change; then what is in doubt, what was not understood, and what was taken as accepted."""
    found = summary(compared.found)
    told = [_sentence(one) for one in found]
    # what only got another number is told, and is no difference
    count = sum(bool(one.key) for one in found)
    lines = [_("%(count)d differences:", count=count), *told] if told else [_("Both say the same.")]
    for question in _questions(compared.found):
        places = ", ".join(question["perhaps"])
        lines.append(
            _("In doubt: is %(place)s of B the clause %(places)s of A?", place=question["place"], places=places)
        )
    for name, reading in (("A", compared.old), ("B", compared.new)):
        lines += [
            _(
                "Not understood in %(file)s, read it there: %(what)s %(place)s",
                file=name,
                what=each.what,
                place=each.place,
            )
            for each in reading.not_understood
        ]
        if reading.changes:
            lines.append(
                _("%(file)s holds %(count)d tracked changes of words, and %(marks)d that only split or join "
                  "paragraphs; they were read as accepted.", file=name, count=len(reading.worded),
                  marks=_marks(reading))
            )  # fmt: skip
    return "\n".join(lines)


def _sentence(one: Sentence) -> str:
    told = _(one.text, **one.values)
    return f"{_(LANGUAGES[one.language])}: {told}" if one.language else told
