"""``python -m mashang`` is the console script ``mashang``."""

from __future__ import annotations

import sys

from mashang.cli import run

if __name__ == "__main__":
    sys.exit(run())
