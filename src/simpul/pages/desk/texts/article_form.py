"""The form of one article: its title, then every paragraph with its conditions, items and other wordings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from simpul.pages.desk.texts.conditions import offered, said
from simpul.pages.shell.forms import LookMixin
from simpul.rules.agreement_text.template_editing import Entry, entries_of
from simpul.rules.agreement_text.template_entry_faults import entry_faults

_MOST = 4000


@dataclass(frozen=True, slots=True)
class Wording:
    """Another wording of a paragraph; ``is_open``: a new one that something was entered for."""

    heading: str
    fields: list[BoundField]
    is_new: bool = False
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The entries of the article itself (without a heading), of a paragraph, or of one more."""

    heading: str
    fields: list[BoundField]
    wordings: list[Wording] = field(default_factory=list)


class ArticleForm(LookMixin, forms.Form):
    """One entry for every sentence and condition of the article, and those for one wording or paragraph more."""

    use_required_attribute = False

    def __init__(self, source: Mapping[str, Any], article: Mapping[str, Any], *args: Any, **kwargs: Any) -> None:
        self.source, self.article = source, article
        self.entries = entries_of(article, in_two=source.get("bahasa") == "dua")
        super().__init__(*args, **kwargs)
        for entry in self.entries:
            self.fields[entry.name] = made = _field(entry)
            self._clothe(entry.name, made)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors:
            for fault in entry_faults(self.source, str(self.article["id"]), given):
                self.add_error(fault.name, _(fault.text) % fault.params)
        return given

    @property
    def groups(self) -> Iterator[Group]:
        """The entries as the page shows them."""
        last = max(entry.paragraph for entry in self.entries)
        for number, entries in groupby(self.entries, lambda entry: entry.paragraph):
            own = list(entries)
            heading = _paragraph_heading(number, is_new=number == last)
            plain = [self[entry.name] for entry in own if not entry.variant]
            yield Group(heading, plain, list(self._wordings([entry for entry in own if entry.variant])))

    def _wordings(self, entries: list[Entry]) -> Iterator[Wording]:
        for number, parts in groupby(entries, lambda entry: entry.variant):
            own = list(parts)
            bound = [self[entry.name] for entry in own]
            if own[0].is_new:
                yield Wording(_("One more wording"), bound, True, any(each.value() or each.errors for each in bound))
            else:
                yield Wording(_wording_heading(own[0].text, number), bound)


def _paragraph_heading(number: int, *, is_new: bool) -> str:
    if is_new:
        return _("One paragraph more")
    return _("Paragraph (%(n)s)") % {"n": number} if number else ""


def _wording_heading(standing: str, number: int) -> str:
    named = _("Never taken") if standing == "terlarang" else _("Fallback")
    return _("Other wording %(number)s: %(standing)s") % {"number": number, "standing": named}


def _field(entry: Entry) -> forms.Field:
    label = _label(entry)
    if entry.kind == "standing":
        return forms.ChoiceField(label=label, required=False, initial=entry.text, choices=_standings(entry.text))
    if entry.kind == "condition":
        choices = offered(entry.text, is_first=entry.position == 1)
        return forms.ChoiceField(label=label, required=False, initial=entry.text, choices=choices)
    lines = min(8, 1 + len(entry.text) // 80 + 1)
    note = _("Only where: %(when)s") % {"when": said(entry.when)} if entry.when else ""
    return forms.CharField(
        label=label, required=False, initial=entry.text, max_length=_MOST, help_text=note,
        widget=forms.Textarea(attrs={"rows": lines, "lang": "en" if entry.in_english else "id"}),
    )  # fmt: skip


def _standings(current: str) -> list[tuple[str, str]]:
    known = [("cadangan", _("Fallback")), ("terlarang", _("Never taken"))]
    strange = [(current, current)] if current not in ("", *dict(known)) else []
    return [("", _("Choose")), *strange, *known]


def _label(entry: Entry) -> str:
    """Every label says by itself which part it belongs to: it is read alone in the list of faults."""
    label = _names(entry)[entry.kind]
    if entry.in_english:
        label = _("%(label)s, in English") % {"label": label}
    if not entry.paragraph:
        return label
    where = _("paragraph (%(n)s)") % {"n": entry.paragraph}
    if entry.variant:
        where = _("%(where)s, wording %(number)s") % {"where": where, "number": entry.variant}
    return _("%(label)s, %(where)s") % {"label": label, "where": where}


def _names(entry: Entry) -> dict[str, str]:
    return {
        "title": _("Title of the article"),
        "reason": _("Why it is there") if entry.is_new else _("Why the article is there"),
        "source": _("Source"),
        "paragraph": _("Words"),
        "item": _("Item %(position)s") % {"position": entry.position},
        "condition": _("Only where") if entry.position == 1 else _("and only where"),
        "standing": _("Kind"),
        "variant": _("Words"),
        "variant_item": _("Item %(position)s") % {"position": entry.position},
        "variant_reason": _("Why"),
    }
