"""Asks the system to open something in the program that it belongs to."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path


def open_file(path: Path) -> bool:
    """Open a file as a double click would; false where the system has no way to."""
    if sys.platform == "win32":
        try:
            os.startfile(path)  # noqa: S606 — a table of the county, by the program that the office has for it
        except OSError:
            return False
        return True
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if opener is None:
        return False
    subprocess.Popen(  # noqa: S603 — the system's own opener
        [opener, str(path)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    return True
