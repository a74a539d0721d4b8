"""Template and values become the text; what is missing is listed with the field that would fill it."""

from __future__ import annotations

from dataclasses import replace

from simpul.rules.agreement_text import tables, words
from simpul.rules.agreement_text import words_en as english
from simpul.rules.agreement_text.conditions import holds
from simpul.rules.agreement_text.filling import Filler, Plan, joined, standing
from simpul.rules.agreement_text.slots import (
    ENGLISH_PARTY_SLOTS,
    LISTS,
    PARTY_SLOTS,
    MissingValue,
    Stage,
    gap,
    instrument_title,
    slots_in,
)
from simpul.rules.agreement_text.structure import (
    AgreementText,
    Annex,
    Article,
    Item,
    Paragraph,
    PartyParagraph,
    SignatureBlock,
    TitleBlock,
)
from simpul.rules.agreement_text.template import SLOT, Joiner, Line, ParagraphTemplate, TextTemplate
from simpul.rules.agreement_text.values import AgreementValues, PartyValues


def assemble(template: TextTemplate, values: AgreementValues) -> tuple[AgreementText, tuple[MissingValue, ...]]:
    """The text and every missing value, each field once. A text with missing values shows ‹label› in their places."""
    values = fitted(template, values)
    build = _Assembly(template, values)
    text, missing = build.text(), build.filler.missing
    if template.translation is not None:
        other = _Assembly(template.translation, replace(values, language="en"))
        text = replace(text, translation=other.text())
        missing = other.filler.missing | missing
    return text, tuple(missing.values())


def fitted(template: TextTemplate, values: AgreementValues) -> AgreementValues:
    """The values within what the template allows: how its originals are signed, whether stamp duty is due, and only
    those rows that one of its annexes shows, so that no clause speaks of an annex which is not there."""
    shown = {annex.table for annex in template.annexes}
    return replace(
        values,
        mode="basah" if template.mode == "basah" else values.mode,
        meterai=values.meterai and not template.no_duty,
        tests=values.tests if shown & {"tarif", "validasi"} else (),
        students=values.students if "peserta" in shown else (),
        supervisors=values.supervisors if "pembimbing" in shown else (),
    )


def worded_as(template: TextTemplate, values: AgreementValues, clause: str, variant: str) -> str:
    """The words of one clause in one variant (forbidden ones too, "" is the preferred one), its items behind it."""
    paragraph = template.paragraph(clause)
    if paragraph is None:
        return ""
    build = _Assembly(template, fitted(template, values))
    chosen = next((each for each in paragraph.variants if each.id == variant), paragraph)
    items = build._lines(chosen.items, clause, chosen.joiner)
    return " ".join([build.filler.plain(chosen.text, clause), *(item.text for item in items)])


