"""An agreement's text as a tree that can be changed, and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from simpul.rules.agreement_text.editing.frames import party_of, signature_of
from simpul.rules.agreement_text.structure import (
    AgreementText,
    Annex,
    Article,
    Column,
    Item,
    Paragraph,
    PartyParagraph,
    Reference,
    SignatureBlock,
    Table,
    TitleBlock,
)

ARTICLES, ANNEXES, CLOSINGS, PARTIES, SIGNATURES = "@articles", "@annexes", "@closings", "@parties", "@signatures"
_LISTS = ("@after_parties", "@considerations", "@bases")
ROOTS = (PARTIES, *_LISTS, ARTICLES, CLOSINGS, SIGNATURES, ANNEXES)


@dataclass(slots=True)
class Node:
    """``label`` is the heading of an annex or the name of a party."""

    id: str
    text: str
    references: tuple[Reference, ...] = ()
    children: list[Node] = field(default_factory=list)
    table: Table | None = None
    label: str = ""

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            yield from child.walk()


class Tree:
    """``roots`` by their "@" name; ``words`` are the texts that stand alone."""

    def __init__(self, text: AgreementText) -> None:
        self.text = text
        title = text.title
        self.words = {
            "@title.instrument": title.instrument,
            "@title.parties": "\n".join(title.parties),
            "@title.subject": title.subject,
            "@title.numbers": "\n".join(title.number_lines),
            "@opening": text.opening,
            "@considerations_lead": text.considerations_lead,
            "@bases_lead": text.bases_lead,
            "@agreed": text.agreed,
        } | {f"@{annex.id}_lead": annex.lead for annex in text.annexes}
        self._lead_references = {f"@{annex.id}_lead": annex.references for annex in text.annexes}
        lists = (text.after_parties, text.considerations, text.bases)
        self.roots = {name: Node(name, "", children=_items(items)) for name, items in zip(_LISTS, lists, strict=True)}
        # an item after the parties carries "@" in the text as it was read
        for node in self.roots["@after_parties"].children:
            node.id = f"@{node.id}"
        self.roots |= {
            PARTIES: Node(PARTIES, "", children=[Node(f"@{p.id}", "", label=p.label) for p in text.parties]),
            ARTICLES: Node(ARTICLES, "", children=[_article(article) for article in text.articles]),
            CLOSINGS: Node(CLOSINGS, "", children=[Node("@closing", text.closing)]),
            SIGNATURES: Node(
                SIGNATURES, "",
                children=[Node(f"@sign{n}", "", label=block.label) for n, block in enumerate(text.signatures, 1)],
            ),
            ANNEXES: Node(ANNEXES, "", children=[_annex(annex) for annex in text.annexes]),
        }  # fmt: skip

    def find(self, clause: str) -> tuple[Node, Node] | None:
        """(the node, its parent)."""
        for root in self.roots.values():
            for node in root.walk():
                for child in node.children:
                    if child.id == clause:
                        return child, node
        return None

    def container(self, name: str) -> Node | None:
        if name in self.roots:
            return self.roots[name]
        found = self.find(name)
        return found[0] if found else None

    def say(self, clause: str, text: str, references: tuple[Reference, ...]) -> None:
        if clause in self.words:
            self.words[clause] = text
            self._lead_references[clause] = references
        elif found := self.find(clause):
            found[0].text, found[0].references = text, references

    def frozen(self) -> AgreementText:
        """The text, its clauses numbered by their places."""
        words, lists = self.words, [self.roots[name].children for name in _LISTS]
        for node in lists[0]:
            node.id = node.id.removeprefix("@")
        return replace(
            self.text,
            title=self._title(),
            opening=words["@opening"],
            parties=self._parties(),
            after_parties=_frozen_items(lists[0]),
            considerations_lead=words["@considerations_lead"],
            considerations=_frozen_items(lists[1]),
            bases_lead=words["@bases_lead"],
            bases=_frozen_items(lists[2]),
            agreed=words["@agreed"],
            articles=tuple(_frozen_article(n, node) for n, node in enumerate(self.roots[ARTICLES].children, 1)),
            closing="\n".join(node.text for node in self.roots[CLOSINGS].children if node.text),
            signatures=self._signatures(),
            annexes=tuple(self._frozen_annex(node) for node in self.roots[ANNEXES].children),
        )

    def _title(self) -> TitleBlock:
        words = self.words
        return replace(
            self.text.title,
            instrument=words["@title.instrument"],
            parties=_lines(words["@title.parties"]),
            subject=words["@title.subject"],
            number_lines=_lines(words["@title.numbers"]),
        )

    def _parties(self) -> tuple[PartyParagraph, ...]:
        ours = {f"@{party.id}": party for party in self.text.parties}
        found = [party_of(node.id.removeprefix("@"), node.text, ours.get(node.id), node.label)
                 for node in self.roots[PARTIES].children]  # fmt: skip
        return tuple(party for party in found if party is not None)

    def _signatures(self) -> tuple[SignatureBlock, ...]:
        ours = {f"@sign{number}": block for number, block in enumerate(self.text.signatures, 1)}
        return tuple(signature_of(node.text, ours.get(node.id)) for node in self.roots[SIGNATURES].children)

    def _frozen_annex(self, node: Node) -> Annex:
        lead = f"@{node.id}_lead"
        table = node.table or Table(node.id, (), ())
        notes = _frozen_items(node.children)
        words, references = self.words.get(lead, ""), self._lead_references.get(lead, ())
        return Annex(node.id, node.label, node.text, words, references, table, notes)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.split("\n") if line)


def _items(items: tuple[Item, ...]) -> list[Node]:
    return [Node(item.id, item.text, item.references) for item in items]


def _article(article: Article) -> Node:
    return Node(article.id, article.title, children=[
        Node(one.id, one.text, one.references, _items(one.items), one.table) for one in article.paragraphs
    ])  # fmt: skip


def _annex(annex: Annex) -> Node:
    return Node(annex.id, annex.title, children=_items(annex.notes), table=annex.table, label=annex.heading)


def _frozen_items(nodes: list[Node]) -> tuple[Item, ...]:
    return tuple(Item(node.id, node.text, node.references) for node in nodes)


def _frozen_article(number: int, node: Node) -> Article:
    paragraphs = (
        Paragraph(one.id, place, one.text, _frozen_items(one.children), one.references, one.table)
        for place, one in enumerate(node.children, 1)
    )
    return Article(node.id, number, node.text, tuple(paragraphs))


def table_of(clause: str, rows: tuple[tuple[str, ...], ...], before: Table | None) -> Table | None:
    """A table of ``rows``, with the widths of the one before where it has as many columns."""
    if not rows:
        return None
    titles, kept = rows[0], before.columns if before else ()
    if len(kept) == len(titles):
        columns = tuple(replace(column, title=title) for column, title in zip(kept, titles, strict=True))
    else:
        columns = tuple(Column(title, 1) for title in titles)
    return Table(before.id if before else clause, columns, rows[1:])
