"""Whether a ZIP directory is attached to a file that should be something else."""

from __future__ import annotations

import struct

_END_RECORD = b"PK\x05\x06"
_DIRECTORY = b"PK\x01\x02"
_END_SIZE = 22
_MAX_COMMENT = 65_535


def end_record(data: bytes) -> int:
    """Offset of the end-of-directory record, -1 where there is none."""
    return data.rfind(_END_RECORD, max(0, len(data) - _MAX_COMMENT - _END_SIZE))


def is_zip_archive(data: bytes) -> bool:
    """Whether an unpacker would find entries: four stray bytes in a picture are not enough."""
    at = end_record(data)
    if at < 0 or len(data) - at < _END_SIZE:
        return False
    size: int = struct.unpack_from("<I", data, at + 12)[0]
    return data[max(0, at - size) :].startswith(_DIRECTORY)
