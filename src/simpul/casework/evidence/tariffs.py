"""The amounts of the annex beside the article that bases them, from the text that was agreed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from simpul.core.procedures.models import Case
from simpul.features.agreements.drafting import text_of
from simpul.features.agreements.models import Draft, Request
from simpul.features.agreements.models_drafting import Side
from simpul.rules.agreement_text.structure import AgreementText, Annex, Article, Paragraph

_TARIFF = "tarif"
NO_REQUEST = "Perkara ini tidak memuat permohonan kerja sama, sehingga tidak ada tarif."
NO_TEXT = "Naskah perkara ini berkas dari luar, bukan susunan Simpul: tarif dan pasalnya dibaca dari berkasnya."
NO_ANNEX = "Naskah ini tidak memuat lampiran tarif."


@dataclass(frozen=True, slots=True)
class Basis:
    """A paragraph that names the annex or, ``cites``, the rule on which the tariff stands."""

    place: str
    text: str
    cites: bool


@dataclass(frozen=True, slots=True)
class Tariffs:
    """An annex with its rows, the paragraphs that name it, and the rule that the case names as their basis.

    ``faults``: what does not fit together, in sentences; ``note`` says why there is nothing else.
    """

    note: str = ""
    heading: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    bases: tuple[Basis, ...] = ()
    citation: str = ""
    faults: tuple[str, ...] = ()

    @property
    def based_on(self) -> str:
        """The places of the paragraphs that cite the rule; "" where none does."""
        return ", ".join(one.place for one in self.bases if one.cites)


def tariffs_of(case: Case) -> tuple[Tariffs, ...]:
    """One for each annex of tariffs of the newest text of ours; a note alone where there is none."""
    request = Request.objects.filter(case=case).first()
    if request is None:
        return (Tariffs(note=NO_REQUEST),)
    newest = Draft.objects.filter(request=request, side=Side.HOST).order_by("-number").first()
    text = text_of(newest) if newest is not None else None
    if text is None:
        return (Tariffs(note=NO_TEXT),)
    found = tuple(_annex(text, one, _citation(request)) for one in text.annexes if _is_tariff(one))
    return found or (Tariffs(note=NO_ANNEX),)


def _is_tariff(annex: Annex) -> bool:
    return annex.table.id == _TARIFF or any(column.title == "Tarif" for column in annex.table.columns)


def _citation(request: Request) -> str:
    return str(request.answers.get("dasar_biaya_kutipan", "")).strip()


def _annex(text: AgreementText, annex: Annex, citation: str) -> Tariffs:
    bases = tuple(
        Basis(
            f"Pasal {article.number} ayat ({paragraph.number})", _quoted(paragraph, annex), _cites(paragraph, citation)
        )
        for article, paragraph in _paragraphs(text)
        if _names(paragraph, annex) or _cites(paragraph, citation)
    )
    return Tariffs(
        heading=f"{annex.heading}: {annex.title}",
        columns=tuple(column.title for column in annex.table.columns),
        rows=annex.table.rows,
        bases=bases,
        citation=citation,
        faults=tuple(_faults(annex, bases, citation)),
    )


def _paragraphs(text: AgreementText) -> Iterator[tuple[Article, Paragraph]]:
    return ((article, paragraph) for article in text.articles for paragraph in article.paragraphs)


def _names(paragraph: Paragraph, annex: Annex) -> bool:
    return _named(annex, _words(paragraph))


def _named(annex: Annex, words: str) -> bool:
    """References are kept for articles alone: an annex is named by the words of its heading ("Lampiran II")."""
    return re.search(rf"\b{re.escape(annex.heading)}\b", words, re.IGNORECASE) is not None


def _quoted(paragraph: Paragraph, annex: Annex) -> str:
    """The paragraph with those of its items that name the annex."""
    return "\n".join((paragraph.text, *(item.text for item in paragraph.items if _named(annex, item.text))))


def _cites(paragraph: Paragraph, citation: str) -> bool:
    return bool(citation) and citation in _words(paragraph)


def _words(paragraph: Paragraph) -> str:
    return " ".join((paragraph.text, *(item.text for item in paragraph.items)))


def _faults(annex: Annex, bases: tuple[Basis, ...], citation: str) -> Iterator[str]:
    if not bases:
        yield "Tidak ada pasal yang menunjuk lampiran ini."
    elif not any(one.cites for one in bases):
        yield "Tidak ada pasal yang menyebut dasar tarif lampiran ini."
    if not citation:
        yield "Perkara tidak mencatat peraturan yang menjadi dasar tarif."
    place = next((at for at, column in enumerate(annex.table.columns) if column.title == "Tarif"), None)
    for number, row in enumerate(annex.table.rows, 1):
        if place is not None and not row[place].strip():
            yield f"Baris {number} tidak memuat tarif."
