"""Fields of plain Django forms in our look: notes tied to the entry, faults linked, amounts and dates in words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

from simpul.pages.shell.forms import CodeField, DateEntry, LookMixin, RupiahField, dress


class Sample(LookMixin, forms.Form):
    email = forms.EmailField(label="Surel", help_text="Kami kirim kode ke sini.")
    value = RupiahField(label="Nilai", required=False)
    start = forms.DateField(label="Mulai", widget=DateEntry, required=False)
    kind = forms.ChoiceField(label="Jenis", widget=forms.RadioSelect, choices=[("a", "MoU"), ("b", "PKS")])
    agree = forms.BooleanField(label="Setuju")

    class Look:
        why = {"email": "Untuk kode sekali pakai."}
        words = {"value"}
        cards = {"kind"}
        notes = {"kind": {"b": "Dengan biaya"}}


def show(source: str, **values: Any) -> str:
    with translation.override("id"):
        return Template("{% load simpul %}" + source).render(Context(values))


def test_hint_and_error_are_read_with_the_entry() -> None:
    html = str(dress(Sample({"email": "bukan"})["email"]).widget)
    assert 'aria-describedby="id_email-petunjuk id_email-salah"' in html
    assert 'aria-invalid="true"' in html
    assert 'autocomplete="email"' in html
    assert 'class="form-control"' in html


def test_the_error_stands_above_the_entry() -> None:
    html = show("{% field form.email %}", form=Sample({"email": "bukan"}))
    assert html.index("id_email-salah") < html.index("<input")
    assert "is-wrong" in html
    assert "Untuk kode sekali pakai." in html


def test_the_summary_links_every_fault_to_its_entry() -> None:
    html = show("{% error_summary form %}", form=Sample({}))
    assert [f'href="#id_{name}"' in html for name in ("email", "kind", "agree")] == [True, True, True]
    assert "3 isian perlu diperbaiki" in html


def test_the_summary_of_a_form_not_yet_sent_is_empty() -> None:
    assert show("{% error_summary form %}", form=Sample()).strip() == ""


def test_a_group_is_a_fieldset_with_its_legend_and_notes() -> None:
    html = show("{% field form.kind %}", form=Sample({"kind": "b"}))
    assert "<fieldset" in html
    assert "<legend" in html
    assert html.count("s-pick") == 2
    assert "Dengan biaya" in html


@pytest.mark.parametrize("entered", ["1500000", "1.500.000", "Rp1.500.000", "Rp1.500.000,00", "rp 1.500.000,-"])
def test_an_amount_is_taken_however_it_is_written(entered: str) -> None:
    assert RupiahField().clean(entered) == 1_500_000


@pytest.mark.parametrize("entered", ["1,5 juta", "1.500.000,50", "seribu", ""])
def test_an_amount_that_is_none_is_refused(entered: str) -> None:
    with pytest.raises(forms.ValidationError):
        RupiahField().clean(entered)


def test_amount_and_date_come_with_their_words_already() -> None:
    form = Sample({"value": "Rp1.500.000"}, initial={})
    assert dress(form["value"]).words_now == "satu juta lima ratus ribu rupiah"
    with translation.override("id"):
        assert dress(Sample(initial={"start": date(2026, 12, 1)})["start"]).words_now == "Selasa, 1 Desember 2026"


def test_a_one_time_code_is_pasted_with_spaces() -> None:
    assert CodeField().clean(" 123 456 ") == "123456"


def test_hostile_text_is_shown_as_text() -> None:
    html = show("{% field form.email %}{% chip 'ok' text %}", form=Sample({"email": '"><script>'}), text="<b>x</b>")
    assert "<script>" not in html
    assert "<b>x</b>" not in html


@pytest.mark.parametrize(
    ("entered", "value"),
    [("1500000", 1_500_000), ("1.500.000", 1_500_000), ("Rp 1.500.000,00", 1_500_000), ("0", 0), ("", None)],
)
def test_an_amount_is_read_as_people_write_it(entered: str, value: int | None) -> None:
    assert RupiahField(required=False).clean(entered) == value


@pytest.mark.parametrize("entered", ["1.5", "15.00", "1.500.00", "150 juta lebih", "1,5"])
def test_what_is_no_whole_amount_is_told_with_an_example(entered: str) -> None:
    with translation.override("id"), pytest.raises(forms.ValidationError) as refused:
        RupiahField(required=False).clean(entered)
    assert refused.value.messages == ["Tulis jumlahnya dengan angka, misalnya 1.500.000."]


def test_a_number_that_is_none_is_told_in_our_words() -> None:
    class Count(LookMixin, forms.Form):
        many = forms.IntegerField(label="Banyaknya")

    with translation.override("id"):
        assert Count({"many": "tiga"}).errors["many"] == ["Tulis bilangan bulat dengan angka, misalnya 12."]
