"""The words of a row's cells, as the sheet and the table of a procedure print them (Indonesian)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from simpul.rules.procedure.form_parts import OutputSpec
from simpul.rules.procedure.model import Procedure, Step, with_conjunction

_WAITING = frozenset({"ditunggu", "menunggu", "tunggu"})
_CONDITIONAL = frozenset({"bila", "jika", "hanya", "apabila", "dilewati", "kecuali", "selama"})


def numbered(items: Sequence[str]) -> str:
    """One entry as it is; several one below the other with their numbers, as the SOP form has them."""
    if len(items) < 2:
        return "".join(items)
    return "\n".join(f"{number}. {item}" for number, item in enumerate(items, 1))


def output_words(procedure: Procedure, step: Step) -> tuple[str, ...]:
    """Each output with what it depends on, and with its origin where that is not the step's."""
    return tuple(_output(procedure, step, output) for output in step.outputs)


def awaited_words(procedure: Procedure, step: Step) -> str:
    """Whom the step's clock waits for: "Yang ditunggu: Kementerian Luar Negeri."; "" nobody, or whom its note tells."""
    told = [words for words in _sentences(step.notes) if _WAITING & words]
    names = dict.fromkeys(procedure.lane_name(wait.party) for wait in step.waits)
    left = [name for name in names if not any(_words(name) <= words for words in told)]
    return f"Yang ditunggu: {', '.join(left)}." if left else ""


def condition_words(procedure: Procedure, step: Step) -> str:
    """In which cases the step is done: "Hanya bila ..."; "" for always, and where its note says so already."""
    if not step.condition:
        return ""
    said = _telling(procedure.condition_name(step.condition))
    if any(said <= sentence and sentence & _CONDITIONAL for sentence in _sentences(step.notes)):
        return ""
    return f"Hanya {procedure.when(step.condition)}."


def note_words(procedure: Procedure, step: Step) -> str:
    """The note of the step without a sentence that ``condition_words`` say again, and more fully."""
    fuller = _words(condition_words(procedure, step))
    parts = re.findall(r"[^.;]+[.;]*\s*", step.notes)
    kept = (part for part in parts if not (_words(part) & _CONDITIONAL and _words(part) <= fuller))
    return "".join(kept).strip() if fuller else step.notes.strip()


def _sentences(text: str) -> list[frozenset[str]]:
    return [_words(sentence) for sentence in re.split(r"[.;]", text)]


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))


def _telling(text: str) -> frozenset[str]:
    """The words of a condition without those that join it or turn it round."""
    return _words(text) - _CONDITIONAL - {"belum", "sudah", "tidak", "dari"}


def _output(procedure: Procedure, step: Step, output: OutputSpec) -> str:
    parts = [output.name]
    if output.outcomes and set(output.outcomes) < set(step.decisions):
        parts.append(with_conjunction(" atau ".join(_outcome(step, name) for name in output.outcomes)))
    if output.condition:
        parts.append(procedure.when(output.condition))
    origin = f" ({output.origin})" if output.origin else ""
    return f"{', '.join(parts)}{origin}"


def _outcome(step: Step, name: str) -> str:
    """An outcome in the middle of a sentence, as its button says it."""
    label = step.outcome_labels.get(name, name.replace("_", " "))
    return label[:1].lower() + label[1:]
