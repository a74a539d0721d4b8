"""Plain Django forms in our look: classes, notes tied to their entry, autofill names, and what a template needs.

``LookMixin`` goes first in a form's bases. The optional inner class ``Look`` says what Django has no word for::

    class Look:
        why = {"npwp": _("We print it in the agreement.")}
        autocomplete = {"email": "email"}
        words = {"value"}                # amount whose words appear under the entry
        cards = {"category"}             # choices drawn as large cards
        notes = {"category": {"pks": _("...")}}
        width = {"postcode": 6}          # 2, 6, 10 or 20 characters
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

_AUTOCOMPLETE = {
    "email": "email",
    "name": "name",
    "phone": "tel",
    "username": "username",
    "password": "current-password",
    "code": "one-time-code",
}
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


def look(form: forms.BaseForm, key: str, name: str) -> Any:
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


class LookMixin:
    """Gives every entry of a form its class, autofill name and keyboard (see the module)."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, entry in self.fields.items():
            self._clothe(name, entry)

    def _clothe(self, name: str, entry: forms.Field) -> None:
        attrs = entry.widget.attrs
        width = look(self, "width", name)  # type: ignore[arg-type]  # the mixin stands before a form
        classes = [css_class(entry.widget), attrs.get("class", ""), f"s-w-{width}" if width else ""]
        attrs["class"] = " ".join(dict.fromkeys(" ".join(classes).split()))
        said = look(self, "autocomplete", name) or _AUTOCOMPLETE.get(name)  # type: ignore[arg-type]
        if said:
            attrs.setdefault("autocomplete", said)
        if isinstance(entry, forms.IntegerField | forms.DecimalField):
            attrs.setdefault("inputmode", "numeric")


class DateEntry(forms.DateInput):
    """The browser's own date entry; value in ISO form whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class RupiahField(forms.IntegerField):
    """Whole rupiah; takes "1500000", "1.500.000" and "Rp1.500.000,00". Value: int."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").replace("Rp", "").replace("rp", "").strip()
        whole = text.removesuffix(",00").removesuffix(",-")
        return super().to_python(whole.replace(".", "").replace(" ", ""))


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


def _choices(bound: BoundField, classes: str) -> tuple[Choice, ...]:
    notes = look(bound.form, "notes", bound.name) or {}
    return tuple(
        Choice(option.tag(), str(option.choice_label), str(notes.get(str(option.data["value"]), "")))
        for option in bound.subwidgets
    )


def dress(bound: BoundField) -> Dressed:
    """Everything ``shell/_field.html`` needs for a field of any form."""
    widget, identity = bound.field.widget, bound.id_for_label or bound.auto_id
    errors, hint = tuple(str(error) for error in bound.errors), str(bound.help_text or "")
    words, group = bool(look(bound.form, "words", bound.name)), isinstance(widget, _GROUPS)
    described = _described(bound.auto_id if group else identity, hint, errors, words)
    attrs = {"class": widget.attrs.get("class") or css_class(widget)}
    if described and not group:
        attrs["aria-describedby"] = described
    if words:
        attrs["data-terbilang"] = f"{identity}-kata"
    if errors:
        attrs["aria-invalid"] = "true"
    return Dressed(
        id=bound.auto_id if group else identity,
        label=str(bound.label),
        widget=bound.as_widget(attrs=attrs),
        hint=hint,
        why=str(look(bound.form, "why", bound.name) or ""),
        errors=errors,
        described_by=described,
        required=bound.field.required,
        hidden=bound.is_hidden,
        group=group,
        tick=isinstance(widget, forms.CheckboxInput),
        cards=bool(look(bound.form, "cards", bound.name)),
        words=words,
        choices=_choices(bound, attrs["class"]) if group else (),
    )
