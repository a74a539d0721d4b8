"""Edits a Word file as a partner does, by LibreOffice; run by the system's interpreter, which alone knows ``uno``.

python3 office_edit.py SOURCE TARGET PROFILE tracked|plain '[["replace", "old words", "new words"], ...]'

replace OLD NEW; delete BEGINNING (its paragraph); add BEGINNING WORDS (a paragraph behind it); move BEGINNING BEHIND;
split WORDS (a new paragraph begins there); cell OLD NEW (in a table); article BEGINNING TITLE WORDS (behind it);
row BEGINNING (the row of the table goes); refresh (every field is counted anew). A paragraph may stand in a table.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.text.ControlCharacter import LINE_BREAK, PARAGRAPH_BREAK

SERVICES: list[Any] = []


def connected(profile: str) -> tuple[subprocess.Popen[bytes], Any]:
    # Named by the whole path: two of them run at once on one machine.
    pipe = f"simpul{hashlib.sha256(profile.encode()).hexdigest()[:16]}"
    accept = f"--accept=pipe,name={pipe};urp;"
    options = ["--headless", "--norestore", "--nologo", f"-env:UserInstallation=file://{profile}", accept]
    office = subprocess.Popen(["soffice", *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(300):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            SERVICES.append(context.ServiceManager)
            return office, context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except NoConnectException:
            if _ended_within(office, 0.2):
                raise SystemExit("LibreOffice ended before it answered") from None
    office.kill()
    raise SystemExit("LibreOffice does not answer")


def _ended_within(office: subprocess.Popen[bytes], seconds: float) -> bool:
    try:
        office.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def option(name: str, value: object) -> Any:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def paragraph(document: Any, beginning: str) -> Any:
    for found in every(document.Text):
        if found.String.strip().startswith(beginning):
            return found
    raise SystemExit(f"no paragraph begins with {beginning!r}")


def every(text: Any) -> Iterator[Any]:
    """The paragraphs, also those in the cells of tables."""
    listed = text.createEnumeration()
    while listed.hasMoreElements():
        found = listed.nextElement()
        if found.supportsService("com.sun.star.text.Paragraph"):
            yield found
        elif found.supportsService("com.sun.star.text.TextTable"):
            for name in found.CellNames:
                yield from every(found.getCellByName(name))


def place(document: Any, words: str) -> Any:
    search = document.createSearchDescriptor()
    search.SearchString = words
    search.SearchCaseSensitive = True
    found = document.findFirst(search)
    if found is None:
        raise SystemExit(f"not found: {words!r}")
    return found


def replace(document: Any, old: str, new: str) -> None:
    place(document, old).setString(new)


def delete(document: Any, beginning: str) -> None:
    found = paragraph(document, beginning)
    cursor = found.Text.createTextCursorByRange(found.Start)
    cursor.gotoEndOfParagraph(True)
    cursor.goRight(1, True)
    cursor.setString("")


def add(document: Any, beginning: str, words: str) -> None:
    found = paragraph(document, beginning)
    cursor = found.Text.createTextCursorByRange(found.End)
    found.Text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
    found.Text.insertString(cursor, words, False)


def move(document: Any, beginning: str, behind: str) -> None:
    words = paragraph(document, beginning).String
    delete(document, beginning)
    add(document, behind, words)


def split(document: Any, words: str) -> None:
    document.Text.insertControlCharacter(place(document, words).Start, PARAGRAPH_BREAK, False)


def cell(document: Any, old: str, new: str) -> None:
    """The words lie in a table, so their own text changes them."""
    found = place(document, old)
    cursor = found.Text.createTextCursorByRange(found)
    cursor.setString(new)


def row(document: Any, beginning: str) -> None:
    """By the command of the program's own menu, which is recorded like a person's."""
    controller = document.CurrentController
    controller.ViewCursor.gotoRange(paragraph(document, beginning).Start, False)
    dispatcher = SERVICES[0].createInstance("com.sun.star.frame.DispatchHelper")
    dispatcher.executeDispatch(controller.Frame, ".uno:DeleteRows", "", 0, ())


def article(document: Any, beginning: str, title: str, words: str) -> None:
    """The heading in the style of the others: its number is counted, then a line break and the title."""
    cursor = document.Text.createTextCursorByRange(paragraph(document, beginning).End)
    document.Text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
    cursor.ParaStyleName, cursor.NumberingLevel = "Pasal", 0
    document.Text.insertControlCharacter(cursor, LINE_BREAK, False)
    document.Text.insertString(cursor, title, False)
    document.Text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
    cursor.ParaStyleName, cursor.NumberingLevel = "Ayat", 1
    document.Text.insertString(cursor, words, False)


def refresh(document: Any) -> None:
    """Counts every field anew, as opening or printing the file does."""
    document.TextFields.refresh()


EDITS: dict[str, Callable[..., None]] = {
    "replace": replace, "delete": delete, "add": add, "move": move, "split": split, "cell": cell,
    "article": article, "row": row, "refresh": refresh,
}  # fmt: skip


def main(source: str, target: str, profile: str, how: str, edits: str) -> None:
    office, desktop = connected(profile)
    try:
        opened = desktop.loadComponentFromURL(f"file://{source}", "_blank", 0, (option("Hidden", True),))
        opened.RecordChanges = how == "tracked"
        for name, *values in json.loads(edits):
            EDITS[name](opened, *values)
        opened.storeToURL(f"file://{target}", (option("FilterName", "MS Word 2007 XML"),))
        opened.close(True)
    finally:
        desktop.terminate()
        office.wait(60)


if __name__ == "__main__":
    main(*sys.argv[1:])
