"""The words of a row's cells, as the sheet and the table of a procedure print them (Indonesian)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from simpul.rules.procedure.form_parts import OutputSpec
from simpul.rules.procedure.model import Procedure, Step, with_conjunction

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
    """Whom the step's clock waits for: "Yang ditunggu: Kementerian Luar Negeri."; "" nobody."""
    names = dict.fromkeys(procedure.lane_name(wait.party) for wait in step.waits)
    return f"Yang ditunggu: {', '.join(names)}." if names else ""


def condition_words(procedure: Procedure, step: Step) -> str:
    """In which cases the step is done: "Hanya bila ..."; "" for always, and where its note says so already."""
    if not step.condition:
        return ""
    said = _telling(procedure.condition_name(step.condition))
    sentences = (_words(sentence) for sentence in re.split(r"[.;]", step.notes))
    if any(said <= sentence and sentence & _CONDITIONAL for sentence in sentences):
        return ""
    return f"Hanya {procedure.when(step.condition)}."


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
