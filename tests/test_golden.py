"""The golden site: what the example county gives, byte for byte, as it was last looked at and recorded."""

from __future__ import annotations

import zlib
from difflib import unified_diff
from pathlib import Path

import pytest

from tests.golden.regenerate import GOLDEN, KEPT, cut_png, digest_file, list_digests, list_kept

RECORDED = [path.relative_to(GOLDEN / "site").as_posix() for path in sorted((GOLDEN / "site").rglob("*.*"))]
MOST_LINES = 40
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
    made = list_digests(example / "site")
    changed = [line for line in unified_diff(recorded, made, lineterm="", n=0) if line[:1] in "+-"]
    assert made == recorded, "\n".join([*changed[:MOST_LINES], f"{len(changed)} lines", REMEDY])


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
