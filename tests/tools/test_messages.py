"""The translation tool finds every msgid and refuses every incomplete catalog."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest

from tools import messages
from tools.messages import Message


def test_python_msgids() -> None:
    source = (
        'N_("one"); gettext("two " "parts"); ngettext("%(n)s day", "%(n)s days", n); pgettext("ctx", "four")\n'
        'Refusal("UNG-02", "five %(x)s", x=1); gettext(variable); translation.gettext("six")\n'
    )
    assert set(messages.python_messages(source)) == {
        Message("one"),
        Message("two parts"),
        Message("%(n)s day", plural="%(n)s days"),
        Message("four", context="ctx"),
        Message("five %(x)s"),
        Message("six"),
    }


def test_template_msgids() -> None:
    source = (
        "{% load i18n %}<p>it's {% translate \"It's\" %} {{ _('Inline') }}\n"
        '   {% translate "Draft" context "text" %}\n'
        "{% blocktranslate count n=n trimmed %}\n  {{ n }} day\n{% plural %}\n  {{ n }} days\n{% endblocktranslate %}"
    )
    assert set(messages.template_messages(source)) == {
        Message("It's"),
        Message("Inline"),
        Message("Draft", context="text"),
        Message("%(n)s day", plural="%(n)s days"),
    }


@pytest.mark.parametrize(
    ("msgid", "msgstr", "flags", "fault"),
    [
        ("Day", "", [], "empty"),
        ("Day", "   ", [], "empty"),
        ("Day", "Hari", ["fuzzy"], "fuzzy"),
        ("Day %(n)s", "Hari", [], "placeholders"),
        ("Day", "Hari %(n)s", [], "placeholders"),
        ("Day {n}", "Hari", [], "placeholders"),
    ],
)
def test_faults(msgid: str, msgstr: str, flags: list[str], fault: str) -> None:
    entry = polib.POEntry(msgid=msgid, msgstr=msgstr, flags=flags)
    assert any(fault in line for line in messages.faults_of(entry))


def test_good_entries() -> None:
    plural = polib.POEntry(msgid="%(n)s day", msgid_plural="%(n)s days", msgstr_plural={0: "%(n)s hari"})
    assert not list(messages.faults_of(plural))
    assert not list(messages.faults_of(polib.POEntry(msgid="By %(who)s", msgstr="Oleh %(who)s")))


def test_update_keeps_translations_and_drops_unused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "src" / "simpul"
    (source / "cli").mkdir(parents=True)
    (source / "cli" / "x.py").write_text('gettext("Stay"); gettext("New")\n')
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    monkeypatch.setattr(messages, "SOURCE", source)
    monkeypatch.setattr(messages, "LOCALE", source / "locale")
    path = messages.catalog_path("cli", "id")
    path.parent.mkdir(parents=True)
    old = polib.POFile()
    old.extend([polib.POEntry(msgid="Stay", msgstr="Tetap"), polib.POEntry(msgid="Gone", msgstr="Hilang")])
    old.save(str(path))
    assert messages.check([]) == 1
    messages.update([])
    fresh = {entry.msgid: entry.msgstr for entry in polib.pofile(str(path))}
    assert fresh == {"Stay": "Tetap", "New": ""}
    assert messages.check([]) == 1
    filled = polib.pofile(str(path))
    filled.find("New").msgstr = "Baru"
    filled.save(str(path))
    assert messages.check([]) == 0
