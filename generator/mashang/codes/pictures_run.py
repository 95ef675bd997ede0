"""What runs in the process that makes pictures: ``python -m mashang.codes.pictures_run`` reads an order as JSON.

It ends with 0 when every picture reads right and stands in its place.
"""

from __future__ import annotations

import gc
import json
import sys
from datetime import date
from pathlib import Path

from mashang.codes.pictures import PictureOrder, write_pictures
from mashang.model import Code, CodeKind
from mashang.processes import end_with_parent


def main() -> int:
    """Read the order from standard input and carry it out; 1 when a picture does not read right."""
    end_with_parent()
    gc.disable()  # a short run whose pictures all stay until its end: there is nothing to collect
    told = json.load(sys.stdin)
    codes = tuple(Code(code, CodeKind(kind), "", date.min, base=base) for code, kind, base in told["codes"])
    order = PictureOrder(codes, told["code_base"], Path(told["folder"]), Path(told["published"]))
    return 1 if write_pictures(order) else 0


if __name__ == "__main__":
    sys.exit(main())
