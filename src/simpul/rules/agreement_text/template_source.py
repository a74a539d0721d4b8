"""The text of a template as people write it: read with the line of every part, judged as a whole, each fault placed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from simpul.rules.agreement_text.template import ENGLISH, TemplateFaults, TextTemplate, built
from simpul.rules.agreement_text.template_faults import TextFault, faults_of
from simpul.rules.agreement_text.template_shape import misshapen
from simpul.rules.procedure.faults import Fault, Path
from simpul.rules.procedure.source import read
from simpul.rules.refusals import N_

OTHER_CODE = N_("this text is of the template “%(code)s”; its code cannot change")

SHAPE = N_("A template is a list of keys such as “kode” and “pasal”.")


@dataclass(frozen=True, slots=True)
class Judged:
    """``template`` is there when the text could be built; ``faults`` are all that keep it from publication."""

    template: TextTemplate | None
    faults: tuple[Fault, ...]


def judged_text(text: str, code: str) -> Judged:
    """Every fault of the text at once, in order of line. ``code``: the template that it has to be."""
    data, findings = read(text, SHAPE)
    if not data:
        return Judged(None, tuple(findings))
    misshapen(data, findings)
    if len(findings):
        return Judged(None, tuple(findings))
    if data["kode"] != code:
        findings.add(("kode",), OTHER_CODE, code=code)
    template = built(data)
    places = dict(_places(data))
    for fault in faults_of(template):
        findings.add(_place(fault, places), fault.text, where=fault.where, **fault.params)
    return Judged(template, tuple(findings))


def load_text(text: str, code: str) -> TextTemplate:
    """The template of a text without any fault. Raises TemplateFaults."""
    found = judged_text(text, code)
    if found.template is None or found.faults:
        raise TemplateFaults([f"line {fault.line}: {fault.reason}" for fault in found.faults])
    return found.template


def _place(fault: TextFault, places: Mapping[str, Path]) -> Path:
    """Where the clause of a fault stands: the longest id it begins with."""
    where = fault.where.split(" ")[0]
    while where and where not in places:
        where = where.rpartition("_")[0]
    return places.get(where, ())


def _places(data: Mapping[str, object]) -> Iterator[tuple[str, Path]]:
    """Ids of the clauses as the template names them, with their path in the file."""
    yield from ((str(key), (str(key),)) for key in data if not str(key).endswith(ENGLISH))
    for number, article in enumerate(_list(data.get("pasal"))):
        yield str(article.get("id")), ("pasal", number)
        for place, paragraph in enumerate(_list(article.get("ayat"))):
            owner, path = f"{article.get('id')}_{paragraph.get('id')}", ("pasal", number, "ayat", place)
            yield owner, path
            yield from _item_places(owner, path, paragraph.get("rincian"))
    for number, annex in enumerate(_list(data.get("lampiran"))):
        yield str(annex.get("id")), ("lampiran", number)
    for head in ("sebutan", "pertimbangan", "dasar", "penutup"):
        yield from _item_places(head, (head,), data.get(head), "")


def _item_places(owner: str, path: Path, items: object, key: str = "rincian") -> Iterator[tuple[str, Path]]:
    for number, item in enumerate(items if isinstance(items, list) else []):
        name = item.get("id", number + 1) if isinstance(item, Mapping) else number + 1
        yield f"{owner}_{name}", (*path, key, number) if key else (*path, number)


def _list(value: object) -> list[Mapping[str, object]]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []
