"""Why a file gives no table."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from xml.etree.ElementTree import ParseError

BROKEN = (
    *(LookupError, ValueError, ArithmeticError, OSError, EOFError, NotImplementedError, struct.error),
    *(RecursionError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, ParseError),
)
"""What a damaged file makes parsers raise."""
TORN = "文件不完整，可能没有存完或没有传完"
GARBLED = "里面的内容读不通"


class RefusedError(Exception):
    """A file that is not read: the code of its problem, and the slots of its texts."""

    def __init__(self, code: str, **slots: object) -> None:
        super().__init__(code)
        self.code = code
        self.slots = slots


def refuse_size(most_rows: int) -> RefusedError:
    """A sheet holds more than any table of a county."""
    return RefusedError("file-too-large", what=f"一张表超过 {most_rows} 行")