class _Assembly:
    """One run over one template: the plan of numbers, the filler and what it found missing."""

    def __init__(self, template: TextTemplate, values: AgreementValues) -> None:
        self.template = template
        self.values = values
        self.plan = Plan.of(template, values)
        self.filler = Filler(values, self.plan)
        self.variants = dict(values.variants)

    def text(self) -> AgreementText:
        template, fill = self.template, self.filler.plain
        return AgreementText(
            template=template.code,
            version=template.version,
            mode=self._mode(),
            title=self._title(),
            opening=self._opening(),
            parties=tuple(self._party(index, party) for index, party in enumerate(self.values.parties)),
            after_parties=self._lines(template.after_parties, "Komparisi", "titik"),
            considerations_lead=fill(template.considerations_lead, "Pertimbangan"),
            considerations=self._lines(template.considerations, "Pertimbangan", "titik_koma"),
            bases_lead=fill(template.bases_lead, "Dasar hukum"),
            bases=self._lines(template.bases, "Dasar hukum", "dan"),
            agreed=fill(template.agreed, "Kesepakatan"),
            articles=self._articles(),
            closing=" ".join(item.text for item in self._lines(template.closing, "Penutup", "titik")),
            signatures=tuple(self._signature(index) for index in range(len(self.values.parties))),
            annexes=self._annexes(),
            language=self.values.language,
        )

    def _need(self, value: str, field: str, label: str, where: str, stage: Stage = "naskah") -> str:
        if value:
            return value
        self.filler.report(MissingValue(field, label, where, stage))
        return gap(label)

    def _mode(self) -> str:
        """Without a mode the text cannot say how it is signed, so it is asked for like any value."""
        if not self.values.mode:
            self.filler.report(MissingValue("mode", "cara penandatanganan", "Ketentuan penutup"))
        return self.values.mode

    def _title(self) -> TitleBlock:
        values = self.values
        names = tuple(
            self._need(values.name_of(p), f"parties.{i}.name", f"nama {values.label_of(i)}", "Judul").upper()
            for i, p in enumerate(values.parties)
        )
        return TitleBlock(
            instrument=instrument_title(values).upper(),
            parties=names,
            subject=self._subject().upper(),
            number_lines=tuple(self._number(i, p) for i, p in enumerate(values.parties) if not p.has_no_number),
            logos=tuple(party.logo for party in values.parties),
        )

    def _subject(self) -> str:
        known = slots_in(self.values.language)["perihal"]
        return self._need(known.read(self.values), known.field, known.label, "Judul")

    def _number(self, index: int, party: PartyValues) -> str:
        """Both parties' numbers stand in the title; a party recorded as without a number has no line."""
        label = f"nomor {self.values.label_of(index)}"
        return self._need(party.number, f"parties.{index}.number", label, "Judul", "tanda_tangan")

    def _opening(self) -> str:
        values, where = self.values, "Pembukaan"
        place = self._need(values.place, "place", "tempat penandatanganan", where, "tanda_tangan")
        in_english = values.language == "en"
        if values.sign_date:
            start = (english if in_english else words).opening_sentence(values.sign_date, place)
        else:
            day = self._need("", "sign_date", "hari dan tanggal penandatanganan", where, "tanda_tangan")
            start = f"On this day, {day}, at {place}" if in_english else f"Pada hari ini, {day}, bertempat di {place}"
        return f"{start}, {self.filler.plain(self.template.opening, where)}"

    def _party(self, index: int, party: PartyValues) -> PartyParagraph:
        label = self.values.label_of(index)
        where = f"Komparisi {label}"
        kind = "perseorangan" if party.kind == "perseorangan" else "lembaga"

        def slot(name: str) -> str:
            known = (ENGLISH_PARTY_SLOTS if self.values.language == "en" else PARTY_SLOTS)[name]
            value = words.on_one_line(known.read(party))
            return self._need(value, f"parties.{index}.{known.field}", f"{known.label} {label}", where)

        name = slot("pihak.penanda_tangan")  # the sentence begins with it, so it is asked for first
        text = SLOT.sub(lambda match: slot(match[2]), self.template.parties[kind])
        return PartyParagraph(f"pihak_{index + 1}", name, text, label)

    def _lines(self, lines: tuple[Line, ...], where: str, joiner: Joiner, article: str = "") -> tuple[Item, ...]:
        """Filled lines whose conditions hold, each with the end that its place in the list asks for."""
        filled = [item for line in lines if holds(line.when, self.values) for item in self._line(line, where, article)]
        return joined(filled, joiner, self.plan.tongue)

    def _line(self, line: Line, where: str, article: str) -> list[Item]:
        if not line.repeat:
            return [Item(line.id, *self.filler.fill(line.text, where, article))]
        read, field, label, obligatory = LISTS[line.repeat]
        if self.values.language == "en":
            field, label = f"{field}_en", f"{label} dalam bahasa Inggris"
        entries = read(self.values)
        if not entries and obligatory:
            entries = (self._need("", field, label, where),)
        return [Item(f"{line.id}_{number}", entry.rstrip(" .;")) for number, entry in enumerate(entries, 1)]

    def _articles(self) -> tuple[Article, ...]:
        articles = []
        for number, article in enumerate(standing(self.template.articles, self.values), 1):
            kept = [paragraph for paragraph in article.paragraphs if holds(paragraph.when, self.values)]
            paragraphs = tuple(self._paragraph(p, position, article.id, number) for position, p in enumerate(kept, 1))
            articles.append(Article(article.id, number, article.title, paragraphs))
        return tuple(articles)

    def _paragraph(self, paragraph: ParagraphTemplate, position: int, article: str, number: int) -> Paragraph:
        where = f"{self.plan.tongue.article} {number} {self.plan.tongue.paragraph} ({position})"
        paragraph = paragraph.worded(self.variants.get(paragraph.id, ""))
        text, references = self.filler.fill(paragraph.text, where, article)
        items = self._lines(paragraph.items, where, paragraph.joiner, article)
        table = tables.TABLES[paragraph.table](self.values, where, self.filler.report) if paragraph.table else None
        return Paragraph(paragraph.id, position, text, items, references, table)

    def _signature(self, index: int) -> SignatureBlock:
        party, label = self.values.parties[index], self.values.label_of(index)
        where = f"Blok tanda tangan {label}"
        known = (ENGLISH_PARTY_SLOTS if self.values.language == "en" else PARTY_SLOTS)["pihak.jabatan"]
        title = self._need(known.read(party), f"parties.{index}.{known.field}", f"{known.label} {label}", where)
        name = self._need(
            party.signatory_name, f"parties.{index}.signatory_name", f"nama penanda tangan {label}", where
        )
        return SignatureBlock(label, self.values.name_of(party), title, name, self.values.meterai)

    def _annexes(self) -> tuple[Annex, ...]:
        annexes = []
        for annex in self.template.annexes:
            if not holds(annex.when, self.values):
                continue
            heading = self.plan.names[annex.id]
            table = tables.TABLES[annex.table](self.values, heading, self.filler.report)
            lead, references = self.filler.fill(annex.lead, heading)
            notes = self._lines(annex.notes, heading, "titik")
            annexes.append(Annex(annex.id, heading.upper(), annex.title, lead, references, table, notes))
        return tuple(annexes)
