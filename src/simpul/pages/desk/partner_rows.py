"""The changes of a partner's version as rows to be decided, each with both languages where the text has two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.features.agreements.partner_texts import reading_of
from simpul.features.agreements.taking import BY_VALUES, Standing, open_doubts, why_not
from simpul.rules.agreement_text.columns import SECOND
from simpul.rules.agreement_text.comparing.accepting_two import has_words
from simpul.rules.agreement_text.comparing.compare import Change, Comparison
from simpul.rules.agreement_text.comparing.languages import Twin, outermost, twins
from simpul.rules.agreement_text.comparing.parts import parts_of
from simpul.rules.agreement_text.comparing.summary import Sentence
from simpul.rules.agreement_text.comparing.three_ways import Both

KINDS = {
    "changed": ("due", gettext_lazy("Changed")), "added": ("ok", gettext_lazy("New")),
    "removed": ("late", gettext_lazy("Removed")), "moved": ("now", gettext_lazy("Moved")),
    "moved_changed": ("due", gettext_lazy("Moved and changed")),
}  # fmt: skip
MOST = 8000
LANGUAGES = {"first": gettext_lazy("Indonesian"), "second": gettext_lazy("English")}
ONLY_SHORT = {"first": gettext_lazy("Indonesian only"), "second": gettext_lazy("English only")}
ONLY = {
    "first": gettext_lazy("Changed in Indonesian only"),
    "second": gettext_lazy("Changed in English only"),
}


@dataclass(frozen=True, slots=True)
class ArticleHead:
    """Stands before the first change of an article with several to decide: all ``count`` ``keys`` of them at once."""

    keys: str
    place: str
    count: int


@dataclass(frozen=True, slots=True)
class Row:
    """One change to be decided. ``inside``: clauses that go with it; ``bar``: why it cannot be taken over by words.

    ``ours``: what we changed in the same clause, in the languages of the change; ``other``: of a change in one language
    only, what the other one says now. ``article``: its head, on the first change of an article with several.
    ``written``: the words of the file, where the parties are called otherwise in it than they are shown.
    """

    twin: Twin
    inside: Sequence[Row] = ()
    bar: str = ""
    by_values: bool = False
    ours: Sequence[Both] = ()
    accepted: bool | None = None
    other: str = ""
    answer: str = ""
    said: str = ""
    article: ArticleHead | None = None
    written: str = ""

    @property
    def change(self) -> Change:
        return self.twin.change

    @property
    def sides(self) -> list[tuple[str, Change]]:
        """Each language with what became of it; without a name where the text has one language."""
        if self.twin.second is None and not self.twin.only:
            return [("", self.change)]
        both = ((LANGUAGES["first"], self.twin.first), (LANGUAGES["second"], self.twin.second))
        return [(str(name), change) for name, change in both if change is not None]

    @property
    def only_words(self) -> str:
        return str(ONLY[self.twin.only]) if self.twin.only else ""

    @property
    def other_language(self) -> str:
        return str(LANGUAGES["first" if self.twin.only == "second" else "second"])

    @property
    def other_code(self) -> str:
        return "id" if self.twin.only == "second" else "en"

    @property
    def asks_words(self) -> bool:
        """Whether the other language may need other words; what only moved or left does so in both."""
        return bool(self.twin.only) and has_words(self.twin)

    @property
    def is_new(self) -> bool:
        return self.change.kind == "added"

    @property
    def look(self) -> tuple[str, str]:
        colour, word = KINDS[self.change.kind]
        return colour, str(word)


@dataclass(frozen=True, slots=True)
class Given:
    """What was posted, by the key of the change: decisions, and of changes in one language what the other one says."""

    decisions: Mapping[str, bool]
    answers: Mapping[str, str]
    words: Mapping[str, str]

    @classmethod
    def of(cls, request: HttpRequest) -> Given:
        def named(prefix: str) -> dict[str, str]:
            return {name.removeprefix(prefix): str(value) for name, value in request.POST.items()
                    if name.startswith(prefix)}  # fmt: skip

        decisions = {key: value == "terima" for key, value in named("putusan-").items()}
        # the keys of an article's changes come with its button
        *keys, accepted = str(request.POST.get("pasal", "")).split(" ")
        decisions |= {key: accepted == "terima" for key in keys if key in decisions}
        words = {key: " ".join(text.split())[:MOST] for key, text in named("bunyi-").items()}
        return cls(decisions, named("lain-"), words)

    @property
    def other_words(self) -> dict[str, str]:
        """Only what was answered; new words that were left empty are no answer."""
        said = {key: self.words.get(key, "") for key, value in self.answers.items() if value == "baru"}
        return {key: "" for key, value in self.answers.items() if value == "tetap"} | {
            key: text for key, text in said.items() if text
        }


def language_of(sentence: Sentence) -> str:
    """Which language a sentence tells of; "English only" where the other one did not change."""
    if not sentence.language:
        return ""
    name = "second" if sentence.language == "en" else "first"
    return str(ONLY_SHORT[name] if sentence.is_alone else LANGUAGES[name])


def rows_of(standing: Standing, given: Given | None = None) -> list[Row]:
    """Every change that is decided by itself, with what goes along."""
    compared = standing.compared
    if compared is None:
        return []
    listed = twins(compared)
    by_key = {twin.key: twin for twin in listed}
    inside: dict[str, list[Row]] = {}
    present, written = _present(standing), _written(standing)
    known = given.decisions if given is not None else dict(standing.kept.decisions)
    rows = []
    for twin in listed:
        key, bar = twin.key, "" if twin.is_inner else why_not(twin, standing)
        row = Row(
            twin, inside.setdefault(key, []), _(bar) if bar and bar != BY_VALUES else "", bar == BY_VALUES,
            _clashes(twin, standing), known.get(key), present.get(_clause(twin), ""),
            given.answers.get(key, "") if given else "", given.words.get(key, "") if given else "",
            written=written.get(twin.change.new.ref, "") if twin.change.new is not None else "",
        )  # fmt: skip
        if twin.is_inner:
            inside.setdefault(outermost(twin, compared, by_key).key, []).append(row)
        else:
            rows.append(row)
    return _with_heads(rows, compared)


def _with_heads(rows: Sequence[Row], compared: Comparison) -> list[Row]:
    """Every article with several changes to decide has its head before the first of them."""
    articles = [_article_of(row.change, compared) for row in rows]
    open_keys: dict[str, list[str]] = {}
    for row, article in zip(rows, articles, strict=True):
        if article is not None and not row.bar and not row.by_values:
            open_keys.setdefault(article.key, []).append(row.twin.key)
    told: set[str] = set()
    found = []
    for row, article in zip(rows, articles, strict=True):
        keys = open_keys.get(article.key, []) if article is not None else []
        if article is not None and len(keys) > 1 and article.key not in told:
            told.add(article.key)
            row = replace(row, article=ArticleHead(" ".join(keys), article.part.place, len(keys)))
        found.append(row)
    return found


def _article_of(change: Change, compared: Comparison) -> Change | None:
    """The article in which a change stands; of words that left, the one in which they stood."""
    side = compared if compared.by_key.get(change.key) is change else compared.second or compared
    new = {each.new.ref: each for each in side.changes if each.new}
    while change.part.kind != "article":
        parent = change.part.parent
        above = new.get(parent) if change.new else side.by_key.get(parent)
        if above is None:
            return None
        change = above
    return change


def _clause(twin: Twin) -> tuple[str, str]:
    return ("second" if twin.only == "first" else "first", twin.change.key)


def _present(standing: Standing) -> dict[tuple[str, str], str]:
    """What each clause of our base version says in each language."""
    compared = standing.compared
    assert compared is not None
    texts = (("first", compared.old), ("second", compared.old.second))
    return {(name, part.ref): part.text for name, text in texts if text is not None for part in parts_of(text)}


def _written(standing: Standing) -> dict[str, str]:
    """The words of the file by the ref of their part, where other designations are shown; empty where none are."""
    compared, reading = standing.compared, reading_of(standing.kept.draft)
    if compared is None or reading is None or not compared.turned:
        return {}
    shown = {part.ref: part.text for part in parts_of(compared.new)}
    return {part.ref: part.text for part in parts_of(reading.accepted) if part.text != shown.get(part.ref)}


def _clashes(twin: Twin, standing: Standing) -> list[Both]:
    sides = ((twin.first, standing.since), (twin.second, standing.since_second))
    return [
        both
        for change, since in sides
        if change is not None
        for both in since
        if both.who == "conflict" and both.key == change.key
    ]


def questions_of(compared: Comparison, given: Mapping[str, str] | None = None) -> list[dict[str, object]]:
    """Each doubtful clause with the clauses of ours that it may be, and what was ``given`` as its answer."""
    found: list[dict[str, object]] = []
    for ref, change in open_doubts(compared):
        side = compared.second if ref.endswith(SECOND) else compared
        assert side is not None
        assert change.question is not None
        olds = {each.old.ref: each.old for each in side.changes if each.old}
        language = "" if compared.second is None else LANGUAGES["second" if ref.endswith(SECOND) else "first"]
        found.append({
            "part": change.part, "ref": ref, "why": change.question.why, "language": language,
            "given": (given or {}).get(ref, ""),
            "candidates": [olds[clause] for clause in change.question.candidates if clause in olds],
        })  # fmt: skip
    return found
