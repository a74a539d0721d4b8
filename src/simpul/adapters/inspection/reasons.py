"""Why a file is not taken, and how its owner mends it: one row per code.

All texts are msgids with named placeholders; the codes are stable, because people read them out over the telephone.
"""

from __future__ import annotations

from dataclasses import dataclass

from simpul.rules.refusals import N_

NOT_KEPT = N_("We did not keep this file.")

UPLOAD_AGAIN = N_("Upload that file here.")
PRINT_TO_PDF = N_("Open the file, choose Print, then Save as PDF.")
OPEN_IN_WORD = N_("Open the file in Word or Google Docs.")
SAVE_AS_PDF = N_("Choose Save As, then PDF.")
SCAN_AGAIN = N_("Scan or photograph the paper again.")
ASK_SENDER = N_("Ask whoever made the file for a fresh copy.")
RENAME = N_("Rename the file, for example to %(suggested)s.")

_OFFICE_TO_PDF = (OPEN_IN_WORD, SAVE_AS_PDF, UPLOAD_AGAIN)
_PDF_AFRESH = (PRINT_TO_PDF, UPLOAD_AGAIN)
_FRESH_COPY = (ASK_SENDER, PRINT_TO_PDF, UPLOAD_AGAIN)


@dataclass(frozen=True, slots=True)
class Reason:
    """``text`` says what happened in one or two sentences, ``repair`` the steps in order."""

    text: str
    repair: tuple[str, ...]


EMPTY = "UNG-01"
TOO_BIG = "UNG-02"
KIND = "UNG-03"
MACRO = "UNG-04"
MISMATCH = "UNG-05"
DOUBLE_EXTENSION = "UNG-06"
HIDDEN_IN_NAME = "UNG-07"
LONG_NAME = "UNG-08"
ARCHIVE = "UNG-09"
LOCKED = "UNG-10"
PDF_SCRIPT = "UNG-11"
PDF_LAUNCH = "UNG-12"
PDF_ATTACHMENT = "UNG-13"
PDF_ON_OPEN = "UNG-14"
POLYGLOT = "UNG-15"
BOMB = "UNG-16"
GIANT_PICTURE = "UNG-17"
BROKEN_PDF = "UNG-18"
NO_PAGES = "UNG-19"
LEGACY_OFFICE = "UNG-20"
DDE = "UNG-21"
REMOTE_PARTS = "UNG-22"
XML_ENTITIES = "UNG-23"
ENTRY_NAMES = "UNG-24"
WEB_PAGE = "UNG-25"
PHONE_PICTURE = "UNG-26"
BROKEN_OFFICE = "UNG-27"
BROKEN_PICTURE = "UNG-28"
TOO_COSTLY = "UNG-29"
EMBEDDED_OBJECT = "UNG-30"
NOT_EXAMINED = "UNG-31"

