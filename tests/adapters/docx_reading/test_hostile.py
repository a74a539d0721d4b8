"""Hostile and broken Word files: the reader refuses by itself, with the code of the upload check, inside its limits."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from simpul.adapters.docx_reading import Unreadable, read
from simpul.adapters.docx_reading.faults import BOMB, BROKEN, ENTITIES, TOO_COSTLY
from simpul.adapters.inspection import REASONS
from simpul.core.documents.word_reading import read_word
from simpul.lib.confined.limits import MIB, Limits
from simpul.rules.agreement_text.reading.views import plain
from simpul.rules.refusals import Refusal
from tests.adapters.docx_reading.made import OFFICE, PACKAGE, document, packed, paragraph

ROOT = Path(__file__).resolve().parents[3]
LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>&b;</w:body></w:document>'
)
OUTSIDE = LAUGHS.replace('<!ENTITY a "ha">', '<!ENTITY a SYSTEM "file:///etc/passwd">')


def with_part(name: str, data: bytes) -> bytes:
    out = BytesIO(document(paragraph("Isi")))
    with ZipFile(out, "a", ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return out.getvalue()


def with_body(xml: str | bytes) -> bytes:
    return packed({"word/document.xml": xml})


def many_entries() -> bytes:
    return packed({"word/document.xml": "<x/>"} | {f"word/media/{n}.png": b"" for n in range(3000)})


def swollen_body() -> bytes:
    return with_body(b"<w:document>" + b" " * (40 * MIB) + b"</w:document>")


def many_paragraphs(count: int) -> bytes:
    """All different, so that they are no bomb."""
    return document("".join(paragraph(f"Isi {number * 7919}.") for number in range(count)))


def nested(depth: int) -> bytes:
    return document("<w:tbl><w:tr><w:tc>" * depth + paragraph("Isi") + "</w:tc></w:tr></w:tbl>" * depth)


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "billion laughs": (lambda: with_body(LAUGHS), ENTITIES),
    "entity from a file": (lambda: with_body(OUTSIDE), ENTITIES),
    "entities hidden in UTF-16": (lambda: with_body(LAUGHS.encode("utf-16")), ENTITIES),
    "a doctype behind a long comment": (lambda: with_body("<!--" + "x" * 9000 + "-->" + LAUGHS), ENTITIES),
    "a body of forty megabytes": (swollen_body, BOMB),
    "three thousand entries": (many_entries, BOMB),
    "a hundred megabytes beside the text": (lambda: with_part("word/media/a.bin", bytes(101 * MIB)), BOMB),
    "no archive": (lambda: b"PK\x03\x04 tetapi bukan arsip", BROKEN),
    "empty": (lambda: b"", BROKEN),
    "no document": (lambda: packed({"a.txt": "a"}), BROKEN),
    "broken markup": (lambda: with_body("<w:document><w:body>"), BROKEN),
    "deeply nested": (lambda: with_body("<a>" * 60_000), BROKEN),
    "a hundred thousand paragraphs": (lambda: many_paragraphs(100_000), TOO_COSTLY),
    "tables seventy deep": (lambda: nested(70), BROKEN),
    "a body that is an archive": (lambda: with_body(packed({"word/document.xml": "<x/>"})), BROKEN),
    "the same part twice": (lambda: with_part("WORD/document.xml", b"<x/>"), BROKEN),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_refused_with_its_reason(name: str) -> None:
    make, code = HOSTILE[name]
    with pytest.raises(Unreadable) as fault:
        read(make())
    assert fault.value.code == code
    assert code in REASONS


def test_tables_in_tables_are_read_to_a_depth() -> None:
    """Those nested deeper are refused, as above."""
    assert plain(read(nested(10)).blocks) == "Isi"


@pytest.mark.parametrize(
    "limits",
    [Limits(wall_seconds=0.05), Limits(memory=96 * MIB, output=24 * MIB), Limits()],
    ids=["time", "memory", "output"],
)
def test_an_honest_file_beyond_the_limits_is_named_so(limits: Limits) -> None:
    with pytest.raises(Unreadable) as fault:
        read(many_paragraphs(60_000), limits)
    assert fault.value.code == TOO_COSTLY


def test_all_of_them_stay_inside_memory_and_time() -> None:
    """All together: at most 512 MiB resident each and 10 s of processor a file.

    In a process of its own: the figures count every child that a process ever had.
    """
    script = "from tests.adapters.docx_reading.test_hostile import measure; measure()"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    most_kib, seconds = map(float, done.stdout.split())
    assert most_kib <= 512 * 1024
    assert seconds <= 10 * len(HOSTILE)


def measure() -> None:
    """Read every hostile file, then print the most memory of a child in KiB and the processor time of all in s."""
    for make, _ in HOSTILE.values():
        with pytest.raises(Unreadable):
            read(make())
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(used.ru_maxrss, used.ru_utime + used.ru_stime)


def test_a_person_is_told_in_the_words_of_the_upload_check() -> None:
    with pytest.raises(Refusal) as refusal:
        read_word(with_body(LAUGHS))
    assert refusal.value.code == ENTITIES
    assert refusal.value.text == REASONS[ENTITIES].text


def test_a_macro_is_not_run_and_is_told() -> None:
    found = read(with_part("word/vbaProject.bin", b"\xd0\xcf\x11\xe0"))
    assert [(one.what, one.text) for one in found.unknown] == [("part", "word/vbaProject.bin")]


def test_a_remote_template_is_not_fetched() -> None:
    """The upload check refuses it; the reader follows no relation that leads outside, be it the text itself."""
    outside = f'Type="{OFFICE}/{{kind}}" Target="http://x.example/a.docx" TargetMode="External"/></Relationships>'
    head = f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
    found = read(with_part("word/_rels/settings.xml.rels", (head + outside.format(kind="attachedTemplate")).encode()))
    assert plain(found.blocks) == "Isi"
    with pytest.raises(Unreadable) as fault:
        read(packed({"_rels/.rels": head + outside.format(kind="officeDocument")}))
    assert fault.value.code == BROKEN


@pytest.mark.parametrize("name", ["../../etc/cron.d/a", "/etc/passwd", "C:\\a.dll", "word/../../a.xml"])
def test_a_name_that_leads_out_is_never_opened_as_a_path(name: str, tmp_path: Path) -> None:
    found = read(with_part(name, b"jahat"))
    assert plain(found.blocks) == "Isi"
    assert name.rsplit("\\", 1)[-1] in "".join(one.text for one in found.unknown)
    assert list(tmp_path.iterdir()) == []


def test_an_archive_in_an_archive_stays_packed_and_is_told() -> None:
    inner = packed({f"{number}.bin": bytes(MIB) for number in range(9)})
    found = read(with_part("word/embeddings/lagi.zip", packed({"dalam.zip": inner})))
    assert [(one.what, one.text) for one in found.unknown] == [("part", "word/embeddings/lagi.zip")]
