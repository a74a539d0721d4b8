"""Plain Django forms in our look: classes, notes tied to their entry, autofill names, and what a template needs.

``LookMixin`` goes first in a form's bases. The optional inner class ``Look`` says what Django has no word for::

    class Look:
        why = {"npwp": _("We print it in the agreement.")}
        autocomplete = {"email": "email"}
        words = {"value"}                # amount whose words appear under the entry
        sometimes = {"reason"}           # not called optional: the hint says when it is needed
    sometimes = {"reason"}           # not called optional: the hint says when it is needed
        cards = {"category"}             # choices drawn as large cards
        notes = {"category": {"pks": _("...")}}
        width = {"postcode": 6}          # 2, 6, 10 or 20 characters
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.lib import clock
from simpul.pages.shell import formats
from simpul.rules.agreement_text.words import rupiah_in_words
from simpul.rules.plausible_days import FIRST_YEAR, last_year

_AUTOCOMPLETE = {
    "email": "email",
    "name": "name",
    "phone": "tel",
    "username": "username",
    "password": "current-password",
    "code": "one-time-code",
}
_IN_THOUSANDS = re.compile(r"-?\d{1,3}(?:\.\d{3})+")
_GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@dataclass(frozen=True)
class Choice:
    """One radio button or tick of a group."""

    tag: SafeString
    label: str
    note: str = ""


@dataclass(frozen=True)
class Dressed:
    """A field as the template ``shell/_field.html`` draws it."""

    id: str
    label: str
    widget: SafeString
    hint: str = ""
    why: str = ""
    errors: tuple[str, ...] = ()
    described_by: str = ""
    required: bool = True
    hidden: bool = False
    group: bool = False
    tick: bool = False
    cards: bool = False
    words: bool = False
    words_now: str = ""
    choices: tuple[Choice, ...] = field(default_factory=tuple)


def look(form: object, key: str, name: str) -> Any:
    """What the form's ``Look`` says under ``key`` for the field ``name``, or None; a set answers True."""
    said = getattr(getattr(form, "Look", None), key, None)
    if isinstance(said, Mapping):
        return said.get(name)
    return True if said is not None and name in said else None


def css_class(widget: forms.Widget) -> str:
    """The class of an entry by its kind."""
    if isinstance(widget, (forms.CheckboxInput, *_GROUPS)):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"


def offer(form: forms.BaseForm, name: str, choices: Iterable[tuple[str, object]]) -> None:
    """What a field of choices has to choose from, as known only when the form is made."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


class LookMixin:
    """Gives every entry of a form its class, autofill name and keyboard (see the module)."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, entry in self.fields.items():
            self._clothe(name, entry)

    def _clothe(self, name: str, entry: forms.Field) -> None:
        attrs = entry.widget.attrs
        width = look(self, "width", name)
        classes = [css_class(entry.widget), attrs.get("class", ""), f"s-w-{width}" if width else ""]
        attrs["class"] = " ".join(dict.fromkeys(" ".join(classes).split()))
        said = look(self, "autocomplete", name) or _AUTOCOMPLETE.get(name)
        if said:
            attrs.setdefault("autocomplete", said)
        if isinstance(entry, forms.IntegerField | forms.DecimalField):
            attrs.setdefault("inputmode", "numeric")
        if entry.error_messages.get("invalid") == forms.IntegerField.default_error_messages["invalid"]:
            entry.error_messages["invalid"] = _("Write a whole number in digits, for example 12.")
        if entry.error_messages["required"] == forms.Field.default_error_messages["required"]:
            entry.error_messages["required"] = _asked(entry)


def _asked(entry: forms.Field) -> str:
    """What to do about an empty entry, by its kind."""
    if isinstance(entry, forms.BooleanField):
        return _("Tick this box to go on.")
    if isinstance(entry, forms.ChoiceField):
        return _("Choose one of the answers.")
    if isinstance(entry, forms.FileField):
        return _("Choose a photo or file.")
    return _("This answer is missing. Please fill it in.")


