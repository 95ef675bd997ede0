"""The cache of finished symbols."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from mashang.codes import symbol_cache
from mashang.codes.symbol import Symbol, make_symbol
from mashang.codes.symbol_cache import DrawnSymbol, draw_symbols, symbol_title, symbol_url
from mashang.codes.verify import verify_symbols
from mashang.model import Code, CodeKind

BASE = "https://www.example.com/yshj/f/"
DAY = date(2026, 5, 8)
CODES = (
    Code("7K3M9QXT2", CodeKind.WINDOW, "W01", DAY, name="社保综合窗口"),
    Code("000000000", CodeKind.ENTERPRISE, "E01", DAY, name="明川示例机械有限公司"),
)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses for which a symbol was really made."""
    addresses: list[str] = []

    def record(text: str) -> Symbol:
        addresses.append(text)
        return make_symbol(text)

    monkeypatch.setattr(symbol_cache, "make_symbol", record)
    return addresses


def _draw(cache: Path, codes: tuple[Code, ...] = CODES, base: str = BASE) -> list[DrawnSymbol]:
    drawn = list(draw_symbols(codes, base, cache))
    assert verify_symbols((one.code, one.svg, one.png, one.url) for one in drawn) == ()
    return drawn


def test_every_code_is_drawn_with_its_address(tmp_path: Path) -> None:
    """In the order given; both pictures decode to it."""
    assert [(one.code, one.url) for one in _draw(tmp_path)] == [(code, f"{BASE}{code.code}/") for code in CODES]
    assert symbol_url(BASE, Code("7K3M9QXT2", CodeKind.WINDOW, "W01", date(2026, 1, 5))) == f"{BASE}7K3M9QXT2/"


def test_a_symbol_keeps_the_address_of_its_issue(tmp_path: Path) -> None:
    """Whatever the setting says today: the code hangs on a wall as it was printed."""
    issued = replace(CODES[0], base="https://old.example.com/f/")
    assert [one.url for one in _draw(tmp_path, (issued,))] == [f"https://old.example.com/f/{issued.code}/"]


def test_the_picture_is_titled_by_kind_and_code_alone(tmp_path: Path) -> None:
    """No name, above all none of an enterprise."""
    drawn = _draw(tmp_path)
    assert [symbol_title(code) for code in CODES] == ["服务窗口评议码 7K3M-9QXT-2", "企业监督码 0000-0000-0"]
    assert "<title>企业监督码 0000-0000-0</title>" in drawn[1].svg
    assert all(code.name not in one.svg for code, one in zip(CODES, drawn, strict=True))


def test_a_second_build_makes_no_symbol(tmp_path: Path, made: list[str]) -> None:
    """The same pictures come out, and the cache is not written again."""
    first = _draw(tmp_path / "symbols")
    assert len(made) == 2
    before = (tmp_path / "symbols" / "symbols.json").stat().st_mtime_ns
    assert _draw(tmp_path / "symbols") == first
    assert len(made) == 2
    assert (tmp_path / "symbols" / "symbols.json").stat().st_mtime_ns == before
    assert [path.name for path in (tmp_path / "symbols").iterdir()] == ["symbols.json"]


def test_only_what_is_new_is_made(tmp_path: Path, made: list[str]) -> None:
    """A new code, or all of them under a new address; what is no longer drawn is thrown out."""
    _draw(tmp_path, CODES[:1])
    _draw(tmp_path, CODES)
    assert made == [f"{BASE}{code.code}/" for code in CODES]
    _draw(tmp_path, CODES, "https://other.example.com/f/")
    assert len(made) == 4
    assert len(json.loads((tmp_path / "symbols.json").read_bytes())) == 2


@pytest.mark.parametrize(
    "spoilt",
    [*(b"", b"{", b"[]", b"\xff", b'{"a": 1, "b": ["x"], "c": [1, 2, 3]}', b'{"a": ["", "", ""]}'), b"[" * 100_000],
)
def test_a_spoilt_cache_is_drawn_anew(tmp_path: Path, spoilt: bytes, made: list[str]) -> None:
    """Whatever the file holds, the pictures are right and the cache whole again."""
    (tmp_path / "symbols.json").write_bytes(spoilt)
    first = _draw(tmp_path)
    assert len(made) == 2
    assert _draw(tmp_path) == first
    assert len(made) == 2


def test_a_changed_picture_is_drawn_anew(tmp_path: Path, made: list[str]) -> None:
    """An entry in which the pictures of two codes were exchanged fails its checksum."""
    first = _draw(tmp_path)
    entries = json.loads((tmp_path / "symbols.json").read_bytes())
    one, other = entries
    entries[one], entries[other] = entries[other], entries[one]
    (tmp_path / "symbols.json").write_text(json.dumps(entries), encoding="utf-8")
    assert _draw(tmp_path) == first
    assert len(made) == 4


def test_a_forged_picture_does_not_pass_the_reader(tmp_path: Path) -> None:
    """Even an entry whose checksum was forged too is caught before it is published."""
    _draw(tmp_path)
    entries = json.loads((tmp_path / "symbols.json").read_bytes())
    one, other = entries
    svg, png, _ = entries[other]
    svg = re.sub("<title>.*</title>", re.findall("<title>.*</title>", entries[one][0])[0], svg)
    entries[one] = [svg, png, symbol_cache._checksum(one, svg, png)]
    (tmp_path / "symbols.json").write_text(json.dumps(entries), encoding="utf-8")
    drawn = list(draw_symbols(CODES, BASE, tmp_path))
    problems = verify_symbols((one.code, one.svg, one.png, one.url) for one in drawn)
    assert [found.code for found in problems] == ["symbol-wrong"] * 2


@pytest.mark.parametrize(
    ("part", "before", "after"), [(0, "<title>", "<title>假冒的"), (0, "</svg>", "</svg>\ud800"), (1, "i", "")]
)
def test_a_forged_entry_says_no_foreign_words_and_stops_no_build(
    tmp_path: Path, made: list[str], part: int, before: str, after: str
) -> None:
    """Another title, half a character, torn base64, each with the right checksum: drawn anew, and the cache mended."""
    first = _draw(tmp_path)
    entries = json.loads((tmp_path / "symbols.json").read_bytes())
    key = next(iter(entries))
    entries[key][part] = entries[key][part].replace(before, after, 1)
    entries[key][2] = symbol_cache._checksum(key, *entries[key][:2])
    (tmp_path / "symbols.json").write_text(json.dumps(entries), encoding="utf-8")
    assert _draw(tmp_path) == first
    assert _draw(tmp_path) == first
    assert len(made) == 3


def test_a_link_in_the_place_of_the_cache_leads_nowhere(tmp_path: Path) -> None:
    """What somebody else's link leads to stays as it is."""
    (tmp_path / "else").write_text("别人的", encoding="utf-8")
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "symbols.json.tmp").symlink_to(tmp_path / "else")
    _draw(tmp_path / "cache")
    assert (tmp_path / "else").read_text(encoding="utf-8") == "别人的"
    assert not (tmp_path / "cache" / "symbols.json").is_symlink()
