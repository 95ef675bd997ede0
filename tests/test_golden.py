"""The golden site: what the example county gives, byte for byte, as it was last looked at and recorded."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from difflib import unified_diff
from pathlib import Path

import pytest

from tests.golden.regenerate import (
    GOLDEN,
    KEPT,
    cut_png,
    describe_kinds,
    digest_file,
    digest_site,
    list_kept,
    mark_file,
    name_kind,
)

RECORDED = [path.relative_to(GOLDEN / "site").as_posix() for path in sorted((GOLDEN / "site").rglob("*.*"))]
MOST_LINES = 40
MOST_NAMED = 5
REMEDY = "If this was meant: python3 tests/golden/regenerate.py, and read the difference before committing it."


@pytest.mark.parametrize("path", RECORDED)
def test_a_recorded_file_is_as_it_was(example: Path, path: str) -> None:
    """Each file that is kept in full comes out the same; if not, the changed lines are shown."""
    recorded, made = (GOLDEN / "site" / path).read_bytes(), (example / "site" / path).read_bytes()
    if made != recorded:
        old, new = (data.decode().splitlines() for data in (recorded, made))
        changed = list(unified_diff(old, new, "recorded", "now", lineterm="", n=0))
        pytest.fail("\n".join([path, *changed[:MOST_LINES], REMEDY]), pytrace=False)


def test_the_whole_site_is_as_it_was(example: Path) -> None:
    """No file of the site was added, lost or changed by a single byte."""
    recorded = (GOLDEN / "manifest.txt").read_text(encoding="utf-8").splitlines()
    digests = digest_site(example / "site")
    if describe_kinds(digests) != recorded:
        pytest.fail("\n".join([*find_changes(recorded, digests), REMEDY]), pytrace=False)


def find_changes(recorded: list[str], digests: Mapping[str, str]) -> Iterator[str]:
    """The kinds that differ from their recorded lines, and of each the first files whose mark is not recorded."""
    old, new = ({line.split()[0]: line.split()[1:] for line in lines} for lines in (recorded, describe_kinds(digests)))
    for kind in sorted(old.keys() | new.keys()):
        was, now = (lines.get(kind, ["0"]) for lines in (old, new))
        if was != now:
            files = [path for path in digests if name_kind(path) == kind]
            changed = [path for path in files if mark_file(path, digests[path]) not in was[2:]]
            yield f"{kind}: {was[0]} recorded, {now[0]} now, {len(changed)} not as recorded"
            yield from (f"  {path}" for path in changed[:MOST_NAMED])


def test_changes_are_named() -> None:
    """A changed and an added file are named, five of a kind at most; a lost one is counted; no other kind is named."""
    digests = {"index.html": "a", "measures/M01/index.html": "b", "measures/M02/index.html": "c", "f/X/code.png": "d"}
    recorded = describe_kinds(digests)
    assert [line.split()[:2] for line in recorded] == [["*.html", "1"], ["f/*.png", "1"], ["measures/*.html", "2"]]
    assert list(find_changes(recorded, digests)) == []
    many = [f"a/{number}.txt" for number in range(MOST_NAMED + 1)]
    for changed, kind in (
        (["measures/M02/index.html"], "measures/*.html: 2 recorded, 2 now, 1 not as recorded"),
        (["f/Y/code.png"], "f/*.png: 1 recorded, 2 now, 1 not as recorded"),
        (many, "a/*.txt: 0 recorded, 6 now, 6 not as recorded"),
    ):
        named = [f"  {path}" for path in changed[:MOST_NAMED]]
        assert list(find_changes(recorded, digests | dict.fromkeys(changed, "e"))) == [kind, *named]
    del digests["f/X/code.png"]
    assert list(find_changes(recorded, digests)) == ["f/*.png: 1 recorded, 0 now, 0 not as recorded"]


def test_every_kind_of_page_is_kept_in_full(example: Path) -> None:
    """No pattern has come to name nothing, and each kind of template has a recorded page."""
    assert list_kept(example / "site") == RECORDED
    for pattern in KEPT:
        assert any((GOLDEN / "site").glob(pattern)), pattern


def test_a_picture_is_digested_by_its_contents(tmp_path: Path) -> None:
    """Packed otherwise a picture is the same; with one other pixel it is not."""
    pixels = bytes(range(200))
    digests = []
    for level, body in ((1, pixels), (9, pixels), (9, pixels[:-1] + b"\0")):
        data = b"\x89PNG\r\n\x1a\n"
        for kind, content in ((b"IHDR", b"head"), (b"IDAT", zlib.compress(body, level)), (b"IEND", b"")):
            data += len(content).to_bytes(4, "big") + kind + content + b"sum!"
        (tmp_path / "code.png").write_bytes(data)
        digests.append(digest_file(tmp_path / "code.png"))
        assert [kind for kind, _ in cut_png(data)] == [b"IHDR", b"IDAT", b"IEND"]
    assert digests[0] == digests[1] != digests[2]
