"""The sheet put together: identity page, then as many pages of flow as the paper asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count

from simpul.rules.pictures.metrics import shorten, width
from simpul.rules.pictures.sop_sheet import flow, identity
from simpul.rules.pictures.sop_sheet.content import LEGEND, Content
from simpul.rules.pictures.sop_sheet.model import ENDLESS, SCREEN, Page, Paper, Sheet
from simpul.rules.pictures.sop_sheet.parts import Part, part_of, parts
from simpul.rules.pictures.sop_sheet.setting import LEADING, SIZE, Writer

_FOOT = LEADING + 4
_GAP = 7.0
_TITLES = (12.0, 11.0, 10.0, 9.0, 8.0)
_TITLE_HEIGHT = 20.0
_TRIED_BREAKS = 3
_FREE_TURNS = 2


def lay_out(content: Content, paper: Paper) -> Sheet:
    """The sheet on this paper. ``ENDLESS`` paper gives one page that holds everything."""
    return _Draughtsman(content, paper).sheet()


@dataclass
class _Draughtsman:
    content: Content
    paper: Paper
    heights: dict[tuple[int, int, tuple[float, ...], bool], float] = field(default_factory=dict)

    @cached_property
    def limit(self) -> float:
        """The y that nothing but the foot line may pass."""
        return self.paper.height - self.paper.margin - _FOOT

    def sheet(self) -> Sheet:
        if self.paper in (ENDLESS, SCREEN):
            return self._endless()
        first = len(self._identity_pages(self.paper)) + 1
        wide, found = self._settled(lambda wide: parts(self.content, self._cuts(wide, first), first))
        paper = self._wide_enough(wide)
        pages = self._identity_pages(paper)
        pages += [self._flow_page(part, wide, paper, number) for number, part in enumerate(found, first)]
        return Sheet(self.content.title, paper, tuple(self._footed(page, paper, len(pages)) for page in pages))

    def _settled(self, cut: Callable[[flow.Widths], tuple[Part, ...]]) -> tuple[flow.Widths, tuple[Part, ...]]:
        """The widths at which every page has the lanes that it needs, and the pages then."""
        needs: tuple[float, ...] = (0.0,) * len(self.content.lanes)
        for turn in count():
            wide = replace(flow.widths(self.content, self.paper.inner, needs), fixed=turn >= _FREE_TURNS)
            found = cut(wide)
            wanted = self._needs(found, wide)
            if all(need <= have + 0.01 for need, have in zip(wanted, wide.least, strict=True)):
                return wide, found
            needs = tuple(max(pair) for pair in zip(wanted, wide.least, strict=True))
        raise AssertionError("counting never ends")

    def _needs(self, found: Sequence[Part], wide: flow.Widths) -> tuple[float, ...]:
        """What each lane needs on the page where it needs most."""
        needs = [flow.chart_of(part, wide, self.paper.margin, 0.0).needs for part in found]
        return tuple(max(column) for column in zip(*needs, strict=True))

    def _wide_enough(self, wide: flow.Widths) -> Paper:
        """The paper; a wider one for a procedure of so many lanes that no text would be left on this."""
        if wide.whole <= self.paper.inner + 0.01:
            return self.paper
        return replace(self.paper, width=wide.whole + 2 * self.paper.margin)

    def _endless(self) -> Sheet:
        wide, (part,) = self._settled(lambda _: parts(self.content, (0,)))
        paper = self._wide_enough(wide)
        writer = Writer()
        y = identity.head_block(writer, self.content, paper, paper.margin)
        for height, couple in identity.pairs(self.content, paper):
            identity.draw_pair(writer, couple, paper, y, height)
            y += height
        page = self._flow(writer, part, wide, paper, y + 2 * _GAP, 1)
        height = max(words.y for words in page.words) + _FOOT + paper.margin
        page = self._footed(replace(page, height=height), paper, 1)
        return Sheet(self.content.title, replace(paper, height=height), (page,))

    def _identity_pages(self, paper: Paper) -> list[Page]:
        writer, pages = Writer(), list[Page]()
        y = identity.head_block(writer, self.content, paper, paper.margin)
        for height, couple in identity.pairs(self.content, paper):
            if y + height > self.limit and y > paper.margin:
                pages.append(_page(writer, len(pages) + 1, y, paper))
                writer, y = Writer(), paper.margin
            identity.draw_pair(writer, couple, paper, y, height)
            y += height
        return [*pages, _page(writer, len(pages) + 1, y, paper)]

    def _cuts(self, wide: flow.Widths, first: int) -> list[int]:
        """The first row of each page. As few pages as can be; among those, breaks that few lines cross."""
        cuts = [0]
        while (end := self._end(cuts, wide, first)) < len(self.content.rows):
            least = cuts[-1] + max(1, (end - cuts[-1]) // 2)
            calm = sorted(range(least, end), key=lambda row: (self._crossing(row), -row))
            pages = self._pages_after([*cuts, end], wide, first)
            better = (
                row
                for row in calm[:_TRIED_BREAKS]
                if self._crossing(row) < self._crossing(end) and self._pages_after([*cuts, row], wide, first) <= pages
            )
            cuts.append(next(better, end))
        return cuts

    def _end(self, cuts: list[int], wide: flow.Widths, first: int) -> int:
        """The row that begins the next page when this one takes as many as it can."""
        ends = range(len(self.content.rows), cuts[-1] + 1, -1)
        return next((end for end in ends if self._fits(cuts, end, wide, first)), cuts[-1] + 1)

    def _pages_after(self, cuts: list[int], wide: flow.Widths, first: int) -> int:
        known = list(cuts)
        while (end := self._end(known, wide, first)) < len(self.content.rows):
            known.append(end)
        return len(known)

    def _crossing(self, cut: int) -> int:
        """How many lines a page break before this row would cut."""
        at = {row.node.id: number for number, row in enumerate(self.content.rows)}
        return sum((at[edge.source] < cut) != (at[edge.target] < cut) for edge in self.content.edges)

    def _fits(self, cuts: list[int], end: int, wide: flow.Widths, first: int) -> bool:
        """Whether the page that begins at the last cut holds its rows up to ``end``; the last page holds the notes."""
        is_last = end == len(self.content.rows)
        room = self.limit - self._head_bottom(wide) - (self._notes_height if is_last else 0.0)
        if sum(flow.row_height(row, wide) for row in self.content.rows[cuts[-1] : end]) > room:
            return False
        part = part_of(self.content, cuts if is_last else [*cuts, end], len(cuts) - 1, first)
        if sum(flow.row_heights(part, wide)) > room:
            return False
        if (place := (cuts[-1], end, (wide.lanes, *wide.least), wide.fixed)) not in self.heights:
            self.heights[place] = flow.chart_height(part, wide, room)
        return self.heights[place] <= room

    def _head_bottom(self, wide: flow.Widths) -> float:
        """Where the rows of a page of flow begin."""
        return self.paper.margin + _TITLE_HEIGHT + flow.head_height(self.content, wide)

    def _flow_page(self, part: Part, wide: flow.Widths, paper: Paper, number: int) -> Page:
        writer = Writer()
        y = paper.margin + 0.75 * _TITLES[0]
        right = paper.margin + paper.inner
        owner = f"{self.content.unit}, nomor {self.content.facts[0][1]}"
        room = right - paper.margin - width(owner, SIZE) - 20
        title = f"SOP {self.content.title}"
        size = next((one for one in _TITLES if width(title, one, bold=True) <= room), _TITLES[-1])
        writer.line(paper.margin, y, shorten(title, size, room, bold=True), size, bold=True)
        writer.line(right, y, owner, anchor="end")
        return self._flow(writer, part, wide, paper, paper.margin + _TITLE_HEIGHT, number)

    def _flow(self, writer: Writer, part: Part, wide: flow.Widths, paper: Paper, top: float, number: int) -> Page:
        """Column heads, rows, and below the last row the notes."""
        chart = flow.chart_of(part, wide, paper.margin, top + flow.head_height(self.content, wide))
        flow.draw_head(writer, self.content, wide, chart.columns, paper.margin, top)
        knocks = flow.draw_rows(writer, part, chart, wide, paper.margin)
        y = chart.bottom
        if part.rows[-1] is self.content.rows[-1]:
            y = self._notes(writer, paper, y + _GAP / 2)
        rows = (*("" for _ in part.before), *(row.node.id for row in part.rows), *("" for _ in part.after))
        return replace(_page(writer, number, y, paper), chart=chart, knocks=knocks, rows=rows)

    def _notes(self, writer: Writer, paper: Paper, top: float) -> float:
        y = writer.paragraph(paper.margin, top, paper.inner, self.content.total, bold=True)
        for mark, text in (*self.content.notes, ("", LEGEND)):
            y = writer.paragraph(paper.margin, y, paper.inner, text, mark=mark)
        return y

    @cached_property
    def _notes_height(self) -> float:
        return self._notes(Writer(), self.paper, 0.0) + _GAP / 2

    def _footed(self, page: Page, paper: Paper, count: int) -> Page:
        """The page with its foot line: version and number of the page."""
        writer = Writer()
        y = page.height - paper.margin
        writer.line(
            paper.margin + paper.inner, y, f"{self.content.version}, halaman {page.number} dari {count}", anchor="end"
        )
        return replace(page, words=(*page.words, *writer.words))


def _page(writer: Writer, number: int, bottom: float, paper: Paper) -> Page:
    """A page as high as the paper; higher when one row alone is higher than that."""
    height = max(paper.height, bottom + _FOOT + paper.margin) if paper.height < ENDLESS.height else 0.0
    return Page(number, height, tuple(writer.shades), tuple(writer.rules), None, tuple(writer.words))