REASONS: dict[str, Reason] = {
    EMPTY: Reason(
        N_("This file is empty (0 bytes)."),
        (
            N_("Open the file on your device and see whether it shows anything."),
            N_("If it came by WhatsApp or e-mail, download it again until it is complete."),
            UPLOAD_AGAIN,
        ),
    ),
    TOO_BIG: Reason(
        N_("The file is larger than %(megabytes)s MB."),
        (N_("Make the file smaller (scan at 150-200 dpi), or upload it in parts."), UPLOAD_AGAIN),
    ),
    KIND: Reason(
        N_("This kind of file cannot be taken here. We take %(kinds)s."),
        (N_("Open the file, then save or print it as PDF."), UPLOAD_AGAIN),
    ),
    MACRO: Reason(
        N_("This file contains macros, small programs that can do harm."),
        _OFFICE_TO_PDF,
    ),
    MISMATCH: Reason(
        N_("The name ends in .%(extension)s, but what is inside is not such a file."),
        (
            N_("Open the file and see whether it is the right one."),
            N_("Save it again from the program in which it was made, as PDF."),
            UPLOAD_AGAIN,
        ),
    ),
    DOUBLE_EXTENSION: Reason(
        N_("The file name has two endings (.%(inner)s and .%(outer)s), so it is not clear what it is."),
        (RENAME, UPLOAD_AGAIN),
    ),
    HIDDEN_IN_NAME: Reason(
        N_("The file name holds hidden or forbidden characters."),
        (RENAME, UPLOAD_AGAIN),
    ),
    LONG_NAME: Reason(
        N_("The file name is too long (more than 255 characters)."),
        (RENAME, UPLOAD_AGAIN),
    ),
    ARCHIVE: Reason(
        N_("This is an archive (ZIP, RAR or the like); we take documents one by one."),
        (N_("Unpack the archive on your device."), N_("Upload each document separately.")),
    ),
    LOCKED: Reason(
        N_("This file is locked with a password or protected against copying, so we cannot read it."),
        (N_("Open the file with its password."), PRINT_TO_PDF, UPLOAD_AGAIN),
    ),
    PDF_SCRIPT: Reason(N_("This PDF contains a script (JavaScript), a program that runs by itself."), _PDF_AFRESH),
    PDF_LAUNCH: Reason(
        N_("This PDF contains a command that starts a program, opens another file or sends data."), _PDF_AFRESH
    ),
    PDF_ATTACHMENT: Reason(
        N_("This PDF carries other files inside it."),
        (
            N_("Save the attached files on your device and upload each one separately."),
            PRINT_TO_PDF,
            UPLOAD_AGAIN,
        ),
    ),
    PDF_ON_OPEN: Reason(
        N_("This PDF does something by itself when it is opened, such as calling a web page."), _PDF_AFRESH
    ),
    POLYGLOT: Reason(N_("Something else is hidden in this file, before, inside or behind the document."), _FRESH_COPY),
    BOMB: Reason(N_("Unpacked, this file would become far larger than a document can be."), _FRESH_COPY),
    GIANT_PICTURE: Reason(
        N_("The picture is too large (%(width)s x %(height)s points)."),
        (N_("Photograph the paper again with ordinary camera settings, or make the picture smaller."), UPLOAD_AGAIN),
    ),
    BROKEN_PDF: Reason(
        N_("This PDF is damaged or incomplete and cannot be read."),
        (N_("If it came by WhatsApp or e-mail, download it again until it is complete."), SCAN_AGAIN, UPLOAD_AGAIN),
    ),
    NO_PAGES: Reason(N_("This PDF has no pages."), (SCAN_AGAIN, UPLOAD_AGAIN)),
    LEGACY_OFFICE: Reason(
        N_("This is the old Office format (.doc, .xls, .ppt), which we cannot examine safely."),
        (OPEN_IN_WORD, N_("Save it again as .docx or PDF."), UPLOAD_AGAIN),
    ),
    DDE: Reason(N_("This document contains a field that runs a command in another program (DDE)."), _OFFICE_TO_PDF),
    REMOTE_PARTS: Reason(
        N_("This document fetches parts (template, picture or data) from another place: %(target)s."), _OFFICE_TO_PDF
    ),
    XML_ENTITIES: Reason(
        N_("This document contains forbidden XML declarations, which word processors do not write."), _OFFICE_TO_PDF
    ),
    ENTRY_NAMES: Reason(N_("The parts inside this document have unlawful names or links."), _FRESH_COPY),
    WEB_PAGE: Reason(N_("This is a web page or an SVG drawing, which can contain programs."), _PDF_AFRESH),
    PHONE_PICTURE: Reason(
        N_("This photo is in a phone format (HEIC, AVIF or WebP) that not every computer can open."),
        (
            N_("iPhone: Settings, Camera, Formats, then choose Most Compatible."),
            N_("Android: Camera, Settings, then switch off the high-efficiency picture format."),
            N_("Photograph the paper again, or send a screenshot of the photo."),
            UPLOAD_AGAIN,
        ),
    ),
    BROKEN_OFFICE: Reason(N_("This document is damaged or incomplete and cannot be read."), (*_OFFICE_TO_PDF,)),
    BROKEN_PICTURE: Reason(
        N_("This picture is damaged or incomplete and cannot be read."),
        (N_("Photograph the paper again, then upload the new picture."),),
    ),
    TOO_COSTLY: Reason(N_("Reading this file took too much time or memory, so we stopped."), _FRESH_COPY),
    EMBEDDED_OBJECT: Reason(
        N_("This document holds embedded objects or other files that can contain programs."), _OFFICE_TO_PDF
    ),
    NOT_EXAMINED: Reason(
        N_("We could not examine this file just now, so we did not take it."),
        (N_("Try again in a few minutes."), N_("If it fails again, send the paper to us by e-mail and name the code.")),
    ),
}
