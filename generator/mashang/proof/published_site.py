"""What a published site says of itself, for counties whose site was built before a record was kept, or that lost it."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

from mashang.addresses import DATA, PACKAGE, SITEMAP
from mashang.proof.public_record import FactKind, Facts

_TITLE = re.compile(r"<title>(.*?)(?: - [^<]*)?</title>", re.DOTALL)
_LOCATION = re.compile(r"<loc>([^<]*)</loc>")
_NAMED = {"measures": "标题", "departments": "名称", "matters": "名称", "windows": "名称", "grids": "名称"}
"""Published tables whose rows have names, and under which heading."""
_DEMONSTRATION = "演示数据"


def describe_published(site: Path) -> Facts:
    """The pages that its sitemap names, the names in its open data, and its address; nothing where it has none."""
    package = _read_json(site / PACKAGE)
    if not isinstance(package, dict):
        return {}
    home = str(package.get("homepage", "")).removesuffix(DATA)
    facts = {(FactKind.SETTING, "site_url"): home}
    facts[FactKind.SETTING, "demonstration"] = str(_DEMONSTRATION in _read_text(site / "index.html"))
    for location in map(unescape, _LOCATION.findall(_read_text(site / SITEMAP))):
        address = location.removeprefix(home)
        found = _TITLE.search(_read_text(site / address / "index.html"))
        if found and address and location.startswith(home):
            facts[FactKind.PAGE, address] = unescape(found[1])
    for table, heading in _NAMED.items():
        rows = _read_json(site / DATA / f"{table}.json")
        named = (row for row in rows if isinstance(row, dict)) if isinstance(rows, list) else ()
        facts |= {(FactKind.NAME, f"{table}/{row.get('编号')}"): str(row.get(heading)) for row in named}
    return facts


def _read_text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def _read_json(path: Path) -> Any:
    try:
        return json.loads(_read_text(path))
    except ValueError:
        return None
