"""ZIPs of scans: what a person packs is read whole, and what somebody built is refused before it is unpacked."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile, ZipInfo

import pytest

from simpul.adapters import scan_archive
from simpul.adapters.scan_archive import Unpacked, count_scans, unpacked
from simpul.rules.refusals import Refusal

MOST, LIMIT = 1024 * 1024, 1000
Entries = dict[str, bytes]


def packed(entries: Entries, method: int = ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", method) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def linked() -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        entry = ZipInfo("a.pdf")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    return out.getvalue()


def locked() -> bytes:
    data = bytearray(packed({"a.pdf": b"%PDF"}))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + at] |= 1
    return bytes(data)


def overlapping() -> bytes:
    """The directory names the first entry twice."""
    data = bytearray(packed({"a.pdf": b"x" * 400, "b.pdf": b"y" * 400}, 0))
    second = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, second + 42, 0)
    return bytes(data)


def claiming() -> bytes:
    """The end record claims a directory of 2 GB."""
    data = bytearray(packed({"a.pdf": b"x"}))
    struct.pack_into("<I", data, data.rindex(b"PK\x05\x06") + 12, 2**31)
    return bytes(data)


def large() -> bytes:
    """As of archives beyond 4 GB."""
    data = packed({"a.pdf": b"x"})
    at = data.rindex(b"PK\x05\x06")
    return data[:at] + b"PK\x06\x07" + bytes(16) + data[at:]


def doubled() -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("a.pdf", b"one")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.pdf", b"two")
    return out.getvalue()


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "no zip": (lambda: b"bukan zip", "IMP-50"),
    "rar": (lambda: b"Rar!\x1a\x07\x00" + bytes(100), "IMP-50"),
    "cut off": (lambda: packed({"a.pdf": b"x" * 99})[:60], "IMP-50"),
    "unusual packing": (lambda: packed({"a.pdf": b"x"}, ZIP_LZMA), "IMP-50"),
    "beyond four gigabytes": (large, "IMP-50"),
    "too large": (lambda: packed({"a.pdf": bytes(MOST + 1)}, 0), "IMP-51"),
    "locked": (locked, "IMP-52"),
    "way up": (lambda: packed({"../a.pdf": b"x"}), "IMP-53"),
    "way up by backslash": (lambda: packed({"a\\..\\..\\b.pdf": b"x"}), "IMP-53"),
    "from the root": (lambda: packed({"/etc/a.pdf": b"x"}), "IMP-53"),
    "on a drive": (lambda: packed({"C:\\a.pdf": b"x"}), "IMP-53"),
    "link": (linked, "IMP-53"),
    "twice": (doubled, "IMP-53"),
    "bomb": (lambda: packed({"a.pdf": bytes(300_000)}), "IMP-54"),
    "overlap": (overlapping, "IMP-54"),
    "endless directory": (claiming, "IMP-55"),
    "too many": (lambda: packed({f"{number}.pdf": b"x" for number in range(6)}), "IMP-55"),
    "empty": (lambda: packed({}), "IMP-56"),
    "only litter": (lambda: packed({"a/": b"", "a/Thumbs.db": b"x", "__MACOSX/a/._b.pdf": b"x"}), "IMP-56"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_before_anything_is_laid_out(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_archive, "MOST_SCANS", 5)
    monkeypatch.setattr(scan_archive, "_SUSPICIOUS", 100_000)
    build, code = HOSTILE[name]
    (tmp_path / "a.zip").write_bytes(build())
    (tmp_path / "out").mkdir()
    with pytest.raises(Refusal) as refused:
        count_scans(tmp_path / "a.zip", MOST)
    assert refused.value.code == code
    with pytest.raises(Refusal):
        next(unpacked(tmp_path / "a.zip", MOST, tmp_path / "out", LIMIT))
    assert not list((tmp_path / "out").iterdir())


def laid_out(path: Path, after: int = 0) -> list[tuple[int, str, bytes | None]]:
    def read(one: Unpacked) -> bytes | None:
        return one.path.read_bytes() if one.path is not None else None

    return [(one.number, one.name, read(one)) for one in unpacked(path, MOST, path.parent, LIMIT, after)]


def test_a_folder_as_people_pack_it(tmp_path: Path) -> None:
    entries = {
        "pindaian/": b"", "pindaian\\2020\\scan.pdf": b"a", "pindaian/2021/Scan.pdf": b"b", "pindaian/.DS_Store": b"x",
        "__MACOSX/pindaian/._012.pdf": b"x", "pindaian/012 PKS.pdf": b"c", "pindaian/besar.pdf": bytes(5000),
    }  # fmt: skip
    path = tmp_path / "pindaian.zip"
    path.write_bytes(packed(entries))
    assert count_scans(path, MOST) == 4
    found = [
        (1, "pindaian - 2020 - scan.pdf", b"a"),
        (2, "pindaian - 2021 - Scan.pdf", b"b"),
        (3, "012 PKS.pdf", b"c"),
        (4, "besar.pdf", bytes(LIMIT + 1)),  # enough to be judged too big
    ]
    assert laid_out(path) == found
    assert laid_out(path, after=3) == found[3:]
    assert list(tmp_path.iterdir()) == [path]


def test_a_damaged_entry_is_told_and_holds_up_no_other(tmp_path: Path) -> None:
    data = bytearray(packed({"a.pdf": b"hello hello", "b.pdf": b"whole"}, 0))
    data[data.index(b"hello")] ^= 1
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    assert laid_out(path) == [(1, "a.pdf", None), (2, "b.pdf", b"whole")]