class DateEntry(forms.DateInput):
    """The browser's own date entry; value in ISO form whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        """The years that can be meant; the bounds of the field itself go before them."""
        years = {"min": f"{FIRST_YEAR}-01-01", "max": f"{last_year(clock.now().date())}-12-31"}
        return {**years, **super().build_attrs(base_attrs, extra_attrs)}


class RupiahField(forms.IntegerField):
    """Whole rupiah; takes "1500000", "1.500.000" and "Rp1.500.000,00", but no "1.5". Value: int."""

    widget = forms.TextInput
    default_error_messages: ClassVar = {"invalid": gettext_lazy("Write the amount in digits, for example 1.500.000.")}

    def to_python(self, value: Any) -> int | None:
        text = str("" if value is None else value).replace("Rp", "").replace("rp", "").replace(" ", "")
        whole = text.removesuffix(",00").removesuffix(",-")
        if "." in whole and not _IN_THOUSANDS.fullmatch(whole):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(whole.replace(".", ""))


class CodeField(forms.CharField):
    """A one-time code: pasted freely, spaces dropped, offered by the phone's own autofill."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "s-code", "autocapitalize": "off"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)

    def to_python(self, value: Any) -> str:
        return "".join(str(super().to_python(value) or "").split())


def _described(identity: str, hint: str, errors: Iterable[str], words: bool) -> str:
    parts = ((hint, "petunjuk"), (any(errors), "salah"), (words, "kata"))
    return " ".join(f"{identity}-{part}" for there, part in parts if there)


def _choices(bound: BoundField) -> tuple[Choice, ...]:
    notes = look(bound.form, "notes", bound.name) or {}
    return tuple(
        Choice(option.tag(), str(option.choice_label), str(notes.get(str(option.data["value"]), "")))
        for option in bound.subwidgets
    )


def _words_hook(bound: BoundField) -> str:
    """The data attribute by which the browser keeps the entry's value in words under it; "" for none."""
    if look(bound.form, "words", bound.name):
        return "data-terbilang"
    return "data-tanggal" if isinstance(bound.field.widget, DateEntry) else ""


def _words_now(bound: BoundField) -> str:
    """The value in words as the page is sent: an amount in Indonesian, a date with its day."""
    try:
        value = bound.field.clean(bound.value())
        if isinstance(value, int):
            return rupiah_in_words(value)
        return formats.hari_tanggal(value) if isinstance(value, date) else ""
    except (ValidationError, ValueError):
        return ""


def _attrs(bound: BoundField, identity: str, described: str) -> dict[str, str | bool]:
    hook, group = _words_hook(bound), isinstance(bound.field.widget, _GROUPS)
    wanted = {
        "class": bound.field.widget.attrs.get("class") or css_class(bound.field.widget),
        "aria-describedby": "" if group else described,
        hook: f"{identity}-kata",
        "aria-invalid": "true" if bound.errors and not group else "",
    }
    return {name: value for name, value in wanted.items() if name and value}


def dress(bound: BoundField) -> Dressed:
    """Everything ``shell/_field.html`` needs for a field of any form."""
    widget, group = bound.field.widget, isinstance(bound.field.widget, _GROUPS)
    identity = bound.auto_id if group else bound.id_for_label or bound.auto_id
    errors, hint = tuple(str(error) for error in bound.errors), str(bound.help_text or "")
    words = bool(_words_hook(bound))
    described = _described(identity, hint, errors, words)
    return Dressed(
        id=identity,
        label=str(bound.label),
        widget=bound.as_widget(attrs=_attrs(bound, identity, described)),
        hint=hint,
        why=str(look(bound.form, "why", bound.name) or ""),
        errors=errors,
        described_by=described,
        required=bound.field.required or bool(look(bound.form, "sometimes", bound.name)),
        hidden=bound.is_hidden,
        group=group,
        tick=isinstance(widget, forms.CheckboxInput),
        cards=bool(look(bound.form, "cards", bound.name)),
        words=words,
        words_now=_words_now(bound) if words else "",
        choices=_choices(bound) if group else (),
    )
